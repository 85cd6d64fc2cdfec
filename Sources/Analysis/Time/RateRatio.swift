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
    /// The lower end of the exact interval; 0 where `count` is 0.
    public var lower: Double
    /// The upper end of the exact interval; nil where it is unbounded.
    public var upper: Double?
    /// The least p at which ``lower`` would exceed the ratio that it is held against: twice the probability of a count at
    /// least as high if the true ratio were that one, 1 at most.
    public var p: Double

    /// A ratio from its parts; use ``init(count:hours:comparisonCount:comparisonHours:least:confidence:)`` to compute it.
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

extension RateRatio {
    /// Compares two rates exactly.
    ///
    /// Given how many incidents there are in all, those of the window are binomial with a probability that the ratio and
    /// the exposures fix; its exact interval becomes the ratio's. `p` belongs to the interval: it is at most
    /// 1 − `confidence` exactly where the interval lies above `least`, so each has one tail of half of it. Where an
    /// exposure is not positive nothing can be said: `ratio` is nil, the interval runs from 0 without end and `p` is 1.
    /// O(√incidents).
    ///
    /// Source: J. Przyborowski, H. Wilenski (1940), "Homogeneity of results in testing samples from Poisson series",
    /// Biometrika 31, 313–323.
    ///
    /// - Parameters:
    ///   - count: Incidents in the window.
    ///   - hours: The window's exposure, hours.
    ///   - comparisonCount: Incidents in the comparison.
    ///   - comparisonHours: The comparison's exposure, hours.
    ///   - least: The ratio that `p` holds it against, greater than 0.
    ///   - confidence: How often the interval holds the true ratio, at least.
    public init(
        count: Int, hours: Double, comparisonCount: Int, comparisonHours: Double, least: Double = 1,
        confidence: Double = 0.95
    ) {
        let count = max(0, count)
        let comparisonCount = max(0, comparisonCount)
        guard hours > 0, comparisonHours > 0, hours.isFinite, comparisonHours.isFinite else {
            self.init(
                count: count, hours: hours, comparisonCount: comparisonCount, comparisonHours: comparisonHours,
                ratio: nil, lower: 0, upper: nil, p: 1)
            return
        }
        let trials = count + comparisonCount
        let interval = Binomial.interval(count, of: trials, confidence: confidence)
        func ratio(_ probability: Double) -> Double { probability / (1 - probability) * (comparisonHours / hours) }
        let share = RateRatio.share(ofHours: hours, comparisonHours: comparisonHours, ratio: least)
        self.init(
            count: count, hours: hours, comparisonCount: comparisonCount, comparisonHours: comparisonHours,
            ratio: comparisonCount == 0
                ? nil : (Double(count) / hours) / (Double(comparisonCount) / comparisonHours),
            lower: ratio(interval.lowerBound), upper: comparisonCount == 0 ? nil : ratio(interval.upperBound),
            p: min(1, 2 * Binomial.upperTail(count, of: trials, probability: share)))
    }

    /// The share of the incidents that lies in the window where the rates have that ratio.
    static func share(ofHours hours: Double, comparisonHours: Double, ratio: Double) -> Double {
        ratio * hours / (ratio * hours + comparisonHours)
    }
}
