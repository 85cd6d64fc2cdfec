import HomewardCalendar
import HomewardCore
import HomewardGeometry
import Testing

@testable import HomewardPlanner

@Suite struct TeamDaysTests {
    static let monday = CivilDay(number: 20_332)

    /// The visits for a known risk: incidents a day by area and step, by the sort of day.
    static func timetable(
        _ planner: PatrolPlanner,
        kind: @escaping @Sendable (CivilDay) -> DayKind = { $0.isWeekend ? .weekend : .school },
        rates: (PatrolDayType) -> [Double]
    ) -> VisitTimetable {
        let days = (0..<7 * planner.weeks).map { monday.advanced(by: $0) }
        let form = PatrolForm(radius: planner.radius)
        let areas = (0..<planner.areas).map { index in
            let centre = Point(x: Double(index) * 700, y: 0)
            return PatrolArea(
                id: "A\(index + 1)", centre: centre, outline: form.polygon(at: centre), place: "", incidents: 0, harm: 0
            )
        }
        let types = Set(days.map { PatrolDayType(kind: kind($0), weekday: $0.weekday) })
        let risk = PatrolRisk(
            areas: planner.areas, steps: planner.hours.minutes / PatrolRisk.step,
            rates: Dictionary(uniqueKeysWithValues: types.map { ($0, rates($0)) }))
        return VisitTimetable(
            planner: planner, days: days, areas: areas, risk: risk,
            travel: PatrolTravel(planner: planner, areas: areas, network: nil), kind: kind)
    }

    /// On how many of any seven days an area is visited in one quarter of an hour, at most.
    static func mostDays(_ visits: [Visit]) -> Int {
        var days: [String: Set<Int>] = [:]
        for visit in visits {
            for quarter in visit.start / 15...(visit.start + visit.minutes - 1) / 15 {
                days["\(visit.area) \(quarter)", default: []].insert(visit.day.number)
            }
        }
        return days.values.map { own in
            own.map { first in own.count { (first..<first + 7).contains($0) } }.max() ?? 0
        }.max() ?? 0
    }

    static func planner(areas: Int, visitsPerDay: Int, hours: String, weeks: Int, team: Int) throws -> PatrolPlanner {
        try PatrolPlannerTests.planner(areas: areas, visitsPerDay: visitsPerDay, hours: hours, weeks: weeks)
            .with(\.teamVisitsPerDay, team).with(\.leastWorth, 0).with(\.leastPerWeek, 0)
    }

    /// One area and one visit a day of one quarter of an hour: the best week takes each of the best quarters twice.
    @Test(arguments: 1...24) func oneVisitADayIsAsGoodAsTheRuleAllows(_ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        // Some towns have one quarter that matters, some many that are alike.
        let least = generator.unit()
        let quarters = (0..<12).map { _ in least + (1 - least) * generator.unit() }
        let planner = try Self.planner(areas: 1, visitsPerDay: 1, hours: "15-18", weeks: 2, team: 1)
        let found = Self.timetable(planner) { _ in (0..<36).map { quarters[$0 / 3] / 3 } }
        let top = quarters.sorted(by: >)
        let most = 2 * (2 * top[0] + 2 * top[1] + 2 * top[2] + top[3])
        #expect(Self.mostDays(found.visits) <= 2)
        #expect(abs(found.best - 14 * top[0]) < 1e-9)
        #expect(found.worth <= most + 1e-9 && found.ruleBound >= most - 1e-9)
        // What can be kept together is, and where it cannot, little is lost beyond that.
        #expect(found.worth >= min(0.9 * found.best, 0.98 * most), "\(found.worth) of \(most), \(found.best)")
        if found.worth < 0.9 * found.best { #expect(found.ruleBound <= 1.02 * most) }
    }

    /// Random towns: the rule of two days holds in each; the visits are worth nine tenths of the best, or a bound proves that no
    /// visits which keep the rule are, but for a town in fifteen.
    @Test func bothRulesAreKeptWhereTheyCanBe() throws {
        var kept = 0
        var impossible = 0
        var open: [String] = []
        let towns = Parallel.map(60) { seed -> (planner: PatrolPlanner, found: VisitTimetable)? in
            var generator = SeededGenerator(seed: UInt64(seed) + 1)
            let areas = 1 + generator.below(3)
            guard
                let planner = try? Self.planner(
                    areas: areas, visitsPerDay: 1 + generator.below(3), hours: ["15-18", "15-19", "14-20"][seed % 3],
                    weeks: 1, team: 2 + generator.below(4)
                ).with(\.seed, UInt64(seed)).with(\.leastPerWeek, seed % 2)
            else { return nil }
            let steps = planner.hours.minutes / PatrolRisk.step
            let peaks = (0..<areas).map { _ in
                (at: generator.unit() * Double(steps), wide: 2 + 24 * generator.unit(), high: 0.2 + generator.unit())
            }
            let found = Self.timetable(planner) { type in
                (0..<areas).flatMap { area in
                    (0..<steps).map { step in
                        let away = (Double(step) - peaks[area].at - Double(type.weekday)) / peaks[area].wide
                        return peaks[area].high * max(0.02, 1 - away * away) * (type.weekday > 4 ? 0.5 : 1)
                    }
                }
            }
            return (planner, found)
        }
        for (seed, town) in towns.enumerated() {
            let (planner, found) = try #require(town)
            #expect(Self.mostDays(found.visits) <= 2)
            for own in Dictionary(grouping: found.visits, by: \.area).values {
                let starts = own.map { $0.day.number * 1440 + $0.start }
                for (one, next) in zip(starts, starts.dropFirst()) {
                    #expect(next - one >= planner.visitMinutes + planner.apartMinutes)
                }
            }
            #expect(found.best <= found.bound * (1 + 1e-9) && found.worth <= found.ruleBound * (1 + 1e-9))
            #expect(found.ruleBound <= found.bound * (1 + 1e-9))
            if found.worth >= 0.9 * found.best - 1e-12 {
                kept += 1
            } else if found.ruleBound < 0.9 * found.best {
                impossible += 1
            } else {
                open.append("\(seed): \(found.worth / found.best), at most \(found.ruleBound / found.best)")
            }
        }
        #expect(
            kept >= 30 && impossible >= 1 && open.count <= 4, "\(kept) kept, \(impossible) impossible, open \(open)")
    }

    /// School days, holidays and weekends have times of their own within one week.
    @Test func eachKindOfDayHasItsTimes() throws {
        let kind: @Sendable (CivilDay) -> DayKind = { day in
            day.isWeekend ? .weekend : day.weekday > 2 ? .holiday : .school
        }
        let planner = try Self.planner(areas: 1, visitsPerDay: 1, hours: "10-22", weeks: 1, team: 1)
        let hour: [DayKind: Int] = [.school: 15, .holiday: 12, .weekend: 19]
        let found = Self.timetable(planner, kind: kind) { type in
            (0..<144).map { step in
                let minute = 600 + step * 5
                let from = (hour[type.kind] ?? 0) * 60
                return (from..<from + 90).contains(minute) ? 1 : 0
            }
        }
        #expect(found.visits.count == 7)
        for visit in found.visits {
            let from = (hour[kind(visit.day)] ?? 0) * 60
            #expect((from..<from + 90).contains(visit.start), "\(visit)")
        }
    }

    /// A busy team has its break of half an hour with the way before it, between the first and the last hour, and is back by the
    /// end; in six hours it has none.
    @Test func breaksAndShiftEndsAreKept() throws {
        for (hours, isDue) in [("15-22", true), ("15-21", false)] {
            let planner = try Self.planner(areas: 2, visitsPerDay: 12, hours: hours, weeks: 1, team: 12)
                .with(\.apartMinutes, 30).with(\.visitMinutes, 30)
            let found = Self.timetable(planner) { _ in [Double](repeating: 1, count: 2 * planner.hours.minutes / 5) }
            let end = planner.hours.start + planner.hours.minutes
            #expect(found.visits.allSatisfy { $0.start + $0.minutes <= end })
            // On the first day nothing is used up yet.
            let starts = found.visits.filter { $0.day == Self.monday }.map(\.start).sorted()
            #expect(starts.count >= 8, "\(starts)")
            let gaps = zip([15 * 60 - 30] + starts, starts + [end]).map { before, next in
                min(next, end - 60) - max(before + 30, 16 * 60)
            }
            #expect(((gaps.max() ?? 0) >= 30) == isDue, "\(starts)")
        }
    }

    /// The poorer area has its visit each day and its three a week where that is asked for, and none where it is not.
    @Test func noAreaLosesEveryTime() throws {
        func counts(_ change: (inout PatrolPlanner) -> Void) throws -> [Int] {
            var planner = try Self.planner(areas: 2, visitsPerDay: 2, hours: "15-18", weeks: 1, team: 2)
                .with(\.leastWorth, 0.1)
            change(&planner)
            let found = Self.timetable(planner) { _ in
                [Double](repeating: 1, count: 36) + [Double](repeating: 0.01, count: 36)
            }
            #expect(Self.mostDays(found.visits) <= 2)
            return (0..<7).map { day in
                found.visits.count { $0.area == "A2" && $0.day == Self.monday.advanced(by: day) }
            }
        }
        #expect(try counts { _ in }.reduce(0, +) == 0)
        #expect(try counts { $0.leastPerWeek = 3 }.reduce(0, +) == 3)
        // A team with visits to spare makes no more of them than are owed.
        let spare = try counts {
            $0.leastPerWeek = 2
            $0.visitsPerDay = 3
            $0.teamVisitsPerDay = 8
        }
        #expect(spare.reduce(0, +) == 2)
        #expect(try counts { $0.leastPerDay = 1 } == [1, 1, 1, 1, 1, 1, 1])
    }
}
