import Foundation
import HomewardAnalysis
import HomewardCalendar
import HomewardCore
import HomewardIncidents
import HomewardPlanner
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

    private func refusal(of text: String) -> YAMLError? {
        do {
            _ = try read(text)
            return nil
        } catch {
            return error as? YAMLError
        }
    }

    @Test func defaultsAreThoseOfTheListing() throws {
        let plan = try read(Self.minimal)
        #expect(plan.study.crs == "EPSG:27700")
        #expect(plan.window.hours == HourWindow("15-18"))
        #expect(plan.hotspots == HotspotSurvey())
        #expect(plan.clusters == PlaceHourClusters())
        #expect(plan.repeats == NearRepeats())
        #expect(plan.scan == PermutationScan() && !plan.scans)
        #expect(plan.emerging == EmergingHotspots() && !plan.tellsEmerging)
        #expect(plan.chaperones == ChaperonePlanner())
        #expect(plan.patrols.hours == HourWindow("15-22"))
        for setting in PlanFile.settings {
            guard let standard = setting.text(in: PlanFile()) else { continue }
            #expect(plan.records.contains { $0.key == setting.path && $0.value == standard }, "\(setting.path)")
        }
    }

    @Test func everySettingReadsWhatItWrites() throws {
        let standard = PlanFile()
        for setting in PlanFile.settings {
            guard let text = setting.text(in: standard) else { continue }
            var plan = PlanFile()
            try setting.read(setting.domain.input(text), into: &plan)
            #expect(plan == standard, "\(setting.path)")
        }
    }

    @Test func aFormerKeyIsStillRead() throws {
        let plan = try read(Self.minimal + "clusters: { hours: 2 }\npatrols: { areas: 3 }")
        #expect(plan.clusters.hours == 2 && plan.patrols.areas == 3)
        let twice = try #require(refusal(of: Self.minimal + "clusters: { hours: 2, within_h: 3 }"))
        #expect("\(twice)".contains("stands twice"))
    }

    @Test func anyKeyCanBeSet() throws {
        var plan = try read(Self.minimal)
        try plan.set("clusters.radius_m", to: "200")
        try plan.set("incidents[1].age_under", to: "25")
        try plan.set("incidents[1].columns", to: "when=Occurred,x=East")
        try plan.set("areas.names", to: "A, B")
        try plan.set("repeats.distances_m", to: "0, 50,120.5")
        #expect(plan.repeats.distances == [0, 50, 120.5])
        try plan.set("window.hours", to: "all")
        #expect(plan.clusters.radius == 200 && plan.study.incidents[0].source.ageUnder == 25)
        #expect(plan.study.incidents[0].source.columns.overrides.count == 2)
        #expect(plan.study.areaNames == ["A", "B"] && plan.window.hours == nil)
        for (path, value) in [("clusters.radus_m", "1"), ("incidents[2].file", "x"), ("seed", "minus")] {
            #expect(throws: SettingError.self) { try plan.set(path, to: value) }
        }
    }

    private func call(_ lines: String) throws -> [SheetContact] {
        try read(Self.minimal + "sheets:\n  call:\n" + lines).sheets.call
    }

    @Test func whoIsCalledIsALineEachOfNameAndNumber() throws {
        #expect(
            try call("    Control room: 101\n    Coordinator: 07700 900123\n") == [
                SheetContact(name: "Control room", number: "101"),
                SheetContact(name: "Coordinator", number: "07700 900123"),
            ])
        var plan = PlanFile()
        #expect(plan.sheets.call.isEmpty && !plan.records.contains { $0.key == "sheets.call" })
        try plan.set("sheets.call", to: "Control room=101,Radio=channel 4")
        #expect(plan.records.first { $0.key == "sheets.call" }?.value == "Control room=101, Radio=channel 4")
        // It has no say in any result, so that no layer tells it.
        #expect(!plan.toldParameters.contains { $0.key.hasPrefix("sheets.") })
    }

    @Test(arguments: [
        ("    Desk: nobody\n", "\"Desk\" has no number; write name: number"),
        ("    Desk: [101, 102]\n", "\"Desk\" has no number"),
        ("    \"\": 101\n", "is no single line of text"),
        ("    \"a\\u202eb\": 101\n", "is no single line of text"),
        ("    \"a\\nb\": 101\n", "is no single line of text"),
        ("    \(String(repeating: "n", count: 41)): 101\n", "41 characters long, more than 40; shorten it"),
        ("    Desk: \(String(repeating: "1", count: 31))\n", "31 characters long, more than 30; shorten it"),
        ("    a: 1\n    b: 2\n    c: 3\n    d: 4\n    e: 5\n", "names 5, more than the 4 that a card has room for"),
        ("    - Desk 101\n", "holds keys and values"),
    ])
    func whoCannotBeCalledIsRefused(_ lines: String, _ words: String) {
        let error = #expect(throws: YAMLError.self) { try call(lines) }
        #expect(
            error?.description.contains("sheets.call") == true && error?.description.contains(words) == true,
            "\(error?.description ?? "")")
    }

    @Test func pathsStartFromThePlansFolder() throws {
        let plan = try PlanFile(
            yaml: Self.minimal.replacing("areas.geojson", with: "../geo/areas.geojson"), file: "p", folder: "desk/plans"
        )
        #expect(plan.study.studyArea.file == "desk/geo/areas.geojson")
        #expect(plan.study.incidents.map(\.source.path) == ["desk/plans/incidents.csv"])
        #expect(plan.study.areas == plan.study.studyArea)
        let weighed = try read(Self.minimal + "walking: { weights: ../geo/lamps.gpkg, weights_layer: lamps }")
        #expect(weighed.walking.weightsFile == "geo/lamps.gpkg" && weighed.walking.weightsLayer == "lamps")
        #expect(weighed.streetBuilder.profile == weighed.walking, "the network is built by the plan's profile")
    }

    @Test func theCoventrySampleIsRead() throws {
        let sample = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Samples/coventry.yml")
        let plan = try PlanFile(path: sample.path)
        #expect(plan.study.areaNames?.first == "Hillfields")
        #expect(plan.study.incidents.first?.source.ageUnder == 25)
        #expect(plan.clusters.minimum == 12)
    }

    @Test(arguments: [
        ("hotspot: { cell_m: 100 }", "hotspot", "hotspots"),
        ("hotspots: { cell: 100 }", "hotspots.cell", "cell_m"),
        ("chaperones: { team: 3 }", "chaperones.team", "teams"),
        ("sed: 2", "sed", "seed"),
    ])
    func aMisspeltKeyGetsASuggestion(_ line: String, _ key: String, _ meant: String) throws {
        guard case .value(let file, let number, let named, let message) = try #require(refusal(of: Self.minimal + line))
        else {
            Issue.record("another error")
            return
        }
        #expect(file == "plan.yml" && number == 6 && named == key)
        #expect(message.contains("\"\(meant)\""), "\(message)")
    }

    @Test func aMisspeltKeyOfAnIncidentFileIsFound() throws {
        let error = refusal(
            of: Self.minimal.replacing("{ file: incidents.csv }", with: "{ file: incidents.csv, age_limit: 25 }"))
        #expect("\(try #require(error))".contains("incidents[].age_limit"))
    }

    @Test(arguments: [
        "hotspots: { cell_m: wide }", "hotspots: { cell_m: 5 }", "hotspots: { fdr: 2 }",
        "hotspots: { method: giststar }", "hotspots: { neighbours: nearest-0 }", "hotspots: { neighbours: king }",
        "hotspots: { permutations: 5 }", "hotspots: { permutations: many }", "hotspots: { chance: luck }",
        "hotspots: { sides: warm }", "hotspots: { value: harm }",
        "scan: { longest_days: 5, grain_days: 2 }", "scan: { grain_min: 7 }", "scan: { longest_h: 0.75 }",
        "scan: { time: hours, ongoing: true }", "scan: { share: 0.6 }", "scan: { time: weeks }",
        "scan: { run: perhaps }",
        "repeats: { distances_m: [100, 0] }", "repeats: { days_apart: [7, 7] }", "repeats: { distances_m: -1 }",
        "clusters: { minimum: 1 }", "clusters: { minimum: 3.5 }", "window: { hours: 15–18 }", "window: { days: schol }",
        "patrols: { radius_m: 300, spacing_m: 500 }", "patrols: { weeks: 0 }", "seed: -1", "seed: one",
        "timetable: { first_day: 2024-02-30 }", "hotspots: 100", "hotspots: { cell_m: [100] }", "title: \"\"",
        "harm: { file: h.csv, default: .nan }", "chaperones: { walk_m_per_s: .inf }",
    ])
    func aValueThatCannotBeIsRefusedByItsKey(_ line: String) throws {
        let error = try #require(refusal(of: Self.minimal + line))
        guard case .value(_, let number, let key, _) = error else {
            Issue.record("another error: \(error)")
            return
        }
        #expect(number == 6)
        #expect(line.contains(key.split(separator: ".").last ?? "?"))
    }

    @Test func hotspotsMayBeOfHarmOrOfRates() throws {
        let plan = try read(
            Self.minimal
                + "harm: { file: h.csv }\nhotspots: { method: moran, value: harm, neighbours: nearest-8, permutations: 999, sides: both }\nseed: 7"
        )
        #expect(plan.hotspots.method == .moran && plan.hotspots.value == .harm)
        let method = plan.hotspotsMethod.significance
        #expect(method.sides == .both && method.permutations == 999 && method.seed == 7)
        #expect(method.neighbours == .nearest(8))
        let rates = try read(
            Self.minimal
                + "hotspots: { denominator: people.gpkg, denominator_layer: oa, denominator_field: residents }")
        #expect(rates.denominator == LayerChoice(file: "desk/people.gpkg", layer: "oa"))
        #expect(rates.denominatorField == "residents" && rates.inputFiles.contains("desk/people.gpkg"))
        #expect(rates.withoutSources.denominator.file == nil)
        let error = refusal(
            of: Self.minimal + "harm: { file: h.csv }\nhotspots: { value: harm, denominator: people.gpkg }")
        #expect("\(try #require(error))".contains("rates are of incidents"))
    }

    @Test(arguments: ["calendar: { file: calendar.yml }"])
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
        let error = #expect(throws: (any Error).self) { try read(text) } as? any HomewardError
        #expect(error?.description.hasPrefix("plan.yml") == true, "\(text)")
        #expect(error?.trouble == .badData)
    }

    @Test func theChoiceOfRowsIsOnRecord() throws {
        let plan = try read(
            Self.minimal.replacing(
                "{ file: incidents.csv }",
                with:
                    "{ file: a.csv, age_under: 25, where: { offence: [Robbery, Affray] } }\n  - { file: b.csv, columns: { x: East } }"
            ))
        let settings = Dictionary(uniqueKeysWithValues: plan.records.map { ($0.key, $0.value) })
        #expect(settings["incidents[1].file"] == "desk/a.csv")
        #expect(settings["incidents[1].age_under"] == "25")
        #expect(settings["incidents[1].where"] == "offence: Robbery, Affray")
        #expect(settings["incidents[2].file"] == "desk/b.csv")
        #expect(settings["incidents[2].columns"] == "x: East")
        #expect(settings["incidents[2].age_under"] == nil)
    }

    @Test func everyKeyIsListedOnce() {
        let lines = PlanFile.listing.split(separator: "\n")
        let paths = PlanFile.settings.map(\.path) + PlannedSource.settings.map(\.path)
        #expect(lines.count == paths.count + 1)
        #expect(Set(paths).count == paths.count)
    }
}
