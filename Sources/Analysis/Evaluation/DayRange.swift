public import HomewardCalendar

/// From one day to another, both counted: `2023-09-01..2024-08-31` in a plan file.
public struct DayRange: Sendable, Hashable, CustomStringConvertible {
    /// The first day.
    public var first: CivilDay
    /// The last day, which is not before the first.
    public var last: CivilDay

    /// A range; nil where it ends before it begins.
    public init?(_ first: CivilDay, _ last: CivilDay) {
        guard first <= last else { return nil }
        self.first = first
        self.last = last
    }

    /// A range from text: two days with `..` or `/` between them.
    public init?(_ text: String) {
        let parts = text.split(separator: text.contains("..") ? "." : "/", omittingEmptySubsequences: true)
        guard parts.count == 2, let first = CivilDay(iso: parts[0].filter { $0 != " " }),
            let last = CivilDay(iso: parts[1].filter { $0 != " " }), first.isRecorded, last.isRecorded
        else { return nil }
        self.init(first, last)
    }

    /// `2023-09-01..2024-08-31`.
    public var description: String { "\(first)..\(last)" }

    /// Whether a day lies in it.
    public func contains(_ day: CivilDay) -> Bool { first <= day && day <= last }

    /// Whether two ranges share a day.
    public func overlaps(_ other: DayRange) -> Bool { first <= other.last && other.first <= last }
}
