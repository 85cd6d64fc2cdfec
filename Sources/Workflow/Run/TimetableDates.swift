import HomewardCalendar
import HomewardIncidents

/// Finds the days for which the timetable is drawn up.
struct TimetableDates {
    let calendar: SchoolCalendar
    let period: ClosedRange<CivilDay>

    /// The first day of the timetable, its school days, and what had to be assumed.
    ///
    /// Without a day from the plan it starts on the first Monday after the period whose five weekdays are all school
    /// days, searched for a quarter of a year; or on the first Monday after the period where there is none.
    func dates(firstDay: CivilDay?, weeks: Int) -> (firstDay: CivilDay, schoolDays: [CivilDay], assumptions: [String]) {
        var assumptions: [String] = []
        let first = firstDay ?? firstSchoolWeek() ?? firstMonday
        if firstDay == nil, firstSchoolWeek() == nil {
            assumptions.append(
                "The calendar has no full school week within a quarter of a year of \(period.upperBound): the timetable starts on the first Monday after it."
            )
        }
        let span = (0..<7 * weeks).map { first.advanced(by: $0) }
        if let beyond = span.first(where: { calendar.kind(of: $0) == nil }) {
            assumptions.append(
                "The calendar does not reach \(beyond): from there every weekday of the timetable stands for a school day."
            )
        }
        let schoolDays = span.filter { day in calendar.kind(of: day).map { $0 == .school } ?? !day.isWeekend }
        return (first, schoolDays, assumptions)
    }

    /// The school days from `firstDay` on of those of `schools` that go by terms of their own, by the school's name. A weekday that
    /// those terms do not tell stands for a school day.
    func schoolDays(of schools: [String], firstDay: CivilDay, weeks: Int) -> [String: [CivilDay]] {
        var days: [String: [CivilDay]] = [:]
        for school in schools {
            let terms = calendar.terms(ofSchool: school)
            guard terms != calendar.terms else { continue }
            days[school] = (0..<7 * weeks).map { firstDay.advanced(by: $0) }
                .filter { day in terms.kind(of: day).map { $0 == .school } ?? !day.isWeekend }
        }
        return days
    }

    private var firstMonday: CivilDay {
        let after = period.upperBound.advanced(by: 1)
        return after.advanced(by: (7 - after.weekday) % 7)
    }

    private func firstSchoolWeek() -> CivilDay? {
        (0..<13).map { firstMonday.advanced(by: 7 * $0) }.first { monday in
            (0..<5).allSatisfy { calendar.kind(of: monday.advanced(by: $0)) == .school }
        }
    }
}
