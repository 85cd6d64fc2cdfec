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
/// Source: B. Efron, R. J. Tibshirani (1993), *An Introduction to the Bootstrap*, chapter 13 (percentile intervals). All figures come from the
/// same draws, so that differences between methods are paired.
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

    /// A figure made of the sums, with the middle 95 % of what it comes to in the draws.
    static func estimate(_ sums: [Double], _ draws: [[Double]], _ figure: ([Double]) -> Double?) -> ScoreEstimate {
        guard let value = figure(sums), value.isFinite else { return ScoreEstimate(value: nil) }
        let values = draws.compactMap { figure($0) }.filter(\.isFinite).sorted()
        guard values.count >= 20, 2 * values.count > draws.count else { return ScoreEstimate(value: value) }
        return ScoreEstimate(value: value, lower: quantile(values, 0.025), upper: quantile(values, 0.975))
    }

    /// Twice the smaller share of draws in which a difference has the other sign or is nought, (k + 1)/(n + 1), 1 at most.
    static func probability(_ draws: [[Double]], _ figure: ([Double]) -> Double?) -> Double {
        let values = draws.compactMap { figure($0) }
        let tail = min(values.count { $0 <= 0 }, values.count { $0 >= 0 })
        return min(1, 2 * Double(tail + 1) / Double(values.count + 1))
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
