import Foundation
import HomewardAnalysis
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents
import HomewardPlanner
import HomewardWorkflow
import Kernels

/// What forecasts would have caught, and how long it takes to tell.
///
/// The robberies of Memphis (`memphis_robberies.csv` and `memphis_precincts.geojson` in the folder `real` of `--data` or `HOMEWARD_DATA`): learnt on
/// nine months, tested on three. The sample, week by week in its second year. Patrol areas that go by the forecast that won, on incidents
/// that they have not seen. Towns without a pattern. Then the times, on a made-up town of two years: five methods
/// week by week, all nine, and the self-exciting process alone.
struct ScoreBench {
    /// The folder of published data; nil where there is none.
    var data: String?
    private static let town = "Benchmarks/.data"
    private static let five = [
        ForecastMethod.lastYear, .allHistory, .longKernel, .recentKernel, .nearRepeat,
    ].map(\.rawValue)

    init(_ arguments: [String]) {
        let option = arguments.firstIndex(of: "--data").flatMap { index in
            arguments.indices.contains(index + 1) ? arguments[index + 1] : nil
        }
        data = option ?? ProcessInfo.processInfo.environment["HOMEWARD_DATA"]
    }

    /// Prints the tables.
    func run() throws {
        try memphis()
        try sample()
        try calibration()
        try speed()
    }

    // MARK: What was caught

    private func memphis() throws {
        guard let data else {
            print("The robberies of Memphis are left out: name their folder with --data or HOMEWARD_DATA.\n")
            return
        }
        var request = StudyRequest(incidents: [
            IncidentSource(path: data + "/real/memphis_robberies.csv")
        ])
        request.incidents[0].source.crs = "EPSG:4326"
        request.incidents[0].source.columns = try ColumnMapping([("when", "date"), ("x", "x"), ("y", "y")])
        request.crs = "EPSG:32615"
        request.timeZone = "America/Chicago"
        request.areas.file = data + "/real/memphis_precincts.geojson"
        // One outline crosses itself.
        request.mendsAreas = true
        let study = try Study(loading: request)
        let method = ForecastScore {
            $0.step = .once
            $0.start = CivilDay(iso: "2019-10-01")
            $0.cells = [250, 500]
        }
        let survey = try study.score(method, window: .everything, mostCells: 1_000_000)
        try areas(
            study, of: PatrolPlanner { $0.hours = HourWindow("0-24") ?? .patrolHours },
            score: method.with(\.start, nil).with(\.step, .week).with(\.training, 150), "Memphis, all hours",
            ends: (0..<4).map { study.period.upperBound.advanced(by: -30 * $0) })
        show(
            survey,
            "Memphis, robberies of \(study.period.lowerBound) to \(study.period.upperBound), \(study.table.count) in the precincts: learnt before 2019-10-01, tested from it on"
        )
    }

    private func sample() throws {
        let plan = try PlanFile(path: "Samples/coventry.yml")
        let study = try Study(loading: plan.study)
        let survey = try study.score(plan.scoreMethod, window: .everything, mostCells: 1_000_000)
        try areas(
            study, of: plan.patrolsMethod, score: plan.scoreMethod, "The sample, under 25, patrol hours",
            ends: (0..<5).map { study.period.upperBound.advanced(by: -30 * $0) })
        show(survey, "The sample, under 25, week by week")
        for window in study.termWindows() ?? [] {
            let ratio = window.ratio.map {
                String(
                    format: "%.2f (%.2f–%@)", $0.ratio ?? 0, $0.lower,
                    $0.upper.map { String(format: "%.2f", $0) } ?? "∞")
            }
            print(
                "  term from \(window.term.lowerBound): hours \(window.hours?.description ?? "–"), ratio \(ratio ?? "–")"
            )
        }
        print("")
    }

    /// Patrol areas chosen on the first four fifths of a period, and what they hold of the last fifth: by weighed incidents, by the
    /// forecast that had won, and where the year before counted most.
    private func areas(
        _ study: Study, of planner: PatrolPlanner, score: ForecastScore, _ title: String, ends: [CivilDay]
    ) throws {
        print(
            "\(title): incidents in \(planner.areas) patrol areas of \(Int(planner.radius)) m that were chosen before them"
        )
        print(
            "  counted                    incidents  weighed  by the forecast that had won            last year's count"
        )
        var sums = (weighed: 0, forecast: 0, count: 0)
        let incidents = try study.selecting(
            StudyWindow {
                $0.days = .all
                $0.hours = planner.hours
            }
        ).table
        for end in ends {
            let period = study.period.lowerBound...end
            func proof(_ risk: PatrolPlanner.RiskBasis) throws -> PatrolProof? {
                try planner.with(\.risk, risk).with(\.nodeLimit, 20).plan(
                    incidents: incidents.selecting((0..<incidents.count).filter { incidents.civilDay($0) <= end }),
                    studyArea: study.studyArea.outline, period: period, firstDay: end.advanced(by: 1),
                    basis: ForecastBasis(
                        score: score, studyArea: study.studyArea.outline,
                        days: DayTable(
                            first: period.lowerBound, kinds: period.map { $0.isWeekend ? .weekend : .holiday }),
                        hours: planner.hours)
                ).proof
            }
            guard let weighed = try proof(.chosen), let forecast = try proof(.forecast) else { continue }
            sums = (
                sums.weighed + weighed.inAreas, sums.forecast + forecast.inAreas,
                sums.count + (weighed.lastYear?.inAreas ?? 0)
            )
            print(
                "  \(weighed.days.lowerBound) to \(weighed.days.upperBound)"
                    + String(
                        format: "   %9ld %8ld %9ld %40ld", weighed.incidents, weighed.inAreas, forecast.inAreas,
                        weighed.lastYear?.inAreas ?? 0))
        }
        print("  together \(sums.weighed), \(sums.forecast), \(sums.count)\n")
        fflush(nil)
    }

    private func show(_ survey: ScoreSurvey, _ title: String) {
        print(title)
        for score in survey.cells {
            let drawn = score.drawsPeriods ? "periods" : "incidents"
            print(
                "  cells of \(Int(score.cell)) m, \(score.cells); \(score.periods.count) forecasts, \(score.tested) incidents tested; 95 % intervals from drawing \(drawn)"
            )
            for index in score.methods[0].shares.indices {
                let share = score.methods[0].shares[index]
                print(
                    String(format: "  %.2f %% of the ground%@", 100 * share.share, share.isAreas ? " (areas)" : "")
                        .padding(toLength: 34, withPad: " ", startingAt: 0)
                        + "hit rate %          PAI                  PEI                  RRI                  against the baseline, points"
                )
                for method in score.methods {
                    let own = method.shares[index]
                    let cells = [
                        text(own.hitRate, 1, 100), text(own.pai, 2), text(own.pei, 2),
                        text(own.rri, 2),
                    ].map { $0.padding(toLength: 21, withPad: " ", startingAt: 0) }.joined()
                    print(
                        "    " + method.method.rawValue.padding(toLength: 30, withPad: " ", startingAt: 0) + cells
                            + text(own.difference, 1, 100))
                }
            }
            print(
                "  area under the curve, and met by \(survey.method.teams) teams of \(survey.method.teamHours) h a week, %: by the hour of the week, with even hours, and the difference in points"
            )
            for method in score.methods {
                print(
                    "    " + method.method.rawValue.padding(toLength: 30, withPad: " ", startingAt: 0)
                        + text(method.area, 3).padding(toLength: 25, withPad: " ", startingAt: 0)
                        + [method.presence, method.evenPresence, method.presenceHourGain].map {
                            ($0.map { text($0, 2, 100) } ?? "–").padding(toLength: 25, withPad: " ", startingAt: 0)
                        }.joined())
            }
            if let process = score.excitement {
                print(
                    String(
                        format: "  self-exciting: one brings %.3f (standard error %.3f), %.1f days, %.0f m",
                        process.branching, process.error ?? .nan, process.days, process.metres))
            }
            let parts = score.mixture.map { "\($0.method.rawValue) \(String(format: "%.2f", $0.share))" }
            print("  mixture: \(parts.joined(separator: ", "))")
        }
        print("")
        fflush(nil)
    }

    private func text(_ estimate: ScoreEstimate, _ decimals: Int, _ factor: Double = 1) -> String {
        guard let value = estimate.value else { return "–" }
        func shown(_ value: Double) -> String { String(format: "%.\(decimals)f", factor * value) }
        guard let lower = estimate.lower, let upper = estimate.upper else { return shown(value) }
        return "\(shown(value)) (\(shown(lower))–\(shown(upper)))"
    }

    // MARK: Chance

    /// How often a method is called better or worse than the baseline in towns where nothing can be: incidents fall anywhere at any time.
    private func calibration() throws {
        let towns = 2000
        let side = 3_000.0
        let clock = try LocalClock(timeZone: "Europe/London")
        let grid = try Grid(
            covering: MultiPolygon([BoundingBox(minX: 0, minY: 0, maxX: side, maxY: side).polygon]), cellSize: 250)
        // A corner, as good as any.
        let areas = grid.cells.map { Int32($0.column < 4 && $0.row < 4 ? 0 : -1) }
        let days = DayTable(
            first: DenseTown.period.first,
            kinds: (0..<DenseTown.period.days).map {
                DenseTown.period.first.advanced(by: $0).isWeekend ? .weekend : .holiday
            })
        let method = ForecastScore {
            $0.resamples = 499
            $0.shares = [10]
        }
        let surveys = Parallel.map(towns) { town -> ScoreSurvey? in
            var generator = SeededGenerator(seed: 2025, stream: UInt64(town))
            let incidents = (0..<800).map { _ in
                Incident(
                    at: Point(x: side * generator.unit(), y: side * generator.unit()),
                    on: days.first.advanced(by: generator.below(days.kinds.count)),
                    second: Int32(generator.below(86_400)), clock: clock)
            }
            return try? method.survey(of: IncidentTable(incidents), on: [grid], areas: [areas], days: days)
        }
        let scores = surveys.compactMap { $0?.cells.first }
        print(
            "\(scores.count) towns without a pattern: called better or worse than the baseline on 10 % of the ground, and hit rate"
        )
        for kind in ForecastMethod.allCases where kind != .baseline {
            let shares = scores.compactMap { score in score.methods.first { $0.method == kind }?.shares.first }
            let flagged = shares.count { ($0.difference.lower ?? 0) > 0 || ($0.difference.upper ?? 0) < 0 }
            let interval = Binomial.interval(flagged, of: max(1, shares.count))
            let hit = shares.reduce(0) { $0 + ($1.hitRate.value ?? 0) } / Double(max(1, shares.count))
            print(
                "  " + kind.rawValue.padding(toLength: 16, withPad: " ", startingAt: 0)
                    + String(
                        format: "%5ld  %5.1f %%  %.1f–%.1f %%   %.2f %%", flagged,
                        100 * Double(flagged) / Double(max(1, shares.count)), 100 * interval.lowerBound,
                        100 * interval.upperBound, 100 * hit))
        }
        let branching = scores.compactMap { $0.excitement?.branching }
        print(
            String(
                format: "  one incident brings %.3f others on average, %.3f at most\n",
                branching.reduce(0, +) / Double(max(1, branching.count)), branching.max() ?? 0))
        fflush(nil)
    }

    // MARK: Times

    private func speed() throws {
        let box = DenseTown.centre
        let side = DenseTown.radius
        let grid = try Grid(
            covering: MultiPolygon([
                BoundingBox(minX: box.x - side, minY: box.y - side, maxX: box.x + side, maxY: box.y + side).polygon
            ]), cellSize: 250)
        for (title, methods) in [("five methods", Self.five as [String]?), ("all methods", nil)] {
            print("\(title), week by week over two years, \(grid.cells.count) cells")
            print("  incidents       wall  processor  growth  forecasts")
            var times: [(rows: Int, seconds: Double)] = []
            for rows in [1_000, 10_000, 100_000] {
                let table = try TownFile(rows: rows, in: Self.town).read().table
                let method = ForecastScore { $0.methods = methods }
                let (spent, survey) = try Spent.measuring {
                    try method.survey(of: table, on: [grid], days: DenseTown.days)
                }
                times.append((rows, spent.processor))
                print(row(rows, spent, times) + String(format: " %10ld", survey.cells[0].periods.count))
                fflush(nil)
            }
        }
        print("self-exciting process, one fit")
        print("  incidents       wall  processor  growth      pairs  one brings")
        var times: [(rows: Int, seconds: Double)] = []
        for rows in [1_000, 3_000, 10_000, 30_000] {
            let table = try TownFile(rows: rows, in: Self.town).read().table
            let order = (0..<table.count).sorted { (table.start[$0], $0) < (table.start[$1], $1) }
            let points = order.map { table.point($0) }
            let from = Double(DenseTown.period.first.number)
            let seconds = order.map { Double(table.start[$0]) / 86_400 }
            let (spent, fit) = try Spent.measuring {
                try SelfExciting().fit(
                    points: points, times: seconds, from: from, until: from + Double(DenseTown.period.days),
                    area: 4 * side * side)
            }
            times.append((rows, spent.processor))
            print(row(rows, spent, times) + String(format: " %10ld %11.3f", fit.pairs, fit.branching))
            fflush(nil)
        }
    }

    private func row(_ rows: Int, _ spent: Spent, _ times: [(rows: Int, seconds: Double)]) -> String {
        String(
            format: "  %9ld %9.2fs %9.2fs %@", rows, spent.wall, spent.processor,
            Growth.exponent(times).map { String(format: "%7.2f", $0) } ?? "       ")
    }
}
