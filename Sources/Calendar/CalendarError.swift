public import HomewardCore

/// What can be wrong with a calendar or a clock.
public enum CalendarError: HomewardError, Equatable {
    /// The time zone is not known.
    case unknownTimeZone(name: String)
    /// A day belongs to two academic years; `later` begins on it.
    case overlappingYears(file: String, key: String, earlier: String, later: String, day: CivilDay)
    /// A period ends before it begins.
    case backwardsPeriod(from: CivilDay, to: CivilDay)
    /// Days that are asked for lie in no academic year; `known` says which there are.
    case daysInNoYear(file: String, key: String, spans: [ClosedRange<CivilDay>], known: String)
    /// No file says anything of terms; `found` says what there is instead.
    case noTerms(file: String, found: String)
    /// What a file says of terms can be understood in more than one way.
    case unclearTerms(file: String, problem: String)
    /// A file is no iCalendar or a damaged one.
    case noICalendar(file: String, problem: String)
    /// An iCalendar file is larger than any calendar of terms.
    case largeCalendar(file: String, bytes: Int, most: Int)
    /// Two files or keys say the same thing of a school or an area.
    case saidTwice(file: String, key: String)
    /// A school or an area goes by a calendar that there is none of.
    case unknownCalendar(file: String, key: String, name: String, known: [String])

    /// The code, the kind of trouble, what is wrong and what to do.
    public var report: ErrorReport {
        switch self {
        case .unknownTimeZone(let name):
            ErrorReport(
                "calendar.time_zone", .badData, .named("time zone \(name.quoted)"), "it is not known",
                remedy: "use a name such as Europe/London")
        case .overlappingYears(let file, let key, let earlier, let later, let day):
            ErrorReport(
                "calendar.overlapping_years", .badData, .named("\(file), key \(key).\(later)"),
                "the year begins on \(day), before \(earlier) has ended", remedy: "let no day belong to two years")
        case .backwardsPeriod(let from, let to):
            ErrorReport(
                "calendar.backwards_period", .badData, .setting("period.to"),
                "the period ends on \(to), before it begins on \(from)")
        case .daysInNoYear(let file, let key, let spans, let known):
            ErrorReport(
                "calendar.day_in_no_year", .badData, .named("\(file), key \(key)"),
                "\(CalendarError.words(spans)) in no academic year (\(known))",
                remedy: """
                    add the missing years, or fill them with England's usual terms by \(setting: "calendar.assume_terms"), \
                    which marks them as assumed, or shorten the period
                    """)
        case .noTerms(let file, let found):
            ErrorReport(
                "calendar.no_terms", .badData, .named("\(file), key academic_years"),
                "it is missing: nothing tells when terms begin and end (\(found))",
                remedy: """
                    add at least one year or a council's iCalendar file, or take England's usual terms by \
                    \(setting: "calendar.assume_terms")
                    """)
        case .unclearTerms(let file, let problem):
            ErrorReport(
                "calendar.unclear_terms", .badData, .file(file), ErrorText(problem),
                remedy: "write these terms into a calendar file, such as GeoData/calendar.yml, instead")
        case .noICalendar(let file, let problem):
            ErrorReport(
                "calendar.no_icalendar", .badData, .file(file), ErrorText("it cannot be read as iCalendar: \(problem)"),
                remedy: "save the calendar's .ics file anew")
        case .largeCalendar(let file, let bytes, let most):
            ErrorReport(
                "calendar.large", .badData, .file(file),
                "it has \(bytes) bytes, and a calendar of terms has at most \(most)",
                remedy: "take the calendar that holds the terms alone")
        case .saidTwice(let file, let key):
            ErrorReport(
                "calendar.said_twice", .badData, .named("\(file), key \(key)"), "an earlier file says it too",
                remedy: "let one file say it")
        case .unknownCalendar(let file, let key, let name, let known):
            ErrorReport(
                "calendar.unknown_calendar", .badData, .named("\(file), key \(key)"),
                "there is no calendar \(name.quoted)",
                remedy: known.isEmpty
                    ? "describe it under the key calendars" : "the key calendars has \(known.listed)")
        }
    }

    private static func words(_ spans: [ClosedRange<CivilDay>]) -> String {
        let shown = spans.prefix(5).map {
            $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound) to \($0.upperBound)"
        }
        let more = spans.count > 5 ? " and \(spans.count - 5) more spans" : ""
        return shown.joined(separator: ", ") + more + (spans.count == 1 && spans.first?.count == 1 ? " lies" : " lie")
    }
}
