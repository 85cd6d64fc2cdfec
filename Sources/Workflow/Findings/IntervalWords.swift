import HomewardCore

/// A ratio with its interval in words, `1.17 (0.99–1.39)`.
package enum IntervalWords {
    /// Both ends are rounded away from the ratio, so that an interval that is printed as lying above a ratio of two
    /// decimals does; a dash where there is no ratio, ∞ where there is no upper end.
    package static func text(_ ratio: Double?, _ lower: Double, _ upper: Double?) -> String {
        // A trillionth is the last figure of a number that was rounded before.
        let low = Shown.fixed((lower * 100 + 1e-9).rounded(.down) / 100, 2)
        let high = upper.map { Shown.fixed(($0 * 100 - 1e-9).rounded(.up) / 100, 2) } ?? "∞"
        return "\(ratio.map { Shown.fixed($0, 2) } ?? "–") (\(low)–\(high))"
    }
}
