import HomewardCore

/// How many incidents are to be expected, and how far from that chance alone may take their number.
///
/// The number is Poisson where the variance is that of the mean, and negative binomial where it is more: incidents come in bunches, and the
/// past from which the mean was taken is a sample too. A number stands out where so great, or so small, a one has at most half of
/// 5 % (a warning) or of 0.2 % (an alarm); these are the limits of a funnel plot and of a control chart.
///
/// Source: D. J. Spiegelhalter (2005), "Funnel plots for comparing institutional performance", Statistics in Medicine 24,
/// 1185–1202; negative binomial as in J. A. Nelder and Y. Lee (1992), "Likelihood, quasi-likelihood and pseudolikelihood",
/// Journal of the Royal Statistical Society B 54, 273–284.
public struct ExpectedCount: Sendable, Equatable {
    /// Where a number lies.
    public enum Verdict: String, Sendable, Hashable, CaseIterable {
        /// Below the limit of 0.2 %.
        case farBelow = "far_below"
        /// Below the limit of 5 %.
        case below
        /// Between the limits.
        case within
        /// Above the limit of 5 %.
        case above
        /// Above the limit of 0.2 %.
        case farAbove = "far_above"
    }

    /// A count and the limits on its two sides.
    public struct Limits: Sendable, Equatable {
        /// The least number that does not stand out.
        public var lower: Int
        /// The greatest number that does not stand out.
        public var upper: Int
    }

    /// The number that is to be expected.
    public let mean: Double
    /// Its variance; the mean where incidents are independent and the mean is known.
    public let variance: Double
    /// The limits of 5 %.
    public let warning: Limits
    /// The limits of 0.2 %.
    public let alarm: Limits

    /// Works the limits out. A variance below the mean counts as the mean. O(standard deviations).
    ///
    /// - Parameters:
    ///   - mean: The number that is to be expected, from 0.
    ///   - variance: Its variance.
    public init(mean: Double, variance: Double) {
        let mean = mean.isFinite ? max(0, mean) : 0
        let variance = variance.isFinite ? max(mean, variance) : mean
        self.mean = mean
        self.variance = variance
        guard variance < 1e10 else {
            // So many that the normal distribution serves, and so does a step of one.
            func limits(_ scores: Double) -> Limits {
                let reach = scores * variance.squareRoot()
                return Limits(lower: Int(nearest: max(0, mean - reach)), upper: Int(nearest: mean + reach))
            }
            (warning, alarm) = (limits(1.959963984540054), limits(3.090232306167814))
            return
        }
        let masses = Masses(mean: mean, variance: variance)
        warning = masses.limits(tail: 0.025)
        alarm = masses.limits(tail: 0.001)
    }

    /// Where a count lies. O(1).
    public func verdict(of count: Int) -> Verdict {
        if count > alarm.upper { return .farAbove }
        if count < alarm.lower { return .farBelow }
        if count > warning.upper { return .above }
        return count < warning.lower ? .below : .within
    }

    /// The masses of the numbers around the mean, which sum to 1.
    private struct Masses {
        private let first: Int
        private let masses: [Double]

        /// A mass that much less than that of the mean is none.
        private static let least = 1e-18

        init(mean: Double, variance: Double) {
            guard mean > 0 else {
                (first, masses) = (0, [1])
                return
            }
            let isPoisson = variance <= mean * (1 + 1e-9)
            let size = isPoisson ? Double.infinity : mean * mean / (variance - mean)
            let share = isPoisson ? 0 : 1 - mean / variance
            /// The mass of k + 1 by that of k.
            func step(_ k: Double) -> Double { isPoisson ? mean / (k + 1) : share * (size + k) / (k + 1) }
            let middle = mean.rounded(.down)
            var down: [Double] = []
            var mass = 1.0
            var k = middle
            while k > 0, mass > Masses.least {
                mass /= step(k - 1)
                down.append(mass)
                k -= 1
            }
            first = Int(k)
            var all = Array(down.reversed())
            all.append(1)
            (mass, k) = (1, middle)
            // Far from the mean of numbers that mostly are none, the greatest mass is at 0.
            while mass > Masses.least * max(1, all[0]) {
                mass *= step(k)
                all.append(mass)
                k += 1
            }
            let sum = all.reduce(0, +)
            masses = all.map { $0 / sum }
        }

        /// The least and the greatest number beyond which more than `tail` lies on neither side.
        func limits(tail: Double) -> Limits {
            var (lower, sum) = (0, 0.0)
            while lower < masses.count - 1, sum + masses[lower] <= tail {
                sum += masses[lower]
                lower += 1
            }
            var upper = masses.count - 1
            sum = 0
            while upper > 0, sum + masses[upper] <= tail {
                sum += masses[upper]
                upper -= 1
            }
            return Limits(lower: first + lower, upper: first + upper)
        }
    }
}
