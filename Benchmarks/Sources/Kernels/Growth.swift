import Foundation

/// How the time of a kernel grows with its rows.
public enum Growth {
    /// What a kernel may reach without a reason of its own: somewhat over a straight line.
    public static let limit = 1.15

    /// The slope between the last two of some sizes on logarithmic axes: 1 for a straight line, 2 for a square. Nil where there
    /// are not two sizes that differ, or nothing was spent.
    public static func exponent(_ times: [(rows: Int, seconds: Double)]) -> Double? {
        let last = times.suffix(2)
        guard let from = last.first, let to = last.last, from.rows > 0, to.rows > 0, from.rows != to.rows,
            from.seconds > 0, to.seconds > 0
        else { return nil }
        return log(to.seconds / from.seconds) / log(Double(to.rows) / Double(from.rows))
    }

    /// The middle of some numbers, of an even count the mean of the two in the middle; nil of none.
    public static func median(_ numbers: [Double]) -> Double? {
        guard !numbers.isEmpty else { return nil }
        let sorted = numbers.sorted()
        return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }
}
