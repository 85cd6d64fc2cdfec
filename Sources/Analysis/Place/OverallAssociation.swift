import HomewardCore

/// Whether high values lie beside high ones all over a grid, before any single cell is looked at.
public struct OverallAssociation: Sendable, Equatable {
    /// How many cells went in: those with a value and a neighbour.
    public var cells: Int
    /// Global Moran's I, with weights that add up to 1 for each cell.
    public var moran: GlobalMoran
    /// The general G, each neighbour counting 1; nil where a value is below 0 or fewer than two are above it.
    public var g: GeneralG?

    /// Measures all cells with a value and a neighbour; nil where those are fewer than four or all equal. O(cells + neighbours).
    init?(of values: [Double], weights: SpatialWeights) {
        // A cell without neighbours says nothing of neighbours, and is nobody's.
        let (kept, values) = weights.connected(values)
        guard values.count >= 4, let moran = GlobalMoran(of: values, weights: kept.rowStandardised) else { return nil }
        cells = values.count
        self.moran = moran
        g = GeneralG(of: values, weights: kept)
    }
}

/// Global Moran's I: the correlation of each place with its neighbours.
///
/// Source: A. D. Cliff, J. K. Ord (1981), *Spatial Processes: Models and Applications*, section 2.3.
public struct GlobalMoran: Sendable, Equatable {
    /// The statistic: about 0 where places have nothing to do with their neighbours, up to about 1 where they are alike.
    public var i: Double
    /// Its mean where they have nothing to do with each other.
    public var expected: Double
    /// Its variance where the values are drawn from one normal distribution.
    public var normalVariance: Double
    /// Its variance where these very values are dealt to the places at random.
    public var randomVariance: Double

    /// The score under normality.
    public var normalZ: Double { GlobalMoran.score(i - expected, normalVariance) }
    /// The score under randomisation, which is the one to go by where values are counts.
    public var z: Double { GlobalMoran.score(i - expected, randomVariance) }
    /// The two-sided probability that goes with ``z``, by the normal distribution.
    public var p: Double { NormalDistribution.tail(z, .both) }

    /// Measures values that all are numbers; nil where there are fewer than four, none has a neighbour or all are equal.
    /// O(places + neighbours).
    ///
    /// - Parameters:
    ///   - values: The value of each place, as many as there are places in `weights`.
    ///   - weights: Who is whose neighbour, and how much each counts.
    public init?(of values: [Double], weights: SpatialWeights) {
        let n = Double(values.count)
        let deviations = Deviations(of: values, count: values.count)
        let sums = WeightSums(of: weights)
        guard values.count >= 4, values.count == weights.count, deviations.known == values.count,
            deviations.meanSquare > 0, sums.s0 > 0
        else { return nil }
        var cross = 0.0
        var fourth = 0.0
        for place in 0..<weights.count {
            let own = deviations.away[place]
            fourth += own * own * own * own
            for entry in weights.neighbours.range(place) {
                let other = Int(weights.neighbours.elements[entry])
                cross += (weights.values?[entry] ?? 1) * own * deviations.away[other]
            }
        }
        let square = sums.s0 * sums.s0
        i = cross / sums.s0 / deviations.meanSquare
        expected = -1 / (n - 1)
        normalVariance =
            (n * n * sums.s1 - n * sums.s2 + 3 * square) / ((n * n - 1) * square) - expected * expected
        let kurtosis = fourth / n / (deviations.meanSquare * deviations.meanSquare)
        let first = n * ((n * n - 3 * n + 3) * sums.s1 - n * sums.s2 + 3 * square)
        let second = kurtosis * ((n * n - n) * sums.s1 - 2 * n * sums.s2 + 6 * square)
        randomVariance = (first - second) / ((n - 1) * (n - 2) * (n - 3) * square) - expected * expected
    }

    static func score(_ difference: Double, _ variance: Double) -> Double {
        variance > 0 ? difference / variance.squareRoot() : 0
    }
}

/// The general G of Getis and Ord: how much of all products of two values is that of neighbours. It tells whether it is the
/// high values (z above 0) or the low ones (z below 0) that lie together, which Moran's I does not.
///
/// Source: A. Getis, J. K. Ord (1992), "The analysis of spatial association by use of distance statistics", Geographical
/// Analysis 24(3), 189–206. Its moments are those of values dealt at random; it has none under normality, for it needs
/// values of one sign.
public struct GeneralG: Sendable, Equatable {
    /// The statistic.
    public var g: Double
    /// Its mean where the values are dealt to the places at random.
    public var expected: Double
    /// Its variance likewise.
    public var variance: Double

    /// The standard score.
    public var z: Double { GlobalMoran.score(g - expected, variance) }
    /// The two-sided probability that goes with ``z``, by the normal distribution.
    public var p: Double { NormalDistribution.tail(z, .both) }

    /// Measures values that are 0 or more; nil where one is not, fewer than two are above 0, there are fewer than four, or none
    /// has a neighbour. O(places + neighbours).
    ///
    /// - Parameters:
    ///   - values: The value of each place, as many as there are places in `weights`.
    ///   - weights: Who is whose neighbour, and how much each counts.
    public init?(of values: [Double], weights: SpatialWeights) {
        let n = Double(values.count)
        let sums = WeightSums(of: weights)
        guard values.count >= 4, values.count == weights.count, values.allSatisfy({ $0.isFinite && $0 >= 0 }),
            values.count(where: { $0 > 0 }) >= 2, sums.s0 > 0
        else { return nil }
        // By the mean, so that fourth powers stay small.
        let mean = values.reduce(0, +) / n
        var (m1, m2, m3, m4, cross) = (0.0, 0.0, 0.0, 0.0, 0.0)
        for place in 0..<weights.count {
            let own = values[place] / mean
            m1 += own
            m2 += own * own
            m3 += own * own * own
            m4 += own * own * own * own
            for entry in weights.neighbours.range(place) {
                let other = Int(weights.neighbours.elements[entry])
                cross += (weights.values?[entry] ?? 1) * own * (values[other] / mean)
            }
        }
        let pairs = m1 * m1 - m2
        guard pairs > 0 else { return nil }
        let (s1, s2, square) = (sums.s1, sums.s2, sums.s0 * sums.s0)
        let b0 = (n * n - 3 * n + 3) * s1 - n * s2 + 3 * square
        let b1 = -((n * n - n) * s1 - 2 * n * s2 + 6 * square)
        let b2 = -(2 * n * s1 - (n + 3) * s2 + 6 * square)
        let b3 = 4 * (n - 1) * s1 - 2 * (n + 1) * s2 + 8 * square
        let b4 = s1 - s2 + square
        let second = b0 * m2 * m2 + b1 * m4 + b2 * m1 * m1 * m2 + b3 * m1 * m3 + b4 * m1 * m1 * m1 * m1
        g = cross / pairs
        expected = sums.s0 / (n * (n - 1))
        let meanSquare = second / (pairs * pairs * n * (n - 1) * (n - 2) * (n - 3))
        let found = meanSquare - expected * expected
        // Equal values leave no spread but that of rounding.
        variance = found > 1e-12 * expected * expected ? found : 0
    }
}

/// The sums of weights on which the moments rest: S0 of all, S1 of pairs, S2 of rows and columns.
private struct WeightSums {
    var s0 = 0.0
    var s1 = 0.0
    var s2 = 0.0

    /// O(places + neighbours).
    init(of weights: SpatialWeights) {
        let elements = weights.neighbours.elements
        let turned = CompressedRows<(place: Int32, weight: Double)>(count: weights.count) { enter in
            for place in 0..<weights.count {
                for entry in weights.neighbours.range(place) {
                    enter(Int(elements[entry]), (Int32(place), weights.values?[entry] ?? 1))
                }
            }
        }
        for place in 0..<weights.count {
            let row = weights.neighbours.range(place)
            let column = turned.range(place)
            var other = column.lowerBound
            var (out, back) = (0.0, 0.0)
            for entry in column { back += turned.elements[entry].weight }
            for entry in row {
                let weight = weights.values?[entry] ?? 1
                out += weight
                s1 += weight * weight
                // Both ascend, so that one pass finds who is a neighbour both ways.
                while other < column.upperBound, turned.elements[other].place < elements[entry] { other += 1 }
                if other < column.upperBound, turned.elements[other].place == elements[entry] {
                    s1 += weight * turned.elements[other].weight
                }
            }
            s0 += out
            s2 += (out + back) * (out + back)
        }
    }
}

extension SpatialWeights {
    /// The places with a value and a neighbour, with binary weights and their values. O(places + neighbours).
    fileprivate func connected(_ values: [Double]) -> (weights: SpatialWeights, values: [Double]) {
        let isKept = (0..<count).map { place in
            values[place].isFinite && neighbours[place].contains { values[Int($0)].isFinite }
        }
        guard isKept.contains(false) || self.values != nil else { return (self, values) }
        var number = [Int32](repeating: -1, count: count)
        var kept: [Double] = []
        for place in 0..<count where isKept[place] {
            number[place] = Int32(kept.count)
            kept.append(values[place])
        }
        return (
            SpatialWeights(
                rows: CompressedRows(
                    (0..<count).lazy.filter { isKept[$0] }.map { place in
                        neighbours[place].map { number[Int($0)] }.filter { $0 >= 0 }
                    })), kept
        )
    }
}
