# Global and local Moran's I, the general G, and Gi, Gi* and local Moran's I by conditional permutation, by esda and libpysal;
# rates made comparable as Assuncao and Reis do, by esda.
#   pip install esda==2.9.0 libpysal==4.14.1 numpy==2.4.6 && python localstats.py > localstats.csv
# Lines: case,RULE,COLUMNS,ROWS           a grid of square cells, queen or rook
#        case,RULE                        points on whole metres; a number of metres, or nearest-n
#        moran,I,EXPECTED,NORMAL,RANDOM   global Moran's I with rows that add up to 1: mean, variance under normality and
#                                         randomisation
#        g,G,EXPECTED,VARIANCE            the general G with binary weights
#        place,VALUE,NEIGHBOURS,I,EXPECTED,VARIANCE,QUADRANT,IA,IB,GA,GB,SA,SB[,X,Y]
#                                         neighbours are numbers with + between; I and its conditional mean and variance; of 9999 deals
#                                         those at least and at most as high as I, Gi, Gi*; deals are of values without ties
#        rate,EVENTS,PEOPLE,SCORE         one place of one set of rates
import random, sys, warnings

warnings.filterwarnings("ignore")
import esda, libpysal, numpy
from libpysal.weights import KNN, DistanceBand, W, lat2W

print("# esda", esda.__version__, "libpysal", libpysal.__version__, "numpy", numpy.__version__)
random.seed(23)
DEALS = 9999


def counted(sims, found):
    return int((sims >= found).sum()), int((sims <= found).sum())


def write(values, neighbours, places, seed):
    y = numpy.array(values, float)
    overall = esda.Moran(y, W(neighbours, silence_warnings=True), transformation="r", permutations=0)
    print("moran", *(repr(float(x)) for x in (overall.I, overall.EI, overall.VI_norm, overall.VI_rand)), sep=",")
    general = esda.G(y, W(neighbours, silence_warnings=True), permutations=0)
    print("g", *(repr(float(x)) for x in (general.G, general.EG, general.VG)), sep=",")
    local = esda.Moran_Local(
        y, W(neighbours, silence_warnings=True), transformation="r", permutations=DEALS, keep_simulations=True, seed=seed
    )
    settings = dict(transform="B", permutations=DEALS, keep_simulations=True, seed=seed)
    plain = esda.G_Local(y, W(neighbours, silence_warnings=True), **settings)
    star = esda.G_Local(y, W(neighbours, silence_warnings=True), star=True, **settings)

    for i, value in enumerate(values):
        around = "+".join(str(j) for j in sorted(neighbours[i]))
        numbers = [repr(float(x)) for x in (local.Is[i], local.EIc[i], local.VIc[i])]
        ranks = [*counted(local.sim[:, i], local.Is[i])]
        ranks += [*counted(plain.sim[:, i], plain.Gs[i]), *counted(star.sim[:, i], star.Gs[i])]
        print("place", repr(value), around, *numbers, ["", "HH", "LH", "LL", "HL"][local.q[i]], *ranks, *places[i], sep=",")


# Values without ties: lognormal, so that the tails are nothing like normal ones, and three times as high in one corner.
def draw(isHigh):
    return round((3 if isHigh else 1) * random.lognormvariate(0, 1.1), 6)


for rule, columns, rows in (("queen", 9, 8), ("rook", 7, 10)):
    print("case", rule, columns, rows, sep=",")
    values = [draw(i % columns < 3 and i // columns < 4) for i in range(columns * rows)]
    write(values, lat2W(rows, columns, rook=rule == "rook").neighbors, [()] * len(values), 7)

points = random.sample([(x, y) for x in range(0, 600, 7) for y in range(0, 400, 9)], 80)
points = [(x + random.random(), y + random.random()) for x, y in points]
points = [(round(x, 3), round(y, 3)) for x, y in points]
for rule, w in (
    ("110", DistanceBand(points, threshold=110, binary=True, silence_warnings=True)),
    ("nearest-5", KNN(points, k=5, silence_warnings=True)),
):
    print("case", rule, sep=",")
    assert all(w.neighbors[i] for i in w.neighbors)
    write([draw(x < 200 and y < 150) for x, y in points], w.neighbors, points, 8)

people = [random.choice([3, 20, 150, 900]) + random.randrange(60) for _ in range(60)]
events = [sum(random.random() < 0.05 for _ in range(n)) for n in people]
from esda.smoothing import assuncao_rate

for e, b, score in zip(events, people, assuncao_rate(numpy.array(events, float), numpy.array(people, float))):
    print("rate", e, b, repr(float(score)), sep=",")
