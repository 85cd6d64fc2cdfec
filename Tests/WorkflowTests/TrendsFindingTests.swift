import Foundation
import HomewardAnalysis
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents
import Testing

@testable import HomewardWorkflow

/// What `trends` and the peaks of the day say.
@Suite struct TrendsFindingTests {
    private static let first = CivilDay(number: 19_601)  // 1 September 2023
    private let clock: LocalClock

    init() throws { clock = try LocalClock(timeZone: "Europe/London") }

    private func days(_ count: Int) -> DayTable {
        DayTable(
            first: Self.first,
            kinds: (0..<count).map { Self.first.advanced(by: $0).isWeekend ? .weekend : .school })
    }

    private func survey(_ counts: [Int], days count: Int = 731, category: String = "Robbery") throws -> TrendSurvey {
        let table = IncidentTable(
            counts.enumerated().flatMap { day, count in
                (0..<count).map { _ in
                    Incident(
                        at: Point(x: 0, y: 0), on: Self.first.advanced(by: day), second: 54_000, clock: clock,
                        category: category)
                }
            })
        return try Trends().survey(
            of: table, days: days(count),
            column: ValueColumn(codes: table.category.map { Int($0) }, names: table.categories))
    }

    @Test func growthIsTold() throws {
        let finding = TrendsFinding(try survey((0..<731).map { $0 < 366 ? 1 : 2 }))
        let text = finding.lines.joined(separator: "\n")
        #expect(
            text.contains(
                "year on year: more: September 2024 to August 2025 730 on 365 days, September 2023 to August 2024 366 on 366; ratio 2.00 ("
            ))
        #expect(text.contains("trend: growing: in a year the rate becomes "))
        #expect(
            text.contains("more from 2 September 2024 on: 2.00 a day") || text.contains("more from 26 August 2024 on: ")
        )
        #expect(text.contains("Robbery: grew: 730 against 366, ratio 2.00 ("))
        #expect(text.contains("by weekday, incidents a day: Monday 1.5"))
        #expect(text.contains("731 days in force: of 1,096 incidents 1,096 by the day, "))
        #expect(!text.contains("nan") && !text.contains("inf"))
    }

    @Test(arguments: [([Int](), 731), ([1], 731), ([4, 2], 20), ([3], 1)]) func littleHasStatedAnswers(
        _ counts: [Int], _ days: Int
    ) throws {
        let finding = TrendsFinding(try survey(counts, days: days, category: ""))
        let text = finding.lines.joined(separator: "\n")
        #expect(text.contains("not tested") && text.contains("not ranked"))
        #expect(!text.lowercased().contains("nan") && !text.contains("inf"))
        for table in finding.section.tables { #expect(table.rows.allSatisfy { $0.count == table.headings.count }) }
        let json = try JSONText.text(of: finding)
        #expect(try JSONText.decode(TrendsFinding.self, from: Data(json.utf8), file: "run.json") == finding)
    }

    @Test func theTableHasACellForEachColumn() throws {
        let finding = TrendsFinding(try survey((0..<731).map { $0 < 366 ? 1 : 2 }))
        let columns = try #require(TrendsFinding.about.table?.columns.map(\.name))
        #expect(finding.records.allSatisfy { $0.count == columns.count })
        let parts = Set(finding.records.map { $0[0] })
        let all = [
            "weekday", "kind_of_day", "month", "year", "series", "level", "year_on_year", "month_on_month",
            "month_on_year", "category",
        ]
        #expect(parts == Set(all.map { .text($0) }))
        // The series holds every incident.
        let (part, incidents) = (0, try #require(columns.firstIndex(of: "incidents")))
        let sum = finding.records.filter { $0[part] == .text("series") }.reduce(0) { sum, record in
            if case .whole(let count) = record[incidents] { sum + count } else { sum }
        }
        #expect(sum == 1096)
    }

    @Test func schoolDaysNeedACalendar() throws {
        let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        var plan = try PlanFile(path: project.appending(path: "Samples/coventry.yml").path)
        plan.study.calendars = []
        plan.trends.days = .school
        let study = try Study(loading: plan.study)
        #expect(throws: WorkflowError.self) { try TrendsFinding(study, plan) }
        plan.trends.days = .all
        let finding = try TrendsFinding(study, plan)
        #expect(
            !finding.profiles.contains { $0.cycle == "kind_of_day" } && finding.account.incidents == study.table.count)
        #expect(try study.dayRhythms(plan.dayPeaksMethod).map(\.days) == [.all])
        plan.study.areas = LayerChoice()
        plan.study.areaNames = nil
        plan.trends.rank = .area
        let without = try TrendsFinding(try Study(loading: plan.study), plan)
        #expect(without.growth.gap == "no_column" && without.lines.contains { $0.contains("there are no named areas") })
    }

    @Test func thePeakOfTheDayIsTold() throws {
        func summary(_ minutes: [Int]) throws -> DayPeakSummary {
            let table = IncidentTable(
                minutes.map {
                    Incident(at: Point(x: 0, y: 0), on: Self.first, second: Int32($0 * 60), clock: clock)
                })
            let times = DayTimes(of: table, clock: clock)
            return DayPeakSummary(
                DayRhythm(
                    days: .all, unplaced: times.unplaced, mean: CircularMean(of: times),
                    peak: try CircularScan().peak(of: times)))
        }
        let peak = try summary((0..<60).map { 960 + $0 % 20 })
        #expect(peak.window?.shown == "16:00–16:20" && peak.meanTime == "16:10" && peak.ratio == nil)
        #expect(
            peak.line.hasPrefix(
                "peak of the day, all days: 16:00–16:20 with 60 of 60 incidents (100.0 %), all of them, p <0.001; mean time 16:10 ("
            ))
        #expect(try summary([]).line == "peak of the day, all days: not tested: no incident with a time of day")
        #expect(try summary([700]).line.contains("Rayleigh's test needs 5 incidents with a time"))
        #expect(try summary([1439, 1]).meanTime == "00:00")
    }
}
