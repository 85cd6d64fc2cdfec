import Foundation
import HomewardCore
import HomewardGeometry
import Testing

@testable import HomewardLayers

/// Missing, empty, foreign and broken files: each says what is wrong, and none is taken for a short one.
@Suite struct DamagedFileTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func message(_ path: String) -> String {
        do {
            let layer = try LayerReader(path: path).read()
            return "no error, \(layer.features.count) features"
        } catch {
            return "\(error)"
        }
    }

    private static let endings = VectorFormat.allCases.map { $0.endings[0] }

    @Test(arguments: endings)
    func missing(ending: String) {
        let path = folder.path("none.\(ending)")
        #expect(message(path) == "\(path): there is no such file; check the name and the folder")
    }

    @Test(arguments: endings)
    func empty(ending: String) throws {
        let path = folder.path("empty.\(ending)")
        try Data().write(to: URL(fileURLWithPath: path))
        #expect(message(path) == "\(path): the file is empty; export it again")
    }

    @Test(arguments: endings.filter { $0 != "csv" })
    func garbage(ending: String) throws {
        let path = folder.path("garbage.\(ending)")
        try Data((0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 7919 >> 3) }).write(to: URL(fileURLWithPath: path))
        let text = message(path)
        #expect(text.hasPrefix("\(path): "))
        #expect(text.contains("this is no readable"), "\(text)")
        #expect(!text.contains("no error"))
    }

    @Test func directory() throws {
        let path = folder.path("folder.gpkg")
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        #expect(message(path) == "\(path): a folder stands at that path; name a file in it")
    }

    @Test func unknownEnding() throws {
        let path = folder.path("a.docx")
        try AtomicFile.write("x", to: path)
        #expect(
            message(path).hasPrefix(
                "\(path): the name's ending belongs to no format that Homeward handles; use one of .geojson"))
    }

    /// Enough points that a cut goes through the middle of them.
    private func manyPoints(_ system: CoordinateSystem) -> Layer {
        let fields = [Field("name", .text), Field("n", .integer)]
        let features = (0..<2000).map { row in
            Feature(
                shape: .point(Point(x: 433000 + Double(row), y: 279000 + Double(row % 50))),
                values: [.text("Row number \(row)"), .integer(Int64(row))])
        }
        return Layer(name: "many", coordinateSystem: system, fields: fields, features: features)
    }

    @Test(arguments: ["geojson", "geojsonl", "gpkg", "shp", "fgb", "kml", "gpx", "tab"], [0.1, 0.5, 0.9, 0.99])
    func cutOff(ending: String, share: Double) throws {
        let path = folder.path("many.\(ending)")
        try LayerWriter(path: path).write([manyPoints(CoordinateSystem("EPSG:27700"))])
        #expect(message(path) == "no error, 2000 features")
        let cut = ending == "tab" ? folder.path("many.map") : path
        let data = try Data(contentsOf: URL(fileURLWithPath: cut))
        try data.prefix(Int(Double(data.count) * share)).write(to: URL(fileURLWithPath: cut))
        let text = message(path)
        #expect(text.hasPrefix("\(path): "))
        #expect(!text.contains("no error"), "\(text)")
    }

    @Test(arguments: [0.2, 0.6, 0.95])
    func cutOffTable(share: Double) throws {
        let path = folder.path("many.shp")
        try LayerWriter(path: path).write([manyPoints(CoordinateSystem("EPSG:27700"))])
        let table = folder.path("many.dbf")
        let data = try Data(contentsOf: URL(fileURLWithPath: table))
        try data.prefix(Int(Double(data.count) * share)).write(to: URL(fileURLWithPath: table))
        let text = message(path)
        #expect(!text.contains("no error"), "\(text)")
    }

    @Test func saysWhichLayersThereAre() throws {
        let path = folder.path("many.gpkg")
        try LayerWriter(path: path).write([manyPoints(CoordinateSystem("EPSG:27700"))])
        let error = #expect(throws: LayersError.self) { try LayerReader(path: path).read(layer: "mony") }
        #expect(
            error?.description == "\(path): there is no layer \"mony\"; did you mean \"many\"? Its layers are: many")
        let field = #expect(throws: LayersError.self) { try LayerReader(path: path).read(fields: ["nmae"]) }
        #expect(
            field?.description
                == "\(path): layer \"many\" has no field \"nmae\"; did you mean \"name\"? Its fields are: name, n")
    }
}
