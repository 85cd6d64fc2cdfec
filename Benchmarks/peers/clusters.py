"""Density clusters of places, and distances to the nearest."""
from tables import places


def scikit_learn(folder, rows):
    from sklearn.cluster import DBSCAN

    points = places(folder, rows)
    return lambda: (DBSCAN(eps=100, min_samples=20, n_jobs=2).fit(points).labels_ >= 0).sum()


def wang(folder, rows):
    from dbscan import DBSCAN

    points = places(folder, rows)
    return lambda: (DBSCAN(points, eps=100, min_samples=20)[0] >= 0).sum()


def hdbscan(folder, rows):
    import hdbscan
    import numpy

    points = places(folder, rows)

    def work():
        # Homeward tells no distance under a metre, which whole metres cannot be but where they are 0; a tree of its own is exact.
        fit = hdbscan.HDBSCAN(min_cluster_size=20, min_samples=20, core_dist_n_jobs=2, approx_min_span_tree=False).fit(points)
        return round(numpy.maximum(fit._single_linkage_tree[:, 2], 1).sum())

    return work


def st_dbscan(folder, rows):
    import numpy
    from pyarrow import csv
    from st_dbscan import ST_DBSCAN
    from tables import path

    times = csv.read_csv(path(folder, rows), convert_options=csv.ConvertOptions(include_columns=["occurred"]))["occurred"]
    # Local times as they stand: Homeward's are moments, which differ where clocks change.
    hours = times.cast("timestamp[s]").to_numpy().astype("datetime64[s]").astype("int64") / 3600
    rows = numpy.column_stack([hours, places(folder, rows)])
    return lambda: (ST_DBSCAN(eps1=100, eps2=168, min_samples=5).fit(rows).labels >= 0).sum()


def nearest(folder, rows):
    from scipy.spatial import cKDTree

    points = places(folder, rows)

    def work():
        distance, _ = cKDTree(points).query(points, k=2, workers=2)
        return round(distance[:, 1].mean() * 1000)

    return work


OFFERS = [
    (
        "dbscan", "scikit-learn", ["scikit-learn"], 100_000,
        "keeps every point's neighbours in memory, 7 GiB of numbers and more for a million of this town's points", scikit_learn,
    ),
    ("dbscan", "dbscan (Wang, Gu, Shun)", ["dbscan"], 10_000_000, "", wang),
    ("hdbscan", "hdbscan", ["hdbscan"], 100_000, "", hdbscan),
    (
        "st-dbscan", "st_dbscan", ["st-dbscan"], 10_000,
        "keeps the distances of all pairs up to 20,000 rows; beyond it forgets that incidents at one position are neighbours", st_dbscan,
    ),
    (
        "nearest", "scipy cKDTree", ["scipy"], 10_000_000,
        "finds the distances alone; Homeward also tests their mean against chance", nearest,
    ),
]
