/// A small random number generator whose whole sequence follows from its seed, on every machine and in every version.
///
/// The draws below are part of that promise: the standard library may change how it turns bits into numbers, so
/// results that must stay the same use these.
///
/// Source: G. L. Steele, D. Lea, C. H. Flood (2014), "Fast splittable pseudorandom number generators" (SplitMix64).
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Starts a sequence.
    public init(seed: UInt64) {
        state = seed
    }

    /// Starts the sequence of replicate `stream` of a test with that seed, the same whatever thread runs it.
    public init(seed: UInt64, stream: UInt64) {
        var root = SeededGenerator(seed: seed)
        let first = root.next()
        var branch = SeededGenerator(seed: first ^ (stream &* 0xD134_2543_DE82_EF95 &+ 0x9E37_79B9_7F4A_7C15))
        state = branch.next()
    }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A number of [0, 1) with 53 random bits.
    public mutating func unit() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// A whole number of 0 ..< `bound`, each equally likely. `bound` is at least 1.
    ///
    /// Source: D. Lemire (2019), "Fast random integer generation in an interval".
    public mutating func below(_ bound: Int) -> Int {
        let range = UInt64(bound)
        var product = next().multipliedFullWidth(by: range)
        if product.low < range {
            let threshold = (0 &- range) % range
            while product.low < threshold {
                product = next().multipliedFullWidth(by: range)
            }
        }
        return Int(product.high)
    }

    /// Puts `values` into random order, each order equally likely (Fisher–Yates). O(n).
    public mutating func shuffle<T>(_ values: inout [T]) {
        guard values.count > 1 else { return }
        for i in stride(from: values.count - 1, to: 0, by: -1) {
            values.swapAt(i, below(i + 1))
        }
    }
}
