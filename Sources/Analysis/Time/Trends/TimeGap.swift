/// Why an incident cannot be counted by a unit of time.
public enum TimeGap: String, Sendable, Hashable, CaseIterable {
    /// Hours are asked for, and no time of day is known.
    case noTime = "no_time"
    /// The month alone is known.
    case noDay = "no_day"
    /// It happened in a range that is longer than the unit.
    case longRange = "long_range"
    /// Its day, or a day of its month, lies outside the days that are looked at.
    case unknownDay = "unknown_day"
}

/// A unit of time by which incidents are counted.
public enum TimeUnit: Int, Sendable, Hashable, Comparable, CaseIterable {
    /// One day.
    case day
    /// Monday to Sunday.
    case week
    /// A month of the calendar.
    case month

    /// The shorter first.
    public static func < (a: TimeUnit, b: TimeUnit) -> Bool { a.rawValue < b.rawValue }

    /// The longest range that is counted by the unit, at its middle, s.
    var longestRange: Int64 {
        switch self {
        case .day: 86_400
        case .week: 7 * 86_400
        case .month: 31 * 86_400
        }
    }
}
