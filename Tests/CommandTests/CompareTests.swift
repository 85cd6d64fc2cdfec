import Foundation
import Testing

/// `homeward compare`, as one who plans twice uses it.
@Suite struct CompareTests {
    private struct Comparison: Decodable {
        struct Row: Decodable {
            let name: String
            let first: String
            let second: String
        }
        struct Group: Decodable {
            let title: String
            let rows: [Row]
        }
        let groups: [Group]
        let differences: [Row]
    }

    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test func twoFoldersStandSideBySide() throws {
        _ = try scratch.write(Extract.csv(), to: "incidents.csv")
        let geoData = BuiltCommand.project.appending(path: "GeoData").path
        _ = try scratch.write(Extract.plan(geoData: geoData, incidents: "incidents.csv"), to: "plan.yml")
        for (folder, teams) in [("one", 1), ("two", 2)] {
            let made = try BuiltCommand.run(
                ["plan", "plan.yml", "--out", folder, "--set", "chaperones.teams=\(teams)"], in: scratch.url)
            try #require(made.code == 0, "\(made.words)")
        }
        let text = try BuiltCommand.run(["compare", "one", "two"], in: scratch.url)
        #expect(text.code == 0, "\(text.words)")
        #expect(text.output.hasPrefix("A: one\nB: two\n"))
        let json = try BuiltCommand.run(["compare", "one", "two", "--json"], in: scratch.url)
        #expect(json.code == 0, "\(json.words)")
        let comparison = try JSONDecoder().decode(Comparison.self, from: Data(json.output.utf8))
        #expect(comparison.differences.map(\.name) == ["chaperones.teams"])
        #expect(comparison.differences.map { [$0.first, $0.second] } == [["1", "2"]])
        let routes = try #require(comparison.groups.first { $0.title == "Chaperone routes" })
        // What is said to programs is what is said to people.
        for row in routes.rows {
            #expect(
                text.output.split(separator: "\n").contains {
                    $0.hasPrefix(row.name) && $0.hasSuffix(row.second.isEmpty ? "–" : row.second)
                }, "\(row.name)")
        }
    }

    @Test func aFolderOfNoRunIsNamed() throws {
        try FileManager.default.createDirectory(
            at: scratch.url.appending(path: "empty"), withIntermediateDirectories: true)
        let answer = try BuiltCommand.run(["compare", "empty", "empty"], in: scratch.url)
        #expect(answer.code == 66, "\(answer.words)")
        #expect(answer.words.contains("empty") && answer.output.isEmpty)
    }
}
