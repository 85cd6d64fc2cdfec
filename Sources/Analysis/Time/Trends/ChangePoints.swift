import Foundation
public import HomewardCalendar
import HomewardCore

/// Finds since when there is more or less: the steps of a series at which its level changes.
///
/// 1. Of all ways to cut the series into levels of one Poisson rate each, none shorter than ``shortest`` steps, the one is taken
///    whose likelihood less a penalty for each change is greatest (optimal partitioning, which is exact). The penalty on the
///    deviance is `penalty` · ln(steps) · dispersion: twice the logarithm is the Bayesian information criterion of a change and its
///    level, and where counts vary more than chance makes them, changes must stand out by as much more.
/// 2. Each change is tested between the changes beside it: the steps there are put into random order, each with its days, and p is
///    how often the best cut of them gains as much, (k + 1) / (n + 1). Steps keep their counts, so bunches are allowed for.
/// 3. ``FalseDiscoveryRate`` over the changes found gives q.
///
/// What comes back every year is a season and no news; hold the level against the same months of the year before.
///
/// Sources: B. Jackson and others (2005), "An algorithm for optimal partitioning of data on an interval", IEEE Signal Processing
/// Letters 12(2), 105–108; R. Killick, P. Fearnhead, I. A. Eckley (2012), "Optimal detection of changepoints with a linear
/// computational cost", Journal of the American Statistical Association 107, 1590–1598, for penalty and cost.
public struct ChangePoints: Sendable, Equatable {
    /// The penalty of a change, in logarithms of the number of steps.
    public var penalty = 2.0
    /// The least length of a level, steps.
    public var shortest = 4
    /// How often the steps are put into random order.
    public var permutations = 999
    /// The seed of the orders.
    public var seed: UInt64 = 1
    /// The false-discovery rate at which a change is called.
    public var fdr = 0.05

    /// The standard method.
    public init() {}

    /// The levels of a series and the changes between them.
    ///
    /// O(steps² + changes × permutations × steps).
    public func changes(in series: CountSeries) -> ChangePointResult {
        let steps = series.steps
        let dispersion = series.dispersion
        let deviance = penalty * log(Double(max(2, steps.count))) * dispersion
        guard steps.count >= 2 * max(1, shortest), series.count > 0 else {
            return ChangePointResult(
                levels: [], penalty: deviance, dispersion: dispersion,
                gap: series.count == 0 ? .noIncident : .tooFewSteps(needed: 2 * max(1, shortest)))
        }
        let sums = LevelSums(steps.map { ($0.count, $0.days) })
        let cuts = ChangePoints.cuts(sums, shortest: max(1, shortest), penalty: deviance)
        let edges = [0] + cuts + [steps.count]
        let p = cuts.indices.map { change in
            chance(
                of: edges[change + 1], in: Array(steps[edges[change]..<edges[change + 2]]), from: edges[change],
                stream: UInt64(change) << 32)
        }
        let q = FalseDiscoveryRate.benjaminiHochberg(p)
        let levels = zip(edges, edges.dropFirst()).enumerated().map { index, ends in
            let part = steps[ends.0..<ends.1]
            return ChangePointResult.Level(
                first: part[ends.0].first, last: part[ends.1 - 1].last, steps: part.count,
                rate: PoissonRate(
                    count: part.reduce(0) { $0 + $1.count }, exposure: Double(part.reduce(0) { $0 + $1.days })),
                p: index == 0 ? nil : p[index - 1], q: index == 0 ? nil : q[index - 1],
                isCalled: index > 0 && q[index - 1] <= fdr)
        }
        return ChangePointResult(levels: levels, penalty: deviance, dispersion: dispersion, gap: nil)
    }

    /// The first steps of the levels after the first in the best partition; of equals the one whose last cuts are earliest.
    static func cuts(_ sums: LevelSums, shortest: Int, penalty: Double) -> [Int] {
        let count = sums.count
        // The least cost of the first n steps, and where its last level begins.
        var costs = [Double](repeating: .infinity, count: count + 1)
        var starts = [Int](repeating: 0, count: count + 1)
        costs[0] = -penalty
        for end in stride(from: shortest, through: count, by: 1) {
            for start in 0...(end - shortest) where costs[start] < .infinity {
                let cost = costs[start] + penalty - 2 * sums.likelihood(start, end)
                // What differs by rounding alone is no better.
                if cost < costs[end] - 1e-9 { (costs[end], starts[end]) = (cost, start) }
            }
        }
        var cuts: [Int] = []
        var end = starts[count]
        while end > 0 {
            cuts.append(end)
            end = starts[end]
        }
        return cuts.reversed()
    }

    /// How likely as good a cut is where the steps stand in random order.
    private func chance(of cut: Int, in steps: [CountSeries.Step], from start: Int, stream: UInt64) -> Double {
        let pairs = steps.map { ($0.count, $0.days) }
        let seen = LevelSums(pairs).bestGain(shortest: max(1, shortest))
        let (seed, shortest) = (seed, max(1, shortest))
        let reached = Parallel.map(permutations) { replicate in
            var generator = SeededGenerator(seed: seed, stream: stream + UInt64(replicate))
            var order = pairs
            generator.shuffle(&order)
            return LevelSums(order).bestGain(shortest: shortest) >= seen - 1e-9
        }
        return Double(reached.count { $0 } + 1) / Double(permutations + 1)
    }
}

/// Counts and days summed up from the first step on, so that the likelihood of any level is one subtraction.
struct LevelSums: Sendable {
    private let counts: [Double]
    private let days: [Double]

    init(_ steps: [(count: Int, days: Int)]) {
        var (counts, days) = ([0.0], [0.0])
        for step in steps {
            counts.append(counts[counts.count - 1] + Double(step.count))
            days.append(days[days.count - 1] + Double(step.days))
        }
        self.counts = counts
        self.days = days
    }

    var count: Int { counts.count - 1 }

    /// The logarithm of the Poisson likelihood of one level, but for what all ways to cut have in common.
    func likelihood(_ start: Int, _ end: Int) -> Double {
        let count = counts[end] - counts[start]
        return count > 0 ? count * log(count / (days[end] - days[start])) : 0
    }

    /// By how much the best cut in two raises the deviance. O(steps).
    func bestGain(shortest: Int) -> Double {
        let whole = likelihood(0, count)
        var best = 0.0
        for cut in stride(from: shortest, through: count - shortest, by: 1) {
            best = max(best, 2 * (likelihood(0, cut) + likelihood(cut, count) - whole))
        }
        return best
    }
}

/// The levels of a series.
public struct ChangePointResult: Sendable, Equatable {
    /// Why no change was looked for.
    public enum Gap: Sendable, Equatable {
        /// There is no incident.
        case noIncident
        /// The series is too short.
        case tooFewSteps(needed: Int)
    }

    /// Steps that have one rate.
    public struct Level: Sendable, Equatable {
        /// The first day.
        public var first: CivilDay
        /// The last day.
        public var last: CivilDay
        /// How many weeks or months it lasts.
        public var steps: Int
        /// Its incidents by day in force.
        public var rate: PoissonRate
        /// The probability of so great a change from the level before it by chance; nil for the first.
        public var p: Double?
        /// The false-discovery rate over the changes found; nil for the first.
        public var q: Double?
        /// Whether the change to this level stands out from chance.
        public var isCalled: Bool
    }

    /// The levels in order; one where nothing changed, none where nothing was looked for.
    public var levels: [Level]
    /// By how much a change had to raise the deviance.
    public var penalty: Double
    /// How many times more than by chance neighbouring steps differ.
    public var dispersion: Double
    /// Why no change was looked for.
    public var gap: Gap?

    /// The levels that a change which stands out from chance leads to.
    public var called: [Level] { levels.filter(\.isCalled) }
}
