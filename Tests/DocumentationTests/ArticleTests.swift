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

    /// The articles in words for people who have not chosen a method yet.
    static let words = [
        "Your-first-hour", "Reading-the-report", "Before-you-send-anybody-anywhere", "Sharing-with-a-panel",
        "Questions", "Glossary",
    ]

    @Test(
        arguments: words + [
            "Your-own-data", "Columns-and-values", "Which-method-when", "Find-peaks", "Find-clusters",
            "Follow-hotspots", "Draw-densities", "Compare-sources", "Plan-routes", "Plan-patrols",
            "Use-my-own-boundaries", "Use-real-streets", "Read-the-output", "Data-dictionary", "Speed",
            "Methods-and-papers",
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

    /// What a page tells people to type is a verb, with flags that its help has and keys that a plan has.
    @Test func everyCallIsOneThatTheCommandHas() throws {
        let keys = try Pages.keys()
        var pages: Set<String> = []
        for page in try Pages.articles() + ["README.md"] {
            for call in Pages.calls(in: try Pages.text(page)) {
                let line = call.joined(separator: " ")
                // Verbs of two words have a help of their own.
                let names = ["\(call[1])-\(call.dropFirst(2).first ?? "")", call[1]]
                guard let verb = names.first(where: { Pages.exists("Tests/Snapshots/help/\($0).txt") }) else {
                    Issue.record("\(page): \(line): there is no such verb")
                    continue
                }
                let help = try Pages.text("Tests/Snapshots/help/\(verb).txt")
                let flags = Set(help.split { !$0.isLetter && $0 != "-" }.map(String.init))
                for (word, next) in zip(call, call.dropFirst() + [""]) where word.hasPrefix("--") {
                    let flag = String(word.prefix { $0 != "=" })
                    #expect(flags.contains(flag), "\(page): \(line): the help of \(verb) has no \(flag)")
                    guard flag == "--set" else { continue }
                    #expect(keys.contains(Pages.key(of: next)), "\(page): \(line): a plan has no such key")
                }
                pages.insert(page)
            }
        }
        for article in ["Your-first-hour", "Sharing-with-a-panel", "Questions"] {
            #expect(pages.contains("Documentation/Homeward.docc/\(article).md"), "\(article) shows no call")
        }
    }

    /// A setting that one of these articles names is one that a plan has.
    @Test func everySettingThatTheWordsNameIsAKey() throws {
        let keys = try Pages.keys()
        let endings: Set<Substring> = ["html", "json", "geojson", "gpkg", "csv", "ics", "txt", "yml"]
        var seen = 0
        for article in Self.words {
            for word in Pages.quoted(in: try Pages.text("Documentation/Homeward.docc/\(article).md")) {
                let parts = word.split(separator: ".", omittingEmptySubsequences: false)
                guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), !endings.contains(parts[1]),
                    word.allSatisfy({ $0.isLowercase || "_.[]".contains($0) })
                else { continue }
                #expect(keys.contains(word), "\(article) names \(word), which is no key")
                seen += 1
            }
        }
        #expect(seen > 10)
    }

    /// Each word of the glossary stands once, where the alphabet puts it.
    @Test func theGlossaryIsInOrder() throws {
        let lines = try Pages.text("Documentation/Homeward.docc/Glossary.md").split(separator: "\n")
        let entries = lines.filter { $0.hasPrefix("- **") }
            .map { $0.dropFirst(4).components(separatedBy: "**: ")[0].lowercased() }
            .map { $0.split { !$0.isLetter && !$0.isNumber }.joined(separator: " ") }
        for (entry, next) in zip(entries, entries.dropFirst()) {
            #expect(entry < next, "\(next) does not belong after \(entry)")
        }
        #expect(entries.count > 100)
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

    /// The files below a folder whose names end so, sorted.
    static func files(below folder: String, ending: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: path(folder)).filter { $0.hasSuffix(ending) }.sorted()
            .map { "\(folder)/\($0)" }
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

    /// The calls of `homeward` in a page's `sh` blocks, each as its words. A `\` joins a line to the next, and what follows
    /// a `#` is for the reader.
    static func calls(in text: String) -> [[String]] {
        blocks("sh", of: text).flatMap { block in
            block.replacing("\\\n", with: " ").split(separator: "\n").filter { $0.hasPrefix("homeward ") }
                .map { line in line.prefix { $0 != "#" }.split(separator: " ").map(String.init) }
        }
    }

    /// The keys of a plan, items of lists as `incidents[]`.
    static func keys() throws -> Set<String> {
        Set(
            try text("Tests/Snapshots/keys.txt").split(separator: "\n").compactMap { $0.split(separator: " ").first }
                .map(String.init))
    }

    /// The key that `--set` names: that of `incidents[2].name=police` is `incidents[].name`.
    static func key(of setting: String) -> String {
        String(setting.prefix { $0 != "=" }.filter { !$0.isNumber })
    }

    /// What stands in single backticks outside fenced blocks.
    static func quoted(in text: String) -> [String] {
        let prose = text.components(separatedBy: "```").enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
        return prose.joined().components(separatedBy: "`").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
    }
}
