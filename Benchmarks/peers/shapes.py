"""Points in polygons, and coordinates from one system to another."""
import json

from tables import places


def areas(folder):
    """The fifty areas as shapely's polygons."""
    import shapely

    with open(f"{folder}/areas.geojson", encoding="utf-8") as file:
        rings = [feature["geometry"]["coordinates"][0] for feature in json.load(file)["features"]]
    return [shapely.Polygon(ring) for ring in rings]


def shapely(folder, rows):
    import numpy
    import shapely

    polygons, points = areas(folder), places(folder, rows)

    def work():
        # Geometries are prepared for good: each turn has its own.
        fresh = shapely.from_wkb(shapely.to_wkb(polygons))
        shapely.prepare(fresh)
        found = numpy.zeros(len(points), dtype=numpy.int64)
        for number, polygon in enumerate(fresh, 1):
            west, south, east, north = polygon.bounds
            near = numpy.flatnonzero(
                (points[:, 0] >= west) & (points[:, 0] <= east) & (points[:, 1] >= south) & (points[:, 1] <= north)
            )
            found[near[shapely.contains_xy(polygon, points[near])]] = number
        return found.sum()

    return work


def tree(folder, rows):
    import shapely

    polygons, points = areas(folder), places(folder, rows)

    def work():
        index = shapely.STRtree(polygons)
        _, found = index.query(shapely.points(points), predicate="within")
        return (found + 1).sum()

    return work


def geopandas(folder, rows):
    import geopandas

    polygons, points = areas(folder), places(folder, rows)
    frame = geopandas.GeoDataFrame({"number": range(1, len(polygons) + 1)}, geometry=polygons, crs="EPSG:27700")

    def work():
        incidents = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(points[:, 0], points[:, 1], crs="EPSG:27700"))
        return incidents.sjoin(frame, predicate="within")["number"].sum()

    return work


def pyproj(folder, rows):
    import pyproj

    points = places(folder, rows)
    longitudes, latitudes = pyproj.Transformer.from_crs(27700, 4326, always_xy=True).transform(points[:, 0], points[:, 1])
    ground = pyproj.transformer.AreaOfInterest(-1.6, 52.35, -1.42, 52.46)
    transformer = pyproj.Transformer.from_crs(4326, 27700, always_xy=True, area_of_interest=ground)

    def work():
        east, north = transformer.transform(longitudes, latitudes)
        return round(east.mean() + north.mean())

    return work


OFFERS = [
    ("areas", "shapely, prepared", ["shapely"], 10_000_000, "", shapely),
    ("areas", "shapely STRtree", ["shapely"], 10_000_000, "makes the points' shapes too, as its tree wants them", tree),
    ("areas", "geopandas sjoin", ["geopandas", "shapely"], 10_000_000, "makes the points' shapes and a joined table too", geopandas),
    ("projection", "pyproj", ["pyproj"], 10_000_000, "brings its own PROJ, whose version may differ", pyproj),
]
