import Foundation

/// Whether a series rises or falls, by how many of its pairs do: the Mann–Kendall test.
///
/// `s` is the number of pairs whose later value is the greater, less that of those whose later value is the smaller. Values that are
/// equal say nothing; the variance is corrected for them. p is two-sided, by the normal distribution with a step of one taken off.
///
/// Sources: H. B. Mann (1945), "Nonparametric tests against trend", Econometrica 13(3), 245–259; M. G. Kendall (1975), "Rank
/// Correlation Methods", 4th edition, 4.9 on ties.
public struct MannKendall: Sendable, Equatable {
    /// Pairs that rise less pairs that fall.
    public var s: Int
    /// The variance of ``s`` by chance.
    public var variance: Double
    /// The standard score: above 0 for a rise; 0 where all values are equal.
    public var z: Double
    /// The two-sided probability of such a score by chance.
    public var p: Double

    /// Tests a series in its order. O(values²).
    ///
    /// - Parameters:
    ///   - values: The series; none is a number that is none.
    ///   - overlap: How much of its variance each value shares with the one after it, where values are made of windows that overlap: a
    ///     half where each adds up two steps. Ranks of such values go together, so that ``variance`` is greater by what Hamed and Rao
    ///     work out from the correlation of ranks, which here is not estimated but follows from the windows.
    ///
    /// Source of that: K. H. Hamed, A. R. Rao (1998), "A modified Mann–Kendall trend test for autocorrelated data", Journal of
    /// Hydrology 204, 182–196, equations 14 and 15.
    public init(of values: [Double], overlap: Double = 0) {
        let count = values.count
        s = MannKendall.balance(values)
        let n = Double(count)
        var variance = n * (n - 1) * (2 * n + 5)
        var run = 1
        let sorted = values.sorted()
        for place in 0..<count {
            if place + 1 < count, sorted[place + 1] == sorted[place] {
                run += 1
                continue
            }
            if run > 1 {
                let t = Double(run)
                variance -= t * (t - 1) * (2 * t + 5)
            }
            run = 1
        }
        let ranks = 6 / Double.pi * asin(overlap / 2)
        let factor = count > 3 ? 1 + 2 * ranks * (n - 3) / n : 1
        self.variance = max(0, variance / 18 * factor)
        guard self.variance > 0 else {
            (z, p) = (0, 1)
            return
        }
        z = Double(s - s.signum()) / self.variance.squareRoot()
        p = min(1, erfc(abs(z) / 2.0.squareRoot()))
    }

    /// Pairs that rise less pairs that fall.
    private static func balance(_ values: [Double]) -> Int {
        values.withUnsafeBufferPointer { values in
            let count = values.count
            var s = 0
            var early = 0
            while early < count {
                let value = values[early]
                var late = early + 1
                while late < count {
                    let other = values[late]
                    s &+= (other > value ? 1 : 0) &- (other < value ? 1 : 0)
                    late &+= 1
                }
                early &+= 1
            }
            return s
        }
    }
}
