import Foundation

/// Student's t distribution; with infinite degrees of freedom the normal one.
///
/// Sources: DLMF 8.17 for the incomplete beta function, by which its tail is told; 7.2 for the normal tail.
public struct StudentT: Sendable, Equatable {
    /// The degrees of freedom, more than 0; infinity for the normal distribution.
    public var degrees: Double

    /// A distribution with so many degrees of freedom; none or a negative number are taken for 1.
    public init(degrees: Double) { self.degrees = degrees > 0 ? degrees : 1 }

    /// The normal distribution.
    public static let normal = StudentT(degrees: .infinity)

    /// The probability of at least `value`. O(√degrees).
    public func upperTail(_ value: Double) -> Double {
        guard !value.isNaN else { return 1 }
        // Beyond so many degrees the two differ in the tenth figure at most.
        guard degrees < 1e10 else { return erfc(value / 2.0.squareRoot()) / 2 }
        guard value.isFinite else { return value > 0 ? 0 : 1 }
        let tail = Binomial.incompleteBeta(degrees / 2, 0.5, degrees / (degrees + value * value)) / 2
        return value >= 0 ? tail : 1 - tail
    }

    /// The probability of a value at least that far from 0.
    public func twoSided(_ value: Double) -> Double { min(1, 2 * upperTail(abs(value))) }

    /// The value that is reached or exceeded with probability `tail`, 0 < tail < 1, by halving. Some 60 tails.
    public func value(upperTail tail: Double) -> Double {
        guard tail > 0 else { return .infinity }
        guard tail < 1 else { return -.infinity }
        guard tail != 0.5 else { return 0 }
        let small = min(tail, 1 - tail)
        var (low, high) = (0.0, 1.0)
        while upperTail(high) > small, high < 1e300 { (low, high) = (high, 2 * high) }
        while true {
            let middle = (low + high) / 2
            guard middle > low, middle < high, high - low > 1e-15 * high else { break }
            if upperTail(middle) > small { low = middle } else { high = middle }
        }
        let value = (low + high) / 2
        return tail < 0.5 ? value : -value
    }
}
