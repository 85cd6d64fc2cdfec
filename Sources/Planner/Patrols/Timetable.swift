import HomewardCalendar
import HomewardGeometry
import HomewardIncidents

/// Deals the visits out over the days and hours.
struct Timetable {
    private(set) var visits: [Visit] = []
    private(set) var unserved: [Unserved] = []

    init(planner: PatrolPlanner, firstDay: CivilDay, areas: [PatrolArea], incidents: IncidentTable, outline: PatrolOutline) {
        guard !areas.isEmpty, planner.visitsPerDay > 0, planner.weeks > 0 else { return }
        let risks = areas.map { area in
            RiskCurve(
                incidents: incidents, hours: planner.hours, visitMinutes: planner.visitMinutes,
                isInside: { outline.contains($0, centre: area.centre) })
        }
        var missing = [(count: Int, first: CivilDay?)](repeating: (0, nil), count: areas.count)
        for day in firstDay..<firstDay.advanced(by: 7 * planner.weeks) {
            for team in 0..<min(planner.teams, areas.count) {
                // Areas stand in the order of their harm, so dealing them out in turn shares it evenly.
                let own = areas.indices.filter { $0 % planner.teams == team }
                let schedule = DaySchedule.best(
                    planner: planner, areas: areas, own: own, risks: risks, weekday: day.weekday)
                for stay in schedule.stays {
                    let minute = planner.hours.start + stay.start
                    visits.append(
                        Visit(
                            area: areas[stay.area].id, day: day.advanced(by: minute / 1440), start: minute % 1440,
                            minutes: planner.visitMinutes, team: team + 1))
                }
                for area in own {
                    let short = planner.visitsPerDay - schedule.stays.count { $0.area == area }
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
