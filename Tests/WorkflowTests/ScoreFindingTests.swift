import Foundation
import HomewardAnalysis
import HomewardCalendar
import HomewardCore
import HomewardIncidents
import Testing

@testable import HomewardWorkflow

/// What `score` says of the sample, of areas and terms, and of files that have little.
@Suite struct ScoreFindingTests {
    private static let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func sample(_ change: (inout PlanFile) -> Void = { _ in }) throws -> (Study, PlanFile) {
        var plan = try PlanFile(path: project.appending(path: "Samples/coventry.yml").path)
        plan.window = .everything
        plan.score.resamples = 99
        change(&plan)
        return (try Study(loading: plan.study), plan)
    }

    @Test func theSampleIsScoredWeekByWeekAndTold() throws {
        let (study, plan) = try Self.sample()
        let finding = try ScoreFinding(study, plan)
        #expect(finding.step == "week" && finding.periods == 52 && finding.from == "2024-09-02")
        let cells = try #require(finding.cells.first)
        #expect(cells.methods.map(\.method) == ForecastMethod.allCases.map(\.rawValue))
        #expect(cells.drawn == "periods" && cells.tested > 500 && cells.timed <= cells.tested)
        let areas = try #require(cells.areasPercent)
        #expect(areas > 1 && areas < 50)
        for method in cells.methods {
            // Four shares, and the areas' own.
            #expect(method.shares.count == 5 && method.shares.last?.isAreas == true)
            for share in method.shares {
                let (hit, pei) = (share.hitRate.value ?? -1, share.pei.value ?? 2)
                #expect(hit >= 0 && hit <= 1 && pei <= 1 + 1e-9)
                let isWithin = (share.hitRate.lower ?? 2) <= hit && hit <= (share.hitRate.upper ?? -1)
                #expect(isWithin)
            }
        }
        let base = try #require(cells.methods.first { $0.method == finding.baseline })
        let chance = try #require(cells.methods.first { $0.method == "chance" })
        #expect((base.shares[0].pai.value ?? 0) > 2 && abs((chance.shares[0].pai.value ?? 0) - 1) < 1e-6)
        let shares = cells.mixture.reduce(0) { $0 + $1.share }
        #expect(abs(shares - 1) < 1e-3)
        let terms = try #require(finding.terms)
        #expect(terms.count > 6 && terms.contains { $0.ratio != nil })
        let text = finding.lines.joined(separator: "\n")
        for words in ["52 forecasts", "PAI", "Against the count of the last 365 days", "Hours after school", "points"] {
            #expect(text.contains(words), "\(words)")
        }
        #expect(!text.lowercased().contains("nan") && !text.contains("inf"))
        let columns = try #require(ScoreFinding.about.table).columns.count
        #expect(finding.records.count == 45 && finding.records.allSatisfy { $0.count == columns })
        #expect(finding.section.tables.count == 4)
        // With the hour of the week teams meet more than with even hours, and what it adds is the difference.
        let presence = try #require(base.presence?.value)
        let (even, gain) = (base.evenPresence?.value ?? 1, base.presenceHourGain?.value ?? 0)
        #expect(presence > even && abs(presence - even - gain) < 1e-7)
        #expect(text.contains("With the hour of the week against all hours alike"))
        let json = try Answer(finding).json()
        #expect(try JSONText.decode(ScoreFinding.self, from: Data(json.utf8), file: "score") == finding)
    }

    @Test func schoolDaysAfterSchoolAreScoredByMonthsAndTwoWidths() throws {
        let (study, plan) = try Self.sample {
            $0.window = StudyWindow()
            $0.score.step = .month
            $0.score.cells = [250, 500]
            $0.score.methods = ["chance", "long-kernel"]
        }
        let finding = try ScoreFinding(study, plan)
        #expect(finding.days == "school" && finding.hours?.from == "15:00" && finding.filtered > 0)
        // Of twelve months August has no school day.
        #expect(finding.periods == 11 && finding.cells.map(\.cellM) == [250, 500])
        #expect(finding.cells[0].methods.map(\.method) == ["chance", "last-year", "long-kernel"])
        #expect(finding.cells[0].mixture.isEmpty && finding.cells[0].selfExciting == nil)
        let told =
            finding.outside + finding.filtered + finding.setAside.values.reduce(0, +)
        #expect(told < finding.incidents)
        let surface = try study.forecast(
            plan.scoreMethod,
            after: try study.score(plan.scoreMethod, window: plan.window, mostCells: 100_000), window: plan.window,
            mostCells: 100_000)
        #expect(surface.period.first.description == "2025-09-01" && surface.grid.cellSize == 250)
        #expect(abs(surface.share.reduce(0, +) - 1) < 1e-9)
    }

    @Test func withoutACalendarTheTermsAreNotTestedAndSaidSo() throws {
        let (study, plan) = try Self.sample {
            $0.study.calendars = []
            $0.score.methods = ["chance"]
        }
        let finding = try ScoreFinding(study, plan)
        #expect(finding.terms == nil)
        #expect(finding.lines.contains { $0.contains("no calendar") })
        #expect(throws: WorkflowError.self) {
            try study.score(plan.scoreMethod, window: StudyWindow(), mostCells: 100_000)
        }
    }

    @Test func fewTestedIncidentsAreCalledTooFew() throws {
        let (study, plan) = try Self.sample {
            $0.score.step = .once
            $0.score.start = CivilDay(iso: "2025-08-29")
        }
        let finding = try ScoreFinding(study, plan)
        #expect(finding.cells[0].tested < 30 && finding.cells[0].drawn == "incidents")
        let text = finding.lines.joined(separator: "\n")
        #expect(text.contains("methods cannot be told apart") && !text.contains("surely"))
    }

    @Test func tooManyCellsNameTheScoresOwnKey() throws {
        let (study, plan) = try Self.sample { $0.score.cells = [20] }
        do {
            _ = try study.score(plan.scoreMethod, window: plan.window, mostCells: 1000)
            Issue.record("not refused")
        } catch let error as AnalysisError {
            #expect(error.report.sentence(naming: { $0 }).contains("score.cells_m"))
        }
    }
}
