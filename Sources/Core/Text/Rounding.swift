import Foundation

extension Int {
    /// The nearest whole number; the largest or smallest there is for what lies beyond, and 0 for what is no number. For
    /// numbers that come from a file, which `Int(_:)` would end the program for. O(1).
    public init(nearest value: Double) {
        let rounded = value.rounded()
        self = Int(exactly: rounded) ?? (rounded > 0 ? .max : rounded < 0 ? .min : 0)
    }
}

extension Double {
    /// The nearest number with that many decimals. O(1).
    public func rounded(decimals: Int) -> Double {
        guard isFinite else { return self }
        let scale = pow(10, Double(decimals))
        let scaled = (self * scale).rounded()
        return scaled.isFinite ? scaled / scale + 0 : self
    }

    /// The nearest number with that many significant figures, for probabilities that span many powers of ten. O(1).
    public func rounded(significant figures: Int) -> Double {
        guard isFinite, self != 0 else { return self }
        let power = figures - 1 - Int(floor(log10(abs(self))))
        guard (-300...300).contains(power) else { return self }
        return power >= 0
            ? (self * pow(10, Double(power))).rounded() / pow(10, Double(power))
            : (self / pow(10, Double(-power))).rounded() * pow(10, Double(-power))
    }
}
