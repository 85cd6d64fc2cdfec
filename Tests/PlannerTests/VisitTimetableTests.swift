import HomewardCalendar
import HomewardGeometry
import HomewardIncidents
import Testing

@testable import HomewardPlanner

@Suite struct VisitTimetableTests {
    /// Every Monday is like the first: a day is planned once for each team and weekday, however many weeks there are.
    @Test(arguments: [1, 4]) func eachWeekdayIsPlannedOnce(weeks: Int) throws {
        var town = try TestTown(columns: 12, rows: 12)
        let incidents = town.incidents(100)
        let firstDay = CivilDay(number: 20_332)
        let study = MultiPolygon([BoundingBox(minX: 0, minY: 0, maxX: 960, maxY: 960).polygon])
        let planner = PatrolPlanner {
            $0.areas = 3
            $0.radius = 80
            $0.spacing = 200
            $0.weeks = weeks
            $0.teams = 2
        }
        let areas = try planner.plan(incidents: incidents, studyArea: study, firstDay: firstDay).areas
        let form = PatrolForm(radius: planner.radius)
        let risks = areas.map { area in
            RiskCurve(
                incidents: incidents, hours: planner.hours, visitMinutes: planner.visitMinutes,
                isInside: { form.contains($0, centre: area.centre) })
        }
        var asked: [[Int]] = []
        let timetable = VisitTimetable(planner: planner, firstDay: firstDay, areas: areas) { own, weekday in
            asked.append([weekday] + own)
            return DaySchedule.best(planner: planner, areas: areas, own: own, risks: risks, weekday: weekday)
        }
        #expect(asked.count == 2 * 7 && Set(asked).count == 2 * 7)
        #expect(timetable.visits.count == 3 * 3 * 7 * weeks)
        let first = timetable.visits.prefix { $0.day < firstDay.advanced(by: 7) }
        for week in 0..<weeks {
            let later = timetable.visits.dropFirst(week * first.count).prefix(first.count)
            #expect(later.map { $0.day.advanced(by: -7 * week) } == first.map(\.day))
            #expect(later.map(\.start) == first.map(\.start) && later.map(\.area) == first.map(\.area))
        }
    }
}
