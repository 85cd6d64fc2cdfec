import Foundation
import HomewardGeometry
import Testing

@testable import HomewardLayers

@Suite struct GPXTests {
    let grid: CoordinateSystem
    let folder: TemporaryFolder

    init() throws {
        grid = try CoordinateSystem("EPSG:27700")
        folder = try TemporaryFolder()
    }

    private var layers: [Layer] {
        let fields = [Field("name", .text), Field("desc", .text), Field("walk_min", .integer)]
        let row: [FieldValue] = [.text("Post 1 <&> Łódź"), .null, .integer(12)]
        let line = Sample.shapes["lines"]?.first
        let point = Sample.shapes["points"]?.first
        return [
            Layer(name: "route", coordinateSystem: grid, fields: fields, features: [Feature(shape: line, values: row)]),
            Layer(
                name: "posts", coordinateSystem: grid, fields: fields, features: [Feature(shape: point, values: row)]),
        ]
    }

    @Test func writesWaypointsAndTracksInTheOrderThatGPXWants() throws {
        let path = folder.path("route.gpx")
        try LayerWriter(path: path).write(layers)
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let waypoint = try #require(text.range(of: "<wpt "))
        let track = try #require(text.range(of: "<trk>"))
        #expect(waypoint.lowerBound < track.lowerBound)
        #expect(text.contains("<name>Post 1 &lt;&amp;&gt; Łódź</name>"))
        let reader = LayerReader(path: path)
        #expect(try reader.layerNames() == ["waypoints", "tracks"])
        let posts = try reader.read()
        #expect(posts.value("walk_min", of: posts.features[0])?.asText == "12")
        let tracks = try reader.read(layer: "tracks").transformed(to: grid)
        let walked = try #require(tracks.features.first?.shape?.vertices)
        #expect(walked.count == 2)
        #expect(zip(walked, layers[0].features[0].shape?.vertices ?? []).allSatisfy { $0.distance(to: $1) < 0.01 })
    }

    @Test func writesTheSameBytesTwice() throws {
        try LayerWriter(path: folder.path("a.gpx")).write(layers)
        try LayerWriter(path: folder.path("b.gpx")).write(layers)
        #expect(FileManager.default.contentsEqual(atPath: folder.path("a.gpx"), andPath: folder.path("b.gpx")))
    }

    @Test func refusesAreas() throws {
        let error = #expect(throws: LayersError.self) {
            try LayerWriter(path: folder.path("a.gpx")).write([Sample.layer("areas", in: grid)])
        }
        #expect(error?.trouble == .cannotWrite)
        #expect(try folder.names() == [])
    }

    @Test(.enabled(if: Tool.exists("xmllint"), "xmllint is not here"))
    func isWellFormed() throws {
        let path = folder.path("route.gpx")
        try LayerWriter(path: path).write(layers)
        #expect(try Tool.run("xmllint", ["--noout", path]).code == 0)
    }
}
