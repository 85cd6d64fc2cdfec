import Foundation
import HomewardCore
import HomewardGeometry
import Testing

@testable import HomewardLayers

/// What goes into a file comes out of it, as far as the format can hold it.
@Suite struct RoundTripTests {
    let grid: CoordinateSystem
    let folder: TemporaryFolder

    init() throws {
        grid = try CoordinateSystem("EPSG:27700")
        folder = try TemporaryFolder()
    }

    /// Writes the sample of `kind` and reads it back.
    private func roundTrip(_ kind: String, _ ending: String, noting words: [String] = []) throws -> Layer {
        let path = folder.path("\(kind).\(ending)")
        let notes = try LayerWriter(path: path).write([Sample.layer(kind, in: grid)])
        #expect(notes.count == words.count)
        for (note, word) in zip(notes, words) { #expect(note.contains(word)) }
        let layer = try LayerReader(path: path).read()
        #expect(layer.name == kind)
        #expect(layer.features.count == 3)
        return layer
    }

    @Test(arguments: ["points", "lines", "areas"])
    func geoPackageKeepsEverything(kind: String) throws {
        var expected = Sample.layer(kind, in: grid)
        for index in expected.features.indices { expected.features[index].id = "\(index + 1)" }
        #expect(try roundTrip(kind, "gpkg") == expected)
    }

    /// What a layer is said to be in a file is what is read from it.
    @Test(arguments: ["points", "lines", "areas", "mixed", "tracks", "wound", "strewn"])
    func whatIsInAFileIsKnownWithoutReadingIt(kind: String) throws {
        var layer = Sample.layer(["mixed": "areas", "wound": "areas", "tracks": "lines"][kind] ?? kind, in: grid)
        layer.name = kind
        if kind == "mixed" {
            layer.features[1].shape = .multiPolygon(MultiPolygon([Polygon(exterior: Sample.ring)]))
            for (index, id) in ["first", "2", "third"].enumerated() { layer.features[index].id = id }
        }
        if kind == "tracks" {
            let line = LineString([Sample.ring[0], Sample.ring[1]])
            layer.features[1].shape = .multiLineString([line])
            layer.features[2].shape = .multiLineString([line, LineString([Sample.ring[1], Sample.ring[2]])])
        }
        if kind == "wound" {
            layer.features[0].shape = .polygon(
                Polygon(exterior: Sample.ring.reversed(), holes: [Sample.hole.reversed()]))
        }
        if kind == "strewn" {
            var generator = SeededGenerator(seed: 5)
            layer.features = (0..<3000).map { number in
                Feature(
                    id: "p\(number)",
                    shape: .point(
                        Point(x: 400_000 + generator.unit() * 60_000, y: 250_000 + generator.unit() * 60_000)),
                    values: Sample.rows[number % 3])
            }
        }
        let (json, package) = (folder.path("\(kind).geojson"), folder.path("\(kind).gpkg"))
        let prepared = try LayerWriter(path: json).prepared([layer], options: WriteOptions())
        try LayerWriter(path: json).write(prepared: prepared, options: WriteOptions())
        let features = try LayerReader(path: json).read().features
        let known = prepared[0].asInGeoJSON.features
        #expect(features.map(\.id) == known.map(\.id))
        for (read, known) in zip(features, known) where read != known {
            Issue.record("\(String(describing: read).prefix(900)) is not \(String(describing: known).prefix(900))")
        }
        try LayerWriter(path: package).write([layer])
        let read = try LayerReader(path: package).read()
        let kept = layer.asInGeoPackage
        #expect(
            zip(read.features, kept.features).allSatisfy { $0.shape == $1.shape && $0.values == $1.values })
        #expect(read.features.count == layer.features.count && read.fields.map(\.name) == kept.fields.map(\.name))
    }

    @Test(arguments: ["points", "lines", "areas"])
    func geoJSONKeepsEverythingButTheSystem(kind: String) throws {
        let layer = try roundTrip(kind, "geojson")
        #expect(layer.coordinateSystem?.definition == "EPSG:4326")
        #expect(layer.features.map(\.id) == ["1", "2", "3"])
        // JSON has no dates; they are text there.
        #expect(layer.fields.map(\.name) == Sample.fields.map(\.name))
        #expect(layer.fields.map(\.type) == [.text, .integer, .real, .boolean, .text, .text])
        #expect(layer.features.map(\.values) == Sample.rows)
        try expectPlaces(layer, kind, within: 0.02)
    }

    @Test(arguments: ["points", "lines", "areas"], ["geojsonl", "geojsons"])
    func geoJSONByLinesKeepsAsMuch(kind: String, ending: String) throws {
        let layer = try roundTrip(kind, ending)
        #expect(layer.coordinateSystem?.definition == "EPSG:4326")
        #expect(layer.features.map(\.id) == ["1", "2", "3"])
        #expect(layer.fields.map(\.name) == Sample.fields.map(\.name))
        #expect(layer.features.map(\.values) == Sample.rows)
        try expectPlaces(layer, kind, within: 0.02)
        // A record a line; RFC 8142 puts a separator before each.
        let bytes = try FileBytes.beginning(of: folder.path("\(kind).\(ending)"), count: 1 << 20)
        let lines = bytes.split(separator: UInt8(ascii: "\n"))
        #expect(lines.count == 3)
        for line in lines {
            #expect(line.first == (ending == "geojsons" ? 0x1E : UInt8(ascii: "{")))
            let json = try JSONSerialization.jsonObject(with: Data(line.drop { $0 == 0x1E })) as? [String: Any]
            #expect(json?["type"] as? String == "Feature" && json?["id"] is String)
        }
    }

    @Test func aSpreadsheetRunsNothingOfATable() throws {
        let names = ["=HYPERLINK(\"http://x\")", "+44", "-1", "@SUM(A1)", "'quoted", "Łódź", "a\nb"]
        let layer = Layer(
            name: "places", coordinateSystem: grid, fields: [Field("name", .text), Field("n", .integer)],
            features: names.enumerated().map { index, name in
                Feature(
                    shape: .point(Point(x: 433_000 + Double(index), y: 279_000)),
                    values: [.text(name), .integer(Int64(-index))])
            })
        let path = folder.path("places.csv")
        try LayerWriter(path: path).write([layer])
        let text = String(decoding: try FileBytes.beginning(of: path, count: 1 << 16), as: UTF8.self)
        #expect(text.unicodeScalars.first == "\u{FEFF}")
        #expect(text.hasPrefix("\u{FEFF}easting,northing,name,n\r\n") && text.hasSuffix(",\"-6\"\r\n"))
        #expect(!text.replacing("\r\n", with: "").contains("\r") && text.contains(",\"-1\"\r\n"))
        let read = try LayerReader(path: path).read()
        #expect(
            read.features.map { read.value("name", of: $0)?.asText }
                == ["'=HYPERLINK(\"http://x\")", "'+44", "'-1", "'@SUM(A1)", "''quoted", "Łódź", "a\nb"])
    }

    @Test(arguments: ["points", "lines", "areas"])
    func shapefileKeepsWhatItCan(kind: String) throws {
        let layer = try roundTrip(kind, "shp", noting: ["\"density_pe\""])
        #expect(layer.coordinateSystem == grid)
        #expect(layer.fields.map(\.name) == ["name", "count", "density_pe", "hot", "day", "seen"])
        #expect(layer.fields.map(\.type) == [.text, .integer, .real, .integer, .date, .text])
        var rows = Sample.rows
        rows[0][3] = .integer(1)
        rows[1][3] = .integer(0)
        #expect(layer.features.map(\.values) == rows)
        try expectPlaces(layer, kind, within: 0)
    }

    @Test(arguments: ["points", "lines", "areas"])
    func flatGeobufKeepsEverythingButDays(kind: String) throws {
        let layer = try roundTrip(kind, "fgb")
        #expect(layer.coordinateSystem == grid)
        #expect(layer.fields.map(\.type) == [.text, .integer, .real, .boolean, .text, .dateTime])
        #expect(layer.features.map(\.values) == Sample.rows)
        try expectPlaces(layer, kind, within: 0)
    }

    @Test(arguments: ["points", "lines", "areas"])
    func mapInfoKeepsWhatItCan(kind: String) throws {
        let layer = try roundTrip(kind, "tab", noting: ["Western European"])
        #expect(layer.fields.map(\.name) == Sample.fields.map(\.name))
        #expect(layer.features.map { $0.values[0] }.prefix(2) == [Sample.rows[0][0], Sample.rows[1][0]])
        #expect(layer.features.map { $0.values[1].asText } == ["9007199254740993", "-3", nil])
        try expectPlaces(layer, kind, within: 0.001)
    }

    @Test func csvKeepsPointsAsColumns() throws {
        let layer = try roundTrip("points", "csv")
        #expect(layer.coordinateSystem == grid)
        #expect(layer.fields.map(\.name) == ["easting", "northing"] + Sample.fields.map(\.name))
        #expect(layer.features.map { $0.values.dropFirst(2).map(\.asText) } == Sample.rows.map { $0.map(\.asText) })
        try expectPlaces(layer, "points", within: 0)
    }

    @Test(arguments: ["lines", "areas"])
    func csvKeepsOtherShapesAsText(kind: String) throws {
        let layer = try roundTrip(kind, "csv")
        #expect(layer.fields.map(\.name) == Sample.fields.map(\.name))
        #expect(layer.features.map { $0.values.map(\.asText) } == Sample.rows.map { $0.map(\.asText) })
        #expect(layer.features.map(\.shape) == Sample.layer(kind, in: nil).features.map(\.shape))
    }

    @Test(arguments: ["points", "lines", "areas"])
    func kmlKeepsEverythingButTheSystem(kind: String) throws {
        let layer = try roundTrip(kind, "kml")
        #expect(layer.coordinateSystem?.definition == "EPSG:4326")
        for (row, feature) in layer.features.enumerated() {
            for (column, field) in Sample.fields.enumerated() {
                #expect(
                    layer.value(field.name, of: feature)?.asText == Sample.rows[row][column].asText, "\(field.name)")
            }
        }
        try expectPlaces(layer, kind, within: 0.001)
    }

    /// Expects the sample's vertices, in any order of walking, within so many metres.
    private func expectPlaces(_ layer: Layer, _ kind: String, within metres: Double) throws {
        let back = try layer.coordinateSystem == nil ? layer : layer.transformed(to: grid)
        for (shape, expected) in zip(back.features.map(\.shape), Sample.shapes[kind] ?? []) {
            let vertices = try #require(shape).vertices
            #expect(vertices.count == expected.vertices.count)
            for vertex in expected.vertices {
                #expect(vertices.contains { $0.distance(to: vertex) <= metres }, "\(vertex) is not there")
            }
        }
    }

    /// A format that takes little text refuses more, unless the field says that its beginning will do.
    @Test(arguments: ["shp", "tab", "gpkg"]) func longTextIsCutWhereItMayBe(_ ending: String) throws {
        let folder = try TemporaryFolder()
        let text = String(repeating: "Straße ", count: 50)
        func write(mayBeCut: Bool) throws -> String? {
            let layer = Layer(
                name: "ways", coordinateSystem: try CoordinateSystem.epsg(27_700),
                fields: [Field("way", .text, mayBeCut: mayBeCut)],
                features: [Feature(shape: .point(Point(x: 433_000, y: 279_000)), values: [.text(text)])])
            let path = folder.path("ways-\(mayBeCut).\(ending)")
            try LayerWriter(path: path).write([layer])
            return try LayerReader(path: path).read().features.first?.values.first?.asText
        }
        guard ending != "gpkg" else {
            #expect(try write(mayBeCut: true) == text)
            return
        }
        #expect(throws: LayersError.self) { try write(mayBeCut: false) }
        let cut = try #require(try write(mayBeCut: true))
        #expect(cut.hasSuffix("…") && text.hasPrefix(cut.dropLast()) && cut.utf8.count <= 254 && cut.utf8.count > 240)
    }
}
