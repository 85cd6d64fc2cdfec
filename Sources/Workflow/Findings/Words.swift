import HomewardCalendar
import HomewardCore
import HomewardIncidents

/// Codes in plain words.
package enum Words {
    /// `1 September 2023` for `2023-09-01`; anything else stays as it is.
    package static func date(_ iso: String) -> String {
        guard let parts = CivilDay(iso: iso)?.parts else { return iso }
        return "\(parts.day) \(months[parts.month - 1]) \(parts.year)"
    }

    /// `1 September 2023 to 31 August 2024`, or `September 2023 to August 2024` where the days begin and end months.
    package static func span(_ from: String, _ to: String) -> String {
        guard let first = CivilDay(iso: from), let last = CivilDay(iso: to), first.parts.day == 1,
            last.advanced(by: 1).parts.day == 1
        else { return "\(date(from)) to \(date(to))" }
        func month(_ day: CivilDay) -> String { "\(months[day.parts.month - 1]) \(day.parts.year)" }
        let (begin, end) = (month(first), month(last))
        return begin == end ? begin : "\(begin) to \(end)"
    }

    /// The name of a month, 1 for January.
    package static func month(_ number: Int) -> String { months.indices.contains(number - 1) ? months[number - 1] : "" }

    /// A kind of day as the part of a table.
    package static func kindOfDay(_ kind: DayKind) -> String {
        switch kind {
        case .school: "School days"
        case .holiday: "Weekdays of holidays"
        case .weekend: "Weekends"
        }
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    /// The days of a selection.
    package static func days(_ code: String) -> String {
        switch DaySelection(rawValue: code) {
        case .school: "school days"
        case .nonSchool: "days that are no school days"
        case .weekend: "weekends"
        case .all: "all days"
        case nil: code
        }
    }

    /// Why a row was not read or not used, by its code.
    package static func reason(_ code: String) -> String {
        if let reason = RejectReason(rawValue: code) { return rejected(reason) }
        if let reason = FilterReason(rawValue: code) { return filtered(reason) }
        return code
    }

    private static func rejected(_ reason: RejectReason) -> String {
        switch reason {
        case .wrongFieldCount: "more or fewer fields than the header"
        case .unclosedQuote: "a quotation mark is not closed"
        case .badEncoding: "a byte is no text"
        case .missingDate: "no date"
        case .badDate: "the date cannot be read"
        case .badTime: "the time cannot be read"
        case .ambiguousDate: "day and month cannot be told apart"
        case .nonexistentTime: "the clock skipped this time"
        case .reversedRange: "the range ends before it starts"
        case .missingCoordinates: "no position"
        case .badCoordinates: "the position is no number"
        case .coordinatesOutOfRange: "the position lies beyond the coordinate system"
        case .swappedCoordinates: "easting and northing have changed places"
        case .duplicateIdentifier: "the identifier stood on an earlier row"
        case .duplicateAcrossFiles: "the incident stood in a file listed before"
        case .badAge: "the age is no age"
        }
    }

    private static func filtered(_ reason: FilterReason) -> String {
        switch reason {
        case .notSelected: "another category than asked for"
        case .overAge: "older than asked for"
        case .ageUnknown: "age not recorded"
        case .outsidePeriod: "before or after the period"
        case .periodUnclear: "only the month is known, and the period begins or ends in it"
        case .outsideStudyArea: "outside the study area"
        case .otherDay: "on another kind of day"
        case .otherHour: "at another hour"
        case .timeUnknown: "time of day not recorded"
        case .rangeAcross: "a range that lies only in part on the days and in the hours"
        case .sameIncident: "a further row, such as another person, of an incident that is counted already"
        }
    }

    /// The text with a full stop at its end.
    package static func sentence(_ text: String) -> String {
        text.isEmpty || text.hasSuffix(".") ? text : text + "."
    }

    /// The same with a capital, as a paragraph begins; quantities such as `p` and `z` keep their letter.
    package static func paragraph(_ text: String) -> String {
        guard let first = text.first, text.dropFirst().first?.isLetter == true else { return sentence(text) }
        return sentence(first.uppercased() + text.dropFirst())
    }

    /// `1 area`, `2 areas`.
    package static func count(_ number: Int, _ one: String, _ many: String) -> String {
        "\(Shown.grouped(number)) \(number == 1 ? one : many)"
    }

    /// `a`, `a and b`, `a, b and c`.
    package static func list(_ items: [String]) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " and " + last
    }
}
