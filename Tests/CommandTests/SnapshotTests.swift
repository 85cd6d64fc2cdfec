import Foundation
import Testing

/// What the command prints, held against the texts in `Tests/Snapshots`. `make snapshots` writes them anew; the change
/// then shows in the diff, where somebody reads it.
@Suite struct SnapshotTests {
    /// The sample's incidents with everything that most verbs ask for.
    private static let study = [
        "Samples/incidents.csv", "--areas", "GeoData/areas.geojson", "--study-area", "Coventry", "--calendar",
        "GeoData/calendar.yml",
    ]

    /// The call of each verb whose `--json` on the sample is kept.
    static let calls: [String: [String]] = [
        "check": study + ["--age-under", "25"],
        "areas": study,
        "peaks": study + ["--age-under", "25"],
        "hotspots": study + ["--days", "school", "--hours", "15-18"],
        "density": study + ["--bandwidth", "auto", "--days", "school", "--hours", "15-18", "--share"],
        "clusters": study,
        "emerging": study + ["--age-under", "25", "--cell", "500"],
        "repeats": study,
        "score": study + ["--age-under", "25", "--resamples", "199"],
        "scan": study + ["--age-under", "25", "--permutations", "99", "--cell", "150"],
        "routes": study + [
            "--schools", "GeoData/schools.geojson", "--stops", "GeoData/stops.geojson", "--streets",
            "GeoData/streets.gpkg",
        ],
        "neighbours": study + ["--age-under", "25"],
        "patrols": study + ["--first-day", "2025-09-08"],
        "ripley": study + ["--age-under", "25"],
        "concentration": study + ["--age-under", "25", "--streets", "GeoData/streets.gpkg"],
        "trends": study + ["--age-under", "25"],
        "monitor": study + ["--from", "2023-09-01", "--to", "2025-08-31"],
        "sources": study + [
            "Samples/ambulance.csv", "--set", "incidents[1].name=police", "--set", "incidents[2].name=ambulance",
            "--set",
            "incidents[2].precision_m=50",
        ],
        "evaluate": study + [
            "--treated", "Willenhall", "--start", "2024-09-01", "--streets", "GeoData/streets.gpkg",
        ],
        "measures": study + ["--measures", "Samples/measures.geojson"],
        "design": study + ["--reduction", "0.3", "--weeks", "26"],
        "streets": ["GeoData/streets.gpkg"],
    ]
    /// Further ways of a verb whose `--json` is kept, by the name of the file.
    static let ways: [String: [String]] = [
        "hotspots-moran": ["hotspots"] + study + [
            "--days", "school", "--hours", "15-18", "--method", "moran", "--neighbours", "nearest-8", "--cell", "250",
        ]
    ]
    /// What the doctor finds is the machine's, two plans are made before they are compared (`CompareTests`), and the others tell
    /// of files that they write (`OutputTests`, `InitTests`).
    private static let differing: Set = ["compare", "doctor", "init", "plan", "report"]

    @Test(arguments: try CommandTree.verbs())
    func help(_ verb: CommandTree.Verb) throws {
        let answer = try BuiltCommand.run(verb.path + ["--help"], environment: ["COLUMNS": "80"])
        #expect(answer.code == 0, "\(answer.words)")
        try Snapshot.compare(answer.output, with: "help/\(verb.fileName).txt")
    }

    @Test(arguments: calls.keys.sorted())
    func json(_ verb: String) throws {
        try compare([verb] + (try #require(Self.calls[verb])), with: verb)
    }

    @Test(arguments: ways.keys.sorted())
    func json(way: String) throws {
        try compare(try #require(Self.ways[way]), with: way)
    }

    private func compare(_ call: [String], with name: String) throws {
        let answer = try BuiltCommand.run(call + ["--json"])
        #expect(answer.code == 0, "\(answer.words)")
        // The versions of the libraries are the machine's.
        let text = answer.output.replacing(/"(gdal|geos|proj)" : "[^"]*"/) { "\"\($0.output.1)\" : \"…\"" }
        #expect(text != answer.output, "the answer names no versions")
        try Snapshot.compare(text, with: "json/\(name).json")
    }

    @Test func keys() throws {
        let answer = try BuiltCommand.run(["plan", "--keys"])
        #expect(answer.code == 0, "\(answer.words)")
        try Snapshot.compare(answer.output, with: "keys.txt")
    }

    @Test func everyVerbThatPrintsJSONIsKept() throws {
        let verbs = try CommandTree.verbs().filter { $0.flags.contains("json") }.map(\.fileName)
        #expect(Set(verbs).subtracting(Self.differing) == Set(Self.calls.keys))
    }

    @Test func noSnapshotIsLeftOfAVerbThatIsGone() throws {
        let verbs = try CommandTree.verbs()
        let kept = Snapshot.names(in: "help")
        let gone = kept.subtracting(verbs.map { "\($0.fileName).txt" })
        if Snapshot.isBlessing { try gone.forEach { try Snapshot.remove("help/\($0)") } }
        #expect(gone.isEmpty || Snapshot.isBlessing, "\(gone.sorted())")
        let calls = Set(Self.calls.keys).union(Self.ways.keys)
        #expect(Snapshot.names(in: "json").subtracting(calls.map { "\($0).json" }).isEmpty)
        #expect(verbs.count > 12)
    }
}

/// The command and its verbs, as the command itself lists them.
enum CommandTree {
    struct Verb: CustomTestStringConvertible {
        /// The words after `homeward`.
        let path: [String]
        /// The long names of its options and flags.
        let flags: [String]
        /// What help says of each of them.
        let help: [String: String]

        var fileName: String { path.isEmpty ? "homeward" : path.joined(separator: "-") }
        var testDescription: String { fileName }
    }

    private struct Dump: Decodable {
        struct Command: Decodable {
            struct Argument: Decodable {
                struct Name: Decodable {
                    let kind: String
                    let name: String
                }
                let names: [Name]?
                let abstract: String?
            }
            let commandName: String
            let arguments: [Argument]?
            let subcommands: [Command]?
        }
        let command: Command
    }

    /// Every verb with those that stand above others, the command itself first.
    static func verbs() throws -> [Verb] {
        let answer = try BuiltCommand.run(["--experimental-dump-help"])
        try #require(answer.code == 0, "\(answer.words)")
        let dump = try JSONDecoder().decode(Dump.self, from: Data(answer.output.utf8))
        return verbs(of: dump.command, at: [])
    }

    private static func verbs(of command: Dump.Command, at path: [String]) -> [Verb] {
        let flags = (command.arguments ?? []).flatMap { $0.names ?? [] }.filter { $0.kind == "long" }.map(\.name)
        // `help` is the parser's own.
        let below = (command.subcommands ?? []).filter { $0.commandName != "help" }
        let help = (command.arguments ?? []).flatMap { argument in
            (argument.names ?? []).map { ($0.name, argument.abstract ?? "") }
        }
        return [Verb(path: path, flags: flags, help: Dictionary(help) { first, _ in first })]
            + below.flatMap { verbs(of: $0, at: path + [$0.commandName]) }
    }
}

/// A text that is kept in `Tests/Snapshots`.
enum Snapshot {
    private static let folder = BuiltCommand.project.appending(path: "Tests/Snapshots")

    /// Whether the texts are to be written anew.
    static var isBlessing: Bool { ProcessInfo.processInfo.environment["HOMEWARD_BLESS"] == "1" }

    static func compare(
        _ text: String, with name: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let file = folder.appending(path: name)
        if isBlessing {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
            return
        }
        let kept = try? String(contentsOf: file, encoding: .utf8)
        let expected = try #require(
            kept, "Tests/Snapshots/\(name) is missing: make snapshots", sourceLocation: sourceLocation)
        guard text != expected else { return }
        let lines = (
            text.split(separator: "\n", omittingEmptySubsequences: false),
            expected.split(separator: "\n", omittingEmptySubsequences: false)
        )
        let common = min(lines.0.count, lines.1.count)
        let line = (0..<common).first { lines.0[$0] != lines.1[$0] } ?? common
        Issue.record(
            """
            Tests/Snapshots/\(name) differs from line \(line + 1) on; if that is meant, make snapshots
            kept: \(line < lines.1.count ? String(lines.1[line]) : "(the end)")
            now:  \(line < lines.0.count ? String(lines.0[line]) : "(the end)")
            """, sourceLocation: sourceLocation)
    }

    static func names(in part: String) -> Set<String> {
        // Before the first blessing there is no folder.
        Set((try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: part).path)) ?? [])
    }

    static func remove(_ name: String) throws {
        try FileManager.default.removeItem(at: folder.appending(path: name))
    }
}
