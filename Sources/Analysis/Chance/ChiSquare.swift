import Foundation

/// The chi-square distribution.
enum ChiSquare {
    /// The probability of a sum of `degrees` squares of normal draws that is at least `value`. O(degrees).
    ///
    /// Source: DLMF 8.4.6 and 8.8.6, which need no series: a sum of positive terms above the first, by twos.
    static func upperTail(_ value: Double, degrees: Int) -> Double {
        guard value > 0, degrees > 0 else { return 1 }
        let half = value / 2
        var tail = degrees.isMultiple(of: 2) ? exp(-half) : erfc(half.squareRoot())
        var order = degrees.isMultiple(of: 2) ? 1.0 : 0.5
        while order < Double(degrees) / 2 - 0.25 {
            tail += exp(order * log(half) - half - lgamma(order + 1))
            order += 1
        }
        return min(1, tail)
    }
}
