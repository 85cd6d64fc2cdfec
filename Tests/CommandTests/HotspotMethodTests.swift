import Foundation
import Testing

/// The ways of `homeward hotspots`.
@Suite struct HotspotMethodTests {
    private let scratch = try? Scratch()
    private static let study = [
        "hotspots", "Samples/incidents.csv", "--areas", "GeoData/areas.geojson", "--study-area", "Coventry",
        "--calendar",
        "GeoData/calendar.yml", "--days", "school", "--hours", "15-18", "--cell", "250", "--quiet",
    ]

    private func summary(_ more: [String], under watcher: [String] = []) throws -> [String: Any] {
        let answer = try BuiltCommand.run(Self.study + more + ["--json"], under: watcher)
        try #require(answer.code == 0, "\(answer.words)")
        return try #require(JSONSerialization.jsonObject(with: Data(answer.output.utf8)) as? [String: Any])
    }

    @Test func dealsAreTheSameOnOneCoreAndFollowTheSeed() throws {
        let call = [
            "--method", "moran", "--chance", "permutation", "--permutations", "4999", "--fdr", "0.3", "--seed", "3",
        ]
        let one = ["/usr/bin/taskset", "-c", "0"].filter { _ in
            FileManager.default.isExecutableFile(atPath: "/usr/bin/taskset")
        }
        func numbers(_ call: [String], under watcher: [String] = []) throws -> String {
            let answer = try BuiltCommand.run(Self.study + call + ["--json"], under: watcher)
            try #require(answer.code == 0, "\(answer.words)")
            return answer.output
        }
        let first = try numbers(call)
        #expect(first.contains("HH"))
        #expect(try numbers(call, under: one) == first)
        #expect(try numbers(call.dropLast() + ["4"]) != first)
    }

    @Test func theFileHoldsTheCellsThatAreAskedFor() throws {
        let scratch = try #require(scratch)
        func write(_ more: [String]) throws -> (cells: Int, words: String) {
            let path = scratch.path("cells.geojsonl")
            let answer = try BuiltCommand.run(Self.study.filter { $0 != "--quiet" } + more + ["--out", path])
            try #require(answer.code == 0, "\(answer.words)")
            let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
            #expect(lines.allSatisfy { $0.hasPrefix("{ \"type\": \"Feature\"") && $0.hasSuffix("}") })
            return (lines.count, answer.words)
        }
        let found = try summary([])
        let (hot, all) = (try #require(found["hot"] as? Int), try write(["--cells", "all"]))
        let (some, only) = (try write([]), try write(["--cells", "hot", "--simplestyle"]))
        #expect(only.cells == hot && hot < some.cells && some.cells < all.cells)
        #expect(
            some.words.contains(
                "cells are left out: they hold no incident and do not stand out (publish.cells: nonzero)."))
        #expect(only.words.contains("they do not stand out (publish.cells: hot)."))
        #expect(!all.words.contains("left out: they"))
        #expect(try String(contentsOfFile: scratch.path("cells.geojsonl"), encoding: .utf8).contains("\"fill\": \"#"))
        let counted = try BuiltCommand.run(Self.study + ["--method", "count", "--cells", "hot"])
        #expect(counted.code == 64 && counted.words.contains("--cells hot needs cells that were tested"))
    }

    @Test func coldSpotsAndNearestCells() throws {
        let found = try summary(["--method", "gi", "--sides", "both", "--neighbours", "nearest-6"])
        #expect(found["neighbours"] as? String == "nearest-6" && found["statistic"] as? String == "gi")
        #expect(found["cold"] is Int && found["outliers"] == nil)
        let overall = try #require(found["overall"] as? [String: Any])
        #expect((overall["moran_z"] as? Double ?? 0) > 2 && (overall["g_z"] as? Double ?? 0) > 2)
    }

    @Test func harmIsAddedUpAndLeavesInTheLayer() throws {
        let scratch = try #require(scratch)
        _ = try scratch.write("category,harm\nRobbery,365\n*,2.5\n", to: "harm.csv")
        let cells = scratch.path("cells.geojson")
        let answer = try BuiltCommand.run(
            Self.study + ["--value", "harm", "--harm", scratch.path("harm.csv"), "--out", cells])
        try #require(answer.code == 0, "\(answer.words)")
        let layer = try #require(
            JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: cells))) as? [String: Any])
        let properties = try #require(layer["features"] as? [[String: Any]]).compactMap {
            $0["properties"] as? [String: Any]
        }
        let harm = properties.compactMap { $0["harm"] as? Double }
        #expect(harm.count == properties.count && harm.reduce(0, +) > 0)
        let without = try BuiltCommand.run(Self.study + ["--value", "harm", "--json"])
        #expect(without.code == 64 && without.words.contains("harm needs the weights of a harm table"))
    }

    @Test func ratesReferToALayer() throws {
        let scratch = try #require(scratch)
        let points = (0..<400).map { index in
            let (x, y) = (-1.58 + Double(index % 20) * 0.008, 52.36 + Double(index / 20) * 0.006)
            return
                #"{"type":"Feature","properties":{"residents":\#(200 + index)},"geometry":{"type":"Point","coordinates":[\#(x),\#(y)]}}"#
        }
        _ = try scratch.write(
            #"{"type":"FeatureCollection","features":[\#(points.joined(separator: ","))]}"#, to: "people.geojson")
        let people = ["--denominator", scratch.path("people.geojson"), "--denominator-field", "residents"]
        let found = try summary(people)
        #expect((found["untested"] as? [String: Int])?["no_denominator"] ?? 0 > 0)
        let metadata = try #require(found["metadata"] as? [String: Any])
        #expect(
            (metadata["assumptions"] as? [String])?.contains { $0.hasPrefix("Hotspots are of rates by residents") }
                == true)
        let answer = try BuiltCommand.run(Self.study + people.dropLast() + ["nobody", "--json"])
        #expect(answer.code == 65 && answer.words.contains("--denominator-field"), "\(answer.words)")
        let clash = try BuiltCommand.run(Self.study + people + ["--out", scratch.path("people.geojson")])
        #expect(clash.code == 73, "\(clash.words)")
    }
}
