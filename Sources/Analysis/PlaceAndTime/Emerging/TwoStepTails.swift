/// The exact chance that a neighbourhood of so many cells holds at least, or at most, so many incidents in two steps together, where the
/// incidents of each step fall on the cells by themselves.
///
/// In each step the neighbourhood is a sample of cells without replacement, whose sum ``NeighbourhoodTail`` knows; the two sums are
/// independent, so that their distributions are folded into each other.
struct TwoStepTails {
    /// For each size the chances of a sum of at least s, by s; nil for sizes that nobody asks about.
    private let upper: [[Double]?]

    /// - Parameters:
    ///   - before: The sums of the earlier step.
    ///   - now: The sums of the later step.
    ///   - largest: For each size the largest sum of both that will be asked about; below 0 for sizes that will not. Both steps were told
    ///     of sums up to one more.
    init(_ before: NeighbourhoodTail, _ now: NeighbourhoodTail, largest: [Int]) {
        upper = largest.enumerated().map { size, largest in
            guard largest >= 0 else { return nil }
            let own = (0...largest + 1).map { before.upper(sample: size, sum: $0) }
            let other = (0...largest + 1).map { now.upper(sample: size, sum: $0) }
            let masses = (0...largest).map { own[$0] - own[$0 + 1] }
            return (0...largest + 1).map { sum in
                var chance = own[sum]
                for part in 0..<sum { chance += masses[part] * other[sum - part] }
                return min(1, chance)
            }
        }
    }

    /// How many terms are to be added up for sums up to these.
    static func work(_ largest: [Int]) -> Double {
        largest.reduce(0) { $0 + ($1 < 0 ? 0 : Double($1 + 2) * Double($1 + 2) / 2) }
    }

    /// The chance of at least `sum`. O(1).
    func atLeast(_ sum: Int, of size: Int) -> Double { upper[size].map { $0[sum] } ?? 1 }
    /// The chance of at most `sum`. O(1).
    func atMost(_ sum: Int, of size: Int) -> Double { upper[size].map { max(0, 1 - $0[sum + 1]) } ?? 1 }
    /// The smaller of both, doubled. O(1).
    func twoSided(_ sum: Int, of size: Int) -> Double { min(1, 2 * min(atLeast(sum, of: size), atMost(sum, of: size))) }
}
