import Foundation
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// `homeward monitor`: the files that it writes, and what they agree on.
@Suite struct MonitorCommandTests {
    private static let study = [
        "monitor", "Samples/incidents.csv", "--areas", "GeoData/areas.geojson", "--study-area", "Coventry",
        "--calendar",
        "GeoData/calendar.yml", "--from", "2023-09-01", "--to", "2025-08-31",
    ]
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func path(_ name: String) -> String { scratch.url.appending(path: name).path }

    @Test("Table, layer, pictures and JSON tell the same figures, and the same command writes the same bytes")
    func filesAgree() throws {
        let answer = try BuiltCommand.run(
            Self.study + ["--table", path("m.csv"), "--out", path("m.geojson"), "--pictures", path("board"), "--json"])
        try #require(answer.code == 0, "\(answer.words)")
        let json = try #require(try JSONSerialization.jsonObject(with: Data(answer.output.utf8)) as? [String: Any])
        let groups = try #require(json["groups"] as? [[String: Any]])
        let whole = try #require(groups.first?["months"] as? [[String: Any]])
        #expect(whole.count == 24 && (json["account"] as? [String: Any])?["latest"] as? String == "2025-08")
        // The table has a record for each group and month, and its areas and elsewhere add up to the whole.
        let lines = try String(contentsOfFile: path("m.csv"), encoding: .utf8).split(separator: "\r\n")
        #expect(lines.count == 1 + groups.count * 24)
        let names = try #require(lines.first?.split(separator: ",").map(String.init))
        let kind = try #require(names.firstIndex(of: "kind"))
        let month = try #require(names.firstIndex(of: "month"))
        let incidents = try #require(names.firstIndex(of: "incidents"))
        let august = lines.dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }.filter {
            $0[month] == "2025-08"
        }
        let ofWhole = august.filter { $0[kind] == "whole" }.compactMap { Int($0[incidents]) }
        let parts = august.filter { $0[kind] != "whole" }.compactMap { Int($0[incidents]) }
        #expect(ofWhole == [parts.reduce(0, +)] && parts.count == groups.count - 1)
        #expect(whole.last?["incidents"] as? Int == ofWhole.first)
        // The layer has the areas with the latest month.
        let layer = try #require(
            try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path("m.geojson"))))
                as? [String: Any])
        let features = try #require(layer["features"] as? [[String: Any]])
        #expect(features.count == groups.count - 2)
        let counts = features.compactMap { ($0["properties"] as? [String: Any])?["incidents"] as? Int }
        #expect(counts == parts.dropLast())
        // A page for each group, which says that the incidents are made up.
        let pages = try FileManager.default.contentsOfDirectory(atPath: path("board")).sorted()
        #expect(pages.count == groups.count && pages.first == "00-coventry.svg")
        for page in pages {
            let text = try String(contentsOfFile: path("board/\(page)"), encoding: .utf8)
            #expect(text.contains("internal: may show single incidents"), "\(page)")
            #expect(text.contains("EXERCISE") && text.contains("<polyline") && text.hasSuffix("</svg>\n"), "\(page)")
            let parser = XMLParser(data: Data(text.utf8))
            #expect(parser.parse(), "\(page)")
        }
        let again = try BuiltCommand.run(
            Self.study + ["--table", path("n.csv"), "--pictures", path("again"), "--json", "--quiet"])
        #expect(again.output == answer.output)
        let first = try Data(contentsOf: URL(fileURLWithPath: path("m.csv")))
        #expect(try Data(contentsOf: URL(fileURLWithPath: path("n.csv"))) == first)
        for page in pages {
            let one = try Data(contentsOf: URL(fileURLWithPath: path("board/\(page)")))
            #expect(try Data(contentsOf: URL(fileURLWithPath: path("again/\(page)"))) == one)
        }
    }

    @Test("PNG is made where rsvg-convert is there, and refused at once where it is not")
    func png() throws {
        let none = try BuiltCommand.run(
            Self.study + ["--pictures", path("p"), "--png", "--quiet"], environment: ["PATH": scratch.url.path])
        #expect(none.code == 69 && none.words.contains("librsvg2-bin"), "\(none.words)")
        #expect(!FileManager.default.fileExists(atPath: path("p")))
        let made = try BuiltCommand.run(Self.study + ["--pictures", path("p"), "--png", "--quiet"])
        guard made.code == 0 else {
            #expect(made.code == 69, "\(made.words)")
            return
        }
        let data = try Data(contentsOf: URL(fileURLWithPath: path("p/00-coventry.png")))
        #expect(data.prefix(4) == Data([0x89, 0x50, 0x4E, 0x47]) && data.count > 20_000)
    }

    @Test func whatCannotBeIsRefused() throws {
        #expect(try BuiltCommand.run(Self.study + ["--png"]).code == 64)
        #expect(try BuiltCommand.run(Self.study + ["--table", "m.txt"]).code == 64)
        #expect(try BuiltCommand.run(Self.study + ["--by", "category", "--pictures", path("p")]).code == 64)
        let shared = try BuiltCommand.run(Self.study + ["--audience", "partner", "--out", path("s.geojson")])
        #expect(shared.code != 0 && shared.words.contains("withheld"), "\(shared.words)")
    }
}
