extension RateRatio {
    /// Compares two rates exactly.
    ///
    /// Given how many incidents there are in all, those of the window are binomial with a probability that the ratio and
    /// the exposures fix; its exact interval becomes the ratio's. Where an exposure is not positive nothing can be said:
    /// `ratio` is nil, the interval runs from 0 without end and `p` is 1. O(√incidents).
    ///
    /// Source: J. Przyborowski, H. Wilenski (1940), "Homogeneity of results in testing samples from Poisson series",
    /// Biometrika 31, 313–323.
    ///
    /// - Parameters:
    ///   - count: Incidents in the window.
    ///   - hours: The window's exposure, hours.
    ///   - comparisonCount: Incidents in the comparison.
    ///   - comparisonHours: The comparison's exposure, hours.
    public init(count: Int, hours: Double, comparisonCount: Int, comparisonHours: Double) {
        let count = max(0, count)
        let comparisonCount = max(0, comparisonCount)
        guard hours > 0, comparisonHours > 0, hours.isFinite, comparisonHours.isFinite else {
            self.init(
                count: count, hours: hours, comparisonCount: comparisonCount, comparisonHours: comparisonHours,
                ratio: nil, lower: 0, upper: nil, p: 1)
            return
        }
        let trials = count + comparisonCount
        let interval = Binomial.interval(count, of: trials)
        func ratio(_ probability: Double) -> Double { probability / (1 - probability) * (comparisonHours / hours) }
        self.init(
            count: count, hours: hours, comparisonCount: comparisonCount, comparisonHours: comparisonHours,
            ratio: comparisonCount == 0
                ? nil : (Double(count) / hours) / (Double(comparisonCount) / comparisonHours),
            lower: ratio(interval.lowerBound), upper: comparisonCount == 0 ? nil : ratio(interval.upperBound),
            p: Binomial.upperTail(count, of: trials, probability: hours / (hours + comparisonHours)))
    }
}
