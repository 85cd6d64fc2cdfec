public import HomewardCore

/// What can be wrong with a calendar or a clock.
public enum CalendarError: HomewardError, Equatable {
    /// The time zone is not known.
    case unknownTimeZone(name: String)
    /// A day belongs to two academic years; `later` begins on it.
    case overlappingYears(file: String, earlier: String, later: String, day: CivilDay)
    /// A period ends before it begins.
    case backwardsPeriod(from: CivilDay, to: CivilDay)
    /// A day that is asked for lies in no academic year; `known` says which there are.
    case dayInNoYear(file: String, day: CivilDay, known: String)

    /// The code, the kind of trouble, what is wrong and what to do.
    public var report: ErrorReport {
        switch self {
        case .unknownTimeZone(let name):
            ErrorReport(
                "calendar.time_zone", .badData, .named("time zone \(name.quoted)"), "it is not known",
                remedy: "use a name such as Europe/London")
        case .overlappingYears(let file, let earlier, let later, let day):
            ErrorReport(
                "calendar.overlapping_years", .badData, .named("\(file), key academic_years.\(later)"),
                "the year begins on \(day), before \(earlier) has ended", remedy: "let no day belong to two years")
        case .backwardsPeriod(let from, let to):
            ErrorReport(
                "calendar.backwards_period", .badData, .setting("period.to"),
                "the period ends on \(to), before it begins on \(from)")
        case .dayInNoYear(let file, let day, let known):
            ErrorReport(
                "calendar.day_in_no_year", .badData, .named("\(file), key academic_years"),
                "\(day) lies in no academic year (\(known))",
                remedy: "add its year, with status: assumed where the terms are not known, or shorten the period")
        }
    }
}
