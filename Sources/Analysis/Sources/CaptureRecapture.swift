import Foundation

/// How many incidents there were in all, those among them that neither of two sources saw, from how many both saw.
///
/// Chapman's estimator N = (n₁ + 1)(n₂ + 1)/(m + 1) − 1, which has no bias where n₁ + n₂ ≥ N, with Seber's variance; the interval is
/// Chao's, by the logarithm of the unseen, so that it never lies below what was seen. It holds where both sources look at the same
/// incidents, where being in one makes it neither more nor less likely to be in the other, where each incident has the same chance of
/// being in a source, and where who is in both is told without error. Where serious incidents are in both more often than others
/// there are more that both miss than it says.
///
/// Sources: D. G. Chapman (1951), "Some properties of the hypergeometric distribution with applications to zoological sample
/// censuses", University of California Publications in Statistics 1, 131–160; G. A. F. Seber (1970), "The effects of trap response
/// on tag recapture estimates", Biometrics 26, 13–22; A. Chao (1987), "Estimating the population size for capture-recapture data
/// with unequal catchability", Biometrics 43, 783–791.
public struct CaptureRecapture: Sendable, Equatable {
    /// Incidents of the first source.
    public var first: Int
    /// Incidents of the second source.
    public var second: Int
    /// Incidents of both.
    public var both: Int
    /// The estimated number in all.
    public var total: Double
    /// The lower end of its interval of 95 %, at least what was seen.
    public var lower: Double
    /// The upper end.
    public var upper: Double

    /// Incidents that at least one source saw.
    public var seen: Int { first + second - both }
    /// The estimated number that neither saw.
    public var missed: Double { max(0, total - Double(seen)) }

    /// Estimates; nil where both sources have no incident in common, or more than one of them has, for then nothing can be said. O(1).
    ///
    /// - Parameters:
    ///   - first: Incidents of the first source.
    ///   - second: Incidents of the second source.
    ///   - both: Incidents of both.
    public init?(first: Int, second: Int, both: Int) {
        guard both > 0, both <= first, both <= second else { return nil }
        let (a, b, m) = (Double(first), Double(second), Double(both))
        self.first = first
        self.second = second
        self.both = both
        let total = (a + 1) * (b + 1) / (m + 1) - 1
        let variance = (a + 1) * (b + 1) * (a - m) * (b - m) / ((m + 1) * (m + 1) * (m + 2))
        let seen = a + b - m
        let unseen = total - seen
        self.total = total
        guard unseen > 0, variance > 0 else {
            (lower, upper) = (seen, seen)
            return
        }
        let factor = exp(1.959963984540054 * log1p(variance / (unseen * unseen)).squareRoot())
        lower = seen + unseen / factor
        upper = seen + unseen * factor
    }
}
