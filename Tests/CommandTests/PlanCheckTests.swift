import Foundation
import Testing

/// A plan checked with its files: every problem is told, not the first alone.
@Suite struct PlanCheckTests {
    let scratch: Scratch
    private static let geoData = BuiltCommand.project.appending(path: "GeoData").path

    init() throws { scratch = try Scratch() }

    private func plan(_ change: (String) -> String = { $0 }) throws {
        let incidents = try scratch.write(Extract.csv(), to: "incidents.csv")
        _ = try scratch.write(
            change(Extract.plan(geoData: Self.geoData, incidents: incidents)), to: "plan.yml")
    }

    private func check(_ more: [String] = []) throws -> BuiltCommand.Answer {
        try BuiltCommand.run(["check", "plan.yml"] + more, in: scratch.url)
    }

    @Test func aSoundPlanIsToldInputByInput() throws {
        try plan()
        let answer = try check()
        #expect(answer.code == 0 && answer.words.isEmpty, "\(answer.words)")
        for words in [
            "400 rows read = ", "areas: 2 areas", "study_area: Coventry", "schools: 1 school", "stops: ", "streets: ",
            "% of their length is joined", "calendar: ", "hotspots: ", "no problem was found",
        ] { #expect(answer.output.contains(words), "\(words) is not in\n\(answer.output)") }
    }

    @Test func everyProblemIsListed() throws {
        try plan {
            $0.replacing("/stops.geojson", with: "/nowhere.geojson")
                .replacing("hotspots:", with: "hotspots:")
                .replacing("clusters: { permutations: 99 }", with: "clusters: { permutatons: 99, minimum: 1 }")
                .replacing("[Hillfields, St Michael's]", with: "[Hilfields]")
                .replacing("[Sidney Stringer Academy]", with: "[Sidney Stringer Acadamy]")
                .replacing("2024-03-31", with: "2039-03-31")
        }
        let answer = try check()
        #expect(answer.code == 66, "\(answer.words)")
        let problems = answer.output.split(separator: "\n").filter { $0.hasPrefix("problem: ") }
        for words in ["permutatons", "clusters.minimum", "nowhere.geojson", "Hilfields", "Acadamy", "2039"] {
            #expect(problems.contains { $0.contains(words) }, "\(words) is no problem in\n\(answer.output)")
        }
        #expect(Set(problems).count == problems.count, "a problem is said twice:\n\(answer.output)")
        #expect(answer.words.contains("\(problems.count) problems"), "\(answer.words)")
    }

    @Test func problemsForPrograms() throws {
        try plan { $0.replacing("/stops.geojson", with: "/nowhere.geojson") }
        let answer = try check(["--json"])
        #expect(answer.code == 66)
        let root = try #require(try JSONSerialization.jsonObject(with: Data(answer.output.utf8)) as? [String: Any])
        let problems = try #require(root["problems"] as? [[String: Any]])
        #expect(problems.count == 1 && problems.first?["code"] as? String == "files.missing")
        #expect((root["account"] as? [String: Any])?["read"] as? Int == 400)
    }

    @Test func tooManyCellsAreAProblemWithTheSizeThatFits() throws {
        try plan()
        let answer = try check(["--set", "limits.cells=1000"])
        #expect(answer.code == 65 && answer.output.contains("the key hotspots.cell_m 350 for"), "\(answer.output)")
    }

    @Test func aPlanIsCheckedAlone() throws {
        try plan()
        for arguments in [["incidents.csv"], ["--areas", "a.geojson"]] {
            let answer = try check(arguments)
            #expect(answer.code == 64, "\(answer.words)")
        }
    }
}
