import Foundation

/// Whether two Poisson counts over exposures that may differ have one rate: the e-test.
///
/// Under that hypothesis the best guess of the rate is all incidents by all exposure. p is the probability, with the rate so
/// guessed, of two counts whose rates lie at least as many standard errors apart as those that were seen. It uses counts that differ
/// in their sum, too, so that it finds more than the exact conditional test (``RateRatio``), and it keeps its level but for
/// a fraction of it. ``RateChange`` gives the ratio of the rates with an interval that agrees with it. Counts whose difference is equal but for rounding count as equally far apart.
///
/// Source: K. Krishnamoorthy, J. Thomson (2004), "A more powerful test for comparing two Poisson means", Journal of Statistical
/// Planning and Inference 119(1), 23–35.
public enum PoissonETest {
    /// What the first rate is suspected to be.
    public enum Alternative: Sendable, Hashable {
        /// Another than the second.
        case different
        /// Greater.
        case greater
        /// Less.
        case less
    }

    /// The least level at which one rate would be told from the other; 1 where there is no incident or no exposure.
    ///
    /// O(√count + √comparisonCount).
    ///
    /// - Parameters:
    ///   - count: Incidents of the first period.
    ///   - exposure: Its length, in the unit of the other's.
    ///   - comparisonCount: Incidents of the second period.
    ///   - comparisonExposure: Its length.
    ///   - ratio: How many times the second rate the first is under the hypothesis, greater than 0.
    ///   - alternative: What the first rate is suspected to be.
    public static func p(
        count: Int, exposure: Double, comparisonCount: Int, comparisonExposure: Double, ratio: Double = 1,
        alternative: Alternative = .different
    ) -> Double {
        let (first, second) = (max(0, count), max(0, comparisonCount))
        let (n, m) = (exposure * ratio, comparisonExposure)
        guard first + second > 0, n > 0, m > 0, n.isFinite, m.isFinite else { return 1 }
        let rate = Double(first + second) / (n + m)
        let own = PoissonMasses(mean: rate * n)
        let other = PoissonMasses(mean: rate * m)
        let seen = distance(first, second, n, m)
        /// The probability that the first rate lies that far above the second.
        func above(orBeyondOnly isStrict: Bool) -> Double { tail(own, other, n, m, abs(seen), isStrict) }
        /// That it lies that far below.
        func below(orBeyondOnly isStrict: Bool) -> Double { tail(other, own, m, n, abs(seen), isStrict) }
        let p: Double
        switch alternative {
        case .different: p = seen == 0 ? 1 : above(orBeyondOnly: false) + below(orBeyondOnly: false)
        case .greater: p = seen > 0 ? above(orBeyondOnly: false) : 1 - below(orBeyondOnly: true)
        case .less: p = seen < 0 ? below(orBeyondOnly: false) : 1 - above(orBeyondOnly: true)
        }
        return min(1, max(0, p))
    }

    /// The square of the standard errors between two rates, with the sign of their difference.
    private static func distance(_ x: Int, _ y: Int, _ n: Double, _ m: Double) -> Double {
        let (x, y) = (Double(x), Double(y))
        let difference = x * m - y * n
        // What is left of two rates that are equal but for rounding is no difference.
        guard abs(difference) > 1e-12 * max(x * m, y * n) else { return 0 }
        let squared = difference * difference / (x * m * m + y * n * n)
        return difference > 0 ? squared : -squared
    }

    /// The probability of a distance of at least `seen`, or of more than it. The second count that the first allows grows with the
    /// first, so that one walk finds them all.
    private static func tail(
        _ own: PoissonMasses, _ other: PoissonMasses, _ n: Double, _ m: Double, _ seen: Double, _ isStrict: Bool
    ) -> Double {
        let least = seen * (isStrict ? 1 + 1e-10 : 1 - 1e-10)
        var most = other.first - 1
        var sum = 0.0
        for (index, mass) in own.masses.enumerated() {
            let x = own.first + index
            while most < other.last {
                let far = distance(x, most + 1, n, m)
                guard far > 0, isStrict ? far > least : far >= least else { break }
                most += 1
            }
            sum += mass * other.atMost(most)
        }
        return sum
    }
}
