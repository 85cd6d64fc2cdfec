import Foundation
import HomewardCore
import HomewardFixtures
import HomewardLayers
import HomewardWorkflow
import Testing

@testable import HomewardPublishing

@Suite("The data dictionary", .serialized)
struct DataDictionaryTests {
    private struct Line {
        let file: String
        let layer: String
        let column: String
        let cells: [String]
    }

    /// The records of `dictionary.csv`, as another reader of CSV has them.
    private func lines(_ folder: URL) throws -> [Line] {
        let layer = try LayerReader(path: folder.appending(path: DataDictionary.name).path).read()
        #expect(layer.fields.map(\.name) == DataDictionary.columns.map(\.name))
        return layer.features.map { feature in
            let cells = feature.values.map { $0.asText ?? "" }
            return Line(file: cells[0], layer: cells[1], column: cells[2], cells: cells)
        }
    }

    private func published(
        _ change: (inout RunResults) throws -> Void = { _ in }, _ body: (URL, [String]) throws -> Void
    ) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "homeward-dict-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var results = try RunFixture.results(in: folder)
        try change(&results)
        let out = folder.appending(path: "out")
        try body(out, try Publisher(directory: out.path).publish(results).map(\.name))
    }

    /// What the files of a folder hold, looked up in the files themselves.
    private func columns(_ folder: URL, _ files: [String]) throws -> [[String]] {
        var found: [[String]] = []
        for file in files {
            let path = folder.appending(path: file).path
            if file.hasSuffix(".geojson") {
                let layer = try LayerReader(path: path).outline()
                found += (["id"] + layer.fields.map(\.name)).map { [file, String(file.dropLast(8)), $0] }
            } else if file.hasSuffix(".gpkg") {
                let reader = LayerReader(path: path)
                for name in try reader.layerNames() {
                    found += try reader.outline(layer: name).fields.map { [file, name, $0.name] }
                }
            } else if file.hasSuffix(".csv") {
                let head = try String(contentsOfFile: path, encoding: .utf8).prefix { $0 != "\r\n" }
                found += head.drop { $0 == "\u{FEFF}" }.split(separator: ",").map { [file, "", String($0)] }
            } else if file.hasSuffix(".tif") {
                found.append([file, "band 1", "density_per_km2"])
            }
        }
        return found
    }

    @Test(
        "It has a line for each column of each layer and table of the folder, and no other", arguments: [false, true])
    func exact(hasStyles: Bool) throws {
        try published({ $0.plan.publish.hasSimplestyle = hasStyles }) { folder, files in
            let lines = try lines(folder)
            let told = lines.map { [$0.file, $0.layer, $0.column] }
            let there = try columns(folder, files)
            #expect(Set(told).count == told.count)
            #expect(Set(there).subtracting(told).isEmpty, "\(Set(there).subtracting(told))")
            #expect(Set(told).subtracting(there).isEmpty, "\(Set(told).subtracting(there))")
            #expect(told.contains(["routes.geojson", "routes", "stroke"]) == hasStyles)
            for line in lines {
                #expect(line.cells[6].count > 5 && line.cells[6].hasSuffix("."), "\(line.cells)")
                let isOfForce = ["clusters.geojson", "trends.csv", "density.tif"].contains(line.file)
                if isOfForce || line.file == "timetable.csv" {
                    #expect(line.cells[8] == (isOfForce ? "force" : "force and others"), "\(line.cells)")
                }
            }
            let length = try #require(lines.first { $0.file == "homeward.gpkg" && $0.column == "length_m" })
            #expect(length.cells[3...5] == ["Length (m)", "real", "m"])
            let risk = try #require(lines.first { $0.file == "posts.geojson" && $0.column == "risk_per_year" })
            #expect(risk.cells[8] == "force")
            let stay = try #require(lines.first { $0.file == "timetable.csv" && $0.column == "stay_min" })
            #expect(stay.cells[4...5] == ["integer", "min"])
            let share = try #require(lines.first { $0.file == "concentration.csv" && $0.column == "share_of_places" })
            #expect(share.cells[4] == "real")
        }
    }

    /// By its short names a GeoPackage becomes Shapefiles without a clash; see `.ci/outputs` for the proof by ogr2ogr.
    @Test("Short names are there for each column of the package, ten characters at most and each once in its layer")
    func shortNames() throws {
        try published { folder, _ in
            let lines = try lines(folder).filter { $0.file == "homeward.gpkg" }
            for (layer, columns) in Dictionary(grouping: lines, by: \.layer) {
                let names = columns.map { $0.cells[7] }
                #expect(names.allSatisfy { (1...10).contains($0.count) }, "\(layer): \(names)")
                #expect(Set(names).count == names.count, "\(layer)")
            }
        }
    }

    private static let article = RunFixture.root.appending(path: "Documentation/Homeward.docc/Data-dictionary.md").path

    /// With HOMEWARD_BLESS=1 in the environment the test writes the article anew: `make dictionary`.
    @Test("The article is made of the definitions of layers and tables")
    func article() throws {
        if ProcessInfo.processInfo.environment["HOMEWARD_BLESS"] == "1" {
            try DataDictionary.article.write(toFile: Self.article, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOfFile: Self.article, encoding: .utf8) == DataDictionary.article)
        for line in DataDictionary.article.split(separator: "\n") where line.hasPrefix("| `") {
            #expect([4, 7].contains(line.count { $0 == "|" }), "\(line)")
        }
    }
}
