import Foundation
import HomewardGeometry
import Testing

@testable import HomewardLayers

@Suite struct LibraryTests {
    @Test func knowsItsVersionAndDrivers() {
        #expect(LayersLibrary.gdal.found.split(separator: ".").count == 3 && LayersLibrary.gdal.fault == nil)
        let drivers = LayersLibrary.availableDrivers()
        #expect(drivers.map(\.format) == VectorFormat.allCases)
        #expect(drivers.filter(\.isAvailable).map(\.format).contains(.geoPackage))
    }

    @Test(arguments: [
        ("a.geojson", VectorFormat.geoJSON), ("a.GeoJSONL", .geoJSONLines), ("a.geojsons", .geoJSONLines),
        ("A.GPKG", .geoPackage), ("x/b.osm.pbf", .openStreetMap),
        ("b.osm.gz", .openStreetMap), ("c.KMZ", .kml),
    ])
    func knowsAFormatByItsEnding(path: String, format: VectorFormat) {
        #expect(VectorFormat(path: path) == format)
    }

    @Test func worksFromManyThreadsAtOnce() async throws {
        let folder = try TemporaryFolder()
        let grid = try CoordinateSystem("EPSG:27700")
        let counts = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<16 {
                let path = folder.path("points-\(number).\(number % 2 == 0 ? "gpkg" : "geojson")")
                group.addTask {
                    try LayerWriter(path: path).write([Sample.layer("points", in: grid)])
                    // A failure on one thread must not show on another.
                    _ = try? LayerReader(path: path + ".gpkg").read()
                    return try LayerReader(path: path).read().features.count
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(counts == Array(repeating: 3, count: 16))
    }

    @Test func namesTheFeatureThatHasNoPlaceInTheNewSystem() throws {
        let degrees = try CoordinateSystem("EPSG:4326")
        let layer = Layer(
            name: "posts", coordinateSystem: degrees, fields: [],
            features: [Feature(id: "far", shape: .point(Point(x: 0, y: 1e9)))])
        let error = #expect(throws: LayersError.self) { try layer.transformed(to: CoordinateSystem("EPSG:27700")) }
        #expect(error?.description.contains("feature 1 (\"far\"): its coordinates have no place in") == true)
    }
}
