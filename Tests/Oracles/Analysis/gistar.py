# Getis-Ord Gi and Gi* and the neighbours on which they rest, by esda and libpysal.
#   pip install esda==2.9.0 libpysal==4.14.1 numpy==2.4.6 shapely==2.2.0 && python gistar.py > gistar.csv
# Lines: grid,RULE,COLUMNS,ROWS           a grid of cells, queen or rook
#        points,METRES                    points, neighbours within so many metres
#        areas,RULE                       outlines on whole metres, queen or rook
#        place,VALUE,GI,GISTAR,NEIGHBOURS[,X,Y ...]   one place of the case above; neighbours are numbers with + between
import random, sys, warnings

warnings.filterwarnings("ignore")
import esda, libpysal, numpy, shapely
from libpysal.weights import DistanceBand, Queen, Rook, W, lat2W

print("# esda", esda.__version__, "libpysal", libpysal.__version__, "numpy", numpy.__version__, "shapely", shapely.__version__)
random.seed(11)


def write(values, w, places):
    y = numpy.array(values, float)
    plain = esda.G_Local(y, w, transform="B", permutations=0).Zs
    star = esda.G_Local(y, w, transform="B", permutations=0, star=True).Zs
    for i, value in enumerate(values):
        around = "+".join(str(j) for j in sorted(w.neighbors[i]))
        print("place", value, repr(float(plain[i])), repr(float(star[i])), around, *places[i], sep=",")


# Counts as of street crime: most cells hold none, a few hold many.
for rule, columns, rows in (("queen", 12, 9), ("rook", 7, 15)):
    print("grid", rule, columns, rows, sep=",")
    counts = [int(random.expovariate(0.7) ** 2) for _ in range(columns * rows)]
    write(counts, lat2W(rows, columns, rook=rule == "rook"), [()] * len(counts))

# Whole metres, so that some pairs lie exactly as far apart as is asked for; each has a neighbour.
points = [(random.randrange(600), random.randrange(400)) for _ in range(80)]
for metres in (80, 130):
    band = DistanceBand(points, threshold=metres, binary=True, silence_warnings=True)
    print("points", metres, sep=",")
    write([round(random.gauss(20, 6), 1) for _ in points], W(band.neighbors, silence_warnings=True), points)

# A lattice whose inner knots were moved; areas share corners and sides.
size = 6
knots = {
    (r, c): (100 * c + random.randrange(40), 100 * r + random.randrange(40)) for r in range(size + 1) for c in range(size + 1)
}
rings = [[knots[r, c], knots[r, c + 1], knots[r + 1, c + 1], knots[r + 1, c]] for r in range(size) for c in range(size)]
polygons = [shapely.Polygon(ring) for ring in rings]
assert all(polygon.is_valid for polygon in polygons)
for rule, kind in (("queen", Queen), ("rook", Rook)):
    print("areas", rule, sep=",")
    w = kind.from_iterable(polygons, silence_warnings=True)
    write([random.randrange(30) for _ in polygons], w, [[x for point in ring for x in point] for ring in rings])
