import Foundation
import Testing

/// *Methods and papers* is made from the code by `make methods`; here it is held against the code.
@Suite struct MethodsArticleTests {
    /// The sources that doc comments of public declarations name, each on one line as the article has it.
    private static func sources(in text: String) -> [String] {
        var found: [String] = []
        var comment: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let bare = line.trimmingCharacters(in: .whitespaces)
            if bare.hasPrefix("///") {
                comment.append(bare.dropFirst(3).trimmingCharacters(in: .whitespaces))
                continue
            }
            if bare.hasPrefix("public "), !bare.hasPrefix("public import"), !bare.hasPrefix("public let"),
                !bare.hasPrefix("public extension")
            {
                let paragraphs = comment.split(separator: "").map { $0.joined(separator: " ") }
                if let source = paragraphs.first(where: { $0.hasPrefix("Source: ") || $0.hasPrefix("Sources: ") }) {
                    found.append(
                        plain(String(source[source.index(after: source.firstIndex(of: " ") ?? source.startIndex)...])))
                }
            }
            if !bare.isEmpty, !bare.hasPrefix("@") { comment = [] }
        }
        return found
    }

    /// Links to symbols as their bare names.
    private static func plain(_ text: String) -> String {
        let parts = text.components(separatedBy: "``")
        return parts.enumerated().map { index, part in
            index % 2 == 0 ? part : "`\(part.split(separator: "/").last ?? "")`"
        }.joined().replacingOccurrences(of: "|", with: "\\|")
    }

    @Test func everySourceOfAPublicMethodStandsInIt() throws {
        let article = try Pages.text("Documentation/Homeward.docc/Methods-and-papers.md")
        let rows = article.split(separator: "\n").filter { $0.hasPrefix("| `") }
        var count = 0
        for room in ["Analysis", "Streets", "Planner", "Incidents", "Calendar", "Simulation", "Geometry", "Core"] {
            for file in try Pages.files(below: "Sources/\(room)", ending: ".swift") {
                for source in Self.sources(in: try Pages.text(file)) {
                    #expect(
                        rows.contains { $0.hasSuffix("| \(source) |") }, "run make methods: \(file) names \(source)")
                    count += 1
                }
            }
        }
        #expect(
            rows.count == count && count > 60,
            "run make methods: the article has \(rows.count) rows for \(count) sources")
    }
}
