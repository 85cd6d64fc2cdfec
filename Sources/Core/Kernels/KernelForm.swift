public import Foundation

/// How the weight of an incident falls off with distance, in the plane or along a line of streets.
///
/// The bandwidth is that of the form itself: the reach of the quartic and of Epanechnikov's, the standard deviation of the
/// Gaussian. ``deviation`` carries one to another: forms whose standard deviations agree smooth about as much.
///
/// Source: B. W. Silverman (1986), *Density Estimation for Statistics and Data Analysis*, sections 3.3 and 4.2.
public enum KernelForm: String, Sendable, Hashable, CaseIterable {
    /// (1 − d²/h²)² up to the bandwidth h, nothing beyond.
    case quartic
    /// exp(−d²/2h²), where the bandwidth h is the standard deviation; cut off at four bandwidths.
    case gaussian
    /// 1 − d²/h² up to the bandwidth h, nothing beyond: of all forms it errs least, and its surface has kinks.
    case epanechnikov

    /// How far it reaches, in bandwidths.
    public var reach: Double { self == .gaussian ? 4 : 1 }

    /// The height at a distance, 1 in the middle. O(1).
    ///
    /// - Parameter square: The square of the distance, in squares of the bandwidth.
    @inlinable
    public func height(_ square: Double) -> Double {
        switch self {
        case .quartic: square < 1 ? (1 - square) * (1 - square) : 0
        case .gaussian: square <= 16 ? exp(-square / 2) : 0
        case .epanechnikov: square < 1 ? 1 - square : 0
        }
    }

    /// What the height comes to over the whole plane, in squares of the bandwidth.
    public var planeMass: Double {
        switch self {
        case .quartic: .pi / 3
        case .gaussian: 2 * .pi * (1 - exp(-8))
        case .epanechnikov: .pi / 2
        }
    }

    /// The standard deviation along an axis of the plane, in bandwidths; that of the Gaussian before it is cut off.
    public var deviation: Double {
        switch self {
        case .quartic: (1.0 / 8).squareRoot()
        case .gaussian: 1
        case .epanechnikov: (1.0 / 6).squareRoot()
        }
    }

    /// The share of the weight that lies from the middle up to a distance on one side of a line, 0 to 0.5. O(1).
    ///
    /// - Parameter distance: The distance, in bandwidths, 0 or more.
    @inlinable
    public func lineShare(upTo distance: Double) -> Double {
        let t = min(reach, max(0, distance))
        switch self {
        case .quartic: return 15.0 / 16 * (t - t * t * t * (2.0 / 3 - t * t / 5))
        case .gaussian: return t >= 4 ? 0.5 : 0.5 * erf(t / 2.0.squareRoot()) / erf(4 / 2.0.squareRoot())
        case .epanechnikov: return 0.75 * (t - t * t * t / 3)
        }
    }
}
