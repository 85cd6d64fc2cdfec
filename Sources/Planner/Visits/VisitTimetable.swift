import HomewardCalendar
import HomewardCore
import HomewardStreets

/// The visits of all days: for each sort of day the best rows of visits, and of those near the best one drawn for each day.
///
/// Each team has areas of its own, dealt out in the order of their risk, so that it is shared evenly. A day's visits are near
/// the best for its sort of day (``VisitSearch``), but a seed draws a factor for each area and quarter of an hour, and no area is
/// visited in the same quarter of an hour on more than two of any seven days. So who watches a team learns little of when
/// it comes next.
struct VisitTimetable: Sendable {
    /// The visits in the order of time, then of area.
    private(set) var visits: [Visit] = []
    /// Areas that get less than they should.
    private(set) var unserved: [Unserved] = []
    /// The incidents (or harm) to expect at the visits.
    private(set) var worth = 0.0
    /// The same for the best visits of each day, the same on every such day.
    private(set) var best = 0.0
    /// What no visits of these teams to these areas can exceed.
    private(set) var bound = 0.0

    /// How many days of seven an area may be visited in the same quarter of an hour.
    static let mostDays = 2
    /// How much less a time may be thought to be worth in a draw, and in the draws after it where the day would lose too much.
    static let noise = [0.3, 0.12, 0]
    /// What a drawn day may lose against the best of its sort before another is drawn.
    static let loss = 0.06

    private let planner: PatrolPlanner
    private let areas: [PatrolArea]
    private let risk: PatrolRisk
    private let travel: PatrolTravel
    private let days: [CivilDay]
    private let kind: @Sendable (CivilDay) -> DayKind
    private let least: Double

    /// Draws the visits of `days`, which follow one another.
    ///
    /// - Parameters:
    ///   - risk: The areas' risk on every sort of day that occurs.
    ///   - kind: What sort of day a day is for a school child.
    init(
        planner: PatrolPlanner, days: [CivilDay], areas: [PatrolArea], risk: PatrolRisk, travel: PatrolTravel,
        kind: @escaping @Sendable (CivilDay) -> DayKind
    ) {
        self.planner = planner
        self.areas = areas
        self.risk = risk
        self.travel = travel
        self.days = days
        self.kind = kind
        // The best visit that there is sets what next to nothing means.
        var top = 0.0
        for type in Set(days.map { PatrolDayType(kind: kind($0), weekday: $0.weekday) }) {
            let worth = risk.worth(
                on: type, starts: planner.visitStarts, minutes: planner.visitMinutes, residual: planner.residualMinutes)
            top = max(top, worth.max() ?? 0)
        }
        least = planner.leastWorth * top
        guard !areas.isEmpty, !days.isEmpty else { return }
        let shares = (0..<min(planner.teams, areas.count)).map { team in
            areas.indices.filter { $0 % planner.teams == team }
        }
        for (team, own) in shares.enumerated() { draw(team: team, own: own) }
        visits.sort { ($0.day, $0.start, $0.area) < ($1.day, $1.start, $1.area) }
        unserved += silent()
    }

    /// The problem of a sort of day for some areas, and its bound.
    private struct Sort: Sendable {
        /// The day with the visits that are worth it.
        var day: VisitDay
        var bound: VisitBound
        var best: VisitSearch.Answer
        /// The day with every visit at which anything is to be expected, for areas that must have some.
        var open: VisitDay
        var openBound: VisitBound
    }

    private func day(_ type: PatrolDayType, own: [Int], least: Double) -> VisitDay {
        let n = own.count
        let starts = planner.visitStarts
        let worth = risk.worth(
            on: type, starts: starts, minutes: planner.visitMinutes, residual: planner.residualMinutes)
        var day = VisitDay(
            areas: n, starts: starts, worth: [], apart: [Int](repeating: 0, count: n * n),
            way: [Int](repeating: 0, count: n * n), visitMinutes: planner.visitMinutes, most: planner.teamVisitsPerDay,
            mostOfArea: [Int](repeating: planner.visitsPerDay, count: n),
            leastOfArea: [Int](repeating: min(planner.leastPerDay, planner.visitsPerDay), count: n),
            rest: planner.rest)
        for area in own {
            day.worth += worth[(area * starts)..<((area + 1) * starts)].map { $0 > 0 && $0 >= least ? $0 : -.infinity }
        }
        for (from, first) in own.enumerated() {
            for (to, second) in own.enumerated() {
                let way = from == to ? 0 : travel.minutes(from: first, to: second)
                day.way[from * n + to] = way
                day.apart[from * n + to] = VisitDay.step(
                    atOrAfter: planner.visitMinutes + (from == to ? planner.apartMinutes : way))
            }
        }
        day.most = min(day.most, n * planner.visitsPerDay)
        return day
    }

    private mutating func draw(team: Int, own: [Int]) {
        let types = Set(days.map { PatrolDayType(kind: kind($0), weekday: $0.weekday) }).sorted()
        let search = VisitSearch()
        let now = self
        let solved = Parallel.map(types.count) { index -> Sort in
            let problem = now.day(types[index], own: own, least: now.planner.leastPerDay > 0 ? 0 : now.least)
            let bound = VisitBound(problem)
            let open = now.day(types[index], own: own, least: 0)
            return Sort(
                day: problem, bound: bound, best: search.best(of: problem, by: bound), open: open,
                openBound: VisitBound(open))
        }
        let sorts = Dictionary(zip(types, solved)) { first, _ in first }
        var generator = SeededGenerator(seed: planner.seed, stream: UInt64(team))
        var drawn: [[VisitDay.Stay]] = []
        for (number, date) in days.enumerated() {
            guard let sort = sorts[PatrolDayType(kind: kind(date), weekday: date.weekday)] else { continue }
            drawn.append(drawDay(number, drawn, sort, search, &generator))
            best += sort.best.worth
            bound += sort.openBound.value
        }
        meetLeast(&drawn, own: own, sorts, search)
        for (number, date) in days.enumerated() {
            guard let sort = sorts[PatrolDayType(kind: kind(date), weekday: date.weekday)] else { continue }
            worth += sort.open.worth(of: drawn[number])
            for stay in drawn[number] {
                let minute = planner.hours.start + stay.start * PatrolRisk.step
                visits.append(
                    Visit(
                        area: areas[own[stay.area]].id, day: date.advanced(by: minute / 1440), start: minute % 1440,
                        minutes: planner.visitMinutes, team: team + 1))
            }
        }
    }

    /// A day's visits near the best that keep clear of what the days around it do.
    private func drawDay(
        _ number: Int, _ drawn: [[VisitDay.Stay]], _ sort: Sort, _ search: VisitSearch,
        _ generator: inout SeededGenerator
    ) -> [VisitDay.Stay] {
        let open = opened(sort.day, on: number, drawn)
        var best = VisitSearch.Answer(stays: [], worth: -1, isProven: false)
        let quarters = (planner.hours.minutes + 14) / 15 + 2
        let factors = (0..<sort.day.areas * quarters).map { _ in generator.unit() }
        for noise in Self.noise {
            var day = open
            for area in 0..<day.areas {
                for start in 0..<day.starts {
                    let key = area * day.starts + start
                    day.worth[key] *= 1 - noise * factors[area * quarters + start * PatrolRisk.step / 15]
                }
            }
            var found = search.best(of: day, by: sort.bound)
            found.worth = sort.day.worth(of: found.stays)
            if found.worth > best.worth { best = found }
            if best.worth >= (1 - Self.loss) * sort.best.worth { break }
        }
        return best.stays
    }

    /// The day with times closed at which an area has been visited on two days of the six before or after, or for which its
    /// visits of the week are used up, and with times that the week has used once, or that take in more quarters than they need, worth a little less.
    private func opened(_ day: VisitDay, on number: Int, _ drawn: [[VisitDay.Stay]]) -> VisitDay {
        var day = day
        var used: [[Int]: [Int]] = [:]
        for other in max(0, number - 6)..<min(drawn.count, number + 7) where other != number {
            for stay in drawn[other] {
                for quarter in quarters(stay.start) { used[[stay.area, quarter], default: []].append(other) }
            }
        }
        let week = (number / 7 * 7)..<min(drawn.count, number / 7 * 7 + 7)
        var left = [Int](repeating: planner.visitsPerWeek, count: day.areas)
        for other in week where other != number { for stay in drawn[other] { left[stay.area] -= 1 } }
        for area in 0..<day.areas {
            day.mostOfArea[area] = max(0, min(day.mostOfArea[area], left[area]))
            for start in 0..<day.starts {
                let key = area * day.starts + start
                let quarters = quarters(start)
                // A visit that takes in two quarters takes two of those that are left to the week.
                if quarters.count > 1 { day.worth[key] *= 0.95 }
                for quarter in quarters {
                    guard let others = used[[area, quarter]] else { continue }
                    day.worth[key] *= 0.97
                    if isFull(others, with: number) { day.worth[key] = -.infinity }
                }
            }
        }
        return day
    }

    /// Whether a further day would be one of more than two in seven days.
    private func isFull(_ others: [Int], with number: Int) -> Bool {
        for (index, first) in others.enumerated() {
            for second in others[(index + 1)...] where second != first {
                if max(first, second, number) - min(first, second, number) < 7 { return true }
            }
        }
        return false
    }

    /// The quarters of an hour of the clock during which a visit lasts.
    private func quarters(_ start: Int) -> ClosedRange<Int> {
        let minute = planner.hours.start + start * PatrolRisk.step
        return minute / 15...(minute + planner.visitMinutes - 1) / 15
    }

    /// Gives areas that would have fewer visits of a week than they should more, a day at a time.
    private mutating func meetLeast(
        _ drawn: inout [[VisitDay.Stay]], own: [Int], _ sorts: [PatrolDayType: Sort], _ search: VisitSearch
    ) {
        guard planner.leastPerWeek > 0 else { return }
        for week in stride(from: 0, to: days.count, by: 7) where week + 7 <= days.count {
            for area in own.indices {
                func count() -> Int {
                    (week..<week + 7).reduce(0) { sum, day in sum + drawn[day].count { $0.area == area } }
                }
                for number in week..<week + 7 where count() < planner.leastPerWeek {
                    let date = days[number]
                    guard let sort = sorts[PatrolDayType(kind: kind(date), weekday: date.weekday)] else { continue }
                    var day = opened(sort.open, on: number, drawn)
                    // Whoever has visits that day keeps as many.
                    for other in own.indices { day.leastOfArea[other] = drawn[number].count { $0.area == other } }
                    day.leastOfArea[area] += 1
                    let found = search.best(of: day, by: sort.openBound).stays
                    guard found.count(where: { $0.area == area }) == day.leastOfArea[area],
                        found.count >= min(drawn[number].count, day.most)
                    else { continue }
                    drawn[number] = found
                }
                let all = count()
                if all < planner.leastPerWeek, week == 0 {
                    unserved.append(
                        Unserved(
                            name: areas[own[area]].id,
                            reason:
                                "It has \(all) visits in the week from \(days[week]), fewer than \(planner.leastPerWeek): its team is elsewhere or has no visit left, or nothing at all is to be expected."
                        ))
                }
            }
        }
    }

    /// The areas without a visit, with the reason.
    private func silent() -> [Unserved] {
        let seen = Set(visits.map(\.area))
        let named = Set(unserved.map(\.name))
        return areas.filter { !seen.contains($0.id) && !named.contains($0.id) }.map { area in
            let reason =
                planner.visitStarts == 0
                ? "A visit of \(planner.visitMinutes) min is longer than the patrol hours \(planner.hours)."
                : "No visit: next to nothing is to be expected there at any time at which its team could come."
            return Unserved(name: area.id, reason: reason)
        }
    }
}
