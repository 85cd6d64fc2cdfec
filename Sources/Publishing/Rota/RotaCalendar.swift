import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents

extension Rota {
    /// The rota as `timetable.ics`: one event for each stay. Its points must be longitude and latitude.
    ///
    /// An event's UID follows from the plan's title and the stay, so that a calendar program updates the event when the
    /// plan is made again; its stamp is the end of the period that was analysed, so that a run gives the same bytes at
    /// any time.
    ///
    /// Where something is made up, every event says so at the front of its summary, because that is what a phone shows.
    ///
    /// Source: RFC 5545.
    ///
    /// - Parameters:
    ///   - title: The title of the plan.
    ///   - team: Whose stays alone it holds; nil for everybody's. Their UIDs are the same in both, so that nobody has a stay twice.
    ///   - timeZone: The zone of all times, by its IANA name.
    ///   - periodEnd: The last day of the period that was analysed.
    ///   - provenance: What a reader must know; the whole stands in the calendar's description.
    func calendar(
        title: String, team: String? = nil, timeZone: String, periodEnd: CivilDay, provenance: Provenance
    ) -> String {
        var text = CalendarText()
        text.line("BEGIN", "VCALENDAR")
        text.line("VERSION", "2.0")
        text.line("PRODID", "-//Homeward//Timetable//EN")
        text.line("CALSCALE", "GREGORIAN")
        text.line("METHOD", "PUBLISH")
        text.text("X-WR-CALNAME", provenance.marked(team.map { "\($0), \(title)" } ?? title))
        text.text("X-WR-CALDESC", provenance.text)
        text.line("X-WR-TIMEZONE", timeZone)
        CalendarZone(name: timeZone).write(to: &text, days: days ?? periodEnd...periodEnd)
        let plan = Slug.make(title)
        let mark = provenance.exercise == nil ? "" : "EXERCISE: "
        for entry in entries {
            text.line("BEGIN", "VEVENT")
            text.text("UID", "\(plan)-\(entry.key)@homeward")
            text.line("DTSTAMP", CalendarZone.stamp(periodEnd, second: 0) + "Z")
            text.line("DTSTART;TZID=\(timeZone)", Rota.local(entry.day, minute: entry.start))
            text.line("DTEND;TZID=\(timeZone)", Rota.local(entry.day, minute: entry.end))
            switch entry.duty {
            case .post: text.text("SUMMARY", "\(mark)Post \(entry.id): \(entry.place)")
            case .visit: text.text("SUMMARY", "\(mark)Patrol \(entry.id), team \(entry.team): \(entry.place)")
            }
            text.text("DESCRIPTION", "\(entry.note)\n\(provenance.label)")
            text.text("LOCATION", entry.place)
            if entry.point.isFinite {
                text.line("GEO", GPX.degrees(entry.point.y) + ";" + GPX.degrees(entry.point.x))
            }
            text.text("CATEGORIES", entry.duty == .post ? "Chaperone post" : "Guardian patrol")
            text.line("END", "VEVENT")
        }
        text.line("END", "VCALENDAR")
        return text.text
    }

    /// A local date and time; minutes from 1440 on fall on the next day.
    private static func local(_ day: CivilDay, minute: Int) -> String {
        CalendarZone.stamp(day.advanced(by: minute / 1440), second: minute % 1440 * 60)
    }
}
