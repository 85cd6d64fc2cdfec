import Foundation
import HomewardCore

/// The incidents of each neighbourhood in each step of a cube, and what is made of them.
struct CubeSums: Sendable {
    /// What the cells of one step are like.
    private struct Moments: Sendable {
        var total: Int
        var mean: Double
        var variance: Double
    }

    private let cells: Int
    private let steps: Int
    /// How many cells each neighbourhood has, the cell itself among them.
    private let sizes: [Int]
    /// The incidents of each neighbourhood, step by step.
    private let sums: [[Int]]
    /// The incidents of each cell, step by step.
    private let counts: [[Int]]
    private let moments: [Moments]

    /// O(cells × steps × neighbours).
    init(_ cube: SpaceTimeCube, _ weights: SpatialWeights) {
        let cells = cube.grid.cells.count
        self.cells = cells
        steps = cube.steps.count
        sizes = (0..<cells).map { weights.neighbours.range($0).count + 1 }
        let all = cube.counts
        let found = Parallel.map(steps) { step -> (sums: [Int], counts: [Int], moments: Moments) in
            let own = all[step * cells..<(step + 1) * cells].map { Int($0) }
            let sums = own.withUnsafeBufferPointer { own in
                weights.neighbours.elements.withUnsafeBufferPointer { elements in
                    (0..<cells).map { cell -> Int in
                        let row = weights.neighbours.range(cell)
                        var sum = own[cell]
                        var entry = row.lowerBound
                        while entry < row.upperBound {
                            sum &+= own[Int(elements[entry])]
                            entry &+= 1
                        }
                        return sum
                    }
                }
            }
            let total = own.reduce(0, +)
            let mean = Double(total) / Double(cells)
            let squares = own.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
            return (sums, own, Moments(total: total, mean: mean, variance: squares / Double(cells)))
        }
        sums = found.map(\.sums)
        counts = found.map(\.counts)
        moments = found.map(\.moments)
    }

    /// The incidents of a neighbourhood in all steps.
    func total(around cell: Int) -> Int { sums.reduce(0) { $0 + $1[cell] } }

    /// The score of each cell in a step, which is not the first, and the one before. O(cells).
    func scores(of step: Int) -> [Double] {
        let (before, now) = (moments[step - 1], moments[step])
        let all = Double(cells)
        return (0..<cells).map { cell in
            let size = Double(sizes[cell])
            let variance = (before.variance + now.variance) * size * (all - size) / (all - 1)
            guard variance > 0 else { return 0 }
            let excess = Double(sums[step - 1][cell] + sums[step][cell]) - size * (before.mean + now.mean)
            return excess / variance.squareRoot()
        }
    }

    /// The two-sided chance of each cell in each scored step, below 0 where the lower tail is the smaller, and how it was worked out.
    func chances(_ scores: [[Double]]) -> (p: [[Double]], words: String) {
        if let exact = exactChances() { return exact }
        let tails = scores.map { step in
            step.map { z -> Double in
                z == 0 ? 1 : copysign(min(1, erfc(abs(z) / 2.0.squareRoot())), z)
            }
        }
        return (p: tails, words: "normal approximation, two-sided")
    }

    /// The exact ones; nil where the counting would take too long.
    private func exactChances() -> (p: [[Double]], words: String)? {
        let most = sizes.max() ?? 1
        // The largest sum of two steps for each size of neighbourhood.
        let largest = (1..<steps).map { step -> [Int] in
            var largest = [Int](repeating: -1, count: most + 1)
            for cell in 0..<cells {
                largest[sizes[cell]] = max(largest[sizes[cell]], sums[step - 1][cell] + sums[step][cell])
            }
            return largest
        }
        guard largest.reduce(0.0, { $0 + TwoStepTails.work($1) }) < 2e9 else { return nil }
        let tails = Parallel.map(steps) { step -> NeighbourhoodTail? in
            let sum = max(step > 0 ? largest[step - 1].max() ?? 0 : 0, step + 1 < steps ? largest[step].max() ?? 0 : 0)
            return NeighbourhoodTail(values: counts[step], largestSample: most, largestSum: sum + 1)
        }
        let known = tails.compactMap { $0 }
        guard known.count == steps else { return nil }
        let p = Parallel.map(steps - 1) { scored -> [Double] in
            let both = TwoStepTails(known[scored], known[scored + 1], largest: largest[scored])
            return (0..<cells).map { cell in
                let (sum, size) = (sums[scored][cell] + sums[scored + 1][cell], sizes[cell])
                let p = both.twoSided(sum, of: size)
                return both.atLeast(sum, of: size) <= both.atMost(sum, of: size) ? p : -p
            }
        }
        return (p, "exact dealing of each step's incidents over the cells, two-sided")
    }

    /// Whether the share of a neighbourhood in the incidents of the last 2, 4, 8, … steps differs from that before. O(log steps) tails.
    func change(around cell: Int) -> EmergingChange? {
        let all = moments.reduce(0) { $0 + $1.total }
        let drawn = total(around: cell)
        var tests: [(steps: Int, recent: Int, town: Int, rise: Double, fall: Double)] = []
        var length = 2
        while length <= steps / 2 {
            let recent = sums.suffix(length).reduce(0) { $0 + $1[cell] }
            let town = moments.suffix(length).reduce(0) { $0 + $1.total }
            let exact = NoncentralHypergeometric(first: town, second: all - town, drawn: drawn)
            tests.append((length, recent, town, exact.upperTail(recent, odds: 1), exact.lowerTail(recent, odds: 1)))
            length *= 2
        }
        guard all > 0, let best = tests.min(by: { min($0.rise, $0.fall) < min($1.rise, $1.fall) }) else { return nil }
        return EmergingChange(
            isRise: best.rise <= best.fall, steps: best.steps, recent: best.recent,
            expected: Double(drawn) * Double(best.town) / Double(all),
            p: min(1, 2 * Double(tests.count) * min(best.rise, best.fall)))
    }
}

/// Which cells stand out in which steps: Benjamini–Hochberg's rates over all of them.
struct CubeStanding {
    /// For each scored step and cell 1 for hot, −1 for cold, 0 for neither.
    let kinds: [[Int8]]

    /// - Parameters:
    ///   - p: The two-sided chances, below 0 where the lower tail is the smaller.
    ///   - fdr: The rate at which something stands out.
    ///
    /// What stands out are all chances up to a limit, the greatest p of which rank × fdr ÷ tests is at least p. Only chances up to `fdr`
    /// can be it, so that the rest is counted and not sorted.
    init(_ p: [[Double]], fdr: Double) {
        let tests = p.reduce(0) { $0 + $1.count }
        let small = p.flatMap { $0.filter { abs($0) <= fdr }.map { abs($0) } }.sorted()
        var limit = -1.0
        for (rank, chance) in small.enumerated() where chance * Double(tests) <= fdr * Double(rank + 1) {
            limit = chance
        }
        kinds = p.map { $0.map { abs($0) <= limit ? ($0.sign == .minus ? -1 : 1) : 0 } }
    }
}
