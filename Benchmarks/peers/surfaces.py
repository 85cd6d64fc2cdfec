"""Counts in cells, Gi* and its chance, and kernel density."""
from tables import places

WEST, SOUTH, SIDE = 433_500 - 5_700, 279_000 - 5_700, 114


def histogram(folder, rows):
    import numpy

    points = places(folder, rows)

    def work():
        edges = [numpy.arange(SIDE + 1) * 100 + WEST, numpy.arange(SIDE + 1) * 100 + SOUTH]
        count, _, _ = numpy.histogram2d(points[:, 0], points[:, 1], bins=edges)
        return (count**2).sum()

    return work


def bincount(folder, rows):
    points = places(folder, rows)
    return lambda: (cells(points) ** 2).sum()


def cells(points):
    import numpy

    place = ((points - [WEST, SOUTH]) // 100).astype(numpy.int64)
    return numpy.bincount(place[:, 1] * SIDE + place[:, 0], minlength=SIDE * SIDE)


def getis(folder, rows):
    import numpy
    from esda.getisord import G_Local
    from libpysal.weights import lat2W

    points = places(folder, rows)

    def work():
        weights = lat2W(SIDE, SIDE, rook=False)
        found = G_Local(cells(points).astype(float), weights, transform="B", permutations=0, star=True)
        return (numpy.asarray(found.Zs) > 1.96).sum()

    return work


def deals(folder, rows):
    import numpy
    from esda.getisord import G_Local
    from libpysal.weights import lat2W

    share = (rows / 1e6) ** 0.5
    columns, lines = max(3, round(160 * share)), max(3, round(180 * share))
    size = 11_520 / columns
    place = ((places(folder, rows) - [433_500 - 5_760, 279_000 - lines * size / 2]) // size).astype(numpy.int64)
    inside = ((place >= 0) & (place < [columns, lines])).all(axis=1)
    count = numpy.bincount(place[inside, 1] * columns + place[inside, 0], minlength=columns * lines).astype(float)

    def work():
        weights = lat2W(lines, columns, rook=False)
        found = G_Local(count, weights, transform="B", permutations=999, star=True, seed=1, n_jobs=2, keep_simulations=False)
        return (numpy.asarray(found.Zs) > 1.96).sum()

    return work


def density(folder, rows):
    import numpy
    from KDEpy import FFTKDE

    points = places(folder, rows)
    # 50 m cells over the town; the grid must be wider than the points.
    side = 234
    west, south = 433_500 - 50 * side / 2 + 25, 279_000 - 50 * side / 2 + 25
    across, up = numpy.meshgrid(numpy.arange(side) * 50 + west, numpy.arange(side) * 50 + south, indexing="ij")
    grid = numpy.column_stack([across.ravel(), up.ravel()])

    def work():
        # The bandwidth is a standard deviation here: that of the quartic kernel that ends at 300 m.
        found = FFTKDE(kernel="biweight", bw=300 / 7**0.5, norm=2).fit(points).evaluate(grid)
        return round(found.sum() * 2500 * len(points))

    return work


OFFERS = [
    ("counts", "numpy histogram2d", ["numpy"], 10_000_000, "", histogram),
    ("counts", "numpy bincount", ["numpy"], 10_000_000, "", bincount),
    ("getis", "esda", ["esda", "libpysal"], 10_000_000, "", getis),
    ("deals", "esda", ["esda", "libpysal", "numba"], 1_000_000, "", deals),
    (
        "density", "KDEpy FFTKDE", ["KDEpy"], 10_000_000,
        "moves the points to the grid first and lets their weight cross the border of the town: no equal work", density,
    ),
]
