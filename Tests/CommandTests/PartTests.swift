import Foundation
import Testing

/// `--by`: each category, weapon or source by itself.
@Suite struct PartTests {
    private static let study = [
        "Samples/incidents.csv", "--areas", "GeoData/areas.geojson", "--study-area", "Coventry",
    ]

    @Test func theCellsOfThePartsAddUpToTheWhole() throws {
        let scratch = try Scratch()
        let call = ["hotspots"] + Self.study + ["--method", "count", "--cell", "500"]
        func counts(_ more: [String], _ file: String) throws -> [(part: String?, id: String, count: Int)] {
            let answer = try BuiltCommand.run(call + more + ["--out", scratch.path(file), "--quiet"])
            #expect(answer.code == 0, "\(answer.words)")
            let data = try Data(contentsOf: URL(filePath: scratch.path(file)))
            let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
            return try #require(json["features"] as? [[String: Any]]).map { feature in
                let properties = try #require(feature["properties"] as? [String: Any])
                return (
                    properties["by_category"] as? String, try #require(feature["id"] as? String),
                    try #require(properties["count"] as? Int)
                )
            }
        }
        let whole = try counts([], "whole.geojson")
        let parts = try counts(["--by", "category"], "parts.geojson")
        #expect(Set(parts.map(\.id)).count == parts.count)
        #expect(Set(parts.compactMap(\.part)).count > 3 && parts.allSatisfy { $0.part != nil })
        var sums: [Substring: Int] = [:]
        for row in parts { sums[row.id.drop { $0 != "-" }.dropFirst(), default: 0] += row.count }
        for row in whole { #expect(sums[row.id[...], default: 0] == row.count, "\(row.id)") }
    }

    @Test func theAnswerHasEachPart() throws {
        let answer = try BuiltCommand.run(["neighbours"] + Self.study + ["--by", "weapon", "--json"])
        #expect(answer.code == 0, "\(answer.words)")
        let json = try #require(try JSONSerialization.jsonObject(with: Data(answer.output.utf8)) as? [String: Any])
        let parts = try #require(json["parts"] as? [[String: Any]])
        let rows = try #require(json["rows"] as? [String: Any])
        #expect(json["by"] as? String == "weapon")
        #expect(parts.compactMap { $0["incidents"] as? Int }.reduce(0, +) == rows["used"] as? Int)
        #expect(parts.allSatisfy { $0["finding"] != nil || $0["not_done"] != nil })
    }

    @Test func whatIsSharedIsNotParted() throws {
        let answer = try BuiltCommand.run(
            ["hotspots"] + Self.study + ["--method", "count", "--by", "category", "--audience", "partner"])
        #expect(answer.code == 64 && answer.words.contains("--by is for the force alone"), "\(answer.words)")
    }
}
