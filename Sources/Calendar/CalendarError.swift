public import HomewardCore

/// What can be wrong with a calendar or a clock.
public enum CalendarError: HomewardError, Equatable {
    /// The time zone is not known.
    case unknownTimeZone(name: String)
    /// Two academic years overlap, or a day that is asked for lies in none.
    case calendar(file: String, key: String, message: String)

    public var report: ErrorReport {
        switch self {
        case .unknownTimeZone(let name):
            ErrorReport(
                "calendar.time_zone", .badData, .named("time zone \(name.quoted)"), "it is not known",
                remedy: "use a name such as Europe/London")
        case .calendar(let file, let key, let message):
            ErrorReport("calendar.calendar", .badData, .named("\(file), key \(key)"), ErrorText(message))
        }
    }
}
