import Foundation
import HomewardCore
import Testing

@testable import HomewardWorkflow

/// Plans drafted from files that nobody has described, and checked with their files.
@Suite struct PlanDraftTests {
    private static let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let geoData = project.appending(path: "GeoData").path

    private func folder<Result>(_ body: (URL) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "homeward-draft-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }

    private func write(_ text: String, _ name: String, in folder: URL) throws -> String {
        let file = folder.appending(path: name)
        try Data(text.utf8).write(to: file)
        return file.path
    }

    private static let everything = [
        "areas.geojson", "schools.geojson", "stops.geojson", "streets.gpkg", "calendar.yml",
    ]
    .map { geoData + "/" + $0 }

    @Test func aWholePlanIsDraftedAndFoundSound() throws {
        try folder { folder in
            let sample = Self.project.appending(path: "Samples/incidents.csv").path
            let draft = try PlanDraft(files: [sample] + Self.everything, areas: nil, folder: folder.path)
            for part in [
                "name: Coventry", "schools: ", "stops: ", "streets: ", "calendar: ", "age_under: 25", "crs: EPSG:27700",
            ] {
                #expect(draft.text.contains(part), "\(part)")
            }
            #expect(draft.summary.inputs.count == 6)
            let path = try write(draft.text, "plan.yml", in: folder)
            let check = try PlanCheck(path: path)
            #expect(check.finding.problems.isEmpty, "\(check.finding.lines)")
            #expect(check.finding.lines.last == "The plan can run: no problem was found.")
            #expect(check.finding.inputs.contains { $0.key == "streets" } && check.study != nil)
        }
    }

    @Test func ofSeveralFilesTheDraftAsksWhoseTheyAre() throws {
        try folder { folder in
            let files = try ["police", "ambulance"].enumerated().map { number, name in
                try write(
                    "id,when,easting,northing\n"
                        + (1...9).map { "\($0),2024-01-1\($0) 1\(number):00,\(433_900 + $0),279500\n" }.joined(),
                    "\(name).csv", in: folder)
            }
            let question = "QUESTION: whose incidents are these?"
            let both = try PlanDraft(files: files, areas: nil, folder: folder.path).text
            #expect(both.ranges(of: question).count == 2, "\(both)")
            let named = both.replacing("# name: police", with: "name: police")
            #expect(
                try PlanFile(yaml: named, file: "plan.yml", folder: "").study.incidents.map(\.source.name) == [
                    "police", "police",
                ])
            #expect(try !PlanDraft(files: [files[0]], areas: nil, folder: folder.path).text.contains(question))
        }
    }

    @Test func everyProblemOfAPlanIsListed() throws {
        try folder { folder in
            let sample = Self.project.appending(path: "Samples/incidents.csv").path
            let text = """
                study_area: { file: \(Self.geoData)/areas.geojson, name: Coventri }
                areas: { file: \(Self.geoData)/areas.geojson, names: [Hilfields] }
                schools: { file: \(Self.geoData)/schools.geojson, names: [Nowhere School] }
                stops: { file: \(Self.geoData)/nowhere.geojson }
                streets: { file: \(Self.geoData)/stops.geojson }
                keep: { file: \(Self.geoData)/nowhere.gpkg }
                harm: { file: \(Self.geoData)/nowhere.csv }
                calendar: { file: \(Self.geoData)/calendar.yml }
                incidents: [{ file: \(sample) }]
                period: { from: 2023-09-01, to: 2039-08-31 }
                clusters: { minimum: 1, permutatons: 99 }
                """
            let check = try PlanCheck(path: try write(text, "plan.yml", in: folder))
            let problems = check.finding.lines.filter { $0.hasPrefix("problem: ") }
            for part in [
                "Coventri", "Hilfields", "Nowhere School", "nowhere.geojson", "clusters.minimum", "permutatons",
            ] {
                #expect(problems.contains { $0.contains(part) }, "\(part) is not in \(problems)")
            }
            #expect(Set(problems).count == problems.count && check.finding.problems.contains(where: \.missing))
        }
    }

    /// What the incidents cannot bear is a problem of the plan, before it runs.
    @Test func aPlanByTheHourFromDaysAloneIsAProblem() throws {
        try folder { folder in
            let rows = (1...9).map { "\($0),2024-01-1\($0),\(433_900 + $0),279500,Robbery" }
            let incidents = try write(
                "id,date,easting,northing,offence\n" + rows.joined(separator: "\n") + "\n", "days.csv", in: folder)
            let draft = try PlanDraft(files: [incidents], areas: nil, folder: folder.path)
            for question in [
                "QUESTION: no areas", "QUESTION: no calendar", "QUESTION: no schools", "QUESTION: no streets",
                "QUESTION: no row has a time of day", "QUESTION: no column of ages",
            ] { #expect(draft.text.contains(question), "\(question)") }
            let check = try PlanCheck(path: try write(draft.text, "plan.yml", in: folder))
            #expect(check.finding.problems.map(\.code) == ["workflow.no_usable_data"], "\(check.finding.problems)")
        }
    }

    @Test(arguments: [(103.85, 1.29, "EPSG:32648"), (-0.12, 51.5, "EPSG:27700"), (-73.95, 40.7, "EPSG:32618")])
    func theWorkingSystemFitsThePlace(_ x: Double, _ y: Double, _ system: String) throws {
        try folder { folder in
            let rows = (0..<20).map {
                "\($0),2024-03-0\(1 + $0 % 9) 1\($0 % 10):30,\(y + Double($0) / 1e4),\(x + Double($0) / 1e4)"
            }
            let incidents = try write(
                "id,when,latitude,longitude\n" + rows.joined(separator: "\n") + "\n", "a.csv", in: folder)
            let draft = try PlanDraft(files: [incidents], areas: nil, folder: folder.path)
            #expect(draft.text.contains("\ncrs: \(system)\n"), "\(draft.text)")
        }
    }

    @Test func filesThatHoldNoIncidentsMakeNoPlan() throws {
        try folder { folder in
            let error = #expect(throws: WorkflowError.self) {
                try PlanDraft(files: [Self.geoData + "/areas.geojson"], areas: nil, folder: folder.path)
            }
            #expect(error?.report.code.isEmpty == false && error?.trouble == .badData)
            #expect(throws: (any Error).self) {
                try PlanDraft(files: [folder.path + "/nowhere.csv"], areas: nil, folder: folder.path)
            }
        }
    }

    @Test func anEditionForOthersIsCheckedToo() throws {
        let plan = Self.project.appending(path: "Samples/coventry.yml").path
        let check = try PlanCheck(path: plan, changes: [("audience", "partner")])
        #expect(check.finding.problems.isEmpty, "\(check.finding.problems)")
        #expect(check.finding.account != nil && !check.finding.inputs.isEmpty)
    }
}
