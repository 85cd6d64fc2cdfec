import Foundation
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents
import Testing

@testable import HomewardAnalysis

@Suite struct MonitorTests {
    private let clock: LocalClock
    private let first: CivilDay

    init() throws {
        clock = try LocalClock(timeZone: "Europe/London")
        first = try #require(CivilDay(year: 2022, month: 1, day: 1))
    }

    /// Weekdays are school days but in August.
    private func days(_ count: Int, from start: CivilDay? = nil) -> DayTable {
        let start = start ?? first
        return DayTable(
            first: start,
            kinds: (0..<count).map { step in
                let day = start.advanced(by: step)
                return day.isWeekend ? .weekend : day.parts.month == 8 ? .holiday : .school
            })
    }

    private func incident(
        _ day: CivilDay, hour: Int = 12, x: Double = 0, y: Double = 0, category: String = "Assault",
        weapon: String = "",
        age: Int16? = nil, harm: Double = 1
    ) -> Incident {
        Incident(
            at: Point(x: x, y: y), on: day, second: Int32(hour * 3600), clock: clock, category: category, age: age,
            weapon: weapon, harm: harm)
    }

    /// So many incidents in each month from January 2022 on, spread over its days.
    private func months(_ counts: [Int]) -> [Incident] {
        counts.enumerated().flatMap { index, count in
            let month = CalendarMonth(year: 2022, month: 1).advanced(by: index)
            let length = month.last.number - month.first.number + 1
            return (0..<count).map { incident(month.first.advanced(by: $0 % length), x: Double($0 * 500)) }
        }
    }

    private func result(
        _ incidents: [Incident], days: DayTable, places: MonitoredPlaces? = nil, knowsSchool: Bool = true,
        _ change: (inout Monitor) -> Void = { _ in }
    ) throws -> MonitorResult {
        let table = IncidentTable(incidents)
        return try Monitor(change).figures(
            of: table, places: places ?? MonitoredPlaces(area: [Int32](repeating: -1, count: table.count), names: []),
            days: days, areSchoolDaysKnown: knowsSchool)
    }

    @Test(
        "The limits of Poisson numbers are those that sums of their masses give", arguments: [0.05, 0.7, 3, 12.5, 60])
    func poissonLimits(mean: Double) {
        let expected = ExpectedCount(mean: mean, variance: mean)
        var masses = [exp(-mean)]
        for k in 1..<300 { masses.append(masses[k - 1] * mean / Double(k)) }
        for (limits, tail) in [(expected.warning, 0.025), (expected.alarm, 0.001)] {
            let above = masses[(limits.upper + 1)...].reduce(0, +)
            #expect(above <= tail && above + masses[limits.upper] > tail)
            let below = masses[..<limits.lower].reduce(0, +)
            #expect(below <= tail && below + masses[limits.lower] > tail)
        }
    }

    @Test func limitsAreThoseOfScipy() throws {
        let goldens = try golden("limits.csv")
        #expect(goldens.count == 9)
        for row in goldens {
            let expected = ExpectedCount(
                mean: try #require(Double(row[0])), variance: try #require(Double(row[1])))
            let found = [expected.warning.lower, expected.warning.upper, expected.alarm.lower, expected.alarm.upper]
            #expect(found == row[2...].compactMap { Int($0) }, "\(row)")
        }
    }

    @Test func limitsOfOddNumbersAreAnswers() {
        for (mean, variance) in [
            (0.0, 0.0), (-3, 1), (Double.nan, 1), (5, .infinity), (5, -1), (1e12, 1e13), (1e-9, 1e-9),
        ] {
            let expected = ExpectedCount(mean: mean, variance: variance)
            #expect(expected.warning.lower <= expected.warning.upper)
            #expect(expected.alarm.lower <= expected.warning.lower && expected.warning.upper <= expected.alarm.upper)
        }
        #expect(ExpectedCount(mean: 0, variance: 0).verdict(of: 1) == .farAbove)
        #expect(ExpectedCount(mean: 0, variance: 0).verdict(of: 0) == .within)
    }

    @Test("Every incident counts once in its month, and areas and elsewhere add up to the whole")
    func exactlyOnce() throws {
        var generator = SeededGenerator(seed: 3, stream: 0)
        let incidents = (0..<2000).map { _ in
            incident(
                first.advanced(by: generator.below(730)), hour: generator.below(24),
                x: Double(generator.below(40) * 25),
                y: Double(generator.below(40) * 25), weapon: generator.below(4) == 0 ? "Kitchen Knife" : "",
                age: generator.below(3) == 0 ? nil : Int16(generator.below(60)), harm: 0.1 * Double(generator.below(90))
            )
        }
        let table = IncidentTable(incidents)
        let area = (0..<table.count).map { row in Int32(table.x[row] < 300 ? 0 : table.x[row] < 700 ? 1 : -1) }
        func figures(_ order: [Int]) throws -> MonitorResult {
            try Monitor().figures(
                of: table.selecting(order),
                places: MonitoredPlaces(
                    area: order.map { area[$0] }, names: ["A", "B"],
                    sources: [ComparedSource(name: "Police", files: [0])], weighsHarm: true),
                days: days(730), areSchoolDaysKnown: true)
        }
        let found = try figures(Array(0..<table.count))
        #expect(found.groups.map(\.kind) == [.whole, .area, .area, .elsewhere])
        #expect(found.months.count == 24 && found.months.allSatisfy { $0.isWhole })
        for month in found.months.indices {
            let counts = found.groups.map { $0.figures[month].counts }
            for value in [
                \MonthlyCounts.incidents, \.withAge, \.young, \.knife,
            ] as [KeyPath<MonthlyCounts, Int>] {
                let parts = counts.dropFirst().reduce(0) { $0 + $1[keyPath: value] }
                #expect(counts[0][keyPath: value] == parts)
            }
            let timed = counts.compactMap(\.timed)
            let after = counts.compactMap(\.afterSchool)
            #expect(timed[0] == timed.dropFirst().reduce(0, +) && after[0] == after.dropFirst().reduce(0, +))
            #expect(counts[0].bySource == [counts[0].incidents])
            let harm = counts.compactMap(\.harm)
            #expect(abs(harm[0] - harm.dropFirst().reduce(0, +)) < 1e-9 * (1 + harm[0]))
        }
        let all = found.groups[0].figures
        #expect(all.reduce(0) { $0 + $1.counts.incidents } == 2000)
        // By hand, from the rows.
        let january = CalendarMonth(year: 2022, month: 1)
        let rows = (0..<table.count).filter { CalendarMonth(of: table.civilDay($0)) == january }
        #expect(all[0].counts.incidents == rows.count)
        #expect(all[0].counts.knife == rows.count { table.weapons[Int(table.weapon[$0])] == "Kitchen Knife" })
        #expect(all[0].counts.young == rows.count { (0..<25).contains(table.age[$0]) })
        let window = try #require(HourWindow("15-18"))
        let after = rows.count { row in
            table.minuteOfDay(row).map { window.contains(minute: $0) } == true && !table.civilDay(row).isWeekend
        }
        #expect(all[0].counts.afterSchool == after)
        // The order of rows does not matter, to the last bit.
        var order = Array(0..<table.count)
        for index in order.indices.reversed() { order.swapAt(index, generator.below(index + 1)) }
        #expect(try figures(order) == found)
    }

    @Test("Places to which incidents come back are those that counting twelve months by hand finds")
    func repeatPlaces() throws {
        var generator = SeededGenerator(seed: 5, stream: 0)
        // On edges and corners of squares too, and west and south of the origin.
        let incidents = (0..<600).map { _ in
            incident(
                first.advanced(by: generator.below(700)), x: Double(generator.below(20) * 25) - 250,
                y: Double(generator.below(20) * 25) - 250)
        }
        let found = try result(incidents, days: days(700)) { $0.place = 50 }
        #expect(found.months.last?.isWhole == false)
        let table = IncidentTable(incidents)
        for (month, figures) in found.groups[0].figures.enumerated() {
            guard month >= 11, found.months[month].isWhole else {
                #expect(figures.counts.repeatPlaces == nil && figures.rollingYear == nil)
                continue
            }
            let span = found.months[month - 11].month.first...found.months[month].month.last
            let rows = (0..<table.count).filter { span.contains(table.civilDay($0)) }
            let places = Dictionary(grouping: rows) { row in
                "\((table.x[row] / 50).rounded(.down)) \((table.y[row] / 50).rounded(.down))"
            }.values.filter { $0.count > 1 }
            #expect(figures.counts.repeatPlaces == places.count)
            #expect(figures.counts.repeatIncidents == places.reduce(0) { $0 + $1.count })
            #expect(figures.rollingYear == rows.count)
        }
        let unknown = MonitoredPlaces(
            area: [Int32](repeating: -1, count: table.count), names: [], arePlacesKnown: false)
        let without = try result(incidents, days: days(700), places: unknown)
        #expect(without.groups[0].figures.allSatisfy { $0.counts.repeatPlaces == nil })
    }

    @Test("A month that is cut short, or has fewer than twelve whole months before it, has no limits")
    func noLimits() throws {
        let start = first.advanced(by: 10)
        let all = months([Int](repeating: 20, count: 16)).filter { $0.day >= start }
        let found = try result(all, days: days(440, from: start))
        #expect(found.months.first?.isWhole == false && found.months.last?.isWhole == false)
        let limits = found.groups[0].figures.map { $0.expected != nil }
        // February 2022 is the first whole month, so February 2023 the first with limits; the last is cut short.
        let named = found.months.map(\.month)
        for (month, has) in zip(named, limits) {
            let isExpected = month >= CalendarMonth(year: 2023, month: 2) && month != named.last
            #expect(has == isExpected, "\(month)")
        }
        #expect(found.latest == found.months.count - 2)
        let few = try result(months([3, 4]).filter { $0.day < first.advanced(by: 40) }, days: days(40))
        #expect(few.groups[0].figures.allSatisfy { $0.expected == nil } && few.funnel == nil && few.themes.isEmpty)
        #expect(few.groups[0].trend.gap == .tooFewSteps && few.groups[0].yearOnYear == nil)
        let none = try result([], days: days(800))
        #expect(none.groups[0].figures.allSatisfy { $0.expected == nil && $0.counts.incidents == 0 })
        let short = try result([], days: days(3, from: first.advanced(by: 4)))
        #expect(short.latest == nil && short.months.count == 1)
        #expect(try result([], days: DayTable(first: first, kinds: [])).months.isEmpty)
    }

    @Test("Without a calendar nothing is told of school days, and what no month can count is set aside by reason")
    func gaps() throws {
        var incidents = months([10, 10])
        incidents.append(incident(first.advanced(by: 900)))
        let found = try result(incidents, days: days(59), knowsSchool: false)
        #expect(found.groups[0].figures.allSatisfy { $0.counts.timed == nil && $0.counts.afterSchool == nil })
        #expect(found.months.allSatisfy { $0.schoolDays == nil })
        #expect(found.aside == [.unknownDay: 1] && found.incidents == 21)
        #expect(!found.knowsAges && !found.knowsWeapons)
        #expect(throws: SettingError.self) { try result(incidents, days: days(59)) { $0.place = 0 } }
    }

    @Test("Words for a knife are parts of words, whatever their capitals, and may be others")
    func knives() {
        let usual = Monitor().standForKnife([
            "Knife", "KITCHEN KNIFE", "Possession of an article with a blade or point", "Bottle", "",
        ])
        #expect(usual == [true, true, true, false, false] as [Bool])
        let own = Monitor { $0.knifeWords = ["bottle", ""] }.standForKnife(["Knife", "Bottle or glass"])
        #expect(own == [false, true] as [Bool])
    }

    /// A Poisson draw by Knuth's product of uniform numbers.
    private func poisson(_ mean: Double, _ generator: inout SeededGenerator) -> Int {
        let limit = exp(-mean)
        var (count, product) = (0, generator.unit())
        while product > limit {
            product *= generator.unit()
            count += 1
        }
        return count
    }

    /// The last of thirty-six months, without the themes, which take long.
    private func last(_ incidents: [Incident]) -> MonitorResult.Figures {
        let table = IncidentTable(incidents)
        let places = MonitoredPlaces(area: [Int32](repeating: -1, count: table.count), names: [], arePlacesKnown: false)
        let tally = MonthlyTally(
            Monitor(), table, places: places, days: days(1096), areSchoolDaysKnown: false, areaDays: AreaDays())
        return MonitorResult(Monitor(), tally, places: places, themes: []).groups[0].figures[35]
    }

    @Test("Where nothing changes but the season, one month in twenty has a warning at most, and a third more is seen")
    func warnings() {
        let runs = 100
        let season = [0.8, 0.8, 1, 1, 1.1, 1.2, 1.3, 0.9, 1, 1.1, 0.9, 0.9]
        let outcomes = Parallel.map(runs) { run in
            var generator = SeededGenerator(seed: UInt64(run + 1), stream: 0)
            let counts = (0..<36).map { poisson(60 * season[$0 % 12], &generator) }
            let plain = last(months(counts))
            let more = last(months(counts.dropLast() + [counts[35] * 5 / 3]))
            return (plain.verdict, more.verdict)
        }
        let warned = outcomes.count { $0.0 != .within }
        // 100 draws at 5 % give 11 or more once in 90 times.
        #expect(warned < 11, "\(warned)")
        #expect(outcomes.count { $0.0 == .farAbove || $0.0 == .farBelow } <= 2)
        // Two thirds more: 90 for 54. Its past and the town's season are samples too, and one in four still passes for chance.
        let seen = outcomes.count { $0.1 == .above || $0.1 == .farAbove }
        #expect(seen > 60, "\(seen)")
    }

    @Test("A funnel of equal areas has none outside, one that doubles stands out, and residents tell shares")
    func funnel() throws {
        let even = AreaFunnel(
            counts: [100, 98, 104, 100], past: [100, 100, 100, 100], change: 1, residents: nil, bunching: 1)
        #expect(even.basis == .past && !even.toldDispersion && even.dispersion == 1)
        #expect(even.points.allSatisfy { $0.verdict == .within })
        #expect(abs(even.points.reduce(0) { $0 + $1.expected.mean } - 400) < 1e-9)
        let doubled = AreaFunnel(
            counts: [200, 98, 104, 100], past: [100, 100, 100, 100], change: 1, residents: nil, bunching: 1)
        #expect(doubled.points[0].verdict == .farAbove)
        // The town's doubling makes no area stand out.
        let all = AreaFunnel(
            counts: [200, 196, 208, 200], past: [100, 100, 100, 100], change: 2, residents: nil, bunching: 1)
        #expect(all.points.allSatisfy { $0.verdict == .within })
        let people = AreaFunnel(counts: [60, 20, 5], past: [], change: 1, residents: [3000, 1000, 0], bunching: 1)
        #expect(people.points.map(\.area) == [0, 1] as [Int] && people.points.allSatisfy { $0.verdict == .within })
        #expect(people.points[0].ratio == 1)
        // An area of which nothing was to be expected has no point: nobody can say what is much there.
        #expect(
            AreaFunnel(counts: [5, 7], past: [0, 9], change: 1, residents: nil, bunching: 1).points.map(\.area) == [1]
                as [Int])
        // Where areas differ by more than chance, the limits are that much wider, and the outermost alone does not widen them.
        let wide = AreaFunnel(
            counts: [70, 130, 75, 125, 60, 140, 80, 120, 100, 400], past: [Int](repeating: 100, count: 10), change: 1,
            residents: nil, bunching: 1)
        #expect(wide.toldDispersion && wide.dispersion > 2)
        let narrow = wide.points.map { ExpectedCount(mean: $0.expected.mean, variance: 2 * $0.expected.mean) }
        #expect(zip(wide.points, narrow).allSatisfy { $0.expected.warning.upper > $1.warning.upper })
        #expect(wide.points[9].verdict == .farAbove && wide.points[3].verdict == .within)
        #expect(AreaFunnel.dispersion(of: [-1, 0, 1, 0.5, -0.5, 0.2, 0.1, -0.3, 0, 40]) == 1)
    }

    @Test("Year on year, the trend and the themes are those of whole months alone")
    func years() throws {
        let counts = [Int](repeating: 30, count: 12) + [Int](repeating: 45, count: 12)
        // A month that is cut short, and full of incidents.
        let found = try result(months(counts + [400]), days: days(735))
        let whole = found.groups[0]
        #expect(whole.yearOnYear?.count == 540 && whole.yearOnYear?.comparisonCount == 360)
        #expect(whole.trendMonths == 24 && (whole.trend.lower ?? 0) > 1)
        #expect(whole.figures[23].rollingYear == 540 && whole.figures[24].rollingYear == nil)
        #expect(found.themes.map(\.column) == [.category, .weapon])
        let assault = try #require(found.themes[0].ranking.values.first)
        #expect(assault.name == "Assault" && assault.verdict == .grew && assault.change.count == 540)
        #expect(whole.figures[12].verdict == .farAbove || whole.figures[12].verdict == .above)
    }
}
