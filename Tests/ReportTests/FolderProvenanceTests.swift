import Foundation
import HomewardCore
import HomewardFixtures
import HomewardLayers
import HomewardPublishing
import Testing

@testable import HomewardReport
@testable import HomewardWorkflow

/// Every file of a run, opened alone, says who may see it, what is made up and assumed, and how it was made. The tests walk
/// over whatever the folder holds, so that a new file has to say it too.
@Suite("What a run's files say of themselves")
struct FolderProvenanceTests {
    /// Tells nothing but rows of the extract as they came.
    private static let ledger = "rejects.csv"

    private func run(_ body: (_ folder: URL, _ files: [PublishedFile], _ results: RunResults) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "homeward-alone-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var results = try RunFixture.results(in: folder)
        results.study.hasMadeUpIncidents = true
        results.plan.seed = 424_242
        let out = folder.appending(path: "out")
        let files = try Publisher(directory: out.path).publish(results, adding: ReportFixture.page)
        try body(out, files, results)
    }

    /// All that a file says in words, undone of its format's spelling and its line breaks.
    private func said(_ file: URL) throws -> String {
        let text: String
        switch file.pathExtension {
        case "gpkg":
            text = try LayerReader(path: file.path).metadata().map { "\($0)=\($1)" }.joined(separator: "\n")
        case "ics":
            text = try String(contentsOf: file, encoding: .utf8).replacing("\r\n ", with: "").replacing(
                "\\n", with: "\n"
            )
            .replacing("\\,", with: ",").replacing("\\;", with: ";")
        case "geojson", "json":
            text = leaves(try JSONSerialization.jsonObject(with: Data(contentsOf: file))).joined(separator: "\n")
        case "csv": text = try String(contentsOf: file, encoding: .utf8).replacing("\"\"", with: "\"")
        case "html", "gpx", "tif":
            // A GeoTIFF holds its metadata as XML between numbers, escaped twice.
            text = TextEncoding.legible(try Data(contentsOf: file)).replacing("&amp;quot;", with: "\"")
                .replacing("&#39;", with: "'")
                .replacing("&quot;", with: "\"").replacing("&lt;", with: "<").replacing("&gt;", with: ">")
                .replacing("&amp;", with: "&")
        default: text = try String(contentsOf: file, encoding: .utf8)
        }
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private func leaves(_ value: Any) -> [String] {
        if let list = value as? [Any] { return list.flatMap(leaves) }
        if let members = value as? [String: Any] { return members.flatMap { [$0.key] + leaves($0.value) } }
        return ["\(value)"]
    }

    @Test("What plan prints tells each part of the run by its counts")
    func summaryOfARun() throws {
        try run { _, _, results in
            let text = RunSummary(results).text
            let hot = results.hotspots.hot.count { $0 }
            #expect(text.contains("\(hot) hot cell") && text.contains(" in place and hour"))
            #expect(text.contains("\(results.patrols.areas.count) patrol area"))
            let repeats = RepeatsFinding(
                results.repeats, of: results.study.table, method: results.plan.repeats,
                because: results.study.whyNoRepeats(results.plan.repeats))
            #expect(text.contains(repeats.verdict))
            if let routes = results.chaperones?.routes { #expect(text.contains("\(routes.count) chaperone route")) }
            #expect(StudyAccount(results.study).lines.allSatisfy { text.contains($0) })
        }
    }

    @Test("Each file says whose it is, that it is an exercise, each assumption, the seed and the versions")
    func everyFileAlone() throws {
        try run { folder, files, results in
            #expect(results.assumptions.count > 3)
            let words =
                results.assumptions.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
                + ["424242", HomewardVersion.number] + results.versions.values
                + ["hotspots.cell_m", "clusters.permutations", "Getis–Ord"]
            for file in files.map(\.name) where file != Self.ledger {
                let text = try said(folder.appending(path: file))
                for word in words where !(file == "run.json" && word == "Getis–Ord") {
                    #expect(text.contains(word), "\(file) does not say \(word)")
                }
                if file == "run.json" {
                    #expect(text.contains("audience internal") && text.contains("synthetic streets incidents"))
                    continue
                }
                #expect(text.contains("EXERCISE: made-up streets and made-up incidents"), "\(file)")
                #expect(text.contains("internal: may show single incidents"), "\(file)")
            }
            let endings = Set(files.map { ($0.name as NSString).pathExtension })
            #expect(endings == ["geojson", "gpkg", "gpx", "csv", "ics", "html", "json", "txt", "tif"])
        }
    }

    @Test("Every feature of every layer says whether it rests on something made up, and what of it is assumed")
    func everyFeature() throws {
        try run { folder, files, results in
            let package = LayerReader(path: folder.appending(path: "homeward.gpkg").path)
            var layers = try package.layerNames().map { try package.read(layer: $0) }
            for file in files where file.name.hasSuffix(".geojson") {
                layers.append(try LayerReader(path: folder.appending(path: file.name).path).read())
            }
            let real: Set = ["study_area", "overlaps", "schools", "stops"]
            for layer in layers {
                #expect(layer.index(of: "assumed") != nil, "\(layer.name)")
                let marks = Set(layer.features.map { layer.value("synthetic", of: $0) ?? .null })
                #expect(marks == [.boolean(!real.contains(layer.name))], "\(layer.name): \(marks)")
            }
            let routes = try #require(layers.first { $0.name == "routes" })
            let assumed = routes.features.map { routes.value("assumed", of: $0)?.asText }
            #expect(!assumed.isEmpty && assumed.allSatisfy { $0 == "the school's finish time" })
            let names = Set(layers.map(\.name))
            #expect(names.isSuperset(of: real) && names.isSuperset(of: ["posts", "streets", "visits", "hotspots"]))
        }
    }

    @Test("README.txt explains each file, each layer and each column, in lines of a hundred characters")
    func readme() throws {
        try run { folder, files, _ in
            let file = folder.appending(path: "README.txt")
            let text = try String(contentsOf: file, encoding: .utf8)
            let plain = try said(file)
            for name in files.map(\.name) {
                // Those of a kind are told together.
                let isOneOfMany = name.contains("/")
                let mark = isOneOfMany ? name : "\(name): "
                #expect(plain.contains(mark), "\(name)")
                // What is told of a file begins behind its name.
                guard !isOneOfMany, let start = plain.range(of: mark)?.upperBound else { continue }
                #expect(plain[start...].prefix(1).allSatisfy { $0.isUppercase }, "\(name) is not explained")
            }
            // Columns that this run has left out: the hotspots are of counts by Gi* alone, and the scan is one by days.
            let leftOut: [String: Set<String>] = [
                "hotspots": [
                    "kernel_per_km2", "count_by_share", "harm", "denominator", "rate_per_thousand", "local_i",
                    "quadrant", "spot",
                    "not_tested",
                ],
                "scan": ["window", "window_start", "window_end"],
            ]
            for definition in LayerCatalogue.all where definition.delivery != .verbOnly {
                #expect(plain.contains("\(definition.layerName): \(definition.title). \(definition.summary)"))
                for column in definition.columnFacts
                where leftOut[definition.layerName]?.contains(column.name) != true {
                    let unit = column.unit.map { ", \($0.text)" } ?? ""
                    #expect(plain.contains("\(column.name) (\(column.type.rawValue)\(unit)): \(column.meaning)"))
                }
            }
            for column in ["route_or_area: ", "stay_min: ", "incidents_school_days: "] {
                #expect(plain.contains(column))
            }
            #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
            #expect(plain.contains("How to cite"))
        }
    }

    @Test("A run on real streets and incidents is no exercise in any file")
    func noExercise() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "homeward-real-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var results = try RunFixture.results(in: folder)
        results.network = nil
        let out = folder.appending(path: "out")
        for file in try Publisher(directory: out.path).publish(results) {
            let text = String(decoding: try Data(contentsOf: out.appending(path: file.name)), as: UTF8.self)
            #expect(!text.contains("EXERCISE"), "\(file.name)")
        }
    }

    @Test("What is told to partners names no input")
    func partners() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "homeward-partner-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var results = try RunFixture.results(in: folder)
        results.plan.audience = .partner
        let provenance = Provenance(results, methods: [])
        #expect(provenance.statement == Audience.partner.statement)
        #expect(provenance.text.contains("disclosure.cell_m: 250"))
        for input in results.inputs { #expect(!provenance.text.contains(Path.name(of: input.path)), "\(input.path)") }
        results.plan.audience = .internal
        let own = Provenance(results, methods: [])
        #expect(own.text.contains("incidents[1].file: incidents.csv\n"))
        #expect(!own.text.contains(folder.path))
    }
}
