import Foundation
import HomewardCore
public import HomewardGeometry

/// Whether incidents that are near in place are near in time too, over all pairs of them at once.
///
/// The correlation between 1 / (1 + metres) and 1 / (1 + days) of all pairs: what is close counts, what is far hardly does. It needs no band
/// and tells none. Under the deals of the days among the places its mean and variance are known exactly; `p` is (k+1)/(n+1).
///
/// Source: N. Mantel (1967), "The detection of disease clustering and a generalized regression approach", Cancer Research 27(2),
/// 209–220, with the constants and powers that pointpats takes.
public struct MantelTest: Sendable, Equatable {
    /// How distances are measured.
    public var measure = DistanceMeasure.euclidean
    /// How often the days are dealt at random.
    public var permutations = 999
    /// The seed of the deals.
    public var seed: UInt64 = 1

    /// The standard test, changed.
    public init(_ change: (inout Self) -> Void = { _ in }) {
        change(&self)
    }

    /// The test of some incidents. O(incidents² × permutations), and memory for the incidents alone.
    ///
    /// - Parameters:
    ///   - points: Where they happened, in metres; all finite.
    ///   - days: On which day, for each point.
    /// - Returns: Nil where there are fewer than three incidents, all pairs are alike in place or in time, or the days
    ///   reach over more than a million.
    public func result(of points: [Point], days: [Int]) -> MantelResult? {
        let count = min(points.count, days.count)
        guard count > 2, let least = days.min(), let most = days.max(), most > least, most - least <= 1_000_000 else {
            return nil
        }
        // Sums are taken in an order that is the incidents' own.
        let order = (0..<count).sorted {
            (points[$0].x, points[$0].y, days[$0]) < (points[$1].x, points[$1].y, days[$1])
        }
        let places = order.map { points[$0] }
        let days = order.map { days[$0] - least }
        let closeness = (0...most - least).map { 1 / (1 + Double($0)) }
        let space = moments(places.count) { 1 / (1 + measure.distance(places[$0], places[$1])) }
        let time = moments(places.count) { closeness[abs(days[$0] - days[$1])] }
        let pairs = Double(count) * Double(count - 1) / 2
        let spread = { (moments: PairMoments) in moments.squares - moments.sum * moments.sum / pairs }
        let scale = (max(0, spread(space)) * max(0, spread(time))).squareRoot()
        guard scale > 1e-12 * (space.squares * time.squares).squareRoot() else { return nil }
        let block = 32
        let blocks = (permutations + block) / block
        let products = Parallel.map(blocks) { number in
            // The first of all is the truth.
            self.products(places, days, closeness, deals: number * block..<min(permutations + 1, (number + 1) * block))
        }.flatMap { $0 }
        let known = PairMoments.ofProduct(space, time, among: count)
        let centre = space.sum * time.sum / pairs
        // Products are summed in the same order, yet equal ones may differ in the last digits.
        let atLeast = products.dropFirst().count { $0 >= products[0] - 1e-12 * abs(products[0]) }
        return MantelResult(
            correlation: (products[0] - centre) / scale, expected: (known.mean - centre) / scale,
            deviation: known.variance.squareRoot() / scale, p: Double(atLeast + 1) / Double(permutations + 1))
    }

    private func moments(_ count: Int, _ value: (Int, Int) -> Double) -> PairMoments {
        var moments = PairMoments()
        for one in 0..<count {
            var (sum, squares) = (0.0, 0.0)
            for other in 0..<count where other != one {
                let value = value(one, other)
                sum += value
                squares += value * value
            }
            moments.add(sum: sum, squares: squares)
        }
        return moments
    }

    /// The sum of products over all pairs for each of some deals; deal 0 leaves the days where they are.
    private func products(_ places: [Point], _ days: [Int], _ closeness: [Double], deals: Range<Int>) -> [Double] {
        let dealt = deals.map { deal -> [Int] in
            var own = days
            guard deal > 0 else { return own }
            var generator = SeededGenerator(seed: seed, stream: UInt64(deal - 1))
            generator.shuffle(&own)
            return own
        }
        var sums = [Double](repeating: 0, count: deals.count)
        var near = [Double](repeating: 0, count: places.count)
        for one in places.indices {
            for other in 0..<one { near[other] = 1 / (1 + measure.distance(places[one], places[other])) }
            near.withUnsafeBufferPointer { near in
                closeness.withUnsafeBufferPointer { closeness in
                    for (deal, days) in dealt.enumerated() {
                        days.withUnsafeBufferPointer { days in
                            let own = days[one]
                            var sum = 0.0
                            for other in 0..<one { sum += near[other] * closeness[abs(own - days[other])] }
                            sums[deal] += sum
                        }
                    }
                }
            }
        }
        return sums
    }
}

/// How place and time go together over all pairs.
public struct MantelResult: Sendable, Equatable {
    /// The correlation, −1 to 1: 0 for chance.
    public var correlation: Double
    /// The same where the days are dealt anew, exactly: 0 but for rounding.
    public var expected: Double
    /// The standard deviation of that, exactly.
    public var deviation: Double
    /// The probability of at least so much, (k+1)/(n+1).
    public var p: Double

    /// A result from its parts.
    public init(correlation: Double, expected: Double, deviation: Double, p: Double) {
        self.correlation = correlation
        self.expected = expected
        self.deviation = deviation
        self.p = p
    }
}
