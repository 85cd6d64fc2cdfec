import Foundation
import Testing

/// What a verb writes to standard output says what a reader must know, as its files do.
@Suite struct ProvenanceTests {
    private static let study = [
        "Samples/incidents.csv", "--areas", "GeoData/areas.geojson", "--study-area", "Coventry", "--calendar",
        "GeoData/calendar.yml",
    ]

    private func metadata(_ arguments: [String]) throws -> [String: Any] {
        let answer = try BuiltCommand.run(arguments)
        try #require(answer.code == 0, "\(answer.words)")
        let root = try JSONSerialization.jsonObject(with: Data(answer.output.utf8)) as? [String: Any]
        return try #require(root?["metadata"] as? [String: Any])
    }

    @Test(arguments: [["--out", "-"], ["--json"]])
    func standardOutputSaysIt(_ way: [String]) throws {
        let metadata = try metadata(["hotspots"] + Self.study + ["--method", "kde", "--cell", "500"] + way)
        #expect(metadata["exercise"] as? String == "EXERCISE: made-up incidents")
        #expect(metadata["statement"] as? String == "internal: may show single incidents")
        #expect(metadata["title"] as? String == "homeward hotspots")
        #expect((metadata["assumptions"] as? [String])?.contains { $0.hasPrefix("School terms are assumed") } == true)
        #expect((metadata["method"] as? [String])?.last == "Method: kde.")
        let parameters = try #require(metadata["parameters"] as? [String: String])
        #expect(parameters["hotspots.cell_m"] == "500" && parameters["incidents[1].file"] == "incidents.csv")
        #expect(parameters["hotspots.method"] == nil, "the plan's method is not the verb's")
        #expect(parameters["patrols.count"] == nil, "what had no say is not told")
        #expect((metadata["versions"] as? [String: String])?.keys.sorted() == ["gdal", "geos", "homeward", "proj"])
    }

    @Test func routesOnMadeUpStreetsSayBothAndTheirPostsToo() throws {
        let scratch = try Scratch()
        let posts = scratch.path("posts.geojson")
        let metadata = try metadata(
            ["routes"] + Self.study + [
                "--schools", "GeoData/schools.geojson", "--stops", "GeoData/stops.geojson", "--streets",
                "GeoData/streets.gpkg", "--teams", "1", "--posts", posts, "--json",
            ])
        #expect(metadata["synthetic"] as? [String] == ["made-up streets", "made-up incidents"])
        let text = try String(contentsOfFile: posts, encoding: .utf8)
        #expect(text.contains("EXERCISE: made-up streets and made-up incidents"))
        #expect(text.contains("\"synthetic\": true, \"assumed\": \"the school's finish time\""))
    }

    @Test func eachFileOfAnEditionForOthersSaysIt() throws {
        let scratch = try Scratch()
        let answer = try BuiltCommand.run([
            "plan", "Samples/coventry.yml", "--audience", "partner", "--out", scratch.path("out"), "--quiet",
        ])
        try #require(answer.code == 0, "\(answer.words)")
        let files = try scratch.contents(of: "out").filter { ![".homeward", "run.json"].contains($0.key) }
        #expect(files.count > 14)
        for (name, bytes) in files {
            let text = String(decoding: bytes, as: UTF8.self).replacing("\r\n ", with: "")
            let words = text.replacing("\\,", with: ",").split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(words.contains("EXERCISE: made-up streets and made-up incidents"), "\(name)")
            #expect(words.contains("partner: places of 250 m or more, small counts withheld"), "\(name)")
        }
    }

    @Test func whatIsSimulatedSaysSo() throws {
        let scratch = try Scratch()
        let streets = scratch.path("streets.geojson")
        let answer = try BuiltCommand.run([
            "simulate", "streets", "--areas", "GeoData/areas.geojson", "--study-area", "Hillfields", "--schools",
            "GeoData/schools.geojson", "--stops", "GeoData/stops.geojson", "--out", streets,
        ])
        #expect(answer.code == 0, "\(answer.words)")
        let text = try String(contentsOfFile: streets, encoding: .utf8)
        #expect(text.contains("\"exercise\": \"EXERCISE: made-up streets\""))
        #expect(try metadata(["streets", streets, "--json"])["synthetic"] as? [String] == ["made-up streets"])
    }
}
