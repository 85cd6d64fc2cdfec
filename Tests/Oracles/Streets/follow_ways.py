#!/usr/bin/env python3
"""How far the routes of a run lie from the ways of the extract that they were planned on.

    pip install osmium shapely pyproj
    Tests/Oracles/Streets/follow_ways.py EXTRACT EPSG:n OUT/routes.geojson [EPSG:4326]

Reads the extract with pyosmium and measures with shapely: every vertex of every route, and a place every half metre between two,
against all ways with a `highway` tag that are built. A way with `area=yes` and a multipolygon of streets are squares, which may be
crossed. Ends with 1 where anything is farther than a metre.
"""
import json
import sys

import osmium
import pyproj
import shapely


class Ways(osmium.SimpleHandler):
    def __init__(self, to):
        super().__init__()
        self.to, self.shapes, self.squares = to, [], 0
        self.parts = {}
        self.relations = []

    def way(self, way):
        try:
            line = [self.to(node.lon, node.lat) for node in way.nodes if node.location.valid()]
        except osmium.InvalidLocationError:
            return
        if len(line) < 2:
            return
        self.parts[way.id] = line
        kind = way.tags.get("highway")
        if kind in (None, "proposed", "construction", "motorway", "motorway_link"):
            return
        self.shapes.append(shapely.LineString(line))
        if way.tags.get("area") == "yes" and len(line) > 3 and line[0] == line[-1]:
            self.shapes.append(shapely.make_valid(shapely.Polygon(line)))
            self.squares += 1

    def relation(self, relation):
        if relation.tags.get("type") == "multipolygon" and relation.tags.get("highway"):
            self.relations.append([(m.ref, m.role) for m in relation.members if m.type == "w"])

    def finish(self):
        for members in self.relations:
            rings = {"outer": [], "inner": []}
            for ref, role in members:
                if ref in self.parts:
                    rings["inner" if role == "inner" else "outer"].append(shapely.LineString(self.parts[ref]))
            faces = shapely.get_parts(shapely.polygonize(rings["outer"]))
            holes = shapely.union_all(shapely.get_parts(shapely.polygonize(rings["inner"])))
            self.shapes += rings["outer"] + rings["inner"]
            for face in faces:
                self.shapes.append(shapely.difference(face, holes))
                self.squares += 1


def main(extract, system, routes, written="EPSG:4326"):
    ways = Ways(pyproj.Transformer.from_crs("EPSG:4326", system, always_xy=True).transform)
    ways.apply_file(extract, locations=True)
    ways.finish()
    tree = shapely.STRtree(ways.shapes)
    back = pyproj.Transformer.from_crs(written, system, always_xy=True).transform
    worst, count = 0.0, 0
    for feature in json.load(open(routes, encoding="utf-8"))["features"]:
        if feature["geometry"] is None:
            continue
        line = shapely.LineString([back(*place[:2]) for place in feature["geometry"]["coordinates"]])
        steps = int(line.length / 0.5) + 1
        places = [shapely.Point(xy) for xy in line.coords]
        places += [line.interpolate(step / steps, normalized=True) for step in range(steps + 1)]
        apart = [place.distance(ways.shapes[tree.nearest(place)]) for place in places]
        count += len(places)
        worst = max(worst, max(apart))
        print(f"{feature.get('id')}: {line.length:.1f} m, {len(line.coords)} vertices, farthest {max(apart):.3f} m")
    print(f"{len(ways.shapes)} ways, {ways.squares} squares; {count} places, the farthest {worst:.3f} m from a way")
    return worst <= 1 and count > 0


if __name__ == "__main__":
    sys.exit(0 if main(*sys.argv[1:]) else 1)
