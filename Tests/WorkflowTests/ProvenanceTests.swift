import Foundation
import HomewardCore
import HomewardIncidents
import Testing

@testable import HomewardWorkflow

/// What a file may tell of the plan that it was made from.
@Suite struct ProvenanceTests {
    private static let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private func plan(_ extra: String = "", incident: String = "") throws -> PlanFile {
        try PlanFile(
            yaml: """
                title: A plan
                study_area: { file: /force/secret/areas.geojson }
                calendar: { file: calendar.yml }
                incidents:
                  - { file: /force/secret/Op Sparrow.csv, columns: { x: ForceEast }, age_under: 25\(incident) }
                period: { from: 2024-01-01, to: 2024-12-31 }
                \(extra)

                """, file: "plan.yml", folder: "/home/analyst")
    }

    private func told(_ plan: PlanFile) -> [String: String] {
        Dictionary(uniqueKeysWithValues: plan.toldParameters.map { ($0.key, $0.value) })
    }

    @Test func theForceSeesNamesOfFilesWithoutTheirFolders() throws {
        let told = told(try plan())
        #expect(told["incidents[1].file"] == "Op Sparrow.csv")
        #expect(told["study_area.file"] == "areas.geojson" && told["calendar.file"] == "calendar.yml")
        #expect(told["incidents[1].columns"] == "x: ForceEast" && told["incidents[1].age_under"] == "25")
        #expect(!told.values.contains { $0.contains("/force") || $0.contains("/home") })
        #expect(told["hotspots.cell_m"] == "100")
    }

    @Test(arguments: ["partner", "public"]) func othersSeeNoNameOfAFileOrAColumn(_ audience: String) throws {
        let told = told(try plan("audience: \(audience)", incident: ", note: Kept in the vault"))
        #expect(!told.contains { $0.key.hasSuffix("file") || $0.key.hasSuffix("columns") || $0.key.hasSuffix("note") })
        #expect(!told.values.contains { $0.contains("Sparrow") || $0.contains("ForceEast") || $0.contains("vault") })
        #expect(!told.keys.contains { $0.hasPrefix("incidents") })
        #expect(told["disclosure.minimum"] == "5" && told["period.from"] != nil)
    }

    @Test func aSentenceAboutAFileLosesItsFolder() throws {
        let sentences = ["/force/secret/Op Sparrow.csv: 2 rows are odd.", "Terms are assumed."]
        #expect(try plan().told(sentences) == ["Op Sparrow.csv: 2 rows are odd.", "Terms are assumed."])
        #expect(
            try plan("audience: partner").told(sentences)
                == ["An incident file: 2 rows are odd.", "Terms are assumed."])
    }

    @Test func aPlanMarksWhatItsFilesDoNotSay() throws {
        let silent = try plan()
        #expect(!silent.hasMadeUpStreets && !silent.study.incidents[0].isMadeUp)
        #expect(!silent.records.contains { $0.key.hasSuffix("synthetic") }, "false is no claim that they are real")
        let marked = try plan("streets: { file: s.gpkg, synthetic: true }", incident: ", synthetic: true")
        #expect(marked.hasMadeUpStreets && marked.study.incidents[0].isMadeUp)
        #expect(marked.records.filter { $0.key.hasSuffix("synthetic") }.map(\.value) == ["true", "true"])
    }

    @Test func theSampleIsAnExerciseWithoutBeingTold() throws {
        let plan = try PlanFile(path: Self.project.appending(path: "Samples/coventry.yml").path)
        #expect(!plan.study.incidents[0].isMadeUp)
        let study = try Study(loading: plan.study)
        let provenance = Provenance(title: "A title", study: study, plan: plan, methods: ["How."]) { $0 == "seed" }
        #expect(provenance.exercise == "EXERCISE: made-up incidents")
        #expect(provenance.assumptions.contains { $0.hasPrefix("The incidents are made up") })
        #expect(provenance.assumptions.contains(plan.study.incidents[0].note ?? "a note"))
        #expect(provenance.parameters == [SettingRecord(key: "seed", value: "1")])
    }

    @Test func realIncidentsAreNoExerciseUnlessTheRequestSaysSo() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "homeward-real-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "incidents.csv").path
        try Data("when,easting,northing\n2024-01-05 15:20,433900,279500\n".utf8).write(to: URL(filePath: path))
        var request = StudyRequest(incidents: [IncidentSource(path: path)])
        #expect(try Study(loading: request).madeUp == [])
        request.incidents[0].isMadeUp = true
        #expect(try Study(loading: request).madeUp == [.incidents])
    }
}
