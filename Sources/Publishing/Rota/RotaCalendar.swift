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
    /// Source: RFC 5545.
    ///
    /// - Parameters:
    ///   - title: The title of the plan.
    ///   - timeZone: The zone of all times, by its IANA name.
    ///   - periodEnd: The last day of the period that was analysed.
    func calendar(title: String, timeZone: String, periodEnd: CivilDay) -> String {
        var text = CalendarText()
        text.line("BEGIN", "VCALENDAR")
        text.line("VERSION", "2.0")
        text.line("PRODID", "-//Homeward//Timetable//EN")
        text.line("CALSCALE", "GREGORIAN")
        text.line("METHOD", "PUBLISH")
        text.text("X-WR-CALNAME", title)
        text.line("X-WR-TIMEZONE", timeZone)
        CalendarZone(name: timeZone).write(to: &text, days: days ?? periodEnd...periodEnd)
        let plan = Slug.make(title)
        for entry in entries {
            text.line("BEGIN", "VEVENT")
            text.text("UID", "\(plan)-\(entry.key)@homeward")
            text.line("DTSTAMP", CalendarZone.stamp(periodEnd, second: 0) + "Z")
            text.line("DTSTART;TZID=\(timeZone)", Rota.local(entry.day, minute: entry.start))
            text.line("DTEND;TZID=\(timeZone)", Rota.local(entry.day, minute: entry.end))
            switch entry.duty {
            case .post: text.text("SUMMARY", "Post \(entry.id): \(entry.place)")
            case .visit: text.text("SUMMARY", "Patrol \(entry.id), team \(entry.team): \(entry.place)")
            }
            text.text("DESCRIPTION", entry.note)
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
