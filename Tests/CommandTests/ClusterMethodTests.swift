import Foundation
import Testing

/// The ways of `homeward clusters`: what each says, draws and refuses.
@Suite struct ClusterMethodTests {
    private static let sample = BuiltCommand.project.appending(path: "Samples/incidents.csv").path
    private static let ways = ["dbscan", "hdbscan", "st-dbscan"]

    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func record(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    /// Rows in an order of their own.
    private func incidents(_ rows: [String]) throws -> String {
        try scratch.write((["when,x,y"] + rows).joined(separator: "\n") + "\n", to: "incidents.csv")
    }

    /// Two heaps far apart, a third where every incident is at one place, and some that are alone.
    private static let heaps: [String] =
        (0..<60).map { number in
            let (x, y) = [(433_000, 279_000), (434_000, 279_000), (433_500, 280_000)][number % 3]
            let step = number % 3 == 2 ? 0 : number / 3 % 5
            return "2024-03-\(number % 9 + 11) 1\(number % 7):\(10 + number % 50),\(x + 9 * step),\(y + 4 * step)"
        } + (0..<5).map { "2024-05-0\($0 + 1) 12:00,\(430_000 + 700 * $0),282000" }

    @Test(arguments: ways)
    func eachWayTellsAndDrawsWhatItFinds(way: String) throws {
        let file = try incidents(Self.heaps)
        let rest = ["--method", way, "--minimum", "5"]
        let words = try BuiltCommand.run(["clusters", file] + rest)
        try #require(words.code == 0, "\(words.words)")
        #expect(words.output.contains("3 clusters") && words.output.contains("5 in none"), "\(words.output)")
        #expect(words.output.contains("no test of chance"), "\(words.output)")
        let told = try record(try BuiltCommand.run(["clusters", file, "--json"] + rest).output)
        #expect((told["chance"] as? String)?.hasPrefix("no test of chance") == true)
        #expect(told["outline"] as? String == "convex" && told["incidents"] as? Int == 65 && told["noise"] as? Int == 5)
        // Of the settings those that have a say.
        let parameters = try #require((told["metadata"] as? [String: Any])?["parameters"] as? [String: Any])
        let own = parameters.keys.filter { $0.hasPrefix("clusters.") }.sorted()
        let expected = [
            "dbscan": ["minimum", "outline", "radius_m"],
            "hdbscan": ["finest_m", "merge_m", "minimum", "outline", "selection", "smallest"],
            "st-dbscan": ["lag_h", "minimum", "outline", "radius_m"],
        ]
        #expect(own == (expected[way] ?? []).map { "clusters.\($0)" })
        // The rows the other way round, drawn in each form: the same bytes, three areas.
        for form in ["convex", "concave", "buffered"] {
            var layers: [Data] = []
            for rows in [Self.heaps, Self.heaps.reversed()] {
                let file = try incidents(rows)
                let drawn = try BuiltCommand.run(
                    ["clusters", file, "--outline", form, "--out", "c.geojson", "--quiet"] + rest, in: scratch.url)
                #expect(drawn.code == 0, "\(drawn.words)")
                layers.append(try Data(contentsOf: scratch.url.appending(path: "c.geojson")))
            }
            #expect(layers[0] == layers[1])
            let features = try #require(
                try record(String(decoding: layers[0], as: UTF8.self))["features"] as? [[String: Any]])
            let types = features.map { ($0["geometry"] as? [String: Any])?["type"] as? String }
            #expect(types == ["Polygon", "Polygon", "Polygon"])
            #expect(features.map { ($0["properties"] as? [String: Any])?["count"] as? Int } == [20, 20, 20])
        }
    }

    @Test(arguments: [
        (["--method", "hdbscan", "--radius", "100"], "--radius has no say in hdbscan"),
        (["--method", "dbscan", "--lag", "24"], "--lag has no say in dbscan: leave it out, or use --method st-dbscan"),
        (["--method", "st-dbscan", "--within", "2"], "--within has no say in st-dbscan"),
        (["--assume-terms", "--outline", "concave"], "use --method dbscan or hdbscan or st-dbscan"),
        (["--method", "hdbscan", "--smallest", "1"], "--smallest"),
        (["--method", "hdbscan", "--finest", "0"], "--finest"),
        (["--method", "st-dbscan", "--lag", "0"], "--lag"),
        (["--method", "dbscan", "--radius", "0"], "--radius"),
        (["--method", "dbscan", "--outline", "round"], "--outline"),
        (["--method", "optics"], "optics"),
    ])
    func whatHasNoSayOrIsOutOfRangeIsRefused(options: [String], says: String) throws {
        let answer = try BuiltCommand.run(["clusters", Self.sample] + options)
        #expect(answer.code == 64 && answer.words.contains(says), "\(answer.words)")
    }

    @Test func whereNothingCanBeFoundItIsSaid() throws {
        let few = try incidents(Array(Self.heaps.prefix(4)))
        let hdbscan = try BuiltCommand.run(["clusters", few, "--method", "hdbscan"])
        #expect(
            hdbscan.code == 0 && hdbscan.output.contains("none found: 4 incidents are fewer than the 12"),
            "\(hdbscan.output)")
        for way in ["dbscan", "st-dbscan"] {
            let answer = try BuiltCommand.run(["clusters", few, "--method", way])
            #expect(answer.code == 0 && answer.output.contains("0 clusters"), "\(answer.output)\(answer.words)")
        }
        let one = try incidents((0..<30).map { "2024-03-\($0 % 9 + 11) 12:\(10 + $0),433000,279000" })
        let heap = try BuiltCommand.run(["clusters", one, "--method", "hdbscan"])
        #expect(
            heap.output.contains("part nowhere into two groups") && heap.output.contains("30 incidents lie in heaps"),
            "\(heap.output)")
        // Days alone have no place in time.
        let days = try scratch.write(
            "date,x,y\n" + (0..<30).map { "2024-03-\($0 % 9 + 11),433000,279000\n" }.joined(), to: "days.csv")
        let untimed = try BuiltCommand.run(["clusters", days, "--method", "st-dbscan"])
        #expect(untimed.code == 65 && untimed.words.contains("no row has a time of day"), "\(untimed.words)")
        #expect(try BuiltCommand.run(["clusters", days, "--method", "dbscan"]).code == 0)
    }

    @Test(arguments: ways)
    func othersSeeNone(way: String) throws {
        let call = try #require(SnapshotTests.calls["clusters"])
        let period = ["--from", "2023-09-01", "--to", "2025-08-31"]
        let answer = try BuiltCommand.run(
            ["clusters"] + call + period
                + ["--method", way, "--audience", "partner", "--out", scratch.path("c.geojson")])
        #expect(answer.code == 64 && answer.words.contains("follow single incidents"), "\(answer.words)")
        #expect(!FileManager.default.fileExists(atPath: scratch.path("c.geojson")))
    }
}
