import Foundation
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents
import Testing

@testable import HomewardAnalysis

/// Counts by weeks, months and years, and what is made of them.
@Suite struct TrendsTests {
    private static let start = CivilDay(number: 19_601)  // 1 September 2023, a Friday
    private let clock: LocalClock
    private let days: DayTable

    init() throws {
        clock = try LocalClock(timeZone: "Europe/London")
        days = Self.table(days: 731)
    }

    /// Every fourth week is a holiday.
    private static func table(from first: CivilDay = start, days count: Int) -> DayTable {
        DayTable(
            first: first,
            kinds: (0..<count).map { step in
                if first.advanced(by: step).isWeekend { return .weekend }
                return step / 7 % 4 == 3 ? .holiday : .school
            })
    }

    /// Incidents by day, each on a whole day at three.
    private func incidents(_ counts: [Int], from first: CivilDay = start, category: String = "") -> [Incident] {
        counts.enumerated().flatMap { day, count in
            (0..<count).map { _ in
                Incident(
                    at: Point(x: 0, y: 0), on: first.advanced(by: day), second: 54_000, clock: clock,
                    category: category)
            }
        }
    }

    private func dated(
        _ incidents: [Incident], days: DayTable? = nil, _ selection: DaySelection = .all, hours: HourWindow? = nil
    ) -> DatedIncidents {
        DatedIncidents(
            IncidentTable(incidents),
            places: DayPlaces(days: days ?? self.days, selection: selection, hours: hours))
    }

    private func drawn(_ mean: Double, days count: Int = 731, seed: UInt64) -> [Int] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { _ in poisson(mean, &generator) }
    }

    // MARK: Which incidents serve which method

    private func coarse() throws -> [Incident] {
        let noon = clock.start(of: Self.start.advanced(by: 40)) + 12 * 3600
        func range(_ hours: Int64) -> Incident {
            Incident(
                at: Point(x: 0, y: 0), start: noon - hours * 1800, end: noon + hours * 1800, precision: .range,
                day: Self.start.advanced(by: 40), second: hours <= 1 ? 43_200 : nil)
        }
        let march = try #require(CivilDay(iso: "2024-03-01"))
        func month(_ day: CivilDay) -> Incident {
            Incident(
                at: Point(x: 0, y: 0), start: clock.start(of: day),
                end: clock.start(of: day.advanced(by: 31)) - 1, precision: .month, day: day, second: nil)
        }
        return [
            range(1), range(20), range(100), range(600), range(2000), month(march),
            month(Self.start.advanced(by: -31)),
            Incident(at: Point(x: 0, y: 0), on: Self.start.advanced(by: 3), clock: clock),
            Incident(at: Point(x: 0, y: 0), on: Self.start.advanced(by: 900), second: 9, clock: clock),
        ]
    }

    @Test func coarseTimesServeTheUnitsThatTheyCan() throws {
        let incidents = dated(try coarse())
        #expect(incidents.counted(.day) == 3 && incidents.counted(.week) == 4 && incidents.counted(.month) == 6)
        #expect(incidents.aside(.day) == [.longRange: 3, .noDay: 1, .unknownDay: 2])
        #expect(incidents.aside(.week) == [.longRange: 2, .noDay: 1, .unknownDay: 2])
        #expect(incidents.aside(.month) == [.longRange: 1, .unknownDay: 2])
        let school = dated(try coarse(), .school)
        #expect(school.counted(.month) == 3 && school.filtered == 0)
        #expect(school.aside(.month) == [.longRange: 3, .noDay: 1, .unknownDay: 2])
        let noon = dated(try coarse(), hours: HourWindow("11-13"))
        #expect(noon.counted(.month) == 1 && noon.aside(.month)[.noTime] == 1)
        #expect(dated(try coarse(), hours: HourWindow("15-18")).filtered == 1)
        for unit in TimeUnit.allCases {
            for all in [incidents, school, noon] {
                #expect(all.counted(unit) + all.filtered + all.aside(unit).values.reduce(0, +) == 9)
            }
        }
    }

    @Test func aMonthThatThePeriodCutsIsNoMonth() throws {
        let first = try #require(CivilDay(iso: "2024-03-10"))
        let month = Incident(
            at: Point(x: 0, y: 0), start: 0, end: 1, precision: .month, day: try #require(CivilDay(iso: "2024-04-01")),
            second: nil)
        #expect(dated([month], days: Self.table(from: first, days: 40)).aside(.month) == [.unknownDay: 1])
        #expect(dated([month], days: Self.table(from: first, days: 60)).counted(.month) == 1)
    }

    // MARK: Profiles

    @Test func ratesAreByDaysInForce() throws {
        // One incident on every day: every rate is 1, whatever the length of the month.
        let one = dated(incidents([Int](repeating: 1, count: 731)))
        for cycle in RateProfile.Cycle.allCases {
            let profile = RateProfile(cycle, of: one, dispersion: 1)
            #expect(profile.parts.allSatisfy { $0.rate.rate == 1 } && profile.chiSquare == 0 && profile.p == 1)
            #expect(profile.parts.reduce(0) { $0 + $1.rate.exposure } == 731)
        }
        #expect(RateProfile(.month, of: one, dispersion: 1).parts.map(\.number) == Array(1...12))
        #expect(RateProfile(.year, of: one, dispersion: 1).parts.map { $0.rate.exposure } == [122, 366, 243])
        let kinds = RateProfile(.kindOfDay, of: one, dispersion: 1)
        let (school, weekends) = (days.count(.school), days.count(.weekend))
        #expect(kinds.parts.map { Int($0.rate.exposure) } == [school, 731 - school - weekends, weekends])
        // On school days alone Saturday is no part, and days without an incident count.
        let half = dated(incidents([Int](repeating: 1, count: 300)), .school)
        let week = RateProfile(.weekday, of: half, dispersion: 1)
        #expect(week.parts.map(\.number) == Array(0...4) && week.parts.allSatisfy { ($0.rate.rate ?? 1) < 0.5 })
    }

    /// Pearson's chi-square by hand: 30 on Mondays, 10 on Tuesdays, as many days of each.
    @Test func theChiSquareIsPearsons() throws {
        let monday = try #require(CivilDay(iso: "2024-01-01"))
        let table = DayTable(first: monday, kinds: [.school, .school])
        let profile = RateProfile(.weekday, of: dated(incidents([30, 10], from: monday), days: table), dispersion: 2)
        let p = try #require(profile.p)
        #expect(profile.chiSquare == 5 && agree(p, erfc((2.5).squareRoot()), within: 1e-12))
    }

    @Test func profilesOfLittleAreNotTested() throws {
        #expect(RateProfile(.weekday, of: dated([]), dispersion: 1).gap == .noIncident)
        #expect(RateProfile(.weekday, of: dated(incidents([3])), dispersion: 1).gap == .tooFew)
        let august = Self.table(days: 20)
        #expect(RateProfile(.month, of: dated(incidents([9]), days: august), dispersion: 1).gap == .onePart)
        let noDays = dated(incidents([9]), days: DayTable(first: Self.start, kinds: []))
        let none = RateProfile(.weekday, of: noDays, dispersion: 1)
        #expect(none.gap == .noIncident && none.parts.isEmpty)
    }

    // MARK: Levels and trend

    private func series(_ name: String) throws -> CountSeries {
        CountSeries(
            unit: .week,
            steps: try golden("trends.csv").filter { $0[0] == "step" && $0[1] == name }.enumerated().map { index, row in
                let first = Self.start.advanced(by: 7 * index)
                return CountSeries.Step(
                    first: first, last: first.advanced(by: 6), days: Int(row[3]) ?? 0, count: Int(row[2]) ?? 0)
            })
    }

    @Test func partitionsAgreeWithRuptures() throws {
        let rows = try golden("trends.csv").filter { $0[0] == "cuts" }
        #expect(rows.count == 20)
        for row in rows {
            let sums = LevelSums(try series(row[1]).steps.map { ($0.count, $0.days) })
            let penalty = try #require(Double(row[3]))
            let cuts = ChangePoints.cuts(sums, shortest: try #require(Int(row[2])), penalty: penalty)
            let edges = [0] + cuts + [sums.count]
            let cost = zip(edges, edges.dropFirst()).reduce(penalty * Double(cuts.count)) {
                $0 - 2 * sums.likelihood($1.0, $1.1)
            }
            #expect(agree(cost, try #require(Double(row[4])), within: 1e-9), "\(row)")
            #expect(cuts == row[5].split(separator: " ").compactMap { Int($0) }, "\(row)")
        }
    }

    @Test func trendsAgreeWithStatsmodels() throws {
        let rows = try golden("trends.csv").filter { $0[0] == "trend" }
        #expect(rows.count == 5)
        for row in rows {
            let trend = RateTrend(of: try series(row[1]))
            let theirs = row.dropFirst(2).compactMap { Double($0) }
            #expect(agree(try #require(trend.perYear), theirs[0], within: 1e-9), "\(row)")
            #expect(agree(try #require(trend.lower), theirs[1], within: 1e-8), "\(row)")
            #expect(agree(try #require(trend.upper), theirs[2], within: 1e-8), "\(row)")
            #expect(agree(try #require(trend.dispersion), theirs[3], within: 1e-9), "\(row)")
        }
    }

    @Test func aPlantedChangeIsFoundInItsWeek() throws {
        let counts = drawn(1, days: 350, seed: 5) + drawn(1.8, days: 381, seed: 6)
        var method = ChangePoints()
        let result = method.changes(in: CountSeries(of: dated(incidents(counts)), by: .week))
        #expect(result.called.count == 1 && result.levels.count == 2 && result.gap == nil)
        let found = try #require(result.called.first)
        #expect(abs(found.first.number - Self.start.number - 350) <= 21 && found.p == 0.001)
        #expect(result.levels[0].last.advanced(by: 1) == found.first)
        #expect((found.rate.rate ?? 0) > 1.6)
        method.seed = 2
        #expect(method.changes(in: CountSeries(of: dated(incidents(counts)), by: .month)).called.count == 1)
    }

    /// Twice as many incidents, each counted twice, are no more news than half as many.
    @Test func bunchesAreAllowedFor() throws {
        var (called, levels, dispersed) = (0, 0, 0)
        for seed in 1...40 {
            let counts = drawn(0.3, seed: UInt64(seed)).map { 5 * $0 }
            let series = CountSeries(of: dated(incidents(counts)), by: .week)
            var method = ChangePoints()
            method.permutations = 199
            let result = method.changes(in: series)
            called += result.called.isEmpty ? 0 : 1
            levels += result.levels.count - 1
            if series.dispersion > 3 { dispersed += 1 }
        }
        #expect(dispersed == 40 && called <= 5 && levels < 20)
    }

    @Test func changesOfLittle() throws {
        let method = ChangePoints()
        #expect(method.changes(in: CountSeries(unit: .week, steps: [])).gap == .noIncident)
        let short = CountSeries(of: dated(incidents([4, 3, 2]), days: Self.table(days: 20)), by: .week)
        #expect(method.changes(in: short).gap == .tooFewSteps(needed: 8))
        #expect(RateTrend(of: short).gap == .tooFewSteps)
        #expect(RateTrend(of: CountSeries(unit: .week, steps: [])).gap == .noIncident)
        // All in the last week or all in one day between: no slope is too steep, and any is too flat.
        let end = CountSeries(of: dated(incidents([Int](repeating: 0, count: 730) + [9])), by: .week)
        #expect(RateTrend(of: end).gap == .atOneEnd && end.dispersion.isFinite)
        let middle = RateTrend(of: CountSeries(of: dated(incidents([Int](repeating: 0, count: 300) + [9])), by: .week))
        #expect(middle.perYear?.isFinite == true && middle.p?.isFinite == true)
    }

    /// A count that doubles in a year grows by 2, whatever the days in force.
    @Test(arguments: [DaySelection.all, .school]) func aSteadyGrowthIsFound(_ selection: DaySelection) throws {
        let counts = (0..<731).map { day in Int((40 * pow(2, Double(day) / 365.25)).rounded()) }
        let trend = RateTrend(of: CountSeries(of: dated(incidents(counts), selection), by: .week))
        let (perYear, p) = (try #require(trend.perYear), try #require(trend.p))
        #expect(abs(perYear - 2) < 0.02 && p < 1e-9)
    }

    // MARK: Months and values

    @Test func monthsAreHeldAgainstThoseOfTheYearBefore() throws {
        // Twice as many from 1 September 2024 on.
        let counts = (0..<731).map { $0 < 366 ? 1 : 2 }
        let year = MonthComparison(.yearOnYear, of: dated(incidents(counts)), months: 12)
        #expect(year.months == 12 && year.later?.first == CivilDay(iso: "2024-09-01"))
        #expect(year.earlier?.first == Self.start && year.earlier?.last == CivilDay(iso: "2024-08-31"))
        let change = try #require(year.change)
        #expect(change.count == 730 && change.exposure == 365 && change.comparisonCount == 366 && change.ratio == 2)
        #expect(change.lower > 1.7 && change.p < 1e-9)
        let month = MonthComparison(.monthOnMonth, of: dated(incidents(counts)), months: 12)
        #expect(month.later?.first == CivilDay(iso: "2025-08-01") && month.earlier?.last == CivilDay(iso: "2025-07-31"))
        #expect(month.change?.ratio == 1 && month.change?.p == 1)
        let august = MonthComparison(.monthOnYear, of: dated(incidents(counts)), months: 12)
        #expect(august.earlier?.first == CivilDay(iso: "2024-08-01") && august.change?.ratio == 2)
    }

    @Test func monthsThatAreLackingAreSaid() throws {
        let short = dated(incidents([1, 1]), days: Self.table(days: 45))
        #expect(MonthComparison(.yearOnYear, of: short, months: 12).gap == .tooFewMonths(months: 1, needed: 13))
        #expect(MonthComparison(.monthOnMonth, of: short, months: 12).gap == .tooFewMonths(months: 1, needed: 2))
        // Sixteen whole months: four of them have a year before.
        let february = [Int](repeating: 0, count: 170) + [1]
        let four = MonthComparison(.yearOnYear, of: dated(incidents(february), days: Self.table(days: 500)), months: 12)
        #expect(four.months == 4 && four.gap == .noIncident && four.later?.first == CivilDay(iso: "2024-09-01"))
        let holidays = DayTable(first: Self.start, kinds: [DayKind](repeating: .holiday, count: 731))
        let none = dated(incidents([1]), days: holidays, .school)
        #expect(MonthComparison(.yearOnYear, of: none, months: 12).gap == .noDay)
        #expect(MonthComparison.wholeMonths(of: DayTable(first: Self.start, kinds: [])).isEmpty)
    }

    @Test func whatGrewStandsFirst() throws {
        let counts = [
            ("Robbery", 40, 90), ("robbery ", 20, 21), ("Theft", 80, 82), ("Arson", 70, 20), ("Nuisance", 0, 30),
            ("Piracy", 1, 1), ("", 5, 6), ("Treason", 3, 0),
        ]
        let all = counts.flatMap { name, early, late in
            (0..<early + late).map { index in
                let day = index < early ? index % 300 : 400 + index % 300
                return Incident(
                    at: Point(x: 0, y: 0), on: Self.start.advanced(by: day), second: 9, clock: clock, category: name)
            }
        }
        let survey = try Trends().survey(of: IncidentTable(all), days: days, column: column(of: all))
        let growth = try #require(survey.growth)
        #expect(growth.values.map(\.name) == ["Nuisance", "Robbery", "Theft", "Arson", "Treason", "Piracy"])
        #expect(growth.values.map(\.verdict).prefix(4) == [.grew, .grew, .noChange, .fell])
        #expect(growth.values[0].isNew && growth.values[4].isGone && growth.unnamed == 11 && growth.tested == 4)
        #expect(growth.values[1].change.count == 111 && growth.values[1].change.comparisonCount == 60)
        for value in growth.values {
            switch value.verdict {
            case .grew: #expect(value.change.lower > 1 && (value.q ?? 1) <= 0.05)
            case .fell: #expect((value.change.upper ?? 2) < 1 && (value.q ?? 1) <= 0.05)
            case .noChange: #expect(value.change.lower < 1 && (value.change.upper ?? 2) > 1)
            case .tooFew(let needed):
                #expect(value.q == nil && value.change.count + value.change.comparisonCount < needed)
            }
        }
        // Three shared values of four tested: the intervals have the confidence that goes with q.
        #expect(agree(growth.confidence, 1 - 0.05 * 3 / 4, within: 1e-12))
        let turned = Array(all.reversed())
        let again = try Trends().survey(of: IncidentTable(turned), days: days, column: column(of: turned))
        #expect(again == survey)
    }

    private func column(of incidents: [Incident]) -> ValueColumn {
        let table = IncidentTable(incidents)
        return ValueColumn(codes: table.category.map { Int($0) }, names: table.categories)
    }

    @Test func theFullestDaysAreFound() throws {
        var counts = [Int](repeating: 0, count: 731)
        for day in stride(from: 0, to: 731, by: 3) { counts[day] = 1 }
        for day in 200...204 { counts[day] = 6 }
        let week = BusiestDays(7, of: dated(incidents(counts)))
        #expect(week.count >= 30 && week.first.map { (194...200).contains($0.number - Self.start.number) } == true)
        let p = try #require(week.p)
        #expect(p < 0.001 && week.last == week.first?.advanced(by: 6))
        let day = BusiestDays(1, of: dated(incidents(counts)))
        #expect(day.count == 6 && day.first == Self.start.advanced(by: 200))
        #expect(BusiestDays(7, of: dated(incidents([1]), days: Self.table(days: 13))).p == nil)
        #expect(BusiestDays(7, of: dated([])).p == nil)
    }

    // MARK: All together

    @Test(arguments: [0, 1, 500]) func oddInputHasStatedAnswers(_ count: Int) throws {
        let minute = (0..<count).map { _ in
            Incident(
                at: Point(x: 0, y: 0), on: Self.start.advanced(by: 10), second: 57_600, clock: clock, category: "A")
        }
        for table in [days, Self.table(days: 30), Self.table(days: 1), DayTable(first: Self.start, kinds: [])] {
            for selection in DaySelection.allCases {
                let survey = try Trends { $0.days = selection }.survey(
                    of: IncidentTable(minute), days: table, column: column(of: minute))
                for profile in survey.profiles { #expect((profile.p == nil) == (profile.gap != nil)) }
                for comparison in survey.comparisons { #expect((comparison.change == nil) == (comparison.gap != nil)) }
                #expect((survey.trend.p == nil) == (survey.trend.gap != nil))
                #expect(survey.changes.levels.isEmpty == (survey.changes.gap != nil))
                var numbers = survey.profiles.compactMap(\.p) + survey.busiest.compactMap(\.p)
                numbers += survey.comparisons.compactMap { $0.change?.p }
                numbers += [survey.dispersion, survey.trend.p ?? 0]
                #expect(numbers.allSatisfy { $0.isFinite })
            }
        }
    }

    /// Rows of the month alone serve months, and the series then goes by months.
    @Test func monthsAloneServeMonths() throws {
        let months = (0..<24).flatMap { step -> [Incident] in
            let first = CalendarMonth(of: Self.start).advanced(by: step).first
            return (0..<(step < 12 ? 10 : 16)).map { _ in
                Incident(
                    at: Point(x: 0, y: 0), start: clock.start(of: first), end: clock.start(of: first) + 2_000_000,
                    precision: .month, day: first, second: nil)
            }
        }
        let survey = try Trends().survey(of: IncidentTable(months), days: days)
        #expect(survey.series.unit == .month && survey.series.steps.count == 24)
        #expect(survey.counted[.day] == 0 && survey.setAside[.day] == [.noDay: 312])
        #expect(survey.profiles.first { $0.cycle == .weekday }?.gap == .noIncident)
        let month = try #require(survey.profiles.first { $0.cycle == .month }?.p)
        let change = try #require(survey.comparisons[0].change)
        #expect(month > 0.1 && change.count == 192 && change.p < 0.001)
        #expect(survey.changes.called.count == 1 && survey.busiest.allSatisfy { $0.p == nil })
        let weeks = try Trends { $0.step = .week }.survey(of: IncidentTable(months), days: days)
        #expect(weeks.series.count == 0)
    }

    @Test func badSettingsAreRefused() throws {
        let plain = Trends()
        let bad = [
            plain.with(\.months, 0), plain.with(\.fdr, 1), plain.with(\.penalty, .nan), plain.with(\.permutations, 5),
        ]
        for bad in bad {
            #expect(throws: SettingError.self) { try bad.survey(of: IncidentTable(), days: days) }
        }
    }
}
