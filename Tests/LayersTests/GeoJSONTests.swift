import Foundation
import HomewardCore
import HomewardGeometry
import Testing

@testable import HomewardLayers

/// RFC 7946, section by section.
@Suite struct GeoJSONTests {
    let grid: CoordinateSystem
    let folder: TemporaryFolder

    init() throws {
        grid = try CoordinateSystem("EPSG:27700")
        folder = try TemporaryFolder()
    }

    private func write(_ layer: Layer) throws -> (text: String, root: [String: Any]) {
        let path = folder.path("out.geojson")
        try LayerWriter(path: path).write([layer])
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        let root = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        return (String(decoding: data, as: UTF8.self), root)
    }

    @Test func hasNoCRSAndAnIdentifierOnEveryFeature() throws {
        var layer = Sample.layer("areas", in: grid)
        layer.features[1].id = "area-2"
        let (_, root) = try write(layer)
        #expect(root["type"] as? String == "FeatureCollection")
        #expect(root["crs"] == nil)
        let features = try #require(root["features"] as? [[String: Any]])
        #expect(features.map { $0["id"] as? String } == ["1", "area-2", "3"])
        let properties = try #require(features[0]["properties"] as? [String: Any])
        #expect(Set(properties.keys) == Set(Sample.fields.map(\.name)))
        #expect(properties["hot"] as? Bool == true)
        #expect(features[2]["properties"] as? [String: NSNull] != nil, "nulls are written as null")
    }

    @Test func turnsRingsByTheRightHandRule() throws {
        var layer = Sample.layer("areas", in: grid)
        let backwards = Polygon(exterior: Sample.ring.reversed(), holes: [Sample.hole.reversed()])
        layer.features[0].shape = .polygon(backwards)
        let (_, root) = try write(layer)
        let features = try #require(root["features"] as? [[String: Any]])
        let geometry = try #require(features[0]["geometry"] as? [String: Any])
        let rings = try #require(geometry["coordinates"] as? [[[Double]]])
        func doubleArea(_ ring: [[Double]]) -> Double {
            zip(ring, ring.dropFirst()).reduce(0) { $0 + $1.0[0] * $1.1[1] - $1.1[0] * $1.0[1] }
        }
        #expect(rings.count == 2)
        #expect(doubleArea(rings[0]) > 0)
        #expect(doubleArea(rings[1]) < 0)
    }

    @Test func hasSevenDecimalsAtMost() throws {
        let (text, _) = try write(Sample.layer("points", in: grid))
        let coordinates = text.components(separatedBy: "\"coordinates\":").dropFirst().map { $0.prefix { $0 != "]" } }
        #expect(coordinates.count == 3)
        for pair in coordinates {
            for number in pair.split(whereSeparator: { "[, ".contains($0) }) {
                #expect((number.split(separator: ".").last ?? "").count <= 7, "\(number)")
            }
        }
        #expect(text.contains("-1.5144636, 52.4121145"))
    }

    @Test func tellsMemberAndPropertyApart() throws {
        func read(_ feature: String) throws -> Layer {
            let path = folder.path("in.geojson")
            try AtomicFile.write("{\"type\":\"FeatureCollection\",\"features\":[\(feature)]}", to: path)
            return try LayerReader(path: path).read()
        }
        let place = "\"geometry\":{\"type\":\"Point\",\"coordinates\":[-1.5,52.4]}"
        let member = try read("{\"type\":\"Feature\",\"id\":\"a\",\"properties\":{\"n\":1},\(place)}")
        #expect(member.fields == [Field("n", .integer)])
        #expect(member.features.first?.id == "a")
        let number = try read("{\"type\":\"Feature\",\"id\":7,\"properties\":{\"n\":1},\(place)}")
        #expect(number.fields == [Field("n", .integer)])
        #expect(number.features.first?.id == "7")
        let property = try read("{\"type\":\"Feature\",\"properties\":{\"id\":\"b\"},\(place)}")
        #expect(property.fields == [Field("id", .text)])
        #expect(property.features.first?.id == "b")
        let none = try read("{\"type\":\"Feature\",\"properties\":{\"n\":1},\(place)}")
        #expect(none.features.first?.id == nil)
    }

    @Test func leavesTextThatLooksLikeATimeAlone() throws {
        let path = folder.path("in.geojson")
        let feature =
            "{\"type\":\"Feature\",\"properties\":{\"finish\":\"15:10\",\"day\":\"2024/03/01\"},\"geometry\":null}"
        try AtomicFile.write("{\"type\":\"FeatureCollection\",\"features\":[\(feature)]}", to: path)
        #expect(try LayerReader(path: path).read().features.first?.values == [.text("15:10"), .text("2024/03/01")])
    }

    @Test func writesAnEmptyCollection() throws {
        let (_, root) = try write(Layer(name: "clusters", coordinateSystem: grid, fields: Sample.fields, features: []))
        #expect((root["features"] as? [Any])?.isEmpty == true)
    }

    @Test func refusesShapesWithoutACoordinateSystem() throws {
        let path = folder.path("out.geojson")
        let error = #expect(throws: LayersError.self) {
            try LayerWriter(path: path).write([Sample.layer("points", in: nil)])
        }
        #expect(error == .noCoordinateSystem(file: path, layer: "points"))
    }

    @Test func refusesASecondLayer() throws {
        let layers = ["points", "lines"].map { Sample.layer($0, in: grid) }
        let error = #expect(throws: LayersError.self) {
            try LayerWriter(path: folder.path("out.geojson")).write(layers)
        }
        #expect(error?.description.contains("it takes one layer, and there are 2") == true)
    }

    @Test(.enabled(if: Tool.exists("ogr2ogr"), "GDAL's tools are not here"))
    func comesBackFromGDALsOwnTools() throws {
        _ = try write(Sample.layer("areas", in: grid))
        let copy = folder.path("copy.gpkg")
        let result = try Tool.run("ogr2ogr", ["-t_srs", "EPSG:27700", copy, folder.path("out.geojson")])
        #expect(result.code == 0, "\(result.text)")
        let layer = try LayerReader(path: copy).read()
        #expect(layer.coordinateSystem == grid)
        let vertices = try #require(layer.features.first?.shape?.vertices)
        for corner in Sample.ring + Sample.hole {
            #expect(vertices.contains { $0.distance(to: corner) < 0.02 })
        }
    }
}
