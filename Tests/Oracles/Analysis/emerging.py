# Mann-Kendall tests by pymannkendall, and by esda the scores of Gi* with queen weights, the cell itself among its neighbours, of each step
# of a small cube. Two steps together are the sum of both deviations by the root of the sum of both variances, which follow from esda's own.
# The chances of a few neighbourhoods are counted by looking at every sample of cells, and folded by numpy.
#   pip install esda==2.9.0 libpysal==4.14.1 numpy==2.4.6 pymannkendall==1.4.3 && python emerging.py > emerging.csv
import itertools
import warnings
import numpy as np, esda, libpysal, pymannkendall

warnings.filterwarnings("ignore")
print("# esda", esda.__version__, "libpysal", libpysal.__version__, "pymannkendall", pymannkendall.__version__, "numpy", np.__version__)
rng = np.random.default_rng(9)


def show(*fields):
    print(*(repr(float(x)) if isinstance(x, (float, np.floating)) else x for x in fields), sep=",")


series = {
    "even": [float(x) for x in rng.normal(size=30)],
    "rising": [float(x) for x in rng.normal(size=24) + np.arange(24) / 8],
    "counts": [float(x) for x in rng.poisson(1.3, size=59)],
    "falling": [float(x) for x in rng.poisson(6 - np.arange(40) / 10)],
    "short": [1.0, 2.0, 2.0, 1.0, 3.0, 3.0, 3.0, 0.0, 1.0, 4.0],
}
for name, values in series.items():
    result = pymannkendall.original_test(values)
    show("mk", name, " ".join(map(repr, values)), int(result.s), float(result.var_s), float(result.z), float(result.p))

columns, rows, steps = 6, 5, 4
cells = columns * rows
counts = rng.poisson(0.7, size=(steps, cells))
counts[2:, 8] += 6
show("cube", columns, rows, steps, " ".join(str(int(x)) for x in counts.ravel()))
# Cell number = column + row * columns; libpysal's lattice counts row by row too.
weights = libpysal.weights.lat2W(rows, columns, rook=False)
sizes = np.array([len(weights.neighbors[cell]) + 1 for cell in range(cells)])
deviation, variance = [], []
for step in range(steps):
    local = esda.G_Local(counts[step].astype(float), weights, transform="B", star=True, permutations=0)
    own = counts[step].astype(float)
    sums = np.array([own[cell] + sum(own[other] for other in weights.neighbors[cell]) for cell in range(cells)])
    # esda gives the score; its deviation is that of the sum, so that its variance follows.
    difference = sums - sizes * own.mean()
    deviation.append(difference)
    variance.append(np.where(difference == 0, np.nan, (difference / local.Zs) ** 2))
for step in range(1, steps):
    for cell in range(cells):
        total = variance[step - 1][cell] + variance[step][cell]
        if np.isfinite(total):
            show("z", step, cell, (deviation[step - 1][cell] + deviation[step][cell]) / np.sqrt(total))


def sums_of(values, size):
    """How many of all samples of so many cells have each sum, counted one by one."""
    ways = np.zeros(int(values.sum()) + 1)
    for sample in itertools.combinations(values, size):
        ways[sum(sample)] += 1
    return ways / ways.sum()


for step, cell in ((3, 0), (3, 5), (2, 24), (3, 2), (3, 14)):
    size = int(sizes[cell])
    if size > 6:
        continue
    both = np.convolve(sums_of(counts[step - 1], size), sums_of(counts[step], size))
    around = [cell] + list(weights.neighbors[cell])
    found = int(counts[step - 1][around].sum() + counts[step][around].sum())
    show("p", step, cell, found, float(both[found:].sum()), float(both[: found + 1].sum()))
