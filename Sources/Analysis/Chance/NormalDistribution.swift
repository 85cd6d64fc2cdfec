import Foundation

/// The standard normal distribution.
enum NormalDistribution {
    /// The probability of a score of at least `z`; 1 where `z` is no number or its chance is not known. O(1).
    static func upperTail(_ z: Double) -> Double {
        z.isNaN || z == 0 ? 1 : erfc(z / 2.0.squareRoot()) / 2
    }
}
