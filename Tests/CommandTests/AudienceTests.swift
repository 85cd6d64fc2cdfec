import Foundation
import Testing

/// Every verb that reads incidents, asked for an edition for others.
@Suite struct AudienceTests {
    /// The verbs that write an edition for others.
    private static let shared: Set = ["areas", "hotspots", "peaks", "routes", "patrols"]
    /// The verbs that refuse, because what they tell is about single incidents or rows.
    private static let refusing: Set = [
        "check", "clusters", "concentration", "density", "design", "emerging", "evaluate", "measures", "monitor",
        "neighbours", "repeats", "ripley", "scan",
        "score", "sources", "trends",
    ]
    private static let period = ["--from", "2023-09-01", "--to", "2025-08-31"]

    private struct Record: Decodable {
        struct Block: Decodable {
            let incidents: Int?
        }
        struct Item: Decodable {
            let values: [String: String]
        }
        let audience: String
        let statement: String
        let clock: [Block]
        let layers: [String: [Item]]
    }

    @Test func everyVerbThatReadsIncidentsHasAnAudience() throws {
        let verbs = try CommandTree.verbs()
        let withAudience = Set(verbs.filter { $0.flags.contains("audience") }.map(\.fileName))
        #expect(withAudience == Self.shared.union(Self.refusing).union(["plan"]))
        let reading = verbs.filter { $0.flags.contains("incidents-crs") }.map(\.fileName)
        #expect(Set(reading).isSubset(of: withAudience), "a verb reads incidents and knows no audience")
    }

    @Test(arguments: shared.sorted())
    func writesReleasedFigures(_ verb: String) throws {
        let scratch = try Scratch()
        let call = try #require(SnapshotTests.calls[verb])
        let out = scratch.path("out.geojson")
        let answer = try BuiltCommand.run(
            [verb] + call + Self.period + ["--audience", "partner", "--json", "--out", out])
        #expect(answer.code == 0, "\(answer.words)")
        let record = try JSONDecoder().decode(Record.self, from: Data(answer.output.utf8))
        #expect(record.audience == "partner" && record.statement.hasPrefix("partner: "))
        #expect(record.clock.allSatisfy { $0.incidents.map { $0 >= 5 && $0.isMultiple(of: 5) } ?? true })
        for (column, value) in record.layers.values.joined().flatMap(\.values) where column.hasPrefix("incidents") {
            #expect(Int(value).map { $0 >= 5 && $0.isMultiple(of: 5) } == true, "\(column) \(value)")
        }
        #expect(record.layers.values.contains { !$0.isEmpty })
        let written = try String(contentsOfFile: out, encoding: .utf8)
        for text in [answer.output, written] {
            for word in ["incidents.csv", "risk_per_year", "density", "kernel", "\"p\"", "\"z\"", "harm"] {
                #expect(!text.contains(word), "\(verb) tells \(word)")
            }
        }
    }

    @Test(arguments: refusing.sorted())
    func refusesWithASentence(_ verb: String) throws {
        let scratch = try Scratch()
        let call = try #require(SnapshotTests.calls[verb])
        let file = verb == "check" ? ["--rejects", scratch.path("rejects.csv")] : []
        for audience in ["partner", "public"] {
            let answer = try BuiltCommand.run([verb] + call + Self.period + ["--audience", audience] + file)
            #expect(answer.code == 64)
            #expect(answer.output.isEmpty)
            #expect(answer.words.contains("for the force alone; use areas, hotspots, peaks, routes, patrols or plan"))
        }
        #expect(!FileManager.default.fileExists(atPath: scratch.path("rejects.csv")))
    }

    @Test func placeClustersAreRefusedToo() throws {
        let call = try #require(SnapshotTests.calls["clusters"])
        let answer = try BuiltCommand.run(
            ["clusters"] + call + Self.period + ["--method", "dbscan", "--audience", "partner"])
        #expect(answer.code == 64 && answer.output.isEmpty)
    }

    @Test func anOpenPeriodIsRefused() throws {
        let call = try #require(SnapshotTests.calls["hotspots"])
        let answer = try BuiltCommand.run(["hotspots"] + call + ["--audience", "partner"])
        #expect(answer.code == 64)
        #expect(answer.words.contains("give --from 2023-09-01 and --to 2025-08-31"))
    }

    @Test(arguments: [
        "--disclosure-cell=249", "--disclosure-minimum=4", "--disclosure-base=1", "--disclosure-window=0",
    ])
    func theProtectionHasAFloor(_ option: String) throws {
        let call = try #require(SnapshotTests.calls["hotspots"])
        let answer = try BuiltCommand.run(["hotspots"] + call + Self.period + ["--audience", "partner", option])
        #expect(answer.code == 64)
    }

    @Test func aPlanIsWrittenForPartnersAndItsReportMadeAnew() throws {
        let scratch = try Scratch()
        let incidents = try scratch.write(Extract.csv(), to: "XQsecret.csv")
        let plan = try scratch.write(
            Extract.plan(geoData: BuiltCommand.project.appending(path: "GeoData").path, incidents: incidents),
            to: "plan.yml")
        let out = scratch.path("out")
        let answer = try BuiltCommand.run([
            "plan", plan, "--audience", "public", "--out", out, "--quiet", "--set", "density.run=true", "--set",
            "scan.run=true", "--set", "publish.simplestyle=true", "--set", "publish.cells=all",
        ])
        #expect(answer.code == 0, "\(answer.words)")
        let files = try scratch.contents(of: "out")
        #expect(files["rejects.csv"] == nil && files["clusters.geojson"] == nil && files["density.tif"] == nil)
        // What was asked for and is never told to others is left out with a word.
        let readme = String(decoding: try #require(files["README.txt"]), as: UTF8.self)
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(
            readme.contains("Bands of density (density.run): A surface of known kernel leads back to single incidents.")
        )
        #expect(readme.contains("Clusters of the scan (scan.run): "))
        // The dictionary tells of what is there, and all of it may be seen.
        let dictionary = String(decoding: try #require(files["dictionary.csv"]), as: UTF8.self)
        for line in dictionary.split(separator: "\r\n").dropFirst() {
            #expect(files[String(line.prefix { $0 != "," })] != nil && line.contains(",force and others,"), "\(line)")
        }
        #expect(dictionary.contains("hotspots.geojson,hotspots,incidents_window,"))
        for word in ["kernel_per_km2", "isobands", ",clusters,"] { #expect(!dictionary.contains(word), "\(word)") }
        let cells = String(decoding: try #require(files["hotspots.geojson"]), as: UTF8.self)
        #expect(cells.contains("\"fill-opacity\"") && !cells.contains("cells are left out"))
        let page = String(decoding: try #require(files["report.html"]), as: UTF8.self)
        #expect(page.contains("Counts below 5 are withheld"))
        for (name, bytes) in files {
            #expect(!String(decoding: bytes, as: UTF8.self).contains("XQsecret"), "\(name) names the extract")
        }
        #expect(try BuiltCommand.run(["report", out]).code == 0)
        #expect(try scratch.contents(of: "out")["report.html"] == files["report.html"])
        let internalRun = try BuiltCommand.run(["plan", plan, "--out", out, "--quiet"])
        #expect(internalRun.code == 64)
        #expect(internalRun.words.contains("this folder holds an edition for others"))
    }

    /// Sheets are made of what an edition released: two extracts whose incidents lie elsewhere in their cells and hours give the same ones.
    @Test func sheetsForPartnersTellNothingBesideTheReleasedFigures() throws {
        let scratch = try Scratch()
        let geoData = BuiltCommand.project.appending(path: "GeoData").path
        let call = "sheets: { call: { Desk: 101 } }"
        func run(_ name: String, _ csv: String, _ audience: String) throws -> [String: Data] {
            let incidents = try scratch.write(csv, to: "XQ\(name).csv")
            let plan = try scratch.write(
                Extract.plan(geoData: geoData, incidents: incidents, extra: call), to: "\(name).yml")
            let out = "out-\(name)-\(audience)"
            let answer = try BuiltCommand.run(
                ["plan", plan, "--audience", audience, "--out", scratch.path(out), "--quiet"])
            #expect(answer.code == 0, "\(answer.words)")
            let files = try scratch.contents(of: out)
            #expect(try BuiltCommand.run(["report", scratch.path(out)]).code == 0)
            let again = try scratch.contents(of: out)
            for (file, bytes) in files { #expect(again[file] == bytes, "\(file) differs when made anew") }
            return files
        }
        let csv = Extract.csv()
        // The same cells of 250 m and the same hours of the day: minutes from 10 to 59, the other way round.
        let moved = csv.replacing(/(\d\d):(\d\d)/) { "\($0.output.1):\(69 - (Int($0.output.2) ?? 0))" }
        #expect(moved != csv)
        let one = try run("one", csv, "partner").filter { $0.key.hasPrefix("sheets/") }
        let two = try run("two", moved, "partner").filter { $0.key.hasPrefix("sheets/") }
        #expect(
            one.keys.contains("sheets/school-sidney-stringer-academy.html") && one.keys.contains("sheets/cards.html"))
        #expect(one == two)
        for (name, bytes) in one {
            let text = String(decoding: bytes, as: UTF8.self)
            for word in ["XQone", "p-value", "cluster", "single incidents", "crime_ref"] {
                #expect(!text.contains(word), "\(name) tells \(word)")
            }
            #expect(name.contains("school-") || text.contains("<dd>101</dd>"))
        }
        let open = try run("one", csv, "public")
        #expect(!open.keys.contains { $0.hasPrefix("sheets/") || $0 == "tasking.html" })
        #expect(!String(decoding: open["run.json"] ?? Data(), as: UTF8.self).contains("Desk"))
        let own = try run("one", csv, "internal")
        #expect(own["tasking.html"] != nil && !own.keys.contains { $0.contains("school-") })
    }
}
