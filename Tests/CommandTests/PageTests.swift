import Foundation
import Testing

/// What the README and the articles tell people to type works, and what they say comes out is there.
@Suite struct PageTests {
    /// The commands of a page's `sh` blocks that call `homeward`, each as its words.
    private func calls(in page: String) throws -> [[String]] {
        let text = try String(contentsOf: BuiltCommand.project.appending(path: page), encoding: .utf8)
        var calls: [[String]] = []
        for part in text.components(separatedBy: "```sh\n").dropFirst() {
            let block = part.components(separatedBy: "\n```")[0].replacing("\\\n", with: " ")
            for line in block.split(separator: "\n") where line.hasPrefix("homeward ") {
                // What follows a # is for the reader.
                calls.append(line.prefix { $0 != "#" }.split(separator: " ").map(String.init))
            }
        }
        return calls
    }

    /// The rows of a page's table as their cells.
    private func rows(in page: String) throws -> [[String]] {
        let text = try String(contentsOf: BuiltCommand.project.appending(path: page), encoding: .utf8)
        return text.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { line in
            line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
    }

    private func quoted(in text: String) -> [String] {
        text.components(separatedBy: "`").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
    }

    private func folder() throws -> Scratch {
        let scratch = try Scratch()
        for name in ["Samples", "GeoData"] {
            try FileManager.default.createSymbolicLink(
                at: scratch.url.appending(path: name),
                withDestinationURL: BuiltCommand.project.appending(path: name))
        }
        return scratch
    }

    @Test func theFirstHourOfTheReadmeRunsAndLeavesWhatItPromises() throws {
        let scratch = try folder()
        let calls = try calls(in: "README.md")
        for call in calls {
            let answer = try BuiltCommand.run(Array(call.dropFirst()), in: scratch.url)
            // The doctor may find that something is missing; that is its work.
            #expect(
                answer.code == 0 || call[1] == "doctor" && answer.code == 69,
                "\(call.joined(separator: " ")): \(answer.words)")
        }
        #expect(calls.count > 4)

        let files = try rows(in: "README.md").filter { $0[0].contains(".") || $0[0].hasSuffix("/`") }.flatMap {
            quoted(in: $0[0])
        }
        for file in files {
            #expect(FileManager.default.fileExists(atPath: scratch.path("output/\(file)")), "\(file) does not come out")
        }
        #expect(files.count > 12)
        let named = Set(files.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 })
        let made = try FileManager.default.contentsOfDirectory(atPath: scratch.path("output"))
        #expect(Set(made).subtracting(named).isEmpty, "the README does not tell what these are")

        let page = "Documentation/Homeward.docc/Read-the-output.md"
        let described = try rows(in: page).filter { row in
            [".geojson`", ".csv`"].contains(where: row[0].hasSuffix)
        }
        for row in described {
            let file = try #require(quoted(in: row[0]).first)
            let columns = try Self.columns(of: scratch.path("output/\(file)"))
            for column in quoted(in: row[1]) { #expect(columns.contains(column), "\(file) has no column \(column)") }
        }
        #expect(described.count > 7)
    }

    @Test(arguments: ["Find-peaks", "Compare-sources", "Plan-routes", "Plan-patrols", "Sharing-with-a-panel"])
    func theCommandsOfAnArticleRun(_ article: String) throws {
        let scratch = try folder()
        let calls = try calls(in: "Documentation/Homeward.docc/\(article).md")
        #expect(!calls.isEmpty)
        for call in calls {
            let answer = try BuiltCommand.run(Array(call.dropFirst()), in: scratch.url)
            #expect(answer.code == 0, "\(call.joined(separator: " ")): \(answer.words)")
        }
    }

    /// The hour of the article, from the sample to one's own extract. What the article quotes of the sample is what comes back,
    /// and the figures by which *Reading the report* explains stand in the sample's report.
    @Test func theHourOfTheArticleAnswersAsItSays() throws {
        let scratch = try folder()
        try FileManager.default.copyItem(
            at: BuiltCommand.project.appending(path: "Tests/Corpus/extracts/niche_occurrences.csv"),
            to: scratch.url.appending(path: "extract.csv"))
        let page = "Documentation/Homeward.docc/Your-first-hour.md"
        var answers = ""
        for call in try calls(in: page) {
            let answer = try BuiltCommand.run(Array(call.dropFirst()), in: scratch.url)
            #expect(
                answer.code == 0 || call[1] == "doctor" && answer.code == 69,
                "\(call.joined(separator: " ")): \(answer.words)")
            answers += answer.words + answer.output
        }
        for file in ["output/report.html", "seven/run.json", "mine/report.html", "ledger.csv"] {
            #expect(FileManager.default.fileExists(atPath: scratch.path(file)), "\(file) does not come out")
        }

        // What a machine lacks and what an extract holds is the reader's; what stands between is the sample's.
        let text = try String(contentsOf: BuiltCommand.project.appending(path: page), encoding: .utf8)
        let sample = text.components(separatedBy: "\n### ").filter { $0.hasPrefix("2.") || $0.hasPrefix("4.") }
        let quotes = sample.flatMap { plainBlocks(in: $0) }
        for quote in quotes { #expect(answers.contains(quote), "the sample does not answer: \(quote)") }
        #expect(quotes.count > 5)

        let report = try String(contentsOfFile: scratch.path("output/report.html"), encoding: .utf8)
        let reading = try String(
            contentsOf: BuiltCommand.project.appending(path: "Documentation/Homeward.docc/Reading-the-report.md"),
            encoding: .utf8)
        for figure in [
            "13.19 (6.47–31.55)", "10.88", "1.46 *", "standing still at the best places at 40",
            "upper bound 79.78, gap 0.2 %", "PAI 58.6", "PEI at least 0.97", "1.39 times their share of the time",
            "ratio 1.01 (0.95–1.08)",
        ] {
            #expect(reading.contains(figure), "the article does not name \(figure)")
            #expect(report.contains(figure), "the report does not say \(figure), by which the article explains")
        }
    }

    /// The lines of a text's fenced blocks that have no language.
    private func plainBlocks(in text: String) -> [String] {
        var lines: [String] = []
        var fence: Substring?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") {
                fence = fence == nil ? line : nil
            } else if fence == "```" {
                lines.append(String(line))
            }
        }
        return lines
    }

    /// From an extract that no sample resembles to a finished plan, by the commands of the page alone.
    @Test func theTwentyMinutesLeadToAPlan() throws {
        let scratch = try Scratch()
        try FileManager.default.copyItem(
            at: BuiltCommand.project.appending(path: "Tests/Corpus/extracts/niche_occurrences.csv"),
            to: scratch.url.appending(path: "extract.csv"))
        let beats = [("North Beat", 52.64, 52.68), ("South Beat", 52.60, 52.64)].map { name, south, north in
            "{\"type\":\"Feature\",\"properties\":{\"BEAT_NAME\":\"\(name)\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[-1.19,\(south)],[-1.08,\(south)],[-1.08,\(north)],[-1.19,\(north)],[-1.19,\(south)]]]}}"
        }
        _ = try scratch.write(
            Data("{\"type\":\"FeatureCollection\",\"features\":[\(beats.joined(separator: ","))]}".utf8),
            to: "beats.geojson")
        let calls = try calls(in: "Documentation/Homeward.docc/Your-own-data.md")
        for call in calls {
            let answer = try BuiltCommand.run(Array(call.dropFirst()), in: scratch.url)
            #expect(
                answer.code == 0 || call[1] == "doctor" && answer.code == 69,
                "\(call.joined(separator: " ")): \(answer.words)")
        }
        #expect(calls.count > 5)
        for file in ["hotspots.gpkg", "output/report.html", "output/run.json"] {
            #expect(FileManager.default.fileExists(atPath: scratch.path(file)), "\(file) does not come out")
        }
    }

    /// The columns of a table, or the properties of the first feature of a layer.
    private static func columns(of file: String) throws -> Set<String> {
        let data = try Data(contentsOf: URL(filePath: file))
        if file.hasSuffix(".csv") {
            // A table begins with the mark by which Excel knows its encoding.
            let header = String(decoding: data.dropFirst(3).prefix { $0 != 10 && $0 != 13 }, as: UTF8.self)
            return Set(header.split(separator: ",").map(String.init))
        }
        struct Collection: Decodable {
            struct Feature: Decodable {
                let properties: [String: Anything]
            }
            struct Anything: Decodable {
                init(from decoder: any Decoder) {}
            }
            let features: [Feature]
        }
        let layer = try JSONDecoder().decode(Collection.self, from: data)
        return Set(try #require(layer.features.first).properties.keys)
    }
}
