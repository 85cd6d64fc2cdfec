/// Between which values the ratio of two estimates lies that both are uncertain.
///
/// It holds all ratios q for which (above − q · below)² is at most z² times its variance, a quadratic in q. Where the lower estimate cannot be
/// told from 0 these are all numbers or all but a stretch, and there is no interval.
///
/// Source: E. C. Fieller (1954), "Some problems in interval estimation", Journal of the Royal Statistical Society B 16(2), 175–185.
public enum FiellerInterval {
    /// The interval of `above` ÷ `below`; nil where it has no ends.
    ///
    /// - Parameters:
    ///   - above: The estimate above.
    ///   - below: The one below.
    ///   - variances: The variances of either.
    ///   - covariance: Their covariance.
    ///   - reach: How many standard errors the interval reaches, such as 1.96.
    public static func of(
        _ above: Double, by below: Double, variances: (above: Double, below: Double), covariance: Double = 0,
        reach: Double
    ) -> ClosedRange<Double>? {
        let square = below * below - reach * reach * variances.below
        let linear = above * below - reach * reach * covariance
        let rest = above * above - reach * reach * variances.above
        let root = linear * linear - square * rest
        guard square > 0, root >= 0 else { return nil }
        return (linear - root.squareRoot()) / square...(linear + root.squareRoot()) / square
    }
}
