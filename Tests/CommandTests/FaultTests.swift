import Foundation
import Testing

/// Where the step stands by which a folder is exchanged, and what becomes of it without that step. `Tests/Faults/matrix` goes
/// over all other calls.
@Suite(.enabled(if: Faults.library != nil, "needs a C compiler and a dynamic linker that takes preloaded libraries"))
struct FaultTests {
    @Test func theExchangeIsOneOfThePoints() throws {
        let faults = try Faults.prepared()
        let points = faults.points("name")
        #expect(try faults.run(["HOMEWARD_FAULT": points[0] + ":kill"]).state == .old)
        #expect(try faults.run(["HOMEWARD_FAULT": points[points.count - 1] + ":kill"]).state == .new)
    }

    /// Where two folders cannot change places, the next start makes the folder whole: here one whose incidents are gone, so
    /// that it delivers nothing itself.
    @Test func withoutAnExchangeTheNextStartMakesTheFolderWhole() throws {
        let faults = try Faults.prepared()
        let points = faults.points("name")
        func killed(at point: Int) throws -> Faults.Run {
            try faults.run(["HOMEWARD_FAULT": points[point] + ":kill", "HOMEWARD_NO_EXCHANGE": "1"])
        }
        // The first call before which a kill leaves something else than the old folder, by halving.
        var (before, first) = (0, points.count - 1)
        while first - before > 1 {
            let middle = (before + first) / 2
            if try killed(at: middle).state == .old { before = middle } else { first = middle }
        }
        var seen: [Faults.State] = []
        for point in [before, first, first + 1, points.count - 1] {
            let run = try killed(at: point)
            seen.append(run.state)
            let next = try faults.run([:], in: run.scratch, options: ["--set", "incidents[1].columns=x=none"])
            #expect(next.code == 65, "\(next.words)")
            #expect(next.state == (run.state == .new ? .new : .old) && next.left.isEmpty, "\(point): \(next.left)")
        }
        #expect(seen == [.old, .absent, .new, .new])
        let whole = try faults.run(["HOMEWARD_NO_EXCHANGE": "1"])
        #expect(whole.code == 0 && whole.state == .new && whole.left.isEmpty)
    }
}

/// A small plan in an old and a new form, and runs of the new one into the folder of the old one.
final class Faults: Sendable {
    enum State: Hashable { case old, new, absent, mixed }

    struct Run {
        let scratch: Scratch
        let code: Int32
        let words: String
        let state: State
        /// What stands beside the folder and was not there before.
        let left: [String]
    }

    /// The library that stands between the command and the system, where one can be made here.
    static let library: String? = {
        #if os(Linux)
            let source = BuiltCommand.project.appending(path: "Tests/Faults/faults.c").path
            let library = FileManager.default.temporaryDirectory.appending(path: "homeward-faults-\(getpid()).so").path
            let compiler = Process()
            compiler.executableURL = URL(filePath: "/usr/bin/env")
            compiler.arguments = ["cc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"]
            compiler.standardError = FileHandle.nullDevice
            guard (try? compiler.run()) != nil else { return nil }
            compiler.waitUntilExit()
            return compiler.terminationStatus == 0 ? library : nil
        #else
            return nil
        #endif
    }()

    private static let shared = Result { try Faults() }

    static func prepared() throws -> Faults { try shared.get() }

    private let scratch: Scratch
    private let counts: [String: Int]
    private let old: [String: Data]
    private let new: [String: Data]

    private init() throws {
        scratch = try Scratch()
        let incidents = try scratch.write(Extract.csv(rows: 120), to: "incidents.csv")
        let geoData = BuiltCommand.project.appending(path: "GeoData").path
        for (name, title, hours) in [("old", "An old plan", "15-17"), ("new", "A new plan", "15-18")] {
            let plan = """
                title: \(title)
                study_area: { file: "\(geoData)/areas.geojson", name: Hillfields }
                areas: { file: "\(geoData)/areas.geojson", names: [Hillfields] }
                calendar: { file: "\(geoData)/calendar.yml" }
                incidents: [ { file: "\(incidents)" } ]
                window: { hours: \(hours) }
                period: { from: 2024-01-08, to: 2024-03-31 }
                clusters: { permutations: 99 }

                """
            _ = try scratch.write(plan, to: name + ".yml")
            let answer = try BuiltCommand.run(["plan", name + ".yml", "--out", name], in: scratch.url)
            guard answer.code == 0 else { throw Failure(words: answer.words) }
            // A file of the analyst's, and one in a folder beside a run's files.
            _ = try scratch.write("mine", to: name + "/map.qgz")
            _ = try scratch.write("mine", to: name + "/notes/a.txt")
        }
        old = try Faults.content(of: scratch, "old")
        new = try Faults.content(of: scratch, "new")
        guard old != new else { throw Failure(words: "the two plans give the same files") }

        let list = scratch.path("counts")
        let counted = try Faults.copy(scratch)
        let answer = try Faults.command(in: counted, ["HOMEWARD_COUNT": list])
        guard answer.code == 0 else { throw Failure(words: answer.words) }
        var counts: [String: Int] = [:]
        for line in try String(contentsOfFile: list, encoding: .utf8).split(separator: "\n") {
            let parts = line.split(separator: " ")
            counts[String(parts[0])] = Int(parts[1])
        }
        self.counts = counts
    }

    struct Failure: Error { let words: String }

    /// `KIND:NUMBER` for every call of the kind.
    func points(_ kind: String) -> [String] { (0..<(counts[kind] ?? 0)).map { "\(kind):\($0 + 1)" } }

    /// Runs the new plan into the folder of the old one, or into what an earlier run left of it.
    func run(
        _ environment: [String: String], in earlier: Scratch? = nil, options: [String] = []
    ) throws -> Run {
        let place = try earlier ?? Faults.copy(scratch)
        let answer = try Faults.command(in: place, environment, options)
        let names = try FileManager.default.contentsOfDirectory(atPath: place.url.path)
        let state: State
        if names.contains("out") {
            let found = try Faults.content(of: place, "out")
            state = found == old ? .old : found == new ? .new : .mixed
        } else {
            state = .absent
        }
        return Run(
            scratch: place, code: answer.code, words: answer.words, state: state,
            left: names.filter { !["out", "new.yml"].contains($0) }.sorted())
    }

    private static func copy(_ scratch: Scratch) throws -> Scratch {
        let copy = try Scratch()
        try FileManager.default.copyItem(atPath: scratch.path("old"), toPath: copy.path("out"))
        try FileManager.default.copyItem(atPath: scratch.path("new.yml"), toPath: copy.path("new.yml"))
        return copy
    }

    private static func command(
        in place: Scratch, _ environment: [String: String], _ options: [String] = []
    ) throws -> BuiltCommand.Answer {
        try BuiltCommand.run(
            ["plan", "new.yml", "--out", "out"] + options, in: place.url,
            environment: environment.merging(["LD_PRELOAD": library ?? ""]) { $1 })
    }

    /// The files with their bytes; of the record, which holds times, the title.
    private static func content(of scratch: Scratch, _ name: String) throws -> [String: Data] {
        var files = try scratch.contents(of: name)
        if let record = files["run.json"] {
            let text = String(decoding: record, as: UTF8.self)
            files["run.json"] = Data(text.split(separator: "\n").filter { $0.contains("\"title\"") }.joined().utf8)
        }
        files["report.html"] = files["report.html"].map { _ in Data() }
        return files
    }
}
