/// A day of the Gregorian calendar, without a time of day or a time zone.
public struct CivilDay: Hashable, Comparable, Sendable, Strideable, CustomStringConvertible {
    /// The years in which a day of records, terms or plans can lie; a day of another year is a slip or a stopgap.
    public static let recordedYears = 1900...2200

    /// Days since 1 January 1970.
    public var number: Int

    /// The day that lies `number` days after 1 January 1970.
    public init(number: Int) {
        self.number = number
    }

    /// The day with these parts, or nil where no such day exists (30 February, month 13). O(1).
    public init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), (1...31).contains(day), (-9999...9999).contains(year) else { return nil }
        self.init(inRuleOf: year, month, day)
        let parts = self.parts
        guard parts.month == month, parts.day == day else { return nil }
    }

    /// The day with these parts, which a rule knows to exist.
    ///
    /// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms". O(1).
    init(inRuleOf year: Int, _ month: Int, _ day: Int) {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        number = era * 146_097 + dayOfEra - 719_468
    }

    /// The first Monday from this day on.
    var mondayFromHere: CivilDay { advanced(by: (7 - weekday) % 7) }
    /// The first day from this one on that is neither a Saturday nor a Sunday.
    var weekdayFromHere: CivilDay { isWeekend ? mondayFromHere : self }

    /// Reads `YYYY-MM-DD`, and nothing else.
    public init?(iso text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
            parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// Year, month and day of the month.
    public var parts: (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthIndex = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthIndex + 2) / 5 + 1
        let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// Whether the day lies in ``recordedYears``.
    public var isRecorded: Bool { Self.recordedYears.contains(parts.year) }

    /// The day of the week: 0 is Monday, 6 is Sunday.
    public var weekday: Int { ((number + 3) % 7 + 7) % 7 }
    /// Whether it is a Saturday or a Sunday.
    public var isWeekend: Bool { weekday >= 5 }

    /// The number of days from this day to `other`.
    public func distance(to other: CivilDay) -> Int { other.number - number }
    /// The day that lies `n` days later.
    public func advanced(by n: Int) -> CivilDay { CivilDay(number: number + n) }
    /// Whether `lhs` comes before `rhs`.
    public static func < (lhs: CivilDay, rhs: CivilDay) -> Bool { lhs.number < rhs.number }

    /// `YYYY-MM-DD`.
    public var description: String {
        let (year, month, day) = parts
        func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
        let digits = String(abs(year))
        let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        return "\(year < 0 ? "-" : "")\(padded)-\(two(month))-\(two(day))"
    }
}
