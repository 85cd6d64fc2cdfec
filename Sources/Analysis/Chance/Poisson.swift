import Foundation

/// The Poisson distribution.
public enum Poisson {
    /// The probability of at least `count` events where `mean` are to be expected. O(√mean).
    ///
    /// The smaller tail is summed up from its largest term on, so that a probability near 0 keeps its digits.
    public static func upperTail(_ count: Int, mean: Double) -> Double {
        if count <= 0 { return 1 }
        guard mean > 0 else { return 0 }
        guard mean.isFinite else { return 1 }
        let k = Double(count)
        if k > mean {
            var term = exp(k * log(mean) - mean - lgamma(k + 1))
            var (sum, step) = (term, k + 1)
            while term > 1e-17 * sum {
                term *= mean / step
                sum += term
                step += 1
            }
            return min(1, sum)
        }
        var term = exp((k - 1) * log(mean) - mean - lgamma(k))
        var (sum, step) = (term, k - 1)
        while step > 0, term > 1e-17 * sum {
            term *= step / mean
            sum += term
            step -= 1
        }
        return max(0, 1 - sum)
    }
}
