import HomewardCore

/// Draws by additions and multiplications alone, which every machine rounds alike. (The lattice of streets uses sines as
/// well, whose last bit is the C library's; its vertices are rounded to the decimetre.)
extension SeededGenerator {
    /// A number of roughly normal distribution with mean 0 and standard deviation 1, never beyond ±6.
    ///
    /// The sum of twelve uniform numbers less six (Irwin–Hall): close enough for a scatter of metres, and made of additions alone.
    mutating func bell() -> Double {
        var sum = -6.0
        for _ in 0..<12 { sum += unit() }
        return sum
    }

    /// A number between `low` and `high`, each equally likely.
    mutating func between(_ low: Double, _ high: Double) -> Double {
        low + (high - low) * unit()
    }

    /// Whether something with probability `share` happens.
    mutating func chance(_ share: Double) -> Bool {
        unit() < share
    }
}

/// Draws an index with a probability in proportion to its weight, in constant time.
///
/// Source: M. D. Vose (1991), "A linear algorithm for generating random numbers with a given distribution". O(n) to build, O(1) a draw.
struct AliasTable: Sendable {
    private var keep: [Double]
    private var other: [Int32]

    /// The number of weights.
    var count: Int { keep.count }

    /// Builds the table, or returns nil where no weight is above zero. Negative and non-finite weights count as zero.
    init?(weights: [Double]) {
        let usable = weights.map { $0.isFinite && $0 > 0 ? $0 : 0 }
        let total = usable.reduce(0, +)
        guard total > 0, weights.count < Int(Int32.max) else { return nil }
        let n = usable.count
        keep = usable.map { $0 * Double(n) / total }
        other = Array(0..<Int32(n))
        var small = (0..<n).filter { keep[$0] < 1 }
        var large = (0..<n).filter { keep[$0] >= 1 }
        while let low = small.popLast(), let high = large.last {
            other[low] = Int32(high)
            keep[high] -= 1 - keep[low]
            if keep[high] < 1 {
                large.removeLast()
                small.append(high)
            }
        }
        // What is left over would be exactly one but for rounding; a zero weight is never left, as it pairs first or not at all.
        for index in small + large where usable[index] > 0 { keep[index] = 1 }
    }

    /// An index, more often where its weight is larger.
    func draw(_ generator: inout SeededGenerator) -> Int {
        let index = generator.below(keep.count)
        return generator.unit() < keep[index] ? index : Int(other[index])
    }

    /// How many of `total` draws fall on each index. Memory O(weights), whatever `total` is.
    func spread(_ total: Int, _ generator: inout SeededGenerator) -> [Int] {
        var counts = [Int](repeating: 0, count: keep.count)
        for _ in 0..<total { counts[draw(&generator)] += 1 }
        return counts
    }
}
