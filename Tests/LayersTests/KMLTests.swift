import Foundation
import HomewardCore
import HomewardGeometry
import Testing

@testable import HomewardLayers

/// KML of as many features as a city has cells.
@Suite struct KMLTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func cells(_ count: Int) throws -> Layer {
        let features = (0..<count).map { number -> Feature in
            let west = 433_000 + Double(number % 100) * 100
            let south = 279_000 + Double(number / 100) * 100
            let corners: [(Double, Double)] = [(0, 0), (100, 0), (100, 100), (0, 100), (0, 0)]
            return Feature(
                id: "c\(number)",
                shape: .polygon(Polygon(exterior: corners.map { Point(x: west + $0.0, y: south + $0.1) })),
                values: [.integer(Int64(number)), .real(Double(number) / 8), .text("a <cell> & more")])
        }
        return Layer(
            name: "hotspots", coordinateSystem: try CoordinateSystem("EPSG:27700"),
            fields: [Field("count", .integer), Field("z", .real), Field("words", .text)], features: features)
    }

    /// GDAL's driver LIBKML copies the whole text for each value: 6,600 cells took longer than ten minutes.
    @Test(.timeLimit(.minutes(1))) func allCellsAreThereInSeconds() throws {
        let name = "cells.kml"
        let path = folder.path(name)
        let provenance = Provenance(title: "Cells", audience: "internal", statement: "internal")
        let layer = try cells(6600)
        try LayerWriter(path: path).write(
            [layer], options: WriteOptions(provenance: provenance, summaries: ["hotspots": "Every cell."]))
        let read = try LayerReader(path: path).read()
        #expect(read.features.count == 6600)
        for (number, feature) in read.features.enumerated() {
            guard read.value("count", of: feature)?.asText == "\(number)",
                read.value("words", of: feature)?.asText == "a <cell> & more",
                read.value("id", of: feature)?.asText == "c\(number)",
                read.value("z", of: feature)?.asDouble == Double(number) / 8
            else {
                Issue.record("cell \(number): \(feature.values)")
                return
            }
        }
        try LayerWriter(path: folder.path("again-\(name)")).write(
            [layer], options: WriteOptions(provenance: provenance, summaries: ["hotspots": "Every cell."]))
        #expect(
            try Data(contentsOf: URL(filePath: folder.path("again-\(name)"))) == Data(contentsOf: URL(filePath: path)))
    }

    /// What would come back without its fields is not written.
    @Test func packedFilesAreNotWritten() throws {
        let path = folder.path("cells.kmz")
        let error = #expect(throws: LayersError.self) { try LayerWriter(path: path).write([try cells(2)]) }
        #expect(error == .readOnlyFormat(file: path, format: .kml))
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func theDocumentSaysWhatItsLayersShow() throws {
        let path = folder.path("cells.kml")
        let provenance = Provenance(title: "Cells", audience: "internal", statement: "internal: all")
        try LayerWriter(path: path).write(
            [cells(2)], options: WriteOptions(provenance: provenance, summaries: ["hotspots": "Every cell."]))
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let head = text.prefix { $0 != "\u{0}" }.prefix(1500)
        #expect(head.contains("<name>Cells</name>") && head.contains("hotspots: Every cell."))
    }

    /// A file of another ending is another file: writing one must not take the other away.
    @Test(arguments: [("cells.geojson", "cells.json")])
    func aFileOfAnotherEndingStays(_ first: String, _ second: String) throws {
        try LayerWriter(path: folder.path(first)).write([cells(2)])
        try LayerWriter(path: folder.path(second)).write([cells(3)])
        #expect(try folder.names() == [first, second].sorted())
        #expect(try LayerReader(path: folder.path(first)).read().features.count == 2)
        #expect(try LayerReader(path: folder.path(second)).read().features.count == 3)
    }
}
