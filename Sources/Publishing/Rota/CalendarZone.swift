import Foundation
import HomewardCalendar
import HomewardIncidents

/// The rules of a time zone as an iCalendar component.
struct CalendarZone {
    /// The zone's name in the IANA database.
    let name: String

    /// Writes the `VTIMEZONE` that covers `days`.
    ///
    /// Europe/London gets its two rules as they have stood since 1996: forward on the last Sunday of March at 01:00 GMT,
    /// back on the last Sunday of October at 01:00 GMT. Any other zone gets the transitions from a year before the days to a
    /// year after them, one by one.
    ///
    /// Source: RFC 5545, section 3.6.5; The Summer Time Order 2002 (SI 2002/262).
    func write(to text: inout CalendarText, days: ClosedRange<CivilDay>) {
        text.line("BEGIN", "VTIMEZONE")
        text.line("TZID", name)
        if name == "Europe/London" {
            observance(
                "DAYLIGHT", start: "19960331T010000", rule: "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", from: 0, to: 3600,
                label: "BST", in: &text)
            observance(
                "STANDARD", start: "19961027T020000", rule: "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", from: 3600, to: 0,
                label: "GMT", in: &text)
        } else {
            transitions(in: &text, days: days)
        }
        text.line("END", "VTIMEZONE")
    }

    private func transitions(in text: inout CalendarText, days: ClosedRange<CivilDay>) {
        let zone = TimeZone(identifier: name) ?? .gmt
        var moment = Date(timeIntervalSince1970: Double(days.lowerBound.number - 400) * 86_400)
        let end = Date(timeIntervalSince1970: Double(days.upperBound.number + 400) * 86_400)
        observance(
            "STANDARD", start: "19700101T000000", rule: nil, from: zone.secondsFromGMT(for: moment),
            to: zone.secondsFromGMT(for: moment), label: zone.abbreviation(for: moment), in: &text)
        while let next = zone.nextDaylightSavingTimeTransition(after: moment), next < end {
            let before = zone.secondsFromGMT(for: next.addingTimeInterval(-1))
            let after = zone.secondsFromGMT(for: next)
            let local = Int(next.timeIntervalSince1970) + before
            let day = CivilDay(number: local >= 0 ? local / 86_400 : (local - 86_399) / 86_400)
            observance(
                zone.isDaylightSavingTime(for: next) ? "DAYLIGHT" : "STANDARD",
                start: CalendarZone.stamp(day, second: local - day.number * 86_400), rule: nil, from: before, to: after,
                label: zone.abbreviation(for: next), in: &text)
            moment = next
        }
    }

    private func observance(
        _ kind: String, start: String, rule: String?, from: Int, to: Int, label: String?, in text: inout CalendarText
    ) {
        text.line("BEGIN", kind)
        text.line("DTSTART", start)
        if let rule { text.line("RRULE", rule) }
        text.line("TZOFFSETFROM", CalendarZone.offset(from))
        text.line("TZOFFSETTO", CalendarZone.offset(to))
        if let label { text.text("TZNAME", label) }
        text.line("END", kind)
    }

    /// `+0100` for 3600 seconds.
    static func offset(_ seconds: Int) -> String {
        let minutes = abs(seconds) / 60
        let hour = minutes / 60
        let rest = minutes % 60
        return (seconds < 0 ? "-" : "+") + (hour < 10 ? "0" : "") + "\(hour)" + (rest < 10 ? "0" : "") + "\(rest)"
    }

    /// `20250901T153000` for a day and a second of it.
    static func stamp(_ day: CivilDay, second: Int) -> String {
        func two(_ value: Int) -> String { (value < 10 ? "0" : "") + String(value) }
        return day.description.filter { $0 != "-" } + "T" + two(second / 3600) + two(second / 60 % 60)
            + two(second % 60)
    }
}
