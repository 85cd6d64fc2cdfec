import Foundation

/// By how much the rate grows or falls in a year, steadily over the whole period.
///
/// The logarithm of the expected count is a straight line in time plus the logarithm of the days in force (Poisson regression by maximum
/// likelihood). The standard error grows with the root of Pearson's dispersion where that is above 1, so that bunches are allowed for.
/// A period that is no whole number of years takes a part of the season for a trend.
///
/// Source: P. McCullagh, J. A. Nelder (1989), "Generalized linear models", 2nd edition, chapter 6.
public struct RateTrend: Sendable, Equatable {
    /// Why no trend was told.
    public enum Gap: String, Sendable, Hashable, CaseIterable {
        /// There is no incident.
        case noIncident = "no_incident"
        /// The series is too short.
        case tooFewSteps = "too_few_steps"
        /// All incidents lie in the first step or in the last, so that no slope is too steep.
        case atOneEnd = "at_one_end"
    }

    /// Fewer steps than these have no trend.
    public static let fewestSteps = 6

    /// The rate by that of a year before; nil where none was told.
    public var perYear: Double?
    /// The lower end of its interval of 95 %.
    public var lower: Double?
    /// The upper end.
    public var upper: Double?
    /// The two-sided probability of so great a trend by chance.
    public var p: Double?
    /// Pearson's chi-square by its degrees of freedom.
    public var dispersion: Double?
    /// Why no trend was told.
    public var gap: Gap?

    /// The trend of a series. O(steps).
    public init(of series: CountSeries) {
        let steps = series.steps
        let total = Double(series.count)
        guard total > 0 else {
            gap = .noIncident
            return
        }
        guard steps.count >= RateTrend.fewestSteps else {
            gap = .tooFewSteps
            return
        }
        // The middle of each step, in years from the middle of the period.
        let middles = steps.map { Double($0.first.number + $0.last.number) / 2 }
        let origin = ((middles.first ?? 0) + (middles.last ?? 0)) / 2
        let times = middles.map { ($0 - origin) / 365.25 }
        let seen = zip(times, steps).reduce(0) { $0 + $1.0 * Double($1.1.count) } / total
        guard let first = times.first, let last = times.last, seen > first + 1e-12, seen < last - 1e-12 else {
            gap = .atOneEnd
            return
        }
        /// The weights of the steps at a slope, and the mean and variance of time by them.
        func moments(_ slope: Double) -> (weights: [Double], mean: Double, variance: Double) {
            // The greatest exponent is 0, so that no weight is too great to hold.
            let most = max(slope * first, slope * last)
            let raw = zip(times, steps).map { Double($1.days) * exp(slope * $0 - most) }
            let sum = raw.reduce(0, +)
            let weights = raw.map { $0 / sum }
            let mean = zip(times, weights).reduce(0) { $0 + $1.0 * $1.1 }
            return (weights, mean, zip(times, weights).reduce(0) { $0 + ($1.0 - mean) * ($1.0 - mean) * $1.1 })
        }
        // The mean of time grows with the slope; it is that of the incidents at the likeliest. Halving keeps Newton's steps in.
        var (low, high) = (-1.0, 1.0)
        while moments(low).mean > seen { low *= 2 }
        while moments(high).mean < seen { high *= 2 }
        var slope = 0.0
        for _ in 0..<200 {
            let here = moments(slope)
            if here.mean < seen { low = max(low, slope) } else { high = min(high, slope) }
            var next = slope + (seen - here.mean) / here.variance
            if !(next > low && next < high) { next = (low + high) / 2 }
            let isThere = abs(next - slope) <= 1e-14 * max(1, abs(slope))
            slope = next
            if isThere { break }
        }
        let found = moments(slope)
        let square = zip(found.weights, steps).reduce(0.0) { sum, step in
            let expected = total * step.0
            let difference = Double(step.1.count) - expected
            return expected > 0 ? sum + difference * difference / expected : sum
        }
        let dispersion = square / Double(steps.count - 2)
        let error = (max(1, dispersion) / (total * found.variance)).squareRoot()
        self.dispersion = dispersion
        perYear = exp(slope)
        lower = exp(slope - 1.959963984540054 * error)
        upper = exp(slope + 1.959963984540054 * error)
        p = min(1, erfc(abs(slope) / error / 2.0.squareRoot()))
    }
}
