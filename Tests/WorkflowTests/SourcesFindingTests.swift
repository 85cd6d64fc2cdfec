import Foundation
import HomewardAnalysis
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents
import Testing

@testable import HomewardWorkflow

/// What `sources` says.
@Suite struct SourcesFindingTests {
    private static let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func plan(_ files: [(file: String, name: String?)]) -> PlanFile {
        PlanFile {
            $0.study.incidents = files.map {
                PlannedSource(
                    source: IncidentSource(path: project.appending(path: "Samples/\($0.file).csv").path, name: $0.name))
            }
            $0.study.areas.file = project.appending(path: "GeoData/areas.geojson").path
            $0.study.areaNames = ["Hillfields", "Foleshill"]
            $0.study.studyArea.file = project.appending(path: "GeoData/areas.geojson").path
            $0.study.studyAreaName = "Coventry"
            $0.sources.deals = 99
        }
    }

    private static func finding(_ plan: PlanFile) throws -> SourcesFinding {
        try SourcesFinding(Study(loading: plan.study), plan)
    }

    @Test func theSampleIsToldInWords() throws {
        var plan = Self.plan([("incidents", "police"), ("ambulance", "ambulance")])
        plan.study.incidents[1].source.precision = 50
        plan.study.incidents[1].source.weight = 2
        let finding = try Self.finding(plan)
        let text = finding.lines.joined(separator: "\n")
        #expect(text.contains("ambulance: 1,") && text.contains("places known to 50 m, weighing 2 where harm is used"))
        #expect(text.contains("ambulance and police: ") && text.contains("within 150 m and 60 minutes, of 1,"))
        #expect(text.contains("chance alone would give ") && text.contains("p 0.010"))
        #expect(text.contains("Only ambulance has ") && text.contains("Only police has "))
        #expect(text.contains("Nothing was merged: all counts hold the incidents of every source, at most "))
        #expect(!text.lowercased().contains("nan") && !text.contains("inf"))
        // 920 calls are planted doubles; both have more than chance at 150 m.
        let pairing = try #require(finding.pairings.first)
        let duplicates = try #require(pairing.duplicates)
        #expect(abs(duplicates.count - 900) < 60, "\(duplicates)")
        #expect(pairing.byChance.map { $0.count < 120 } == true)
        #expect(finding.pairs.count == pairing.pairs && finding.mostCountedTwice == pairing.pairs)
        let columns = try #require(SourcesFinding.about.table?.columns.count)
        #expect(finding.records.count == pairing.pairs && finding.records.allSatisfy { $0.count == columns })
        for table in finding.section.tables { #expect(table.rows.allSatisfy { $0.count == table.headings.count }) }
        let json = try JSONText.text(of: finding)
        var kept = finding
        kept.pairs = []
        #expect(try JSONText.decode(SourcesFinding.self, from: Data(json.utf8), file: "run.json") == kept)
        #expect(!json.contains("minutes_apart"), "a record tells of no single row")
        #expect(try Self.finding(plan) == finding)
        // Files in another order: only which file a row stands in is told by name.
        plan.study.incidents.reverse()
        let reversed = try Self.finding(plan)
        #expect(reversed.compared == finding.compared && reversed.pairings == finding.pairings)
        #expect(reversed.pairs == finding.pairs)
    }

    @Test func oneSourceHasAStatedAnswer() throws {
        let finding = try Self.finding(Self.plan([("ambulance", nil)]))
        #expect(finding.lines.count == 1 && finding.lines[0].contains("is the only one, so nothing was compared"))
        #expect(finding.section.paragraphs.count == 1 && finding.section.tables.isEmpty && finding.records.isEmpty)
        #expect(finding.mostCountedTwice == 0)
        let twice = try Self.finding(Self.plan([("ambulance", "a"), ("ambulance", "b")]))
        #expect(twice.compared.map(\.name) == ["a"], "the same file by two names is read once")
        let named = try Self.finding(Self.plan([("incidents", "police"), ("ambulance", "Police")]))
        #expect(named.compared.map(\.files.count) == [2] && named.pairings.isEmpty)
    }

    @Test func partsBySourceGoByName() throws {
        let plan = Self.plan([("incidents", "police"), ("ambulance", "ambulance")])
        let study = try Study(loading: plan.study)
        let parts = study.parts(by: .source)
        #expect(parts.map(\.value) == ["police", "ambulance"])
        #expect(parts.reduce(0) { $0 + $1.study.table.count } == study.table.count)
    }

    @Test(arguments: ["0", "-1", "nan", "inf", "1e9", "twice", ""]) func wrongWeightsAreRefused(_ text: String) {
        var plan = Self.plan([("incidents", nil)])
        #expect(throws: SettingError.self) { try plan.set("incidents[1].weight", to: text) }
        #expect(plan.study.incidents[0].source.weight == 1 && !plan.study.weighsHarm)
    }

    @Test(arguments: ["-1", "nan", "20000", "far"]) func wrongPrecisionsAreRefused(_ text: String) {
        var plan = Self.plan([("incidents", nil)])
        #expect(throws: SettingError.self) { try plan.set("incidents[1].precision_m", to: text) }
    }

    @Test func theKeysAreReadAndRecorded() throws {
        let yaml = """
            incidents:
              - { file: a.csv, name: police }
              - { file: b.csv, name: ambulance, weight: 2.5, precision_m: 40 }
            study_area: { file: areas.geojson }
            calendar: { file: calendar.yml }
            period: { from: 2024-01-01, to: 2024-12-31 }
            sources: { within_m: 150, within_min: 30, block_h: 6 }
            """
        let plan = try PlanFile(yaml: yaml, file: "plan.yml", folder: "")
        #expect(plan.study.incidents.map(\.source.name) == ["police", "ambulance"])
        #expect(plan.study.incidents.map(\.source.weight) == [1, 2.5] && plan.study.weighsHarm)
        #expect(plan.study.incidents.map(\.source.precision) == [nil, 40])
        #expect(plan.sources.within == 150 && plan.sources.minutes == 30 && plan.sources.block == 6)
        let records = Dictionary(plan.records.map { ($0.key, $0.value) }) { first, _ in first }
        #expect(records["incidents[2].weight"] == "2.5" && records["incidents[1].weight"] == nil)
        #expect(records["incidents[2].precision_m"] == "40" && records["incidents[1].name"] == "police")
        #expect(plan.withoutSources.study.incidents.allSatisfy { $0.source.name == nil && $0.source.weight == 1 })
        #expect(throws: (any Error).self) {
            try PlanFile(yaml: "incidents: [{ file: a.csv }]\nsources: { block_h: 5 }", file: "plan.yml", folder: "")
        }
    }

    @Test func whatCannotBeToldIsSaid() throws {
        let clock = try LocalClock(timeZone: "Europe/London")
        func lines(_ rows: [(source: UInt16, day: Int)]) throws -> [String] {
            let incidents = rows.map {
                Incident(
                    at: Point(x: 0, y: 0), on: CivilDay(number: 19_601 + $0.day), second: 3600, clock: clock,
                    source: $0.source)
            }
            let survey = try SourceComparison { $0.mostPairs = 1000 }.survey(
                of: IncidentTable(incidents),
                sources: ["a", "b"].enumerated().map { ComparedSource(name: $1, files: [$0]) }, areas: [],
                areaCount: 0, clock: clock)
            let accounts = survey.accounts.map {
                SourceSummary($0, files: [], weights: [1], precision: nil, areas: [], block: 4)
            }
            return accounts.map(\.line) + accounts.compactMap { $0.onlyLine(fdr: 0.05) }
                + accounts.compactMap(\.asideLine)
                + survey.pairings.flatMap { SourcePairingSummary($0, names: ["a", "b"]).lines(minutes: 60) }
        }
        #expect(
            try lines([]) == [
                "a: no incident", "b: no incident", "a and b: not compared, for no day lies in the period of both",
            ])
        #expect(try lines([(0, 0), (1, 1)]).contains("Not compared of a: 1 on days that no other source has"))
        let many = try lines((0..<100).map { (UInt16($0 % 2), 0) })
        #expect(many.contains("Not compared of b: 50 where too many lie near each other"))
        #expect(many.contains { $0.hasPrefix("a and b: not compared, for too many") })
        let short = try lines([(0, 0), (1, 0), (0, 5), (0, 6), (1, 6)])
        #expect(short.contains { $0.hasPrefix("a and b: 2 pairs are likely") })
        #expect(short.contains { $0.hasPrefix("chance was not tested: fewer than 28 days") })
        #expect(short.contains { $0.hasPrefix("Only a has 1 of 3 incidents compared, 33.3 % (0.8–90.6 %); no area") })
        #expect(
            short.contains(
                "about 3 (3–3) happened in all and 0 (0–0) are in neither, if being in one makes it no likelier to be in the other"
            ))
        let none = try lines([(0, 0), (0, 9), (1, 3), (1, 9)].dropLast())
        #expect(
            none.contains { $0.hasPrefix("a and b: 0 pairs") } && none.contains { $0.hasPrefix("how many both miss") })
    }
}
