import Foundation

/// The Poisson distribution of one mean: the probability of every count that a number can hold, and of all up to it.
///
/// The probabilities follow from each other outwards from the most likely count and are divided by their sum, so that no large
/// factorial is worked out and even tiny ones keep their digits.
struct PoissonMasses {
    /// The least count that is kept; those before it have a probability below the least number.
    let first: Int
    /// The probabilities of the counts from ``first`` on.
    let masses: [Double]
    /// The probabilities of at most each count from ``first`` on.
    private let sums: [Double]

    /// O(√mean). `mean` is finite and not negative.
    init(mean: Double) {
        guard mean > 0 else {
            (first, masses, sums) = (0, [1], [1])
            return
        }
        let mode = Int(mean)
        // Some 37 standard deviations to either side are kept.
        let room = Int(40 * min(1e5, mean.squareRoot() + 1))
        var (below, above) = ([Double](), [1.0])
        below.reserveCapacity(min(room, mode))
        above.reserveCapacity(room)
        var (term, count) = (1.0, mode)
        while count > 0 {
            term *= Double(count) / mean
            guard term > 1e-300 else { break }
            below.append(term)
            count -= 1
        }
        (term, count) = (1.0, mode)
        while true {
            count += 1
            term *= mean / Double(count)
            guard term > 1e-300 else { break }
            above.append(term)
        }
        first = mode - below.count
        // Small ones first on either side, so that none is lost in the sum.
        let total = below.reversed().reduce(0, +) + above.reversed().reduce(0, +)
        var (masses, sums, sum) = ([Double](), [Double](), 0.0)
        masses.reserveCapacity(below.count + above.count)
        sums.reserveCapacity(below.count + above.count)
        for term in below.reversed() {
            masses.append(term / total)
            sum += term / total
            sums.append(sum)
        }
        for term in above {
            masses.append(term / total)
            sum += term / total
            sums.append(sum)
        }
        (self.masses, self.sums) = (masses, sums)
    }

    /// The greatest count that is kept.
    var last: Int { first + masses.count - 1 }

    /// The probability of at most `count`. O(1).
    func atMost(_ count: Int) -> Double {
        if count < first { return 0 }
        return count > last ? 1 : min(1, sums[count - first])
    }
}
