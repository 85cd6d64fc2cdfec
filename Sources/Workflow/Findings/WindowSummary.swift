public import HomewardAnalysis
public import HomewardCalendar
import HomewardCore
import HomewardIncidents

/// A span of the clock.
public struct WindowSummary: Codable, Sendable, Equatable {
    /// The first minute that belongs to it, `15:00`.
    public var from: String
    /// The first minute that belongs to it no more, `18:00`.
    public var to: String

    /// Sums up a window.
    public init(_ window: HourWindow) {
        from = Shown.clock(window.start)
        to = Shown.clock(window.end)
    }

    /// `15:00–18:00`.
    package var shown: String { "\(from)–\(to)" }

    /// Its length, hours; a day where it cannot be read.
    package var hoursLong: Double {
        guard let from = HourWindow.minute(from), let to = HourWindow.minute(to), from != to else { return 24 }
        return Double(to > from ? to - from : to + 1440 - from) / 60
    }
}

/// A ratio of two rates with its exact interval.
public struct RatioSummary: Codable, Sendable, Equatable {
    /// Incidents in the window.
    public var count: Int
    /// Exposure of the window, hours.
    public var hours: Double
    /// Incidents in the comparison.
    public var comparisonCount: Int
    /// Exposure of the comparison, hours.
    public var comparisonHours: Double
    /// The ratio of the rates, absent where the comparison has no incident.
    public var ratio: Double?
    /// The lower end of the interval.
    public var lower: Double
    /// The upper end, absent where it is unbounded.
    public var upper: Double?
    /// The least p at which the interval would lie above the least ratio.
    public var p: Double

    /// `1.17 (0.99–1.39)`.
    package var shown: String { IntervalWords.text(ratio, lower, upper) }

    /// Sums up a ratio.
    public init(_ ratio: RateRatio) {
        count = ratio.count
        hours = ratio.hours.rounded(decimals: 6)
        comparisonCount = ratio.comparisonCount
        comparisonHours = ratio.comparisonHours.rounded(decimals: 6)
        self.ratio = ratio.ratio.flatMap { $0.isFinite ? $0.rounded(significant: 8) : nil }
        lower = ratio.lower.rounded(significant: 8)
        upper = ratio.upper.flatMap { $0.isFinite ? $0.rounded(significant: 8) : nil }
        p = ratio.p.rounded(significant: 8)
    }
}

/// An area's rise after school by that of the rest of the town, with its exact interval.
public struct TownRatioSummary: Codable, Sendable, Equatable {
    /// The area's incidents in the window on school days.
    public var count: Int
    /// The area's incidents in the same hours on days that are no school days.
    public var comparisonCount: Int
    /// The incidents of the rest of the town in the window on school days.
    public var townCount: Int
    /// The incidents of the rest of the town in the same hours on days that are no school days.
    public var townComparisonCount: Int
    /// The ratio of the two rises, absent where a divisor is 0.
    public var ratio: Double?
    /// The lower end of the interval.
    public var lower: Double
    /// The upper end, absent where it is unbounded.
    public var upper: Double?
    /// The least p at which the interval would lie above the least ratio.
    public var p: Double

    /// `1.31 (1.05–1.63)`.
    package var shown: String { IntervalWords.text(ratio, lower, upper) }

    /// Sums up a ratio.
    public init(_ ratio: TownRatio) {
        count = ratio.count
        comparisonCount = ratio.comparisonCount
        townCount = ratio.townCount
        townComparisonCount = ratio.townComparisonCount
        self.ratio = ratio.ratio.flatMap { $0.isFinite ? $0.rounded(significant: 8) : nil }
        lower = ratio.lower.rounded(significant: 8)
        upper = ratio.upper.flatMap { $0.isFinite ? $0.rounded(significant: 8) : nil }
        p = ratio.p.rounded(significant: 8)
    }
}
