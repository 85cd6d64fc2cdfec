import Foundation
import HomewardCore

/// A figure with its interval; nothing where it cannot be told.
public struct ScoreEstimate: Sendable, Equatable {
    /// The figure; nil where it would divide by nought.
    public var value: Double?
    /// The lower end of the 95 % interval.
    public var lower: Double?
    /// The upper end.
    public var upper: Double?

    /// A figure with its interval.
    public init(value: Double?, lower: Double? = nil, upper: Double? = nil) {
        self.value = value
        self.lower = lower
        self.upper = upper
    }
}

/// What periods, or single incidents, add to each sum, and how much figures made of the sums would differ with others of them.
///
/// Percentile intervals from few rows are too narrow: they are widened as an interval by Student's t is against one by the normal distribution.
///
/// Sources: B. Efron, R. J. Tibshirani (1993), *An Introduction to the Bootstrap*, chapter 13 (percentile intervals); T. C. Hesterberg (2015), "What
/// teachers should know about the bootstrap", The American Statistician 69(4), 371–386 (the expanded percentile interval). All figures come from
/// the same draws, so that differences between methods are paired.
struct ScoreTally: Sendable {
    /// How many sums there are.
    let width: Int
    /// One row for each period or incident.
    private(set) var rows: [Double] = []

    init(width: Int) { self.width = width }

    var count: Int { width > 0 ? rows.count / width : 0 }

    mutating func add(_ row: [Double]) { rows += row }

    /// The sums.
    var sums: [Double] {
        var sums = [Double](repeating: 0, count: width)
        for start in stride(from: 0, to: rows.count, by: max(1, width)) {
            for column in 0..<width { sums[column] += rows[start + column] }
        }
        return sums
    }

    /// The sums of so many draws with replacement, each as many rows as there are. O(draws × rows × sums). The same for any number of threads.
    func draws(_ number: Int, seed: UInt64) -> [[Double]] {
        let count = count
        return Parallel.map(number) { draw in
            var generator = SeededGenerator(seed: seed, stream: UInt64(draw))
            var times = [Int](repeating: 0, count: count)
            for _ in 0..<count { times[generator.below(count)] += 1 }
            var sums = [Double](repeating: 0, count: width)
            for row in 0..<count where times[row] > 0 {
                let weight = Double(times[row])
                for column in 0..<width { sums[column] += weight * rows[row * width + column] }
            }
            return sums
        }
    }

    /// A figure made of the sums, with the middle 95 % of what it comes to in the draws, widened for few rows.
    func estimate(_ sums: [Double], _ draws: [[Double]], _ figure: ([Double]) -> Double?) -> ScoreEstimate {
        guard let value = figure(sums), value.isFinite else { return ScoreEstimate(value: nil) }
        let values = draws.compactMap { figure($0) }.filter(\.isFinite).sorted()
        guard values.count >= 20, 2 * values.count > draws.count else { return ScoreEstimate(value: value) }
        let tail = ScoreTally.tail(rows: count)
        return ScoreEstimate(
            value: value, lower: ScoreTally.quantile(values, tail), upper: ScoreTally.quantile(values, 1 - tail))
    }

    /// The level at which the widened interval of a difference begins to hold nought, from the share of draws in which it has the other
    /// sign or is nought, (k + 1)/(n + 1).
    func probability(_ draws: [[Double]], _ figure: ([Double]) -> Double?) -> Double {
        let values = draws.compactMap { figure($0) }
        let tail = min(values.count { $0 <= 0 }, values.count { $0 >= 0 })
        let share = Double(tail + 1) / Double(values.count + 1)
        guard share < 0.5, count > 1 else { return 1 }
        // How many standard errors away nought lies, by halving.
        var (low, high) = (0.0, 40.0)
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if 0.5 * erfc(middle / 2.0.squareRoot()) > share { low = middle } else { high = middle }
        }
        let (rows, freedom) = (Double(count), Double(count - 1))
        let t = low / (rows / freedom).squareRoot()
        let z = t * (1 - 1 / (4 * freedom)) / (1 + t * t / (2 * freedom)).squareRoot()
        return min(1, erfc(z / 2.0.squareRoot()))
    }

    /// The share of the draws that lies beyond one end of a 95 % interval: 2.5 % of many rows, less of few, none of fewer than four.
    static func tail(rows: Int) -> Double {
        guard rows > 1 else { return 0 }
        let (count, freedom) = (Double(rows), Double(rows - 1))
        // Student's t for the normal 1.96, by the approximation that is used above the other way round.
        let z = 1.959963984540054
        let left = (1 - 1 / (4 * freedom)) * (1 - 1 / (4 * freedom)) - z * z / (2 * freedom)
        guard left > 0 else { return 0 }
        let t = z / left.squareRoot()
        return 0.5 * erfc(t * (count / freedom).squareRoot() / 2.0.squareRoot())
    }

    /// Between the values in order, by a straight line.
    static func quantile(_ sorted: [Double], _ share: Double) -> Double {
        guard let last = sorted.last else { return 0 }
        let place = share * Double(sorted.count - 1)
        let low = Int(place)
        guard low + 1 < sorted.count else { return last }
        return sorted[low] + (place - Double(low)) * (sorted[low + 1] - sorted[low])
    }
}
