import HomewardCalendar
import HomewardCore
import HomewardStreets

/// The visits of all days: for each sort of day the best rows of visits, and of those near the best one drawn for each day.
///
/// Each team has areas of its own, dealt out in the order of their risk, so that it is shared evenly. A day's visits are near
/// the best for its sort of day (``VisitSearch``), but drawn by a seed, and no area is visited in the same quarter of an hour on
/// more than two of any seven days (``TeamDays``). So who watches a team learns little of when it comes next.
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
    /// The same for visits that keep the rule of the quarters of an hour.
    private(set) var ruleBound = 0.0

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
        let now = self
        let progress = WorkProgress.counting(
            "Timing the visits of team \(team + 1) of \(min(planner.teams, areas.count))", to: types.count)
        let sorts = Parallel.map(types.count) { index -> TeamDays.Sort in
            let problem = now.day(types[index], own: own, least: now.planner.leastPerDay > 0 ? 0 : now.least)
            let bound = VisitBound(problem)
            let open = now.day(types[index], own: own, least: 0)
            defer { progress?.advance() }
            return TeamDays.Sort(
                day: problem, bound: bound, best: VisitSearch().best(of: problem, by: bound), open: open,
                openBound: VisitBound(open))
        }
        let place = Dictionary(uniqueKeysWithValues: types.enumerated().map { ($1, $0) })
        let sortOf = days.map { place[PatrolDayType(kind: kind($0), weekday: $0.weekday)] ?? 0 }
        let drawn = TeamDays(planner: planner, sorts: sorts, sortOf: sortOf, stream: UInt64(team))
        ruleBound += drawn.ruleBound
        for (number, date) in days.enumerated() {
            best += sorts[sortOf[number]].best.worth
            bound += sorts[sortOf[number]].openBound.value
            worth += drawn.worth(number)
            for stay in drawn.drawn[number] {
                let minute = planner.hours.start + stay.start * PatrolRisk.step
                visits.append(
                    Visit(
                        area: areas[own[stay.area]].id, day: date.advanced(by: minute / 1440), start: minute % 1440,
                        minutes: planner.visitMinutes, team: team + 1))
            }
        }
        for area in own.indices { owe(area, of: own, drawn.drawn) }
    }

    /// Says where an area has fewer visits of the first week or of a day than it should.
    private mutating func owe(_ area: Int, of own: [Int], _ drawn: [[VisitDay.Stay]]) {
        let counts = drawn.map { stays in stays.count { $0.area == area } }
        let week = counts.prefix(7).reduce(0, +)
        let poor = counts.count { $0 < planner.leastPerDay }
        let reason = "its team is elsewhere or has no visit left, or nothing at all is to be expected."
        if counts.count >= 7, week < planner.leastPerWeek {
            unserved.append(
                Unserved(
                    name: areas[own[area]].id,
                    reason:
                        "It has \(week) visits in the week from \(days[0]), fewer than \(planner.leastPerWeek): \(reason)"
                ))
        } else if poor > 0 {
            unserved.append(
                Unserved(
                    name: areas[own[area]].id,
                    reason:
                        "It has fewer than \(planner.leastPerDay) visits on \(poor) of the \(days.count) days: its quarters of an hour are used up, \(reason)"
                ))
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
