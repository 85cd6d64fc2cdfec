import HomewardGeometry
import HomewardIncidents
import HomewardLayers
import HomewardStreets

extension Target {
    /// A file of each format, as layers, areas or streets. GDAL itself is not instrumented: what is sought is in what
    /// Homeward does with its answers.
    static let layers =
        [
            Target(file: "geojson", endings: "geojson", body: read),
            Target(file: "lines", endings: "geojsonl", body: read),
            Target(file: "geopackage", endings: "gpkg", body: read),
            Target(file: "shapefile", endings: "shp", "shx", "dbf", "prj", body: read),
            Target(file: "flatgeobuf", endings: "fgb", body: read),
            Target(file: "kml", endings: "kml", body: read),
            Target(file: "gpx", endings: "gpx", body: read),
            Target(file: "tab", endings: "tab", "dat", "map", "id", body: read),
            Target(file: "xlsx", endings: "xlsx", body: read),
            Target(file: "osm", endings: "osm", body: readMap),
            Target(file: "pbf", endings: "osm.pbf", body: readMap),
            Target(file: "areas", endings: "geojson") { path in
                let areas = try AreaFile.read(path: path, mending: true, in: try place.get().grid)
                let locator = AreaLocator(areas)
                _ = try locator.overlaps()
                _ = locator.area(at: Point(x: 433_000, y: 279_000))
            },
            Target(file: "streets", endings: "geojson") { path in
                let (network, report) = try StreetFile.read(path: path, in: try place.get().grid)
                hold(report.addsUp, "lines are lost")
                _ = network.snap(Point(x: 433_000, y: 279_000), within: 500)
            },
        ]

    /// GDAL reads a map's layers, libosmium its streets.
    @Sendable private static func readMap(_ path: String) throws {
        let layers = Result { try read(path) }
        let (network, report) = try StreetFile.read(path: path, in: try place.get().grid)
        hold(report.addsUp, "lines are lost")
        _ = network.snap(Point(x: 433_000, y: 279_000), within: 500)
        try layers.get()
    }

    @Sendable private static func read(_ path: String) throws {
        let reader = LayerReader(path: path)
        for name in try reader.layerNames().prefix(4) {
            let layer = try reader.read(layer: name)
            for feature in layer.features.prefix(100) { _ = try feature.shape?.validity() }
        }
    }
}
