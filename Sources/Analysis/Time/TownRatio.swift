/// How many times more an area rises after school than the rest of the town does, with its exact interval.
///
/// It is a ratio of two ratios, the area's and the town's, each of the window on school days to the same hours on other
/// days; the exposures are the same for both and fall out. A rhythm that the whole town has leaves it at 1.
public struct TownRatio: Sendable, Equatable {
    /// The area's incidents in the window on school days.
    public var count: Int
    /// The area's incidents in the same hours on days that are no school days.
    public var comparisonCount: Int
    /// The incidents of the rest of the town in the window on school days.
    public var townCount: Int
    /// The incidents of the rest of the town in the same hours on days that are no school days.
    public var townComparisonCount: Int
    /// (count / comparisonCount) ÷ (townCount / townComparisonCount); nil where a divisor is 0.
    public var ratio: Double?
    /// The lower end of the exact interval.
    public var lower: Double
    /// The upper end of the exact interval; nil where it is unbounded.
    public var upper: Double?
    /// The least p at which ``lower`` would exceed the ratio that it is held against, as ``RateRatio/p``.
    public var p: Double

    /// A ratio from its parts; use ``init(count:comparisonCount:townCount:townComparisonCount:least:confidence:)`` to
    /// compute it.
    public init(
        count: Int, comparisonCount: Int, townCount: Int, townComparisonCount: Int, ratio: Double?, lower: Double,
        upper: Double?, p: Double
    ) {
        self.count = count
        self.comparisonCount = comparisonCount
        self.townCount = townCount
        self.townComparisonCount = townComparisonCount
        self.ratio = ratio
        self.lower = lower
        self.upper = upper
        self.p = p
    }
}

extension TownRatio {
    /// Compares an area's rise with the town's exactly.
    ///
    /// Given the sums of the table of two by two, the area's count in the window has Fisher's noncentral hypergeometric
    /// distribution, whose odds ratio is this ratio; the interval and `p` are its exact ones. O(√incidents).
    ///
    /// Source: A. Agresti (2013), "Categorical Data Analysis", 3rd edition, 16.6.4; see ``NoncentralHypergeometric``.
    ///
    /// - Parameters:
    ///   - count: The area's incidents in the window on school days.
    ///   - comparisonCount: The area's incidents in the same hours on other days.
    ///   - townCount: Those of the rest of the town in the window on school days.
    ///   - townComparisonCount: Those of the rest of the town in the same hours on other days.
    ///   - least: The ratio that `p` holds it against, greater than 0.
    ///   - confidence: How often the interval holds the true ratio, at least.
    public init(
        count: Int, comparisonCount: Int, townCount: Int, townComparisonCount: Int, least: Double = 1,
        confidence: Double = 0.95
    ) {
        let table = NoncentralHypergeometric(
            first: count + comparisonCount, second: townCount + townComparisonCount, drawn: count + townCount)
        let interval = table.interval(count, confidence: confidence)
        let isDefined = comparisonCount > 0 && townCount > 0 && townComparisonCount > 0
        self.init(
            count: count, comparisonCount: comparisonCount, townCount: townCount,
            townComparisonCount: townComparisonCount,
            ratio: isDefined
                ? Double(count) / Double(comparisonCount) / (Double(townCount) / Double(townComparisonCount)) : nil,
            lower: interval.lower, upper: interval.upper, p: min(1, 2 * table.upperTail(count, odds: least)))
    }
}
