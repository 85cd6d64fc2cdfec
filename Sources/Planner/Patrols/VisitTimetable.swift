import HomewardCalendar
import HomewardGeometry
import HomewardIncidents

/// The visits of all days, from one plan for each team and weekday.
///
/// An area's risk differs between weekdays and not between weeks, so every Monday is like the first.
/// O(areas × incidents + 7 × one day's schedule for each team + visits log visits).
struct VisitTimetable {
    /// The visits in the order of time, then of area.
    private(set) var visits: [Visit] = []
    /// Areas some of whose visits have no room.
    private(set) var unserved: [Unserved] = []

    /// Plans each team's day at the times when its areas' own risk is highest.
    init(
        planner: PatrolPlanner, firstDay: CivilDay, areas: [PatrolArea], incidents: IncidentTable, form: PatrolForm
    ) {
        let risks = areas.map { area in
            RiskCurve(
                incidents: incidents, hours: planner.hours, visitMinutes: planner.visitMinutes,
                isInside: { form.contains($0, centre: area.centre) })
        }
        self.init(planner: planner, firstDay: firstDay, areas: areas) { own, weekday in
            DaySchedule.best(planner: planner, areas: areas, own: own, risks: risks, weekday: weekday)
        }
    }

    /// Repeats the week that `schedule` gives, which is asked once for each team's areas and weekday, Monday being 0.
    init(
        planner: PatrolPlanner, firstDay: CivilDay, areas: [PatrolArea],
        schedule: (_ own: [Int], _ weekday: Int) -> DaySchedule
    ) {
        guard planner.visitsPerDay > 0, planner.weeks > 0 else { return }
        // Areas stand in the order of their harm, so dealing them out in turn shares it evenly.
        let shares = (0..<min(planner.teams, areas.count)).map { team in
            areas.indices.filter { $0 % planner.teams == team }
        }
        let week = (0..<7).map { weekday in shares.map { schedule($0, weekday) } }
        var missing = [(count: Int, first: CivilDay?)](repeating: (0, nil), count: areas.count)
        for day in firstDay..<firstDay.advanced(by: 7 * planner.weeks) {
            for (team, own) in shares.enumerated() {
                let stays = week[day.weekday][team].stays
                for stay in stays {
                    let minute = planner.hours.start + stay.start
                    visits.append(
                        Visit(
                            area: areas[stay.area].id, day: day.advanced(by: minute / 1440), start: minute % 1440,
                            minutes: planner.visitMinutes, team: team + 1))
                }
                for area in own {
                    let short = planner.visitsPerDay - stays.count { $0.area == area }
                    guard short > 0 else { continue }
                    missing[area] = (missing[area].count + short, missing[area].first ?? day)
                }
            }
        }
        visits.sort { ($0.day, $0.start, $0.area) < ($1.day, $1.start, $1.area) }
        for (area, short) in zip(areas, missing) {
            guard let first = short.first else { continue }
            unserved.append(Unserved(name: area.id, reason: Self.reason(short.count, first, planner)))
        }
    }

    private static func reason(_ count: Int, _ first: CivilDay, _ planner: PatrolPlanner) -> String {
        let all = planner.visitsPerDay * 7 * planner.weeks
        let why =
            planner.visitMinutes > planner.hours.minutes
            ? "a visit of \(planner.visitMinutes) min is longer than the patrol hours \(planner.hours)"
            : "within \(planner.hours) the team is elsewhere or on its way, or the area was visited less than "
                + "\(planner.apartMinutes) min before"
        return "\(count) of \(all) visits, the first on \(first), have no room: \(why)."
    }
}
