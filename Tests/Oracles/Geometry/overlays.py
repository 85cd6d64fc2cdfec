"""Answers of shapely for the shapes that this script makes, as a table of tab-separated lines.

    python3 -m pip install shapely==2.0.7
    python3 Tests/Oracles/Geometry/overlays.py > Tests/Oracles/Geometry/overlays.tsv

Peer: shapely 2.0.7 with GEOS 3.11.4. Columns: operation, argument, first shape, second shape, answer.
Shapes are hexadecimal well-known binary of the kinds that shapely can write, so that every reader is tried as well.
"""

import math
import random

import shapely
from shapely.geometry import MultiPoint, MultiPolygon, Polygon, box
from shapely.ops import unary_union

rng = random.Random(20240917)


def star(cx, cy, radius, corners):
    points = []
    for corner in range(corners):
        angle = 2 * math.pi * (corner + 0.8 * rng.random()) / corners
        reach = radius * (0.3 + 0.7 * rng.random())
        points.append((cx + reach * math.cos(angle), cy + reach * math.sin(angle)))
    return Polygon(points)


def hexadecimal(shape, number):
    order = number % 2
    flavor = ["iso", "extended"][number // 2 % 2]
    if number % 5 == 0:
        shape = shapely.force_3d(shape, 7.5)
    if flavor == "extended":
        shape = shapely.set_srid(shape, 27700)
    return shapely.to_wkb(shape, hex=True, byte_order=order, flavor=flavor, include_srid=flavor == "extended")


count = 0


def row(operation, argument, first, second, answer):
    global count
    count += 1
    cells = [operation, repr(argument) if argument is not None else ""]
    for shape in (first, second):
        cells.append("" if shape is None else hexadecimal(shape, count))
    cells.append(hexadecimal(answer, count) if hasattr(answer, "geom_type") else repr(answer))
    print("\t".join(cells))


def area(number):
    """Simple, holed, in several parts, on a lattice (many shared edges), in the British grid's range."""
    kind = number % 5
    if kind == 0:
        return star(50, 50, 50, 12)
    if kind == 1:
        return star(50, 50, 60, 17).buffer(0).difference(box(40, 40, 55, 52))
    if kind == 2:
        return MultiPolygon([star(30, 30, 25, 7), star(90, 90, 30, 9)])
    if kind == 3:
        return unary_union([box(x, y, x + 10, y + 10) for x in range(0, 90, 10) for y in range(0, 90, 10) if rng.random() < 0.5])
    return shapely.transform(star(0, 0, 1500, 24), lambda xy: xy + [433000.5, 279000.25])


for number in range(10):
    first = area(number)
    second = area(number if number % 5 in (3, 4) else rng.randrange(4))
    row("area", None, first, None, first.area)
    row("length", None, first, None, first.length)
    row("centroid", None, first, None, first.centroid)
    row("point on surface", None, first, None, first.representative_point())
    row("distance", None, first, second, first.distance(shapely.transform(second, lambda xy: xy + [200, 0])))
    row("contains", None, first, second, first.contains(second))
    row("covers", None, first, first.buffer(-1), first.covers(first.buffer(-1)))
    row("intersects", None, first, second, first.intersects(second))
    row("touches", None, first, second, first.touches(second))
    row("intersection", None, first, second, first.intersection(second))
    row("union", None, first, second, first.union(second))
    row("difference", None, first, second, first.difference(second))
    row("buffer", 5.0, first, None, first.buffer(5.0, quad_segs=8))
    row("buffer", -3.0, first, None, first.buffer(-3.0, quad_segs=8))
    row("convex hull", None, first, None, first.convex_hull)
    row("simplify", 4.0, first, None, first.simplify(4.0, preserve_topology=True))

for number in range(3):
    points = MultiPoint([(rng.gauss(0, 100), rng.gauss(0, 100)) for _ in range(30)])
    for ratio in (0.0, 0.2, 0.5, 1.0):
        row("concave hull", ratio, points, None, shapely.concave_hull(points, ratio=ratio))

# Faults with a reason and a place.
for wkt in (
    "POLYGON ((0 0, 2 2, 2 0, 0 2, 0 0))",
    "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (5 5, 6 5, 6 6, 5 5))",
    "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (0 0, 4 0, 4 4, 0 4, 0 0))",
    "POLYGON ((0 0, 4 0, 4 4, 2 4, 2 6, 2 4, 0 4, 0 0))",
    "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 5 1, 5 5, 1 5, 1 1), (3 3, 7 3, 7 7, 3 7, 3 3))",
    "MULTIPOLYGON (((0 0, 2 0, 2 2, 0 2, 0 0)), ((1 1, 3 1, 3 3, 1 3, 1 1)))",
    "MULTIPOLYGON (((0 0, 2 0, 2 2, 0 2, 0 0)), ((2 0, 4 0, 4 2, 2 2, 2 0)))",
    "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (0 2, 2 0, 4 2, 2 4, 0 2))",
):
    shape = shapely.from_wkt(wkt)
    row("validity", None, shape, None, shapely.is_valid_reason(shape))
