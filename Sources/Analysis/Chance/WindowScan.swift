import Foundation

/// How likely it is that some stretch of a series, wherever it begins, holds as many incidents as the fullest one did.
///
/// A bad week is often held against what a week chosen beforehand would show, which is wrong: somebody has picked the worst of
/// all. This is the probability for the worst.
///
/// Source: J. I. Naus (1982), "Approximations for distributions of scan statistics", Journal of the American Statistical
/// Association 77(377), 177–183, for a Poisson process. R's ptools has it as `scanw(L, k, mu, n)`, whose `L` is the number of windows
/// and whose `k` stands where Naus has a 2.
public enum WindowScan {
    /// The probability of a window with at least `count` incidents.
    ///
    /// Windows that begin at any moment count, so that it is somewhat too large where they begin with a day.
    /// It is no less than that of one window alone. O(count).
    ///
    /// - Parameters:
    ///   - count: Incidents in the fullest window.
    ///   - mean: Incidents to be expected in one.
    ///   - windows: How many windows side by side the series holds, at least 2; with less the first alone is looked at.
    public static func atLeast(_ count: Int, mean: Double, windows: Double) -> Double {
        if count <= 0 { return 1 }
        guard mean > 0 else { return 0 }
        let one = Poisson.upperTail(count, mean: mean)
        guard windows >= 2, mean.isFinite, windows.isFinite else { return one }
        if count == 1 { return -expm1(-mean * windows) }
        // Where a window as full as that is no wonder, the formula has nothing to approximate.
        guard one < 0.5 else { return 1 }
        let n = Double(count)
        var masses = [Double]()
        var sums = [Double]()
        for k in 0..<2 * count {
            masses.append(exp(Double(k) * log(mean) - mean - lgamma(Double(k) + 1)))
            sums.append((sums.last ?? 0) + masses[k])
        }
        func p(_ k: Int) -> Double { k < 0 ? 0 : masses[k] }
        func f(_ k: Int) -> Double { k < 0 ? 0 : sums[k] }
        let none = f(count - 1)
        let q2 =
            none * none - (n - 1) * p(count) * p(count - 2) - (n - 1 - mean) * p(count) * f(count - 3)
        let a1 = 2 * p(count) * none * ((n - 1) * f(count - 2) - mean * f(count - 3))
        let a2 =
            0.5 * p(count) * p(count)
            * ((n - 1) * (n - 2) * f(count - 3) - 2 * (n - 2) * mean * f(count - 4) + mean * mean * f(count - 5))
        var (a3, a4) = (0.0, 0.0)
        for r in 1..<count {
            a3 += p(2 * count - r) * f(r - 1) * f(r - 1)
            if r > 1 { a4 += p(2 * count - r) * p(r) * (Double(r - 1) * f(r - 2) - mean * f(r - 3)) }
        }
        let q3 = none * none * none - a1 + a2 + a3 - a4
        guard q2 > 0, q3 > 0 else { return 1 }
        let all = -expm1(log(q2) + (windows - 2) * log(q3 / q2))
        return min(1, max(one, all))
    }
}
