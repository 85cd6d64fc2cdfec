internal import CICAL
import HomewardCore

/// The events of an iCalendar file (RFC 5545), by day.
///
/// libical reads the lines (``ICalendarLines``) and the rules of repetition. A file is data: attachments, links and time zones
/// that it holds or names are not followed, and libical does not see them. An event's days are those of the wall clock that it is written in; a time in UTC is carried to the
/// local clock.
struct ICalendarFile {
    /// Something that happens on some days.
    struct Event: Equatable {
        var title: String
        var days: ClosedRange<CivilDay>
    }

    /// The most occurrences of one event, and the most events that repeat; libical seeks long for the days of a rule.
    static let (mostOccurrences, mostRepeating) = (250, 30)
    /// The most rules that may hold on no day, for each of which libical tries all years.
    static let mostImpossible = 3

    /// The events that have a title and days, in the order of the file.
    private(set) var events: [Event] = []
    /// The titles of those that have none that can be used, with the reason.
    private(set) var unread: [(title: String, reason: String)] = []

    /// Reads the text of a file; `file` is what errors call it. O(n).
    ///
    /// - Throws: ``CalendarError/largeCalendar(file:bytes:most:)``, ``CalendarError/noICalendar(file:problem:)``.
    init(text: String, file: String, clock: LocalClock) throws(CalendarError) {
        let lines = try ICalendarLines(text, file: file)
        ICalendarFile.prepare
        guard let handle = icalparser_parse_string(lines.text) else {
            throw .noICalendar(file: file, problem: "libical finds no calendar in it")
        }
        let root = Component(handle)
        var (repeating, impossible) = (0, 0)
        root.forEachEvent { event in
            let reading = EventReading(event, clock: clock)
            if reading.isCancelled { return }
            let title = reading.title
            var days: [ClosedRange<CivilDay>] = []
            do throws(Unreadable) {
                days = try reading.days()
                if let rule = reading.rule {
                    repeating += 1
                    guard repeating <= ICalendarFile.mostRepeating, impossible < ICalendarFile.mostImpossible else {
                        throw Unreadable("too many events repeat")
                    }
                    let occurrences = try reading.occurrences(of: days, by: rule)
                    if occurrences.isEmpty {
                        impossible += 1
                        throw Unreadable("its rule never holds")
                    }
                    days = occurrences
                }
            } catch {
                unread.append((title, error.reason))
                return
            }
            events += days.map { Event(title: title, days: $0) }
        }
    }

    /// Whether the rule is one of those that libical follows quickly: by year, or by week, month or day without exceptions.
    fileprivate static func isPlain(_ rule: icalrecurrencetype) -> Bool {
        func isFree(_ first: Int16) -> Bool { Int(first) == Int(ICAL_RECURRENCE_ARRAY_MAX.rawValue) }
        let hasDaysOfMonth =
            !isFree(rule.by_month.0) || !isFree(rule.by_month_day.0) || !isFree(rule.by_year_day.0)
            || !isFree(rule.by_week_no.0) || !isFree(rule.by_set_pos.0)
        switch rule.freq {
        case ICAL_YEARLY_RECURRENCE: return true
        case ICAL_WEEKLY_RECURRENCE: return !hasDaysOfMonth
        case ICAL_MONTHLY_RECURRENCE, ICAL_DAILY_RECURRENCE: return !hasDaysOfMonth && isFree(rule.by_day.0)
        default: return false
        }
    }

    /// A fault in an event is no reason to stop the process.
    private static let prepare: Void = icalerror_set_errors_are_fatal(0)
}

/// Why an event has no days.
struct Unreadable: Error {
    let reason: String
    init(_ reason: String) { self.reason = reason }
}

/// The tree that libical made, freed with its owner.
private struct Component: ~Copyable {
    private let handle: OpaquePointer
    init(_ handle: OpaquePointer) { self.handle = handle }
    deinit { icalcomponent_free(handle) }

    /// Hands each event, in the order of the file.
    func forEachEvent(_ body: (OpaquePointer) -> Void) { Component.visit(handle, body) }

    private static func visit(_ part: OpaquePointer, _ body: (OpaquePointer) -> Void) {
        if icalcomponent_isa(part) == ICAL_VEVENT_COMPONENT { return body(part) }
        var next = icalcomponent_get_first_component(part, ICAL_ANY_COMPONENT)
        while let child = next {
            visit(child, body)
            next = icalcomponent_get_next_component(part, ICAL_ANY_COMPONENT)
        }
    }
}

/// What one event says.
private struct EventReading {
    private let event: OpaquePointer
    private let clock: LocalClock

    init(_ event: OpaquePointer, clock: LocalClock) {
        self.event = event
        self.clock = clock
    }

    private func property(_ kind: icalproperty_kind) -> OpaquePointer? {
        icalcomponent_get_first_property(event, kind)
    }

    /// The title; empty where there is none.
    var title: String {
        property(ICAL_SUMMARY_PROPERTY).flatMap { icalproperty_get_summary($0) }
            .map { String(cString: $0).split(whereSeparator: \.isWhitespace).joined(separator: " ") } ?? ""
    }

    /// Whether it was called off.
    var isCancelled: Bool {
        property(ICAL_STATUS_PROPERTY).map { icalproperty_get_status($0) == ICAL_STATUS_CANCELLED } ?? false
    }

    /// The rule by which it repeats.
    var rule: icalrecurrencetype? { property(ICAL_RRULE_PROPERTY).map { icalproperty_get_rrule($0) } }

    /// Its days: one span.
    func days() throws(Unreadable) -> [ClosedRange<CivilDay>] {
        for kind in [ICAL_RDATE_PROPERTY, ICAL_EXDATE_PROPERTY, ICAL_RECURRENCEID_PROPERTY] where property(kind) != nil
        {
            throw Unreadable("it lists single repetitions")
        }
        guard !title.isEmpty else { throw Unreadable("it has no title") }
        guard let start = property(ICAL_DTSTART_PROPERTY).map({ icalproperty_get_dtstart($0) }) else {
            throw Unreadable("it has no date")
        }
        let first = try moment(start)
        var last = first.day
        if let end = property(ICAL_DTEND_PROPERTY).map({ icalproperty_get_dtend($0) }) {
            let (day, second) = try moment(end)
            guard (day, second) >= (first.day, first.second) else { throw Unreadable("it ends before it begins") }
            // The end does not belong to an event.
            last = max(first.day, second == 0 ? day.advanced(by: -1) : day)
        } else if let length = property(ICAL_DURATION_PROPERTY).map({ icalproperty_get_duration($0) }) {
            let days = Int(length.weeks) * 7 + Int(length.days)
            let seconds = Int(length.hours) * 3600 + Int(length.minutes) * 60 + Int(length.seconds)
            guard length.is_neg == 0, days + seconds / 86_400 <= 400 else {
                throw Unreadable("its duration is no duration")
            }
            let end = first.second + seconds + days * 86_400
            last = first.day.advanced(by: max(0, (end - 1) / 86_400))
        }
        guard last.number - first.day.number <= 400 else { throw Unreadable("it is longer than a year") }
        guard first.day.isRecorded, last.isRecorded else { throw Unreadable("it has no date") }
        return [first.day...last]
    }

    /// The days of each repetition, none where its rule holds on no day.
    func occurrences(
        of days: [ClosedRange<CivilDay>], by rule: icalrecurrencetype
    ) throws(Unreadable) -> [ClosedRange<CivilDay>] {
        guard let span = days.first, ICalendarFile.isPlain(rule) else {
            throw Unreadable("it repeats by a rule that is not read")
        }
        // Not a null date, whose hour of −1 leads libical's weeks astray.
        var start = icaltimetype()
        let parts = span.lowerBound.parts
        (start.year, start.month, start.day, start.is_date) = (
            Int32(parts.year), Int32(parts.month), Int32(parts.day), 1
        )
        guard let iterator = icalrecur_iterator_new(rule, start) else { throw Unreadable("its rule is no rule") }
        defer { icalrecur_iterator_free(iterator) }
        let length = span.upperBound.number - span.lowerBound.number
        var all: [ClosedRange<CivilDay>] = []
        while true {
            let next = icalrecur_iterator_next(iterator)
            guard icaltime_is_null_time(next) == 0,
                let day = CivilDay(year: Int(next.year), month: Int(next.month), day: Int(next.day)), day.isRecorded
            else { break }
            all.append(day...day.advanced(by: length))
            guard all.count <= ICalendarFile.mostOccurrences else { throw Unreadable("it repeats without end") }
        }
        return all
    }

    /// The local day and second of a date or a time.
    private func moment(_ time: icaltimetype) throws(Unreadable) -> (day: CivilDay, second: Int) {
        guard icaltime_is_null_time(time) == 0,
            let day = CivilDay(year: Int(time.year), month: Int(time.month), day: Int(time.day))
        else { throw Unreadable("it has no date") }
        if time.is_date != 0 { return (day, 0) }
        let second = Int(time.hour) * 3600 + Int(time.minute) * 60 + Int(time.second)
        guard (0...86_400).contains(second) else { throw Unreadable("it has no date") }
        guard icaltime_is_utc(time) != 0 else { return (day, second) }
        let local = clock.civil(Int64(day.number) * 86_400 + Int64(second))
        return (CivilDay(number: Int(local.day)), Int(local.second))
    }
}
