import Foundation
import Testing

/// Plans that go by a forecast, from the command's side: they say which, and refuse what no forecast can be made of.
@Suite struct ForecastCommandTests {
    private static let study = [
        "Samples/incidents.csv", "--areas", "GeoData/areas.geojson", "--study-area", "Coventry", "--calendar",
        "GeoData/calendar.yml", "--age-under", "25",
    ]
    private static let patrols = ["patrols"] + study + ["--first-day", "2025-09-08", "--risk", "forecast"]

    @Test func patrolsSayWhichForecastTheyGoBy() throws {
        let answer = try BuiltCommand.run(Self.patrols + ["--methods", "long-kernel", "--json"])
        #expect(answer.code == 0, "\(answer.words)")
        let found = try #require(try JSONSerialization.jsonObject(with: Data(answer.output.utf8)) as? [String: Any])
        #expect((found["areas"] as? [Any])?.count == 5 && found["unseen"] is [String: Any])
        let metadata = try #require(found["metadata"] as? [String: Any])
        let assumptions = try #require(metadata["assumptions"] as? [String])
        #expect(
            assumptions.contains { $0.hasPrefix("The choice of patrol areas goes by a forecast, in cells of 37.5 m.") })
        let parameters = "\(metadata["parameters"] ?? "")"
        #expect(parameters.contains("score.methods"))
        let usual = try BuiltCommand.run(["patrols"] + Self.study + ["--first-day", "2025-09-08", "--json"])
        #expect(usual.code == 0 && !usual.output.contains("score.methods"))
    }

    @Test(arguments: [
        (["--from", "2025-01-01"], 65, "--training-days"),
        (["--audience", "partner", "--out", "x.geojson"], 64, "--risk"),
    ])
    func refuses(_ options: [String], _ code: Int, _ words: String) throws {
        let answer = try BuiltCommand.run(Self.patrols + options)
        #expect(Int(answer.code) == code && answer.words.contains(words), "\(answer.words)")
        #expect(answer.output.isEmpty)
    }

    @Test func harmIsNotForecast() throws {
        let scratch = try Scratch()
        let table = scratch.path("harm.csv")
        try "category,harm\n*,3\n".write(toFile: table, atomically: true, encoding: .utf8)
        let answer = try BuiltCommand.run(Self.patrols + ["--harm", table])
        #expect(answer.code == 64 && answer.words.contains("counts incidents and knows no harm"), "\(answer.words)")
    }

    /// The audience that is named beside the plan counts, too.
    @Test func anEditionForOthersIsNotPlannedByForecast() throws {
        let scratch = try Scratch()
        let out = scratch.path("out")
        let answer = try BuiltCommand.run([
            "plan", "Samples/coventry.yml", "--set", "patrols.risk=forecast", "--audience", "partner", "--out", out,
            "--quiet",
        ])
        #expect(answer.code == 64 || answer.code == 65, "\(answer.words)")
        #expect(answer.words.contains("patrols.risk") && !FileManager.default.fileExists(atPath: out))
    }
}
