#!/usr/bin/env python3
"""How much walking distances differ between two networks that `homeward streets` wrote as GeoPackages, for 200 random pairs of
nodes that both have: scipy's own search on what stands in the files.

    pip install scipy
    compare_networks.py BEFORE.gpkg AFTER.gpkg

With `--without TRAIT` edges of AFTER that have the trait (across_square) are left out.
"""
import random
import sqlite3
import struct
import sys

import numpy
import scipy.sparse
import scipy.sparse.csgraph


def line(blob):
    """The points of a GeoPackage's geometry, a line of two dimensions."""
    envelope = [0, 32, 48, 48, 64][(blob[3] >> 1) & 7]
    body = blob[8 + envelope:]
    order = "<" if body[0] == 1 else ">"
    kind, count = struct.unpack(order + "II", body[1:9])
    assert kind == 2, f"geometry {kind}"
    numbers = struct.unpack(order + f"{2 * count}d", body[9:9 + 16 * count])
    return list(zip(numbers[::2], numbers[1::2]))


def read(path, without=None):
    base = sqlite3.connect(path)
    columns = [row[1] for row in base.execute("PRAGMA table_info(streets)")]
    saved = "from_node" in columns
    fields = "geom" + (", from_node, to_node, traits" if saved else "")
    number, edges, place = {}, [], []
    for row in base.execute(f"SELECT {fields} FROM streets ORDER BY fid"):
        points = line(row[0])
        ends = []
        for end, key in ((points[0], 1), (points[-1], 2)):
            name = row[key] if saved else (round(end[0], 2), round(end[1], 2))
            if name not in number:
                number[name] = len(place)
                place.append(end)
            ends.append(number[name])
        if without and without in (row[3] or "").split(","):
            continue
        length = sum(((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5 for a, b in zip(points, points[1:]))
        edges.append((*ends, length))
    least = {}
    for a, b, length in edges:
        pair = (min(a, b), max(a, b))
        if a != b and length < least.get(pair, float("inf")):
            least[pair] = length
    rows, columns = zip(*least)
    graph = scipy.sparse.csr_matrix((list(least.values()), (rows, columns)), shape=(len(place), len(place)))
    return place, graph, len(edges)


def main():
    files = [word for word in sys.argv[1:3]]
    without = sys.argv[4] if len(sys.argv) > 4 else None
    before, after = read(files[0]), read(files[1], without)
    seat = {(round(x, 2), round(y, 2)): node for node, (x, y) in enumerate(after[0])}
    parts = scipy.sparse.csgraph.connected_components(before[1], directed=False)[1]
    main_part = numpy.bincount(parts).argmax()
    both = [
        (node, seat[(round(x, 2), round(y, 2))])
        for node, (x, y) in enumerate(before[0])
        if parts[node] == main_part and (round(x, 2), round(y, 2)) in seat
    ]
    chance = random.Random(1)
    pairs = [(chance.choice(both), chance.choice(both)) for _ in range(200)]
    differences = []
    for (a, c), (b, d) in pairs:
        old = scipy.sparse.csgraph.dijkstra(before[1], directed=False, indices=a)[b]
        new = scipy.sparse.csgraph.dijkstra(after[1], directed=False, indices=c)[d]
        differences.append(old - new)
    differences = numpy.array(differences)
    print(f"edges {before[2]} and {after[2]}; nodes in both {len(both)}")
    print(f"pairs that differ by more than 20 m: {int((abs(differences) > 20).sum())} of 200, the most {abs(differences).max():.0f} m")
    print(f"shorter {int((differences > 20).sum())}, longer or cut off {int((differences < -20).sum())}")


if __name__ == "__main__":
    main()
