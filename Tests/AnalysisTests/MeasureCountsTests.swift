import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents
import Testing

@testable import HomewardAnalysis

/// Incidents near dated measures: the quick count against one that looks at every incident for every measure.
@Suite struct MeasureCountsTests {
    private static let first = CivilDay(number: 19_601)  // 1 September 2023

    /// Incidents of moments, days, ranges and months alone.
    private func table(_ count: Int, days: Int, seed: UInt64) throws -> IncidentTable {
        let clock = try LocalClock(timeZone: "Europe/London")
        var generator = SeededGenerator(seed: seed)
        return IncidentTable(
            (0..<count).map { _ in
                let day = Self.first.advanced(by: generator.below(days))
                let at = Point(x: 3000 * generator.unit(), y: 3000 * generator.unit())
                switch generator.below(10) {
                case 0:
                    let month = CalendarMonth(of: day)
                    return Incident(
                        at: at, start: clock.start(of: month.first), end: clock.start(of: month.last),
                        precision: .month,
                        day: month.first, second: nil)
                case 1:
                    let start = clock.start(of: day)
                    return Incident(
                        at: at, start: start, end: start + Int64(86_400 * (1 + generator.below(40))), precision: .range,
                        day: day, second: nil)
                case 2: return Incident(at: at, on: day, clock: clock)
                default: return Incident(at: at, on: day, second: Int32(generator.below(86_400)), clock: clock)
                }
            })
    }

    @Test(
        arguments: [(DaySelection.all, nil), (.school, nil), (.all, HourWindow("15-18"))]
            as [(DaySelection, HourWindow?)])
    func countsAreThoseOfLookingAtAll(_ selection: DaySelection, _ hours: HourWindow?) throws {
        let length = 500
        let table = try table(3000, days: length, seed: 5)
        let days = DayTable(
            first: Self.first, kinds: (0..<length).map { Self.first.advanced(by: $0).isWeekend ? .weekend : .school })
        var generator = SeededGenerator(seed: 9)
        let measures = (0..<12).map { index in
            MeasureCounts.Measure(name: "M\(index)", start: Self.first.advanced(by: 5 + 42 * index))
        }
        let near = (0..<table.count).map { _ in Int32(generator.below(26)) - 14 }.map { max(-1, $0) }
        let wide = near.map { $0 >= 0 ? $0 : max(-1, Int32(generator.below(30)) - 18) }
        let method = DatedMeasures { $0.span = 150 }
        let counts = MeasureCounts(
            method, of: table, near: near, wide: wide, measures: measures.count, days: days, selection: selection,
            hours: hours)
        let period = Self.first...days.last
        var told = 0
        for (index, measure) in measures.enumerated() {
            guard let (before, after) = method.periods(around: measure.start, in: period) else {
                #expect(counts.place(index, measure, in: period) == nil)
                continue
            }
            told += 1
            let layout = EvaluationSteps(
                before: before, after: after, days: days, selection: selection, hours: hours, by: .month)
            let step = layout.place(table).step
            func sum(_ isIn: (Int) -> Bool) -> BeforeAfter {
                let rows = (0..<table.count).filter { step[$0] >= 0 && isIn($0) }
                let later = rows.count { layout.steps[Int(step[$0])].isAfter }
                return BeforeAfter(before: rows.count - later, after: later)
            }
            let place = try #require(counts.place(index, measure, in: period))
            #expect(place.near == sum { near[$0] == Int32(index) })
            #expect(place.ring == sum { near[$0] < 0 && wide[$0] == Int32(index) })
            #expect(place.control == sum { near[$0] < 0 && wide[$0] < 0 })
            #expect(place.days.before == layout.steps.filter { !$0.isAfter }.reduce(0) { $0 + $1.days })
            #expect(place.control.before + place.control.after > 0)
        }
        #expect(told >= 9)
    }
}
