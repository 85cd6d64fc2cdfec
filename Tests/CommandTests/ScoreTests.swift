import Foundation
import Testing

/// `homeward score` as a process: its table, its map and what it refuses.
@Suite struct ScoreTests {
    private static let call =
        ["score", "Samples/incidents.csv", "--areas", "GeoData/areas.geojson", "--study-area", "Coventry"]
        + ["--age-under", "25", "--resamples", "99", "--methods", "long-kernel"]

    @Test func theTableHasARecordForEachMethodAndShare() throws {
        let scratch = try Scratch()
        let out = scratch.path("score.csv")
        let answer = try BuiltCommand.run(Self.call + ["--table", out, "--quiet"])
        #expect(answer.code == 0, "\(answer.words)")
        let lines = try String(contentsOfFile: out, encoding: .utf8).split(whereSeparator: \.isNewline)
        #expect(lines[0].hasPrefix("cell_m,unit,method,share_percent"))
        // Two methods, the baseline among them, on four shares and the areas' own.
        #expect(lines.count == 11)
        #expect(
            lines.dropFirst().allSatisfy {
                $0.hasPrefix("250,ground,last-year") || $0.hasPrefix("250,ground,long-kernel")
            })
    }

    @Test func theMapHoldsEachCellOnceAndAddsUp() throws {
        let scratch = try Scratch()
        let out = scratch.path("forecast.geojson")
        let answer = try BuiltCommand.run(Self.call + ["--out", out, "--quiet", "--cells", "500"])
        #expect(answer.code == 0, "\(answer.words)")
        let file = try #require(
            try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: out))) as? [String: Any])
        let features = try #require(file["features"] as? [[String: Any]])
        let properties = features.compactMap { $0["properties"] as? [String: Any] }
        #expect(features.count == 450 && Set(features.compactMap { $0["id"] as? String }).count == 450)
        let sum = properties.reduce(0) { $0 + ($1["share_percent"] as? Double ?? 0) }
        #expect(abs(sum - 100) < 0.01)
        #expect(properties.allSatisfy { $0["from_day"] as? String == "2025-09-01" })
    }

    /// Each part is scored by itself; one with too little says so.
    @Test func eachCategoryByItself() throws {
        let scratch = try Scratch()
        let out = scratch.path("forecast.geojson")
        let answer = try BuiltCommand.run(
            Self.call + ["--by", "category", "--out", out, "--json", "--cells", "500"])
        #expect(answer.code == 0, "\(answer.words)")
        let found = try #require(try JSONSerialization.jsonObject(with: Data(answer.output.utf8)) as? [String: Any])
        let parts = try #require(found["parts"] as? [[String: Any]])
        #expect(parts.count > 2 && parts.contains { ($0["finding"] as? [String: Any])?["cells"] != nil })
        #expect(parts.allSatisfy { $0["finding"] != nil || $0["not_done"] != nil })
        let file = try #require(
            try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: out))) as? [String: Any])
        let features = try #require(file["features"] as? [[String: Any]])
        let scored = parts.count { $0["finding"] != nil }
        #expect(features.count == 450 * scored)
    }

    @Test(arguments: [
        (["--test-from", "2030-01-01"], 65, "--test-from"), (["--training-days", "800"], 65, "--training-days"),
        (["--methods", "kernal"], 64, "--methods"), (["--out", "score.txt"], 64, "score.txt"),
        (["--table", "score.txt"], 64, "score.txt"), (["--by", "category", "--table", "score.csv"], 64, "--by"),
        (["--cells", "20", "--limits-cells", "1000"], 65, "--cells"),
    ])
    func refuses(_ options: [String], _ code: Int, _ words: String) throws {
        let answer = try BuiltCommand.run(Self.call + options)
        #expect(Int(answer.code) == code, "\(answer.words)")
        #expect(answer.output.isEmpty && answer.words.contains(words), "\(answer.words)")
    }
}
