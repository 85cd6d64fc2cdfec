/// Incidents by exposure with the exact interval of their rate.
///
/// Source: F. Garwood (1936), "Fiducial limits for the Poisson distribution", Biometrika 28, 437–442.
public struct PoissonRate: Sendable, Equatable {
    /// Incidents.
    public var count: Int
    /// How long they were counted, in days, hours or whatever unit the rate is to have.
    public var exposure: Double
    /// Incidents by unit of exposure; nil where there was none.
    public var rate: Double?
    /// The lower end of the exact interval; 0 where there is no incident.
    public var lower: Double
    /// The upper end; nil where there was no exposure.
    public var upper: Double?

    /// A rate from its parts; use ``init(count:exposure:confidence:)`` to compute it.
    public init(count: Int, exposure: Double, rate: Double?, lower: Double, upper: Double?) {
        self.count = count
        self.exposure = exposure
        self.rate = rate
        self.lower = lower
        self.upper = upper
    }

    /// Computes a rate. A negative count is none, and without a positive, finite exposure nothing can be said. O(√count).
    ///
    /// - Parameters:
    ///   - count: Incidents.
    ///   - exposure: How long they were counted.
    ///   - confidence: How often the interval holds the true rate, at least; each tail has half of the rest.
    public init(count: Int, exposure: Double, confidence: Double = 0.95) {
        let count = max(0, count)
        guard exposure > 0, exposure.isFinite else {
            self.init(count: count, exposure: exposure, rate: nil, lower: 0, upper: nil)
            return
        }
        let mean = PoissonRate.interval(of: count, confidence: confidence)
        self.init(
            count: count, exposure: exposure, rate: Double(count) / exposure, lower: mean.lower / exposure,
            upper: mean.upper.map { $0 / exposure })
    }

    /// The means between which a count says that the truth lies; no upper end where all confidence is asked for.
    static func interval(of count: Int, confidence: Double) -> (lower: Double, upper: Double?) {
        guard confidence < 1 else { return (0, nil) }
        let tail = (1 - max(0, confidence)) / 2
        let k = Double(count)
        let lower =
            count == 0 ? 0 : halved(from: 0, to: k) { Poisson.upperTail(count, mean: $0) < tail }
        var high = k + 5 * (k + 1).squareRoot() + 5
        func atMost(_ mean: Double) -> Double { 1 - Poisson.upperTail(count + 1, mean: mean) }
        while atMost(high) > tail { high *= 2 }
        return (lower, halved(from: k, to: high) { atMost($0) > tail })
    }

    /// Where a condition that holds at `low` stops to hold, by halving.
    private static func halved(from low: Double, to high: Double, while holds: (Double) -> Bool) -> Double {
        var (low, high) = (low, high)
        while true {
            let middle = (low + high) / 2
            guard middle > low, middle < high, high - low > 1e-15 * high else { return middle }
            if holds(middle) { low = middle } else { high = middle }
        }
    }
}
