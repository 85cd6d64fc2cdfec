import Foundation
import Testing

/// What the articles and the pages at the root say, held against what is there.
@Suite struct ArticleTests {
    /// Swift that an article shows is Swift that ``SnippetTests`` runs.
    @Test func everySnippetIsCodeThatRuns() throws {
        let code = try Pages.regions(of: "Tests/DocumentationTests/Snippets.swift")
        var shown: [String] = []
        for article in try Pages.articles() {
            for block in Pages.blocks("swift", of: try Pages.text(article)) {
                #expect(code.contains(block), "\(article) shows code that is not in Snippets.swift:\n\(block)")
                shown.append(block)
            }
        }
        #expect(Set(code).subtracting(shown).isEmpty, "code that no article shows")
        #expect(shown.count >= 7)
    }

    @Test(arguments: [
        "Your-own-data", "Columns-and-values", "Which-method-when", "Find-peaks", "Find-clusters", "Follow-hotspots",
        "Draw-densities",
        "Compare-sources", "Plan-routes", "Plan-patrols", "Use-my-own-boundaries", "Read-the-output", "Speed",
    ])
    func theLandingPageLeadsToTheArticle(_ article: String) throws {
        #expect(try Pages.articles().contains("Documentation/Homeward.docc/\(article).md"))
        #expect(try Pages.text("Documentation/Homeward.docc/Homeward.md").contains("<doc:\(article)>"))
    }

    @Test func theLandingPageAndTheMapNameEveryRoom() throws {
        let landing = try Pages.text("Documentation/Homeward.docc/Homeward.md")
        let map = try Pages.text("ARCHITECTURE.md")
        let rooms = try Pages.names(in: "Sources")
        for room in rooms {
            #expect(map.contains("| `\(room)` |"), "ARCHITECTURE.md has no row for \(room)")
            // C libraries and the command have no documentation of their own.
            guard room.first?.isUppercase == true, !room.hasPrefix("C") || room == "Core" || room == "Calendar" else {
                continue
            }
            #expect(landing.contains("``/Homeward\(room)``"), "the landing page does not name \(room)")
        }
        #expect(rooms.count > 12)
    }

    /// What *Which method when* tells an analyst to type is what the command's help has, and no method is left out.
    @Test func theMethodsThatAreToldApartAreThoseOfTheCommand() throws {
        let words = Pages.quoted(in: try Pages.text("Documentation/Homeward.docc/Which-method-when.md"))
        var verbs: Set<String> = []
        for word in words {
            let parts = word.split(separator: " ").map(String.init).filter { $0 != "homeward" }
            guard let verb = parts.first, Pages.exists("Tests/Snapshots/help/\(verb).txt") else { continue }
            verbs.insert(verb)
            let help = try Pages.text("Tests/Snapshots/help/\(verb).txt")
            for part in parts.dropFirst() {
                #expect(help.contains(part), "\(word): the help of \(verb) has no \(part)")
            }
        }
        #expect(
            verbs == [
                "peaks", "trends", "hotspots", "emerging", "density", "clusters", "scan", "score", "repeats",
                "neighbours",
                "ripley",
                "concentration", "sources", "check", "monitor", "evaluate", "measures", "design",
            ], "\(verbs.sorted())")
    }

    /// A path in backticks is one that is there. `…` and `NAME` stand for any: then the folder above must be there.
    @Test(arguments: ["ARCHITECTURE.md", "CONTRIBUTING.md"])
    func everyPathThatAPageNamesIsThere(_ page: String) throws {
        let places = ["Sources/", "Tests/", "Documentation/", "GeoData/", "Samples/", ".ci/", "Makefile", "README.md"]
        let paths = Pages.quoted(in: try Pages.text(page)).filter { word in places.contains { word.hasPrefix($0) } }
        for path in paths {
            let known = path.split(separator: "/").prefix { !$0.contains("NAME") && !$0.contains("…") }
            #expect(Pages.exists(known.joined(separator: "/")), "\(page) names \(path), which is not there")
        }
        #expect(paths.count > 5)
    }

    @Test func everyTargetOfMakeThatAPageNamesIsThere() throws {
        let makefile = try Pages.text("Makefile")
        var seen = 0
        for page in ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"] {
            let words = Pages.quoted(in: try Pages.text(page)).filter { $0.hasPrefix("make ") }
            for word in words {
                let target = word.split(separator: " ")[1]
                #expect(makefile.contains("\n\(target):"), "\(page) names make \(target)")
                seen += 1
            }
        }
        #expect(seen > 4)
    }
}

/// The project's pages as texts.
enum Pages {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func path(_ path: String) -> String { root.appending(path: path).path }

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: Pages.path(path)) }

    static func names(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path(folder)).filter { !$0.hasPrefix(".") }.sorted()
    }

    static func articles() throws -> [String] {
        try names(in: "Documentation/Homeward.docc").filter { $0.hasSuffix(".md") }
            .map { "Documentation/Homeward.docc/\($0)" }
    }

    /// What stands between `// snippet: NAME` and `// end`.
    static func regions(of file: String) throws -> [String] {
        var regions: [String] = []
        var lines: [Substring]?
        for line in try text(file).split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("// snippet: ") {
                lines = []
            } else if line == "// end" {
                regions.append((lines ?? []).joined(separator: "\n"))
                lines = nil
            } else {
                lines?.append(line)
            }
        }
        return regions
    }

    /// The fenced blocks of a language.
    static func blocks(_ language: String, of text: String) -> [String] {
        text.components(separatedBy: "```\(language)\n").dropFirst().compactMap { rest in
            rest.components(separatedBy: "\n```").first
        }
    }

    /// What stands in single backticks outside fenced blocks.
    static func quoted(in text: String) -> [String] {
        let prose = text.components(separatedBy: "```").enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
        return prose.joined().components(separatedBy: "`").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
    }
}
