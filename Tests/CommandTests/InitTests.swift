import Foundation
import Testing

/// A plan drafted from files that nobody has described.
@Suite struct InitTests {
    let scratch: Scratch
    private static let geoData = BuiltCommand.project.appending(path: "GeoData").path

    init() throws { scratch = try Scratch() }

    private func draft(_ files: [String], _ more: [String] = []) throws -> String {
        let answer = try BuiltCommand.run(["init"] + files + more, in: scratch.url)
        #expect(answer.code == 0, "\(answer.words)")
        return answer.output
    }

    /// Coventry's own files, beside an extract that no sample resembles.
    private var everything: [String] {
        ["areas.geojson", "schools.geojson", "stops.geojson", "streets.gpkg", "calendar.yml"].map {
            Self.geoData + "/" + $0
        }
    }

    @Test func everyFileIsToldByItsShapesAndFields() throws {
        _ = try scratch.write(Extract.csv(), to: "data/incidents.csv")
        let plan = try draft(["data/incidents.csv"] + everything)
        for line in [
            "  name: Coventry", "schools: { file: \(Self.geoData)/schools.geojson }",
            "stops: { file: \(Self.geoData)/stops.geojson }", "streets: { file: \(Self.geoData)/streets.gpkg",
            "calendar: { file: \(Self.geoData)/calendar.yml }", "  - file: data/incidents.csv", "    age_under: 25",
            "crs: EPSG:27700", "period: { from: 2024-01-15, to: 2024-02-13 }", "    - Hillfields", "  name_field: name",
            "400 rows read, 400 used, 0 rejected", "x = easting",
        ] { #expect(plan.contains(line), "\(line) is not in\n\(plan)") }
        #expect(!plan.contains("\n    - Coventry\n"), "the whole is one of its own parts")
        #expect(!plan.contains("QUESTION: no "), "\(plan)")
    }

    /// The draft is a plan: it is checked and it runs.
    @Test func theDraftRuns() throws {
        _ = try scratch.write(Extract.csv(), to: "data/incidents.csv")
        let made = try BuiltCommand.run(
            ["init", "data/incidents.csv"] + everything + ["--out", "plans/plan.yml", "--quiet"],
            in: scratch.url, environment: [:])
        #expect(made.code == 73, "a folder that is not there: \(made.words)")
        try FileManager.default.createDirectory(
            at: scratch.url.appending(path: "plans"), withIntermediateDirectories: true)
        let again = try BuiltCommand.run(
            ["init", "data/incidents.csv"] + everything + ["--out", "plans/plan.yml", "--quiet"], in: scratch.url)
        #expect(again.code == 0 && again.words.isEmpty && again.output.isEmpty, "\(again.words)")
        let text = try String(contentsOfFile: scratch.path("plans/plan.yml"), encoding: .utf8)
        #expect(text.contains("- file: ../data/incidents.csv"), "paths start from the plan's folder")
        let checked = try BuiltCommand.run(["check", "plans/plan.yml"], in: scratch.url)
        #expect(
            checked.code == 0 && checked.output.contains("no problem was found"), "\(checked.output)\(checked.words)")
        let run = try BuiltCommand.run(
            [
                "plan", "plans/plan.yml", "--out", "out", "--set", "clusters.permutations=99", "--set",
                "chaperones.teams=1", "--set", "schools.names=Sidney Stringer Academy",
            ], in: scratch.url)
        #expect(run.code == 0, "\(run.words)")
    }

    /// Nothing that is there is written over.
    @Test func aFileThatIsThereStays() throws {
        _ = try scratch.write(Extract.csv(), to: "incidents.csv")
        _ = try scratch.write("mine", to: "plan.yml")
        let answer = try BuiltCommand.run(["init", "incidents.csv", "--out", "plan.yml"], in: scratch.url)
        #expect(answer.code == 73 && answer.words.contains("plan.yml"), "\(answer.words)")
        #expect(try String(contentsOfFile: scratch.path("plan.yml"), encoding: .utf8) == "mine")
    }

    @Test func whatIsNotKnownIsAsked() throws {
        _ = try scratch.write(
            "id,date,easting,northing,offence\n1,2024-01-15,433900,279500,Robbery\n2,2024-01-16,433950,279550,Violence\n",
            to: "a.csv")
        let plan = try draft(["a.csv"])
        for question in [
            "# QUESTION: no areas", "# QUESTION: no calendar", "# QUESTION: no schools", "# QUESTION: no streets",
            "# QUESTION: no row has a time of day", "# QUESTION: no column of ages", "#   1  Robbery", "# where:",
        ] { #expect(plan.contains(question), "\(question) is not in\n\(plan)") }
        #expect(!plan.contains("\n    age_under"))
        #expect(plan.contains("window: { days: school, hours: all }"))
    }

    /// Away from Britain the working system is that of the place.
    @Test(arguments: [(103.85, 1.29, "EPSG:32648"), (-0.12, 51.5, "EPSG:27700"), (-73.95, 40.7, "EPSG:32618")])
    func theWorkingSystemFitsThePlace(_ x: Double, _ y: Double, _ system: String) throws {
        let rows = (0..<20).map {
            "\($0),2024-03-0\(1 + $0 % 9) 1\($0 % 10):30,\(y + Double($0) / 1e4),\(x + Double($0) / 1e4)"
        }
        _ = try scratch.write("id,when,latitude,longitude\n" + rows.joined(separator: "\n") + "\n", to: "a.csv")
        let plan = try draft(["a.csv"])
        #expect(plan.contains("\ncrs: \(system)\n") && plan.contains("20 rows read, 20 used, 0 rejected"), "\(plan)")
        #expect(plan.contains("QUESTION: which time zone") == (system != "EPSG:27700"))
    }

    @Test func aSummaryForPrograms() throws {
        _ = try scratch.write(Extract.csv(), to: "incidents.csv")
        let answer = try BuiltCommand.run(
            ["init", "incidents.csv", Self.geoData + "/areas.geojson", "--out", "plan.yml", "--json"], in: scratch.url)
        #expect(answer.code == 0, "\(answer.words)")
        let root = try #require(
            try JSONSerialization.jsonObject(with: Data(answer.output.utf8)) as? [String: Any])
        let inputs = try #require(root["inputs"] as? [[String: Any]])
        #expect(inputs.compactMap { $0["role"] as? String }.sorted() == ["areas", "incidents"])
        #expect(root["crs"] as? String == "EPSG:27700" && root["from"] as? String == "2024-01-15")
        let both = try BuiltCommand.run(["init", "incidents.csv", "--json"], in: scratch.url)
        #expect(both.code == 64 && both.words.contains("--out"))
    }

    @Test func withoutIncidentsThereIsNoPlan() throws {
        let answer = try BuiltCommand.run(["init", Self.geoData + "/areas.geojson"], in: scratch.url)
        #expect(answer.code == 65 && answer.words.contains("no file holds incidents"), "\(answer.words)")
        let missing = try BuiltCommand.run(["init", "nowhere.csv"], in: scratch.url)
        #expect(missing.code == 66 && missing.words.contains("nowhere.csv"))
    }

    /// Names that YAML would take for something else, and one that would end a comment.
    @Test func namesAreWrittenSoThatTheyAreReadAgain() throws {
        _ = try scratch.write(
            Extract.csv().replacing("Violence", with: "\"Yes: no, \"\"# x\"\"\""), to: "on #1: it's, \u{E4}.csv")
        let made = try BuiltCommand.run(
            ["init", "on #1: it's, \u{E4}.csv"] + everything + ["--out", "plan.yml"], in: scratch.url)
        #expect(made.code == 0, "\(made.words)")
        let checked = try BuiltCommand.run(["check", "plan.yml"], in: scratch.url)
        #expect(checked.code == 0, "\(checked.output)\(checked.words)")
    }
}
