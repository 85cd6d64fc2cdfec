import Foundation
import HomewardCore
import HomewardGeometry
import Testing

@testable import HomewardLayers

/// What a reader must know of a file stands in it, whatever its format.
@Suite struct ProvenanceTests {
    static let formats = VectorFormat.allCases.filter(\.canWrite)
    static let provenance = Provenance(
        title: "A title & <more> ]]> \u{1}", audience: "internal", statement: "internal: may show single incidents",
        madeUp: [.streets, .incidents], assumptions: ["Some \"outlines\" & <lines> are assumed.", "Others too: \\n."],
        methods: ["Getis–Ord Gi*."], parameters: [SettingRecord(key: "hotspots.cell_m", value: "137")], seed: 4242,
        versions: ["geos": "3.11.1", "homeward": "0.1.0"])
    /// What whoever opens a file alone must find.
    static let words = [
        "EXERCISE: made-up streets and made-up incidents", "internal: may show single incidents",
        "Some \"outlines\" & <lines> are assumed.", "Others too: \\n.", "Getis–Ord Gi*.", "hotspots.cell_m", "137",
        "4242",
        "3.11.1",
    ]

    let grid: CoordinateSystem
    let folder: TemporaryFolder

    init() throws {
        grid = try CoordinateSystem("EPSG:27700")
        folder = try TemporaryFolder()
    }

    private var layer: Layer {
        let line = Sample.shapes["lines"] ?? []
        return Layer(
            name: "routes", coordinateSystem: grid, fields: [Field("name", .text), Field("synthetic", .boolean)],
            features: line.enumerated().map { index, shape in
                Feature(id: "R\(index + 1)", shape: shape, values: [.text("Walk \(index + 1)"), .boolean(true)])
            })
    }

    private func write(_ format: VectorFormat, _ provenance: Provenance?, to name: String = "routes") throws -> String {
        let path = folder.path("\(name).\(format.endings[0])")
        let options = WriteOptions(provenance: provenance, summaries: ["routes": "Where teams walk."])
        #expect(try LayerWriter(path: path).write([layer], options: options) == [], "\(format)")
        return path
    }

    /// All that the file says, undone of its format's spelling.
    private func said(_ format: VectorFormat, _ path: String) throws -> String {
        switch format {
        case .geoPackage: return try LayerReader(path: path).metadata().map { "\($0)=\($1)" }.joined(separator: "\n")
        case .geoJSON:
            let root = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: path))) as? [String: Any]
            return Self.leaves(try #require(root?["metadata"])).joined(separator: "\n")
        case .csv: return try String(contentsOfFile: path, encoding: .utf8).replacing("\"\"", with: "\"")
        case .geoJSONLines:
            return try LayerReader(path: path).read().features.flatMap(\.values).compactMap(\.asText)
                .joined(separator: "\n")
        case .kml: return try String(contentsOfFile: path, encoding: .utf8)
        case .gpx:
            return try String(contentsOfFile: path, encoding: .utf8).replacing("&quot;", with: "\"")
                .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
        default: return try String(contentsOfFile: path + ".txt", encoding: .utf8)
        }
    }

    private static func leaves(_ value: Any) -> [String] {
        if let list = value as? [Any] { return list.flatMap(leaves) }
        if let members = value as? [String: Any] { return members.flatMap { [$0.key] + leaves($0.value) } }
        return ["\(value)"]
    }

    @Test(arguments: formats) func everyFormatSaysWhatItsReaderMustKnow(_ format: VectorFormat) throws {
        let text = try said(format, write(format, Self.provenance))
        for word in Self.words { #expect(text.contains(word), "\(format) does not say \(word)") }
    }

    /// The sidecar is easily lost; that it is an exercise, and whose eyes it is for, stays in each row.
    @Test(arguments: [VectorFormat.shapefile, .flatGeobuf, .mapInfoTab, .csv, .geoJSONLines])
    func aFormatWithoutRoomSaysTheMostImportantInEachRow(_ format: VectorFormat) throws {
        let read = try LayerReader(path: write(format, Self.provenance)).read()
        #expect(read.features.count == 3)
        for feature in read.features {
            #expect(
                read.value("exercise", of: feature)?.asText == "EXERCISE: made-up streets and made-up incidents")
            #expect(read.value("audience", of: feature)?.asText == "internal: may show single incidents")
        }
    }

    @Test(arguments: [VectorFormat.gpx, .kml]) func noNameOnAPhoneLooksReal(_ format: VectorFormat) throws {
        let path = try write(format, Self.provenance)
        let read = try LayerReader(path: path).read()
        #expect(
            read.features.map { read.value("name", of: $0)?.asText }
                == (1...3).map { "EXERCISE: made-up streets and made-up incidents – Walk \($0)" })
        let real = try write(format, Self.provenance.without([.streets, .incidents]), to: "real")
        #expect(try !String(contentsOfFile: real, encoding: .utf8).contains("EXERCISE"))
    }

    @Test func aGeoPackageDescribesEachLayer() throws {
        let path = try write(.geoPackage, Self.provenance)
        let bytes = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
        #expect(
            bytes.contains(
                "Where teams walk. EXERCISE: made-up streets and made-up incidents; internal: may show single incidents"
            ))
        #expect(bytes.contains("gpkg_metadata_reference"))
        #expect(try LayerReader(path: path).layerNames() == ["routes"])
    }

    @Test(arguments: formats) func theSameBytesTwice(_ format: VectorFormat) throws {
        let first = try Data(contentsOf: URL(filePath: write(format, Self.provenance)))
        #expect(try Data(contentsOf: URL(filePath: write(format, Self.provenance))) == first)
    }

    @Test(arguments: formats) func withoutProvenanceNothingIsAdded(_ format: VectorFormat) throws {
        let path = try write(format, nil)
        #expect(try !folder.names().contains { $0.hasSuffix(".txt") })
        #expect(!String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self).contains("EXERCISE"))
    }

    @Test(arguments: formats) func aLayerWithoutAFeatureSaysItToo(_ format: VectorFormat) throws {
        var empty = layer
        empty.features = []
        empty.coordinateSystem = grid
        let path = folder.path("empty.\(format.endings[0])")
        let options = WriteOptions(provenance: Self.provenance)
        // A format that cannot tell what an empty layer holds refuses it, with and without a provenance.
        guard (try? LayerWriter(path: path).write([empty])) != nil else { return }
        try LayerWriter(path: path).write([empty], options: options)
        // A table has no row to say it in.
        guard format != .csv, format != .geoJSONLines else { return }
        let text = try said(format, path)
        for word in Self.words { #expect(text.contains(word), "\(format) does not say \(word)") }
    }

    @Test(.enabled(if: Tool.exists("xmllint"), "xmllint is not here"), arguments: [VectorFormat.gpx, .kml])
    func theXMLIsWellFormedWhateverTheTitleHolds(_ format: VectorFormat) throws {
        let answer = try Tool.run("xmllint", ["--noout", write(format, Self.provenance)])
        #expect(answer.code == 0, "\(answer.text)")
    }

    /// GPX 1.1 fixes the order: name and description stand before the bounds.
    @Test func theHeadOfAGPXFileIsInTheOrderOfItsSchema() throws {
        let text = try String(contentsOfFile: write(.gpx, Self.provenance), encoding: .utf8)
        let marks = ["<metadata><name>", "</name><desc>", "</desc><bounds ", "</metadata>", "<trk>"]
        let places = try marks.map { try #require(text.range(of: $0), "\($0)").lowerBound }
        #expect(places == places.sorted())
    }

    @Test func aCompanionGoesNoFurtherThanItsOwnName() throws {
        let own = folder.path("routes.txt")
        try Data("mine".utf8).write(to: URL(filePath: own))
        _ = try write(.flatGeobuf, Self.provenance)
        #expect(try String(contentsOfFile: own, encoding: .utf8) == "mine")
        #expect(try folder.names() == ["routes.fgb", "routes.fgb.txt", "routes.txt"])
    }
}

extension Provenance {
    fileprivate func without(_ parts: Set<MadeUp>) -> Provenance {
        var changed = self
        changed.madeUp.subtract(parts)
        return changed
    }
}
