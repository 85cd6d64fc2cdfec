import Foundation
import HomewardAnalysis
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardLayers
import HomewardStreets
import Testing

@testable import HomewardWorkflow

/// Evaluations, dated measures and designs of the sample, held against plain counting.
@Suite struct EvaluateFindingTests {
    private static let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let start = CivilDay(iso: "2024-09-01") ?? CivilDay(number: 0)
    private static let loaded = Result { () throws -> (Study, PlanFile) in
        var plan = try PlanFile(path: project.appending(path: "Samples/coventry.yml").path)
        plan.window = .everything
        return (try Study(loading: plan.study), plan)
    }

    private func evaluate(_ change: (inout PlanFile) -> Void) throws -> EvaluateFinding {
        var (study, plan) = try Self.loaded.get()
        plan.streets = LayerChoice()
        plan.evaluate.treated = ["Foleshill"]
        plan.evaluate.start = Self.start
        plan.evaluate.placebos = 39
        change(&plan)
        return try EvaluateFinding(study, plan)
    }

    @Test func countsAreThoseOfTheTable() throws {
        let (study, _) = try Self.loaded.get()
        let found = try evaluate { _ in }
        let area = try #require(study.areas.first { $0.name == "Foleshill" })
        let inside = AreaLocator([area])
        let rows = (0..<study.table.count).filter {
            inside.contains(study.table.point($0)) && study.table.precision[$0] != .month
        }
        let before = rows.count { study.table.civilDay($0) < Self.start }
        let treated = try #require(found.counts.first { $0.place == "treated" })
        #expect(treated.before == before)
        #expect(treated.after == rows.count - before)
        // The ring, point by point.
        let control = try found.control.map { name in try #require(study.areas.first { $0.name == name }) }
        let taken = AreaLocator([area] + control)
        let near = try (0..<study.table.count).filter { row in
            let point = study.table.point(row)
            guard !taken.contains(point) else { return false }
            return try area.shape.distance(to: .point(point)) <= 300
        }
        let ring = try #require(found.counts.first { $0.place == "treated_ring" })
        // A buffer's arcs are cut by straight pieces, 0.6 % at most.
        let isNear = abs(ring.before + ring.after - near.count) <= near.count / 50 + 1
        #expect(isNear, "\(ring) \(near.count)")
        #expect(!found.control.isEmpty)
        for name in found.control {
            let other = try #require(study.areas.first { $0.name == name })
            #expect(try !study.touches(other, area))
        }
    }

    @Test func ringsAlongStreetsAreWithinThoseOfTheCrow() throws {
        let (study, _) = try Self.loaded.get()
        let file = Self.project.appending(path: "GeoData/streets.gpkg").path
        let streets = try StreetFile.read(path: file, in: study.workingSystem).network
        let areas = study.areas.filter { $0.name == "Foleshill" }
        let points = Array(study.table.points.prefix(4000))
        let crow = try EvaluationRings(reach: 300, streets: nil).holds(points, around: areas)
        let walk = try EvaluationRings(reach: 300, streets: streets).holds(points, around: areas)
        let outside = zip(crow, walk).contains { !$0 && $1 }
        #expect(!outside)
        let (many, fewer) = (crow.count { $0 }, walk.count { $0 })
        #expect(many > 20)
        #expect(fewer < many)
        #expect(fewer > many / 4)
    }

    @Test func theRecordSurvivesAndTheWordsBeginWithTheInterval() throws {
        let found = try evaluate { $0.evaluate.pool = .cells }
        let text = try JSONText.text(of: found)
        #expect(try JSONText.decode(EvaluateFinding.self, from: Data(text.utf8), file: "run.json") == found)
        let first = try #require(found.lines.first)
        #expect(first.hasPrefix("Foleshill: between "))
        #expect(found.records.count == 8)
        let columns = EvaluateFinding.about.table?.columns.count
        #expect(found.records.first?.count == columns)
        #expect(found.section.tables.count == 2)
        let synthetic = try #require(found.estimates.first { $0.method == "synthetic" })
        #expect(synthetic.ratio != nil)
        #expect(!text.contains("nan"))
    }

    @Test func whatDoesNotFitIsRefused() throws {
        func refused(_ change: (inout PlanFile) -> Void) -> Bool {
            do {
                _ = try evaluate(change)
                return false
            } catch {
                return error is SettingError || error is WorkflowError
            }
        }
        #expect(!refused { _ in })
        #expect(refused { $0.evaluate.treated = ["Folehill"] })
        #expect(refused { $0.evaluate.treated = nil })
        #expect(refused { $0.evaluate.control = ["Hillfields"] })
        #expect(refused { $0.evaluate.start = nil })
        #expect(refused { $0.evaluate.start = CivilDay(iso: "2031-01-01") })
        #expect(refused { $0.evaluate.start = CivilDay(iso: "2023-09-01") })
        #expect(refused { $0.evaluate.after = DayRange("2024-09-01..2026-08-31") })
        #expect(
            refused {
                $0.window.days = .school
                $0.evaluate.after = DayRange("2024-12-24..2024-12-27")
            })
    }

    @Test func withoutAnythingToCompareOnlyTheWeakAnswerIsLeftAndSaysSo() throws {
        let (study, _) = try Self.loaded.get()
        let found = try evaluate { $0.evaluate.treated = study.areas.map(\.name) }
        #expect(found.first == "alone")
        #expect(found.control.isEmpty)
        #expect(found.notes.contains { $0.contains("nothing to compare") })
        #expect(found.lines.first?.contains("incidents than before") == true)
    }

    @Test func aPlanHasItWhereItNamesWhatWasDone() throws {
        let (study, plan) = try Self.loaded.get()
        var asking = plan
        func kinds(_ plan: PlanFile) -> [String] {
            PlanFile.findings.filter { $0.isAsked(by: plan) }.map { $0.about.key }
        }
        let usual = kinds(plan)
        #expect(!usual.contains("evaluate"))
        #expect(!usual.contains("design"))
        asking.evaluate.treated = ["Willenhall"]
        asking.evaluate.start = Self.start
        asking.evaluate.placebos = 39
        asking.streets = LayerChoice()
        #expect(kinds(asking) == usual + ["evaluate"])
        let all = try StudyFindings(study, asking)
        let text = try JSONText.text(of: all)
        #expect(try JSONText.decode(StudyFindings.self, from: Data(text.utf8), file: "run.json") == all)
        asking.audience = .partner
        #expect(!kinds(asking).contains("evaluate"))
    }

    @Test func schoolDaysAreTheExposure() throws {
        let (study, _) = try Self.loaded.get()
        let found = try evaluate { $0.window.days = .school }
        let days = try study.schoolDays()
        let before = (study.period.lowerBound..<Self.start).count { days.kind(of: $0) == .school }
        #expect(found.daysBefore == before)
        #expect(found.filtered > 0)
    }

    @Test func measuresAreCountedNearThem() throws {
        var (study, plan) = try Self.loaded.get()
        let folder = FileManager.default.temporaryDirectory.appending(path: "homeward-measures-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let middle = study.table.point(100)
        let layer = Layer(
            name: "cameras", coordinateSystem: study.workingSystem,
            fields: [Field("name", .text), Field("date", .text)],
            features: [
                Feature(shape: .point(middle), values: [.text("A"), .text("2024-06-01")]),
                Feature(
                    shape: .point(Point(x: middle.x + 900, y: middle.y)), values: [.text("B"), .text("2025-08-20")]),
            ])
        let path = folder.appending(path: "cameras.gpkg").path
        try LayerWriter(path: path).write([layer])
        plan.measuresLayer.file = path
        plan.measures.near = 400
        let found = try MeasuresFinding(study, plan)
        #expect(found.places.map(\.name) == ["A"])
        #expect(found.tooNearTheEnds == ["B"])
        let first = CivilDay(iso: "2024-06-01") ?? Self.start
        let days = min(365, first.number - study.period.lowerBound.number)
        let near = (0..<study.table.count).filter { study.table.point($0).distance(to: middle) <= 400 }
        let before = near.count {
            let day = study.table.civilDay($0)
            return day < first && day.number >= first.number - days
        }
        let seen = found.places.first?.near.first ?? 0
        let isNear = abs(seen - before) <= before / 25 + 1
        #expect(isNear, "\(seen) \(before)")
        #expect(found.records.first?.count == MeasuresFinding.about.table?.columns.count)
        let text = found.lines.joined(separator: "\n")
        #expect(text.contains("Incidents within 400 m of 1 measure: ") && text.contains("Left out, for they began"))
        #expect(text.contains("A, from 2024-06-01: \(seen) to "))
        #expect(found.section.tables.first?.rows.first?.first == "A")
        let json = try JSONText.text(of: found)
        #expect(try JSONText.decode(MeasuresFinding.self, from: Data(json.utf8), file: "run.json") == found)
        plan.measuresDate = "when"
        #expect(throws: LayersError.self) { try MeasuresFinding(study, plan) }
    }

    @Test func designsDrawPairsThatDoNotTouch() throws {
        var (study, plan) = try Self.loaded.get()
        plan.design.weeks = 104
        plan.design.pairs = 2
        let found = try DesignFinding(study, plan)
        let names = found.pairs.flatMap { [$0.treated, $0.control] }
        #expect(!names.isEmpty)
        for a in names {
            for b in names where a != b {
                let one = try #require(study.areas.first { $0.name == a })
                let other = try #require(study.areas.first { $0.name == b })
                #expect(try !study.touches(one, other))
            }
        }
        #expect(try DesignFinding(study, plan) == found)
        #expect(found.records.count == names.count)
        let text = found.lines.joined(separator: "\n")
        #expect(text.contains("To see a reduction of") && text.contains("The lot by seed"))
        #expect(found.pairs.allSatisfy { text.contains("\($0.treated) has it, \($0.control) has not") })
        #expect(found.section.tables.first?.rows.count == found.pairs.count)
        let json = try JSONText.text(of: found)
        #expect(try JSONText.decode(DesignFinding.self, from: Data(json.utf8), file: "run.json") == found)
        plan.design.unit = .days
        plan.design.areas = ["Foleshill"]
        plan.window.days = .school
        let days = try DesignFinding(study, plan)
        #expect(!days.pairs.isEmpty)
        let calendar = try study.schoolCalendar()
        for pair in days.pairs {
            let day = try #require(CivilDay(iso: pair.treated))
            #expect((calendar.kind(of: day) ?? .school) == .school)
        }
        plan.design.start = Self.start
        #expect(throws: SettingError.self) { try DesignFinding(study, plan) }
    }
}
