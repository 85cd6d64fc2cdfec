import Foundation
import Testing

/// Rejected rows hold names, addresses and free text: they go where they are asked for and nowhere else.
@Suite struct RejectLedgerTests {
    /// The extract with a column of names and two rows that cannot be read.
    private static func incidents(in scratch: Scratch) throws -> String {
        let lines = Extract.csv().split(separator: "\n")
        let named = lines.enumerated().map { $0.offset == 0 ? $0.element + ",victim_name" : $0.element + ",Ann Secret" }
        let bad = [
            "B1,zz-no-date,,433900,279500,Violence,14,Ann Secret",
            "B2,2024-01-16,15:10,here,279500,Violence,14,Ann Secret",
        ]
        return try scratch.write((named + bad.map { $0[...] }).joined(separator: "\n") + "\n", to: "extract.csv")
    }

    private static func geoData() -> String { BuiltCommand.project.appending(path: "GeoData").path }

    private static func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test func aPlansFolderHoldsNumbersAndTheLedgerStandsElsewhere() throws {
        let scratch = try Scratch()
        let incidents = try Self.incidents(in: scratch)
        let plan = try scratch.write(
            Extract.plan(
                geoData: Self.geoData(), incidents: incidents, extra: "rejects: { file: \"ledgers/rejects.csv\" }"),
            to: "plan.yml")
        try FileManager.default.createDirectory(atPath: scratch.path("ledgers"), withIntermediateDirectories: true)
        let answer = try BuiltCommand.run(["plan", plan, "--out", scratch.path("out")])
        try #require(answer.code == 0, "\(answer.words)")
        let ledger = scratch.path("ledgers/rejects.csv")
        let text = try String(contentsOfFile: ledger, encoding: .utf8)
        #expect(text.split(separator: "\r\n").count == 3 && text.contains("B1,zz-no-date") && !text.contains("Secret"))
        #expect(try Self.mode(ledger) == 0o600)
        let files = try scratch.contents(of: "out")
        #expect(files["rejects.csv"] == nil && files["run.json"] != nil)
        for (name, data) in files {
            for secret in ["Secret", "zz-no-date", "B1,"] {
                #expect(data.range(of: Data(secret.utf8)) == nil, "\(name)")
            }
        }
        let whole = try BuiltCommand.run([
            "plan", plan, "--out", scratch.path("out"), "--set", "rejects.whole_rows=true", "--set",
            "rejects.file=\(scratch.path("whole.csv"))",
        ])
        try #require(whole.code == 0, "\(whole.words)")
        #expect(try String(contentsOfFile: scratch.path("whole.csv"), encoding: .utf8).contains("14,Ann Secret"))
        #expect(try Self.mode(scratch.path("whole.csv")) == 0o600)
    }

    @Test(arguments: ["partner", "public"]) func noLedgerStandsAmongWhatOthersSee(_ audience: String) throws {
        let scratch = try Scratch()
        let plan = try scratch.write(
            Extract.plan(
                geoData: Self.geoData(), incidents: try Self.incidents(in: scratch),
                extra: "audience: \(audience)\nrejects: { file: \"out/rejects.csv\" }"),
            to: "plan.yml")
        let answer = try BuiltCommand.run(["plan", plan, "--out", scratch.path("out")])
        #expect(answer.code == 64 && answer.words.contains("the key rejects.file"), "\(answer.words)")
        #expect(!FileManager.default.fileExists(atPath: scratch.path("out")))
    }

    @Test(arguments: [["check"], ["hotspots"], ["neighbours"]]) func everyVerbOfAStudyWritesIt(_ verb: [String]) throws
    {
        let scratch = try Scratch()
        let ledger = scratch.path("rejects.csv")
        let incidents = try Self.incidents(in: scratch)
        let answer = try BuiltCommand.run(
            verb + [incidents, "--calendar", "GeoData/calendar.yml", "--rejects", ledger])
        try #require(answer.code == 0, "\(answer.words)")
        #expect(try String(contentsOfFile: ledger, encoding: .utf8).contains("bad_coordinates"))
        #expect(try Self.mode(ledger) == 0o600)
    }

    @Test func aLedgerThatCannotBeIsRefusedBeforeAnyWork() throws {
        let scratch = try Scratch()
        let incidents = try Self.incidents(in: scratch)
        let before = try Data(contentsOf: URL(filePath: incidents))
        let over = try BuiltCommand.run(["check", incidents, "--rejects", incidents])
        #expect(over.code == 73 && over.words.contains("to be read and to be written"), "\(over.words)")
        #expect(try Data(contentsOf: URL(filePath: incidents)) == before)
        let nowhere = try BuiltCommand.run(["check", incidents, "--rejects", scratch.path("nowhere/r.csv")])
        #expect(nowhere.code == 73, "\(nowhere.words)")
        let alone = try BuiltCommand.run(["check", incidents, "--whole-rows"])
        #expect(alone.code == 64 && alone.words.contains("--whole-rows"), "\(alone.words)")
    }

    /// The same file thirty times made thirty times the clusters.
    @Test func aFileGivenOftenCountsOnce() throws {
        let scratch = try Scratch()
        let incidents = try Self.incidents(in: scratch)
        let copy = scratch.path("copy.csv")
        try FileManager.default.copyItem(atPath: incidents, toPath: copy)
        let rest = ["--method", "dbscan", "--radius", "30", "--minimum", "5", "--json"]
        let once = try BuiltCommand.run(["clusters", incidents] + rest)
        let often = try BuiltCommand.run(["clusters"] + Array(repeating: incidents, count: 29) + [copy] + rest)
        try #require(once.code == 0 && often.code == 0, "\(often.words)")
        // The files are named in the account and among the parameters; what was found is the same.
        func found(_ output: String) throws -> NSDictionary {
            var record = try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
            record["metadata"] = nil
            record["sources"] = nil
            return record as NSDictionary
        }
        #expect(try found(once.output) == found(often.output))
        let check = try BuiltCommand.run(["check", incidents, incidents, copy])
        #expect(check.output.contains("is listed 2 times; it is read once"), "\(check.output)")
        #expect(check.output.contains("copy.csv is the same as"), "\(check.output)")
    }
}
