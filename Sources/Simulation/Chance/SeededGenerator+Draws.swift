import HomewardCore

/// Draws that need no transcendental function, so that they give the same bits on every machine.
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
