import Foundation

/// The binomial distribution and what is known of its probability from one count.
///
/// Sources: C. J. Clopper, E. S. Pearson (1934), "The use of confidence or fiducial limits illustrated in the case of the
/// binomial", Biometrika 26(4), 404–413; the incomplete beta function by the continued fraction DLMF 8.17.22.
public enum Binomial {
    /// The probability of at least `count` successes in `trials`. O(√trials).
    public static func upperTail(_ count: Int, of trials: Int, probability: Double) -> Double {
        if count <= 0 { return 1 }
        guard count <= trials, probability > 0 else { return 0 }
        guard probability < 1 else { return 1 }
        return incompleteBeta(Double(count), Double(trials - count + 1), probability)
    }

    /// Whether the probability of at least `count` successes is at most `level`. O(1) where two bounds tell, O(√trials) where
    /// the level lies between them.
    ///
    /// With D the divergence of count/trials from the probability, the tail above the mean is at most exp(−trials D) and at least that
    /// over √(8 count (1 − count/trials)).
    ///
    /// Source: R. B. Ash (1965), "Information Theory", lemma 4.7.2.
    static func upperTail(_ count: Int, of trials: Int, probability: Double, isAtMost level: Double) -> Bool {
        let (k, n) = (Double(count), Double(trials))
        if count > 0, count < trials, probability > 0, k > n * probability, probability < 1 {
            let exponent = k * log(k / (n * probability)) + (n - k) * log((n - k) / (n * (1 - probability)))
            // A millionth for the rounding of the bounds and of the tail itself.
            let most = exp(-exponent)
            if most <= level * (1 - 1e-6) { return true }
            if most / (8 * k * (1 - k / n)).squareRoot() > level * (1 + 1e-6) { return false }
        }
        return upperTail(count, of: trials, probability: probability) <= level
    }

    /// The exact interval for the probability of success, each tail at most (1 − confidence)/2. O(√trials).
    public static func interval(_ count: Int, of trials: Int, confidence: Double = 0.95) -> ClosedRange<Double> {
        guard trials > 0, count >= 0, count <= trials, confidence < 1 else { return 0...1 }
        let tail = (1 - max(0, confidence)) / 2
        let lower = count == 0 ? 0 : inverseBeta(Double(count), Double(trials - count + 1), tail)
        let upper = count == trials ? 1 : inverseBeta(Double(count + 1), Double(trials - count), 1 - tail)
        return lower...max(lower, upper)
    }

    /// The regularised incomplete beta function I_x(a, b) for positive a and b.
    static func incompleteBeta(_ a: Double, _ b: Double, _ x: Double) -> Double {
        if x <= 0 { return 0 }
        if x >= 1 { return 1 }
        let front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
        return x < (a + 1) / (a + b + 2)
            ? front * fraction(a, b, x) / a : 1 - front * fraction(b, a, 1 - x) / b
    }

    /// The x at which the incomplete beta function reaches `level`, by halving. About 60 evaluations.
    private static func inverseBeta(_ a: Double, _ b: Double, _ level: Double) -> Double {
        var low = 0.0
        var high = 1.0
        while true {
            let middle = (low + high) / 2
            guard middle > low, middle < high, high - low > 1e-15 * high else { return middle }
            if incompleteBeta(a, b, middle) < level { low = middle } else { high = middle }
        }
    }

    /// The continued fraction by Lentz's method; converges in O(√(a + b)) steps for x below (a + 1)/(a + b + 2).
    private static func fraction(_ a: Double, _ b: Double, _ x: Double) -> Double {
        let tiny = 1e-300
        func kept(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
        var c = 1.0
        var d = 1 / kept(1 - (a + b) * x / (a + 1))
        var result = d
        for step in 1...20_000 {
            let m = Double(step)
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            d = 1 / kept(1 + even * d)
            c = kept(1 + even / c)
            result *= d * c
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 / kept(1 + odd * d)
            c = kept(1 + odd / c)
            result *= d * c
            if abs(d * c - 1) < 1e-15 { break }
        }
        return result
    }
}
