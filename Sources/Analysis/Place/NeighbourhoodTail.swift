import Foundation

/// The exact chance that a sample of cells, drawn without replacement, holds at least a given number of incidents.
///
/// Each cell is thought to enter the sample with probability *π* on its own; among the outcomes with *k* cells in the
/// sample every set of *k* is equally likely, so that conditioning on *k* gives the distribution without replacement.
/// One table over (cells drawn, incidents drawn) then serves every *k*; all its terms are positive, so that small
/// probabilities keep their accuracy.
///
/// Building: O(distinct counts × largestSample² × largestSum). Asking: O(1).
struct NeighbourhoodTail {
    /// For sample size k the chances of a sum of at least s, at `k * (largestSum + 1) + s`.
    private let tails: [Double]
    private let largestSum: Int
    private let cells: Int
    private let largestSample: Int

    /// Counts the ways, or returns nil where there are too many.
    ///
    /// - Parameters:
    ///   - values: The count of each cell, none negative.
    ///   - largestSample: The largest sample that will be asked about.
    ///   - largestSum: The largest sum that will be asked about.
    init?(values: [Int], largestSample: Int, largestSum: Int) {
        let n = values.count
        let k = min(largestSample, n)
        let width = largestSum + 1
        let positive = values.filter { $0 > 0 }.sorted()
        let classes = positive.chunked()
        guard n > 0, k >= 1, Double(classes.count) * Double(k * k) * Double(width) < 4e8 else { return nil }
        let chance = min(0.5, Double(k) / Double(n))
        guard Double(n) * -log1p(-chance) < 600 else { return nil }

        var table = [Double](repeating: 0, count: (k + 1) * width)
        table[0] = 1
        var drawn = 0
        for (value, cells) in classes {
            let ways = NeighbourhoodTail.binomial(cells, chance, upTo: k)
            drawn = min(k, drawn + cells)
            table.withUnsafeMutableBufferPointer { table in
                for row in stride(from: drawn, through: 0, by: -1) {
                    let own = UnsafeMutableBufferPointer(rebasing: table[row * width..<(row + 1) * width])
                    // So many cells of this class and those before hold no more.
                    NeighbourhoodTail.scale(own, upTo: row * value, by: ways[0])
                    for taken in 1..<(min(row, ways.count - 1) + 1) {
                        let from = (row - taken) * width
                        NeighbourhoodTail.add(
                            UnsafeBufferPointer(rebasing: table[from..<from + width]), upTo: (row - taken) * value,
                            times: ways[taken], to: own, shiftedBy: taken * value)
                    }
                }
            }
        }

        let empty = NeighbourhoodTail.binomial(n - positive.count, chance, upTo: k)
        var tails = [Double](repeating: 0, count: (k + 1) * width)
        for sample in 0...k {
            let target = sample * width
            for row in 0...sample where sample - row < empty.count {
                for sum in 0..<width { tails[target + sum] += table[row * width + sum] * empty[sample - row] }
            }
            for sum in stride(from: width - 2, through: 0, by: -1) { tails[target + sum] += tails[target + sum + 1] }
            let all = tails[target]
            for sum in 0..<width { tails[target + sum] = all > 0 ? min(1, tails[target + sum] / all) : 1 }
        }
        self.tails = tails
        self.largestSum = largestSum
        self.cells = n
        self.largestSample = k
    }

    /// The chance that `sample` cells hold `sum` incidents or more. Both lie within what was promised at the start. O(1).
    func upper(sample: Int, sum: Int) -> Double {
        guard sample <= largestSample, sample >= 0, sum <= largestSum else { return 1 }
        return sum <= 0 ? 1 : tails[sample * (largestSum + 1) + sum]
    }

    /// Multiplies the chances of sums up to a most.
    private static func scale(_ row: UnsafeMutableBufferPointer<Double>, upTo most: Int, by factor: Double) {
        let end = min(row.count, most + 1)
        var sum = 0
        while sum < end {
            row[sum] *= factor
            sum &+= 1
        }
    }

    /// Adds the chances of sums up to a most in one row, times a factor, to those of greater sums in another. What exceeds the
    /// largest sum is kept in the last column, which means "at least".
    private static func add(
        _ from: UnsafeBufferPointer<Double>, upTo most: Int, times factor: Double,
        to row: UnsafeMutableBufferPointer<Double>, shiftedBy shift: Int
    ) {
        let end = min(from.count, most + 1)
        let fitting = max(0, min(end, row.count - shift))
        let to = UnsafeMutableBufferPointer(rebasing: row[min(shift, row.count)...])
        // Loops over ranges end with a check that keeps the compiler from taking several sums at once.
        var sum = 0
        while sum < fitting {
            to[sum] += from[sum] * factor
            sum &+= 1
        }
        var over = 0.0
        while sum < end {
            over += from[sum]
            sum &+= 1
        }
        row[row.count - 1] += over * factor
    }

    /// The chances of 0, 1, … successes in `trials`, up to `limit` of them. O(limit).
    private static func binomial(_ trials: Int, _ chance: Double, upTo limit: Int) -> [Double] {
        var chances = [exp(Double(trials) * log1p(-chance))]
        let odds = chance / (1 - chance)
        for successes in stride(from: 1, through: min(trials, limit), by: 1) {
            chances.append(chances[successes - 1] * odds * Double(trials - successes + 1) / Double(successes))
        }
        return chances
    }
}

extension Array where Element == Int {
    /// The distinct values of a sorted array with how often each stands in it.
    fileprivate func chunked() -> [(value: Int, cells: Int)] {
        var classes: [(value: Int, cells: Int)] = []
        for value in self {
            if let last = classes.last, last.value == value {
                classes[classes.count - 1].cells += 1
            } else {
                classes.append((value, 1))
            }
        }
        return classes
    }
}
