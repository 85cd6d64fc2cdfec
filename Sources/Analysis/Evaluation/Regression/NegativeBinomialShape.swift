import Foundation

/// The shape theta of the negative binomial whose variance is mean + mean²/theta.
enum NegativeBinomialShape {
    /// Above this the variance is Poisson's for all that can be told.
    static let most = 1e8

    /// The likeliest theta for given means; infinity where the counts vary no more than Poisson's. Newton's steps on log theta, kept
    /// within what is known to hold the root. O(rows × steps).
    static func theta(of y: [Double], means: [Double]) -> Double {
        // The slope of the likelihood in 1/theta at 0: half of what the squares exceed the counts by.
        let excess = zip(y, means).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) - $1.0 }
        guard excess > 0 else { return .infinity }
        // The score falls through 0 at the best theta: positive below, negative above.
        var (low, high) = (1e-6, 1.0)
        while score(y, means, high).slope > 0, high < most { (low, high) = (high, 4 * high) }
        guard high < most else { return .infinity }
        var theta = min(max(low, 1), high)
        for _ in 0..<200 {
            let here = score(y, means, theta)
            if here.slope > 0 { low = theta } else { high = theta }
            // In log theta: the slope is theta × s, the curvature theta² × c + theta × s.
            let curvature = theta * theta * here.curvature + theta * here.slope
            var next = curvature < 0 ? theta * exp(max(-3, min(3, -theta * here.slope / curvature))) : 0
            if !(next > low && next < high) { next = (low * high).squareRoot() }
            let isThere = abs(next - theta) <= 1e-13 * theta
            theta = next
            if isThere || high - low <= 1e-14 * high { break }
        }
        return theta
    }

    /// The first and the second derivative of the likelihood in theta.
    static func score(_ y: [Double], _ means: [Double], _ theta: Double) -> (slope: Double, curvature: Double) {
        let (base, baseSlope) = (digamma(theta), trigamma(theta))
        var (slope, curvature) = (0.0, 0.0)
        for (y, mean) in zip(y, means) {
            let sum = mean + theta
            slope += digamma(theta + y) - base + log(theta) + 1 - log(sum) - (y + theta) / sum
            curvature += trigamma(theta + y) - baseSlope + 1 / theta - 2 / sum + (y + theta) / (sum * sum)
        }
        return (slope, curvature)
    }

    /// The standard error of theta by the information that was seen; nil where it has none.
    static func error(_ y: [Double], means: [Double], theta: Double) -> Double? {
        guard theta.isFinite else { return nil }
        let curvature = score(y, means, theta).curvature
        return curvature < 0 ? (-1 / curvature).squareRoot() : nil
    }

    /// The logarithm of the likelihood.
    static func logLikelihood(_ y: [Double], means: [Double], theta: Double) -> Double {
        zip(y, means).reduce(0) { sum, pair in
            let (y, mean) = pair
            let front = lgamma(theta + y) - lgamma(theta) - lgamma(y + 1)
            let own = y > 0 ? y * log(mean / (mean + theta)) : 0
            return sum + front + own - theta * log1p(mean / theta)
        }
    }

    /// The slope of ln Γ for a positive number: the recurrence up to 10, then the series DLMF 5.11.2.
    static func digamma(_ x: Double) -> Double {
        var (x, sum) = (x, 0.0)
        while x < 10 {
            sum -= 1 / x
            x += 1
        }
        let q = 1 / (x * x)
        let series =
            q * (1 / 12.0 - q * (1 / 120.0 - q * (1 / 252.0 - q * (1 / 240.0 - q * (1 / 132.0 - q * 691 / 32760)))))
        return sum + log(x) - 0.5 / x - series
    }

    /// The slope of ``digamma(_:)``: the recurrence up to 10, then the series DLMF 5.15.8.
    static func trigamma(_ x: Double) -> Double {
        var (x, sum) = (x, 0.0)
        while x < 10 {
            sum += 1 / (x * x)
            x += 1
        }
        let q = 1 / (x * x)
        let inner = q * (1 / 30.0 - q * (1 / 42.0 - q * (1 / 30.0 - q * 5 / 66)))
        return sum + 1 / x + q / 2 + q / x * (1 / 6.0 - inner)
    }
}
