/// Areas against what is to be expected of them in the same months: a funnel, within whose limits areas differ by chance.
///
/// Where residents are known, each area is to have its share of all areas' incidents by its residents. Otherwise it is to have its share
/// by the twelve months before, so that the whole's rise or fall makes no area stand out, and the chance of those months is allowed for.
/// Where areas differ more than by chance, and there are enough to tell, the limits are that much wider (multiplicative
/// over-dispersion, from z-scores of which the outer tenth on each side is drawn in).
///
/// Source: D. J. Spiegelhalter (2005), "Funnel plots for comparing institutional performance", Statistics in Medicine 24, 1185–1202.
public struct AreaFunnel: Sendable, Equatable {
    /// By what an area's share is told.
    public enum Basis: String, Sendable, Hashable, CaseIterable {
        /// Its residents.
        case residents
        /// Its incidents of the twelve months before.
        case past
    }

    /// One area.
    public struct Point: Sendable, Equatable {
        /// The number of the area.
        public var area: Int
        /// Its incidents.
        public var count: Int
        /// What is to be expected and how far chance goes.
        public var expected: ExpectedCount

        /// Its incidents by what is to be expected; nil where that is nothing.
        public var ratio: Double? { expected.mean > 0 ? Double(count) / expected.mean : nil }
        /// Where it lies.
        public var verdict: ExpectedCount.Verdict { expected.verdict(of: count) }
    }

    /// Fewer areas than these tell nothing of over-dispersion.
    public static let fewestForDispersion = 8

    /// By what shares are told.
    public var basis: Basis
    /// How many times more than by chance areas differ, 1 where they differ no more or are too few to tell.
    public var dispersion: Double
    /// Whether there were enough areas to tell.
    public var toldDispersion: Bool
    /// The areas of which something is to be expected, in their order.
    public var points: [Point]

    /// Compares areas. O(areas log areas) and the limits.
    ///
    /// - Parameters:
    ///   - counts: The incidents of each area.
    ///   - past: Those of the twelve months before.
    ///   - change: By how much the whole, what is in no area among it, has risen or fallen since; has no say where residents are known.
    ///   - residents: The residents of each area; nil where they are not known. An area without any has no point.
    ///   - bunching: How many times more than by chance neighbouring months differ.
    public init(counts: [Int], past: [Int], change: Double, residents: [Double]?, bunching: Double) {
        basis = residents == nil ? .past : .residents
        let sizes = residents ?? past.map(Double.init)
        let total = sizes.reduce(0, +)
        let all = Double(zip(counts, sizes).reduce(0) { $0 + ($1.1 > 0 ? $1.0 : 0) })
        let isPast = residents == nil
        let bunching = max(1, bunching)
        let rows = counts.indices.filter { sizes.indices.contains($0) && sizes[$0] > 0 && sizes[$0].isFinite }
        let expected = rows.map { area -> (mean: Double, variance: Double) in
            let mean = isPast ? change * sizes[area] : all * sizes[area] / total
            return (mean, bunching * (mean + (isPast ? mean * mean / sizes[area] : 0)))
        }
        let scores = zip(rows, expected).compactMap { area, expected in
            expected.mean > 0 ? (Double(counts[area]) - expected.mean) / expected.variance.squareRoot() : nil
        }
        let isTold = scores.count >= AreaFunnel.fewestForDispersion
        let wider = isTold ? AreaFunnel.dispersion(of: scores) : 1
        (toldDispersion, dispersion) = (isTold, wider)
        points = zip(rows, expected).map { area, expected in
            Point(
                area: area, count: counts[area],
                expected: ExpectedCount(mean: expected.mean, variance: wider * expected.variance))
        }
    }

    /// The mean square of scores of which the outer tenth on each side is drawn in, at least 1.
    static func dispersion(of scores: [Double]) -> Double {
        guard !scores.isEmpty else { return 1 }
        let sorted = scores.sorted()
        let cut = Int((0.1 * Double(sorted.count)).rounded(.down))
        let (low, high) = (sorted[cut], sorted[sorted.count - 1 - cut])
        let square = sorted.reduce(0) { sum, score in
            let drawn = min(max(score, low), high)
            return sum + drawn * drawn
        }
        return max(1, square / Double(sorted.count))
    }
}
