#!/usr/bin/env python3
"""Which nodes of OpenStreetMap are joined, and by how long a way, as pyosmium and networkx find it.

    pip install osmium networkx
    osm_topology.py FOLDER

writes a made-up town of 400 ways to FOLDER/osm_topology.osm, with bridges and tunnels that share nodes with the streets that they
pass, nodes that lie at one place without being one, gates and fences, and reads it back with pyosmium. The graph knows nodes by
their identifiers alone. Lengths are those on the ellipsoid's mean sphere: good to 0.3 %, which tells any wrong join from a right one.
FOLDER/osm_topology.json holds the number of parts, and for 300 pairs of nodes the length of the way, null where there is none.
"""
import json
import math
import random
import sys

import networkx
import osmium

FENCES = {"fence", "wall"}


def town(path):
    chance = random.Random(6)
    nodes, ways = {}, []
    side = 14
    for row in range(side):
        for column in range(side):
            place = (52.4 + row * 0.0009 + chance.uniform(-2e-4, 2e-4), -1.5 + column * 0.0014 + chance.uniform(-3e-4, 3e-4))
            nodes[row * side + column + 1] = (round(place[0], 7), round(place[1], 7), {})
    fresh = side * side + 1
    for row in range(side):
        for column in range(side):
            here = row * side + column + 1
            for other in ([here + 1] if column + 1 < side else []) + ([here + side] if row + 1 < side else []):
                if chance.random() < 0.15:
                    continue
                a, b = here, other
                for end in ("a", "b"):
                    # Now and then a way ends at a node of its own, at the same place: it does not join.
                    if chance.random() < 0.2:
                        old = a if end == "a" else b
                        nodes[fresh] = (nodes[old][0], nodes[old][1], {})
                        if end == "a":
                            a = fresh
                        else:
                            b = fresh
                        fresh += 1
                middle = fresh
                fresh += 1
                tags = {}
                if chance.random() < 0.1:
                    tags = {"barrier": chance.choice(["fence", "gate", "bollard", "wall"])}
                nodes[middle] = (
                    round((nodes[a][0] + nodes[b][0]) / 2 + chance.uniform(-1e-4, 1e-4), 7),
                    round((nodes[a][1] + nodes[b][1]) / 2 + chance.uniform(-1e-4, 1e-4), 7),
                    tags,
                )
                street = {"highway": chance.choice(["residential", "footway", "service"])}
                if chance.random() < 0.2:
                    street["layer"] = chance.choice(["-1", "1"])
                ways.append(([a, middle, b], street))
    with open(path, "w", encoding="utf-8") as file:
        file.write('<?xml version="1.0"?>\n<osm version="0.6" generator="osm_topology.py">\n')
        for number, (lat, lon, tags) in nodes.items():
            file.write(f'<node id="{number}" lat="{lat:.7f}" lon="{lon:.7f}">')
            file.write("".join(f'<tag k="{k}" v="{v}"/>' for k, v in tags.items()) + "</node>\n")
        for number, (refs, tags) in enumerate(ways, 1):
            file.write(f'<way id="{number}">' + "".join(f'<nd ref="{ref}"/>' for ref in refs))
            file.write("".join(f'<tag k="{k}" v="{v}"/>' for k, v in tags.items()) + "</way>\n")
        file.write("</osm>\n")


class Reader(osmium.SimpleHandler):
    def __init__(self):
        super().__init__()
        self.places, self.closed, self.ways = {}, set(), []

    def node(self, node):
        self.places[node.id] = (node.location.lat, node.location.lon)
        if node.tags.get("barrier") in FENCES:
            self.closed.add(node.id)

    def way(self, way):
        if "highway" in way.tags:
            self.ways.append([node.ref for node in way.nodes])


def metres(a, b):
    mean = math.radians((a[0] + b[0]) / 2)
    # Metres for a degree on WGS 84's ellipsoid.
    north = 111132.92 - 559.82 * math.cos(2 * mean) + 1.175 * math.cos(4 * mean)
    east = 111412.84 * math.cos(mean) - 93.5 * math.cos(3 * mean)
    return math.hypot((a[0] - b[0]) * north, (a[1] - b[1]) * east)


def main():
    folder = sys.argv[1]
    town(f"{folder}/osm_topology.osm")
    reader = Reader()
    reader.apply_file(f"{folder}/osm_topology.osm")
    graph = networkx.Graph()
    copies = 0
    for way in reader.ways:
        chain = []
        for ref in way:
            if ref in reader.closed:
                # A fence: what comes and what goes on are two ends.
                chain.append([("end", copies), ("end", copies + 1)])
                copies += 2
            else:
                chain.append([ref, ref])
        for (first, second), a, b in zip(zip(chain, chain[1:]), way, way[1:]):
            graph.add_edge(first[1], second[0], weight=metres(reader.places[a], reader.places[b]))
    chance = random.Random(7)
    # Ends of ways that no other node lies on, so that a place tells which node is meant.
    taken = {}
    for ref in reader.places:
        taken.setdefault(reader.places[ref], []).append(ref)
    plain = sorted(ref for ref in graph if isinstance(ref, int) and len(taken[reader.places[ref]]) == 1)
    pairs = []
    for _ in range(300):
        a, b = chance.choice(plain), chance.choice(plain)
        try:
            length = round(networkx.dijkstra_path_length(graph, a, b), 3)
        except networkx.NetworkXNoPath:
            length = None
        pairs.append({"from": reader.places[a][::-1], "to": reader.places[b][::-1], "metres": length})
    answer = {"parts": networkx.number_connected_components(graph), "pairs": pairs}
    with open(f"{folder}/osm_topology.json", "w", encoding="utf-8") as file:
        json.dump(answer, file, indent=0)
        file.write("\n")


if __name__ == "__main__":
    main()
