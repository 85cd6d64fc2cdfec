/// A ratio of two rates with its exact interval.
public struct RateRatio: Sendable, Equatable {
    /// Incidents in the window.
    public var count: Int
    /// The exposure of the window, hours.
    public var hours: Double
    /// Incidents in the comparison.
    public var comparisonCount: Int
    /// The exposure of the comparison, hours.
    public var comparisonHours: Double
    /// (count / hours) ÷ (comparisonCount / comparisonHours); nil where the comparison has no incident.
    public var ratio: Double?
    /// The lower end of the exact 95 % interval; 0 where `count` is 0.
    public var lower: Double
    /// The upper end of the exact 95 % interval; nil where it is unbounded.
    public var upper: Double?
    /// The probability of a count at least as high if both rates were the same (one-sided, exact conditional binomial).
    public var p: Double

    /// Creates a ratio from its parts; use ``init(count:hours:comparisonCount:comparisonHours:)`` to compute it.
    public init(
        count: Int, hours: Double, comparisonCount: Int, comparisonHours: Double, ratio: Double?, lower: Double,
        upper: Double?, p: Double
    ) {
        self.count = count
        self.hours = hours
        self.comparisonCount = comparisonCount
        self.comparisonHours = comparisonHours
        self.ratio = ratio
        self.lower = lower
        self.upper = upper
        self.p = p
    }
}
