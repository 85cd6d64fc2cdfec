import Foundation
import HomewardIncidents
import Testing

/// The article on columns and values says what the code does: its tables are made from the lists that detection and reading
/// are tested with. Run with HOMEWARD_BLESS=1 in the environment the test writes them anew.
@Suite(.serialized) struct ColumnsArticleTests {
    private static let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Documentation/Homeward.docc/Columns-and-values.md").path

    private static func table(_ head: [String], _ rows: [[String]]) -> String {
        ([head, head.map { _ in "---" }] + rows).map { "| " + $0.joined(separator: " | ") + " |" }.joined(
            separator: "\n")
    }

    private static func code(_ texts: [String]) -> String { texts.map { "`\($0)`" }.joined(separator: ", ") }

    /// The roles, each with its spellings by where they are seen.
    private static var columns: String {
        table(
            ["role", "what it is", "names that are recognised"],
            ColumnRole.allCases.map { role in
                var places: [String] = []
                var names: [String: [String]] = [:]
                for spelling in HeaderSpelling.all where spelling.role == role {
                    if names[spelling.seen] == nil { places.append(spelling.seen) }
                    names[spelling.seen, default: []].append(spelling.name)
                }
                let list = places.map { "\($0): \(code(names[$0] ?? []))" }.joined(separator: "; ")
                return ["`\(role.rawValue)`", role.meaning, list]
            })
    }

    private static var values: String {
        table(
            ["what", "as it is written", "cells of one column", "read as"],
            ValueSpelling.all.map { spelling in
                [
                    spelling.kind.rawValue, spelling.manner, code(spelling.cells),
                    spelling.meanings.joined(separator: ", "),
                ]
            })
    }

    @Test(arguments: ["columns", "values"]) func theTableIsThatOfTheCode(_ name: String) throws {
        let begin = "<!-- \(name) -->\n"
        let end = "\n<!-- end of \(name) -->"
        let text = try String(contentsOfFile: ColumnsArticleTests.path, encoding: .utf8)
        let first = try #require(text.range(of: begin))
        let last = try #require(text.range(of: end, range: first.upperBound..<text.endIndex))
        let made = name == "columns" ? ColumnsArticleTests.columns : ColumnsArticleTests.values
        if ProcessInfo.processInfo.environment["HOMEWARD_BLESS"] == "1" {
            try text.replacingCharacters(in: first.upperBound..<last.lowerBound, with: made)
                .write(toFile: ColumnsArticleTests.path, atomically: true, encoding: .utf8)
        } else {
            #expect(text[first.upperBound..<last.lowerBound] == made)
        }
    }
}
