import Foundation
import HomewardCalendar
import HomewardIncidents
import Testing

@testable import HomewardWorkflow

@Suite struct PlanFileTests {
    static let minimal = """
        study_area: { file: areas.geojson }
        calendar: { file: calendar.yml }
        incidents:
          - { file: incidents.csv }
        period: { from: 2024-01-01, to: 2024-12-31 }

        """

    private func read(_ text: String) throws -> PlanFile {
        try PlanFile(yaml: text, file: "plan.yml", folder: "desk")
    }

    private func refusal(of text: String) -> WorkflowError? {
        do {
            _ = try read(text)
            return nil
        } catch {
            return error as? WorkflowError
        }
    }

    @Test func defaultsAreThoseOfTheListing() throws {
        let plan = try read(Self.minimal)
        #expect(plan.crs == "EPSG:27700")
        #expect(plan.windowHours == HourWindow("15-18"))
        #expect(plan.hotspots == PlanFile.HotspotSettings())
        #expect(plan.clusters == PlanFile.ClusterSettings())
        #expect(plan.chaperones == PlanFile.ChaperoneSettings())
        #expect(plan.patrols == PlanFile.PatrolSettings(hours: try #require(HourWindow("15-22"))))
        for key in PlanKey.all where key.defaultValue != nil && !key.path.contains("[]") {
            #expect(plan.settings.contains { $0.key == key.path && $0.value == key.defaultValue }, "\(key.path)")
        }
    }

    @Test func pathsStartFromThePlansFolder() throws {
        let plan = try PlanFile(
            yaml: Self.minimal.replacing("areas.geojson", with: "../geo/areas.geojson"), file: "p", folder: "desk/plans"
        )
        #expect(plan.studyArea.file == "desk/geo/areas.geojson")
        #expect(plan.incidents.map(\.path) == ["desk/plans/incidents.csv"])
        #expect(plan.areas == plan.studyArea)
    }

    @Test func theCoventrySampleIsRead() throws {
        let sample = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Samples/coventry.yml")
        let plan = try PlanFile(path: sample.path)
        #expect(plan.areaNames?.first == "Hillfields")
        #expect(plan.incidents.first?.ageUnder == 25)
        #expect(plan.clusters.minimum == 12)
    }

    @Test(arguments: [
        ("hotspot: { cell_m: 100 }", "hotspot", "hotspots"),
        ("hotspots: { cell: 100 }", "hotspots.cell", "cell_m"),
        ("chaperones: { team: 3 }", "chaperones.team", "teams"),
        ("sed: 2", "sed", "seed"),
    ])
    func aMisspeltKeyGetsASuggestion(_ line: String, _ key: String, _ meant: String) throws {
        guard case .plan(let file, let number, let named, let message) = try #require(refusal(of: Self.minimal + line))
        else {
            Issue.record("another error")
            return
        }
        #expect(file == "plan.yml" && number == 6 && named == key)
        #expect(message.contains("`\(meant)`"), "\(message)")
    }

    @Test func aMisspeltKeyOfAnIncidentFileIsFound() throws {
        let error = refusal(
            of: Self.minimal.replacing("{ file: incidents.csv }", with: "{ file: incidents.csv, age_limit: 25 }"))
        #expect("\(try #require(error))".contains("incidents[].age_limit"))
    }

    @Test(arguments: [
        "hotspots: { cell_m: wide }", "hotspots: { cell_m: 5 }", "hotspots: { fdr: 2 }",
        "hotspots: { method: giststar }",
        "clusters: { minimum: 1 }", "clusters: { minimum: 3.5 }", "window: { hours: 15–18 }", "window: { days: schol }",
        "patrols: { radius_m: 300, spacing_m: 500 }", "patrols: { weeks: 0 }", "seed: -1", "seed: one",
        "timetable: { first_day: 2024-02-30 }", "hotspots: 100", "hotspots: { cell_m: [100] }", "title: \"\"",
        "harm: { file: h.csv, default: .nan }", "chaperones: { walk_m_per_s: .inf }",
    ])
    func aValueThatCannotBeIsRefusedByItsKey(_ line: String) throws {
        let error = try #require(refusal(of: Self.minimal + line))
        guard case .plan(_, let number, let key, _) = error else {
            Issue.record("another error: \(error)")
            return
        }
        #expect(number == 6)
        #expect(line.contains(key.split(separator: ".").last ?? "?"))
    }

    @Test(arguments: ["study_area: { file: areas.geojson }", "calendar: { file: calendar.yml }"])
    func aMissingKeyIsNamed(_ line: String) throws {
        let error = try #require(refusal(of: Self.minimal.replacing(line, with: "title: x")))
        #expect("\(error)".contains("\(line.prefix { $0 != ":" }).file: is missing"))
    }

    @Test func aPeriodBackToFrontIsRefused() throws {
        let error = refusal(of: Self.minimal.replacing("to: 2024-12-31", with: "to: 2023-12-31"))
        #expect("\(try #require(error))".contains("period.to"))
    }

    @Test(arguments: ["a: [", "title: a\ntitle: b\n", "- a\n- b\n", "just words", "", "\u{7}"])
    func whatIsNoPlanIsRefused(_ text: String) throws {
        guard case .syntax(let file, _, _) = try #require(refusal(of: text)) else {
            Issue.record("another error")
            return
        }
        #expect(file == "plan.yml")
    }

    @Test func theChoiceOfRowsIsOnRecord() throws {
        let plan = try read(
            Self.minimal.replacing(
                "{ file: incidents.csv }",
                with:
                    "{ file: a.csv, age_under: 25, where: { offence: [Robbery, Affray] } }\n  - { file: b.csv, columns: { x: East } }"
            ))
        let settings = Dictionary(uniqueKeysWithValues: plan.settings.map { ($0.key, $0.value) })
        #expect(settings["incidents[1].file"] == "a.csv")
        #expect(settings["incidents[1].age_under"] == "25")
        #expect(settings["incidents[1].where"] == "offence: Robbery, Affray")
        #expect(settings["incidents[2].file"] == "b.csv")
        #expect(settings["incidents[2].columns"] == "x: East")
        #expect(settings["incidents[2].age_under"] == nil)
    }

    @Test func everyKeyIsListedOnce() {
        let lines = PlanKey.listing.split(separator: "\n")
        #expect(lines.count == PlanKey.all.count)
        #expect(Set(PlanKey.all.map(\.path)).count == PlanKey.all.count)
    }
}
