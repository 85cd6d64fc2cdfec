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

    points = places(folder, rows)
    return lambda: (hdbscan.HDBSCAN(min_cluster_size=20, core_dist_n_jobs=2).fit(points).labels_ >= 0).sum()


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
    (
        "dbscan", "hdbscan", ["hdbscan"], 100_000,
        "is another method, which takes no radius and finds other clusters: no equal work", hdbscan,
    ),
    (
        "nearest", "scipy cKDTree", ["scipy"], 10_000_000,
        "finds the distances alone; Homeward also tests their mean against chance", nearest,
    ),
]
