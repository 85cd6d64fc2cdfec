import Foundation

/// What a comparison of treated and control areas, before and after, could see at all with counts such as these.
///
/// The logarithm of the ratio is about normal with a variance of dispersion × (1/treated before + 1/treated after + 1/control before + 1/control
/// after), the count of the treated after falling with the effect. The power is the probability that the interval leaves 1 out.
///
/// O(1). Held against simulation in the tests.
public struct EvaluationPower: Sendable, Equatable {
    /// Incidents to be expected in the treated areas before.
    public var treatedBefore: Double
    /// In the treated areas after, if nothing is achieved.
    public var treatedAfter: Double
    /// In the control areas before.
    public var controlBefore: Double
    /// In the control areas after.
    public var controlAfter: Double
    /// How many times as much counts vary as independent incidents, 1 or more.
    public var dispersion: Double
    /// The degrees of freedom of its t; nil for the normal distribution.
    public var degrees: Double?
    /// How often the interval holds the truth.
    public var confidence: Double

    /// A design by its expected counts.
    public init(
        treatedBefore: Double, treatedAfter: Double, controlBefore: Double, controlAfter: Double,
        dispersion: Double = 1,
        degrees: Double? = nil, confidence: Double = 0.95
    ) {
        self.treatedBefore = treatedBefore
        self.treatedAfter = treatedAfter
        self.controlBefore = controlBefore
        self.controlAfter = controlAfter
        self.dispersion = max(1, dispersion)
        self.degrees = degrees
        self.confidence = confidence
    }

    /// The standard error of the logarithm of the ratio where the truth is `ratio`; infinite where a count is 0.
    public func error(at ratio: Double) -> Double {
        let counts = [treatedBefore, treatedAfter * ratio, controlBefore, controlAfter]
        guard counts.allSatisfy({ $0 > 0 }) else { return .infinity }
        return (dispersion * counts.reduce(0) { $0 + 1 / $1 }).squareRoot()
    }

    /// The probability that a true ratio is told from 1. 0 where a count is 0.
    public func power(at ratio: Double) -> Double {
        let error = error(at: ratio)
        guard error.isFinite, ratio > 0 else { return 0 }
        let law = degrees.map { StudentT(degrees: $0) } ?? .normal
        let limit = law.value(upperTail: (1 - confidence) / 2)
        let far = abs(log(ratio)) / error
        // The estimate is normal about the truth and the limit is t's: shifted t, to the second order.
        return min(1, law.upperTail(limit - far) + law.upperTail(limit + far))
    }

    /// The weakest reduction that is told with a power: the greatest ratio below 1; nil where not even 1/100 would be.
    public func ratio(ofPower wanted: Double) -> Double? {
        guard power(at: 0.01) >= wanted || power(at: 0.1) >= wanted else { return nil }
        // The power falls from somewhere below up to 1; begin where it is enough.
        var low = power(at: 0.1) >= wanted ? 0.1 : 0.01
        var high = 1.0
        guard power(at: high) < wanted else { return 1 }
        for _ in 0..<60 {
            let middle = (low * high).squareRoot()
            if power(at: middle) >= wanted { low = middle } else { high = middle }
        }
        return low
    }
}
