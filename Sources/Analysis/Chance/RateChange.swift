import Foundation

/// How a rate has changed from one period to another, with an interval that agrees with the e-test.
///
/// p is twice the smaller of the two one-sided e-tests (``PoissonETest``), and the interval holds the ratios that neither of them, at half
/// of the level each, tells from the one seen; so it leaves 1 out exactly where p is at most 1 − `confidence`. Where the periods are
/// equally long this is the two-sided e-test. Where one is far shorter it is better behaved: no incident in a short period
/// lies many standard errors, as they are estimated from none, from any rate, and the two-sided test counts that as far apart.
public struct RateChange: Sendable, Equatable {
    /// Incidents of the later period.
    public var count: Int
    /// Its length, in the unit of the other's.
    public var exposure: Double
    /// Incidents of the earlier period.
    public var comparisonCount: Int
    /// Its length.
    public var comparisonExposure: Double
    /// The later rate by the earlier; nil where the earlier has no incident.
    public var ratio: Double?
    /// The lower end of the interval; 0 where the later has no incident.
    public var lower: Double
    /// The upper end; nil where it is unbounded.
    public var upper: Double?
    /// The least level at which the interval leaves 1 out: how likely so great a change is where there is none.
    public var p: Double

    /// A change from its parts; use ``init(count:exposure:comparisonCount:comparisonExposure:confidence:)`` to compute it.
    public init(
        count: Int, exposure: Double, comparisonCount: Int, comparisonExposure: Double, ratio: Double?, lower: Double,
        upper: Double?, p: Double
    ) {
        self.count = count
        self.exposure = exposure
        self.comparisonCount = comparisonCount
        self.comparisonExposure = comparisonExposure
        self.ratio = ratio
        self.lower = lower
        self.upper = upper
        self.p = p
    }
}

extension RateChange {
    /// Compares two periods. Where an exposure is not positive or there is no incident nothing can be said: `ratio` is nil, the
    /// interval runs from 0 without end and p is 1. Some 100 e-tests.
    ///
    /// - Parameters:
    ///   - count: Incidents of the later period.
    ///   - exposure: Its length, in the unit of the other's.
    ///   - comparisonCount: Incidents of the earlier period.
    ///   - comparisonExposure: Its length.
    ///   - confidence: How often the interval holds the true ratio, nearly.
    public init(
        count: Int, exposure: Double, comparisonCount: Int, comparisonExposure: Double, confidence: Double = 0.95
    ) {
        let (count, comparisonCount) = (max(0, count), max(0, comparisonCount))
        let isKnown =
            exposure > 0 && comparisonExposure > 0 && exposure.isFinite && comparisonExposure.isFinite
            && count + comparisonCount > 0
        guard isKnown, confidence < 1 else {
            self.init(
                count: count, exposure: exposure, comparisonCount: comparisonCount,
                comparisonExposure: comparisonExposure, ratio: nil, lower: 0, upper: nil, p: 1)
            return
        }
        let tail = (1 - max(0, confidence)) / 2
        let top = RateChange.lowerEnd(comparisonCount, comparisonExposure, count, exposure, tail: tail)
        self.init(
            count: count, exposure: exposure, comparisonCount: comparisonCount, comparisonExposure: comparisonExposure,
            ratio: comparisonCount == 0
                ? nil : (Double(count) / exposure) / (Double(comparisonCount) / comparisonExposure),
            lower: RateChange.lowerEnd(count, exposure, comparisonCount, comparisonExposure, tail: tail),
            upper: top > 0 ? 1 / top : nil,
            p: RateChange.p(
                count: count, exposure: exposure, comparisonCount: comparisonCount,
                comparisonExposure: comparisonExposure))
    }

    /// The p of a change alone, without the interval. O(√count + √comparisonCount).
    public static func p(count: Int, exposure: Double, comparisonCount: Int, comparisonExposure: Double) -> Double {
        func p(_ alternative: PoissonETest.Alternative) -> Double {
            PoissonETest.p(
                count: count, exposure: exposure, comparisonCount: comparisonCount,
                comparisonExposure: comparisonExposure, alternative: alternative)
        }
        return min(1, 2 * min(p(.greater), p(.less)))
    }

    /// The lower end of the interval: the ratio at which the test that the first rate is greater begins not to tell.
    private static func lowerEnd(
        _ count: Int, _ exposure: Double, _ other: Int, _ otherExposure: Double, tail: Double
    ) -> Double {
        guard count > 0 else { return 0 }
        func isToldApart(_ ratio: Double) -> Bool {
            PoissonETest.p(
                count: count, exposure: exposure, comparisonCount: other, comparisonExposure: otherExposure,
                ratio: ratio, alternative: .greater) <= tail
        }
        // The end lies between a ratio that is told apart and one that is not, both on that side of 1 where it is.
        var (low, high) = (1.0, 1.0)
        let isAboveOne = isToldApart(1)
        if isAboveOne {
            high = 2
            while isToldApart(high) { (low, high) = (high, 2 * high) }
        } else {
            low = 0.5
            while !isToldApart(low) { (low, high) = (low / 2, low) }
        }
        while high - low > 1e-12 * high {
            let middle = (low * high).squareRoot()
            guard middle > low, middle < high else { break }
            if isToldApart(middle) { low = middle } else { high = middle }
        }
        return isAboveOne ? high : low
    }
}
