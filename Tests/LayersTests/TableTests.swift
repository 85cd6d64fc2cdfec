import Foundation
import HomewardCore
import HomewardGeometry
import Testing

@testable import HomewardLayers

/// Tables: CSV and Excel.
@Suite struct TableTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test(.enabled(if: Tool.exists("ogr2ogr"), "GDAL's tools are not here"))
    func readsAnExcelWorkbook() throws {
        try AtomicFile.write(
            "ref,where,when\n007,Łódź Street,2024-03-01\n008,Hillfields,2024-03-02\n", to: folder.path("in.csv"))
        let made = try Tool.run("ogr2ogr", ["-f", "XLSX", folder.path("in.xlsx"), folder.path("in.csv")])
        #expect(made.code == 0, "\(made.text)")
        let layer = try LayerReader(path: folder.path("in.xlsx")).read()
        // All columns are text, and still the first row is the header.
        #expect(layer.fields.map(\.name) == ["ref", "where", "when"])
        #expect(layer.features.map { $0.values.map(\.asText) }.first == ["007", "Łódź Street", "2024-03-01"])
        #expect(layer.features.count == 2)
        #expect(layer.features.allSatisfy { $0.shape == nil && $0.id == nil })
    }

    @Test(arguments: [
        ("Longitude,Latitude", "EPSG:4326"), ("lon,lat", "EPSG:4326"), ("Easting,Northing", "EPSG:27700"), ("x,y", nil),
    ])
    func findsPointsInColumns(header: String, system: String?) throws {
        let path = folder.path("in.csv")
        try AtomicFile.write("\(header),note\n-1.5,52.4,\n,,nowhere\n", to: path)
        let layer = try LayerReader(path: path).read()
        #expect(layer.coordinateSystem?.definition == system)
        #expect(layer.features.map { $0.shape } == [.point(Point(x: -1.5, y: 52.4)), nil])
        #expect(layer.features.map { $0.values[2] } == [.null, .text("nowhere")])
    }

    @Test func keepsLeadingNoughtsAndCommas() throws {
        let path = folder.path("in.csv")
        try AtomicFile.write("\u{FEFF}ref,where\r\n007,\"Hales Street, \"\"Pool Meadow\"\"\"\r\n", to: path)
        let layer = try LayerReader(path: path).read()
        #expect(layer.fields.map(\.name) == ["ref", "where"])
        #expect(layer.features.first?.values == [.text("007"), .text("Hales Street, \"Pool Meadow\"")])
    }

    @Test func streamsWithoutHoldingTheTable() throws {
        let path = folder.path("in.csv")
        try AtomicFile.write("n,m\n" + (0..<500).map { "\($0),\n" }.joined(), to: path)
        var sum = 0
        try LayerReader(path: path).forEachFeature { feature in
            sum += Int(feature.values[0].asDouble ?? 0)
        }
        #expect(sum == 500 * 499 / 2)
        struct Enough: Error {}
        #expect(throws: Enough.self) { try LayerReader(path: path).forEachFeature { _ in throw Enough() } }
    }

    @Test func saysThatOneColumnIsNoTable() throws {
        let path = folder.path("in.csv")
        try AtomicFile.write("n\n1\n", to: path)
        let error = #expect(throws: LayersError.self) { try LayerReader(path: path).read() }
        #expect(error?.description.contains("(its first line has no separator, and a table needs two columns)") == true)
    }

    @Test func tellsTheFieldsBeforeTheFeatures() throws {
        let path = folder.path("in.geojson")
        try AtomicFile.write(
            "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"n\":1},\"geometry\":null}]}",
            to: path)
        let outline = try LayerReader(path: path).outline()
        #expect(outline.fields == [Field("n", .integer)])
        #expect(outline.count == 1)
    }
}
