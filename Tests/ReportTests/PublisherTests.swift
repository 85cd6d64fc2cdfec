import Foundation
import HomewardCore
import HomewardFixtures
import HomewardLayers
import HomewardPublishing
import Testing

@testable import HomewardReport

@Suite("A whole run on disk", .serialized)
struct PublisherTests {
    private func temporary() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("homeward-run-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    private func bytes(_ folder: String, _ name: String) -> Data? {
        FileManager.default.contents(atPath: folder + "/" + name)
    }

    @Test("Everything that the design lists is written, twice the same, and the report comes out of the files alone")
    func publishes() throws {
        let folder = try temporary()
        defer { try? FileManager.default.removeItem(at: folder) }
        let results = try RunFixture.results(in: folder)
        let first = folder.appendingPathComponent("one").path
        let second = folder.appendingPathComponent("two").path
        let files = try Publisher(directory: first).publish(results, adding: ReportFixture.page)
        try Publisher(directory: second).publish(results, adding: ReportFixture.page)

        let names = files.map(\.name)
        let wanted = [
            "areas.geojson", "clock.csv", "clusters.geojson", "homeward.gpkg", "hotspots.geojson",
            "patrol_areas.geojson",
            "posts.geojson", "report.html", "routes.geojson", "run.json", "timetable.csv", "dictionary.csv",
            "density.tif", "tasking.html",
            "timetable.ics", "trends.csv", "concentration.csv", "ripley.csv",
        ]
        #expect(wanted.allSatisfy(names.contains))
        let routes = try #require(results.chaperones?.routes).map(\.id)
        let areas = results.patrols.areas.map(\.id)
        #expect(!routes.isEmpty && !areas.isEmpty)
        #expect(names.filter { $0.hasPrefix("gpx/") } == (areas + routes).map { "gpx/\($0).gpx" }.sorted())
        #expect(
            names.filter { $0.hasPrefix("calendars/") }
                == (areas + ["G1"] + routes).map { "calendars/\($0).ics" }.sorted())
        #expect(
            names.filter { $0.hasPrefix("sheets/") }
                == (areas + ["cards"] + routes).map { "sheets/\($0).html" }.sorted())
        for name in names {
            #expect(bytes(first, name) == bytes(second, name), "\(name) differs between two runs")
        }
        let report = try #require(bytes(first, "report.html"))
        // The plan of the test asks for a scan.
        #expect(String(decoding: report, as: UTF8.self).contains("<section id=\"scan\">"))
        let scan = try LayerReader(path: first + "/homeward.gpkg").read(layer: ScanLayer.layerName)
        let clusters = try #require(results.scan?.clusters)
        #expect(
            !clusters.isEmpty
                && scan.rows(of: ScanLayer.self).compactMap { $0[ScanLayer.observed] } == clusters.map(\.count))
        // And for emerging hotspots: on the days and in the hours of its window, each incident once.
        #expect(String(decoding: report, as: UTF8.self).contains("<section id=\"emerging\">"))
        let histories = try LayerReader(path: first + "/homeward.gpkg").read(layer: EmergingLayer.layerName)
        let emerging = try #require(results.emerging)
        #expect(histories.features.count == emerging.cells.count)
        let counted = histories.rows(of: EmergingLayer.self).reduce(0) { $0 + ($1[EmergingLayer.count] ?? 0) }
        #expect(counted == emerging.cube.counted && counted > 0 && counted <= results.windowed.table.count)
        let sheets = names.filter { $0 == "tasking.html" || $0.hasPrefix("sheets/") }
        let before = sheets.map { bytes(first, $0) }
        for name in sheets + ["report.html"] { try FileManager.default.removeItem(atPath: first + "/" + name) }
        let rebuilt = try Report.rebuild(directory: first)
        #expect(bytes(first, "report.html") == report)
        #expect(rebuilt.sheets == sheets && rebuilt.stale.isEmpty)
        for (name, text) in zip(sheets, before) {
            #expect(bytes(first, name) == text, "\(name) differs when made anew")
        }
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: first).filter { $0.hasPrefix(".") } == [".homeward"])

        let package = LayerReader(path: first + "/homeward.gpkg")
        let layers = try package.layerNames()
        // A layer without any shape, such as routes where every team stands still, comes after those that have some.
        #expect(layers.sorted() == LayerCatalogue.all.filter { $0.delivery != .verbOnly }.map { $0.layerName }.sorted())
        let cells = try LayerReader(path: first + "/hotspots.geojson").read()
        let rows = cells.rows(of: HotspotLayer.self)
        // The file leaves out the cells that hold nothing and do not stand out, and says how many; the package has all.
        let all = try package.read(layer: "hotspots")
        #expect(all.features.count == results.hotspots.grid.cells.count)
        let empty = all.rows(of: HotspotLayer.self).count {
            $0[HotspotLayer.count] == 0 && $0[HotspotLayer.isHot] == false
        }
        #expect(empty > 100 && cells.features.count == all.features.count - empty)
        let said =
            "\(Shown.grouped(empty)) of \(Shown.grouped(all.features.count)) cells are left out: they hold no incident and do not stand out (publish.cells: nonzero)."
        #expect(String(decoding: try #require(bytes(first, "hotspots.geojson")), as: UTF8.self).contains(said))
        let readme = String(decoding: try #require(bytes(first, "README.txt")), as: UTF8.self)
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(readme.contains(said + " homeward.gpkg has all of them."))
        #expect(!String(decoding: try #require(bytes(first, "clusters.geojson")), as: UTF8.self).contains("left out:"))
        let bands = try package.read(layer: "isobands").rows(of: IsobandLayer.self).compactMap { $0[IsobandLayer.from] }
        #expect(!bands.isEmpty && bands == results.drawn?.levels)
        #expect(String(decoding: report, as: UTF8.self).contains("Bands of density"))
        #expect(
            rows.reduce(0) { $0 + ($1[HotspotLayer.count] ?? 0) } + results.hotspots.outside
                == results.windowed.table.count)
        #expect(rows.contains { $0[HotspotLayer.isHot] == true })
        // Of a row that could not be read the folder tells the number and the reason, and nothing that stood in it.
        #expect(results.study.reading.counts.rejected == [.badDate: 1])
        for name in names {
            let text = String(decoding: try #require(bytes(first, name)), as: UTF8.self)
            #expect(!text.contains("T9999") && !text.contains("not a date"), "\(name)")
        }
        #expect(String(decoding: try #require(bytes(first, "run.json")), as: UTF8.self).contains("\"bad_date\" : 1"))
    }

    @Test("The ledger of whole rows that an early version left goes, and another file of that name stays")
    func formerLedger() throws {
        let folder = try temporary()
        defer { try? FileManager.default.removeItem(at: folder) }
        let results = try RunFixture.results(in: folder)
        let target = folder.appendingPathComponent("out").path
        try Publisher(directory: target).publish(results)
        // Early versions wrote neither a list of their files nor a text about them.
        for (isEarly, stays) in [(true, false), (false, true)] {
            for name in isEarly ? [".homeward", "README.txt"] : [] {
                try FileManager.default.removeItem(atPath: target + "/" + name)
            }
            try Data("file,line,reason,detail,row\r\na,1,b,c,Ann Secret\r\n".utf8)
                .write(to: URL(fileURLWithPath: target + "/rejects.csv"))
            try Publisher(directory: target).publish(results)
            #expect((bytes(target, "rejects.csv") != nil) == stays)
        }
    }

    @Test("A run that fails leaves the earlier one whole")
    func failureLeavesEarlierRun() throws {
        let folder = try temporary()
        defer { try? FileManager.default.removeItem(at: folder) }
        var results = try RunFixture.results(in: folder)
        let target = folder.appendingPathComponent("out").path
        let files = try Publisher(directory: target).publish(results, adding: ReportFixture.page)
        let before = files.map { bytes(target, $0.name) }
        results.elapsedSeconds = .infinity
        results.plan.title = "Another"
        #expect(throws: JSONTextError.self) {
            try Publisher(directory: target).publish(results, adding: ReportFixture.page)
        }
        #expect(files.map { bytes(target, $0.name) } == before)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: target).filter { $0.hasPrefix(".") } == [".homeward"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).allSatisfy { !$0.hasPrefix(".") })
    }

    @Test("A directory without a run is an error that says what to do")
    func noRun() throws {
        let folder = try temporary()
        defer { try? FileManager.default.removeItem(at: folder) }
        let error = #expect(throws: PublishingError.self) { try Report.rebuild(directory: folder.path) }
        #expect(error == .noRun(file: folder.path + "/run.json"))
        #expect(error?.description.hasSuffix("name a directory that homeward plan has written") == true)
        #expect(error?.trouble == .missingInput)
    }
}
