import Foundation
public import HomewardCore
public import HomewardGeometry

/// Getis–Ord local statistics: how high the values round a place stand above the whole.
///
/// Source: J. K. Ord, A. Getis (1995), "Local spatial autocorrelation statistics: distributional issues and an
/// application", Geographical Analysis 27(4), 286–306.
public struct GetisOrd: Configurable, Equatable {
    /// Which cells are a cell's neighbours.
    public var neighbours = Grid.Neighbourhood.queen
    /// The false-discovery rate at which cells are called hot.
    public var fdr = 0.05

    /// The standard method.
    public init() {}

    /// The parameters.
    public static let settings: [Setting<Self>] = [
        .number("hotspots.fdr", \.fdr, in: 0.0001...0.5, "the false-discovery rate at which a cell is called hot"),
        .value(
            "hotspots.neighbours", \.neighbours, domain: .text("queen|rook|metres"),
            "the cells around a cell: queen (edge or corner), rook (edge) or all within so many metres",
            wanted: "queen, rook or number of metres from 1 to 10000",
            read: { text in
                switch text {
                case "queen": .queen
                case "rook": .rook
                default: Double(text).flatMap { (1...10_000).contains($0) ? .within(metres: $0) : nil }
                }
            },
            write: {
                switch $0 {
                case .queen: "queen"
                case .rook: "rook"
                case .within(let metres): SettingName.plain(metres)
                }
            }),
    ]

    /// The standard scores of places with any weights.
    ///
    /// Source: equations 5 (Gi) and 6 (Gi\*) of Ord and Getis. Where the values round a place cannot vary (all values are
    /// equal, every place is a neighbour, or none is) the score is 0. A value that is no number counts as missing: its
    /// place gets 0 and counts for no other. O(places + neighbours).
    ///
    /// - Parameters:
    ///   - values: The value of each place, as many as there are places in `weights`; a missing one counts as no number.
    ///   - weights: Who is whose neighbour.
    ///   - includingSelf: Whether the place itself counts, with weight 1: Gi\*, otherwise Gi.
    public static func z(of values: [Double], weights: SpatialWeights, includingSelf: Bool = true) -> [Double] {
        var n = 0.0
        var total = 0.0
        for value in values.prefix(weights.count) where value.isFinite {
            n += 1
            total += value
        }
        let mean = n > 0 ? total / n : 0
        let present = (0..<weights.count).map { $0 < values.count && values[$0].isFinite }
        let deviation = (0..<weights.count).map { present[$0] ? values[$0] - mean : 0 }
        let squares = deviation.reduce(0) { $0 + $1 * $1 }
        let noise = 1e-20 * n * (mean * mean)
        return (0..<weights.count).map { place in
            guard present[place] else { return 0 }
            var sum = includingSelf ? deviation[place] : 0
            var weight = includingSelf ? 1.0 : 0
            var weightSquares = weight
            for entry in weights.neighbours.range(place) {
                let other = Int(weights.neighbours.elements[entry])
                guard present[other] else { continue }
                let value = weights.values?[entry] ?? 1
                sum += value * deviation[other]
                weight += value
                weightSquares += value * value
            }
            // Gi leaves the place out of the mean and the variance; deviations from the whole mean add up to nought.
            let others = includingSelf ? n : n - 1
            guard others > 1 else { return 0 }
            let rest = includingSelf ? 0 : -deviation[place] / others
            let own = includingSelf ? 0 : deviation[place] * deviation[place]
            let variance = (squares - own) / others - rest * rest
            let spread = (others * weightSquares - weight * weight) / (others - 1)
            guard variance > noise / others, spread > 1e-12 * others else { return 0 }
            return (sum - weight * rest) / (variance * spread).squareRoot()
        }
    }
}

extension GetisOrd {
    /// How far each cell of a grid stands out by Gi\*, with the chance of it.
    ///
    /// 1. `z` is Gi\* with binary weights, the cell itself included.
    /// 2. `p` is exact. If values fall on cells at random, a neighbourhood of *k* cells is a sample of *k* of the grid's
    ///    values without replacement; the distribution of its sum follows from counting the ways (`NeighbourhoodTail`).
    ///    The normal tail of `z` is wrong by orders of magnitude on the sparse counts of street crime; it is used, and
    ///    `method` says so, only where the counting would take too long or a count is not from a grid.
    /// 3. `q` is Benjamini–Hochberg's rate over all cells; a cell is hot where `q` is at most ``fdr``.
    ///
    /// Incidents of which only a share counts (``/HomewardIncidents/SelectedIncidents``) make values that are no whole numbers.
    /// They are rounded to whole parts of an incident for the counting of ways, a sixtieth or the finest part that the
    /// counting can bear, and the chance is exact for the values so rounded.
    ///
    /// O(cells × neighbours) plus the counting, some milliseconds for a city.
    ///
    /// - Parameters:
    ///   - grid: The cells.
    ///   - count: The incidents in each cell, from ``Grid/count(_:)``; cells without an entry have none.
    ///   - weight: What they come to where some count by a share, from ``Grid/sum(of:at:)``; nil where each counts wholly.
    ///   - outside: The incidents in no cell.
    /// - Throws: `SettingError` where a parameter lies outside its range.
    public func scores(of grid: Grid, count: [Int], weight: [Double]? = nil, outside: Int) throws(SettingError)
        -> Hotspots
    {
        try check()
        let count = grid.cells.indices.map { $0 < count.count ? max(0, count[$0]) : 0 }
        let values = weight.map { weight in grid.cells.indices.map { $0 < weight.count ? max(0, weight[$0]) : 0 } }
        let weights = SpatialWeights(of: grid, neighbours)
        let z = GetisOrd.z(of: values ?? count.map(Double.init), weights: weights)
        let (p, parts) = upperTails(of: values, count: count, weights: weights)
        let chances = p ?? z.map(NormalDistribution.upperTail)
        let q = FalseDiscoveryRate.benjaminiHochberg(chances)
        let exact = "exact randomisation of counts over cells, one-sided"
        return Hotspots(
            grid: grid, count: count, weight: values, outside: outside, z: z, p: chances, q: q,
            hot: q.map { $0 <= fdr },
            method: p == nil
                ? "normal approximation, one-sided"
                : parts == 1 ? exact : exact + ", shares rounded to 1/\(parts) of an incident")
    }

    /// The exact chance of each cell's neighbourhood, nil where the counting would take too long, and the parts of an
    /// incident that were counted.
    private func upperTails(of values: [Double]?, count: [Int], weights: SpatialWeights) -> (p: [Double]?, parts: Int) {
        for parts in values == nil ? [1] : [60, 12, 4, 2] {
            let units = values.map { $0.map { Int(($0 * Double(parts)).rounded()) } } ?? count
            var sums = units
            var sizes = [Int](repeating: 1, count: units.count)
            for cell in units.indices {
                let around = weights.neighbours(of: cell)
                sizes[cell] += around.count
                for other in around { sums[cell] += units[Int(other)] }
            }
            guard
                let tail = NeighbourhoodTail(
                    values: units, largestSample: sizes.max() ?? 1, largestSum: sums.max() ?? 0)
            else { continue }
            return (units.indices.map { tail.upper(sample: sizes[$0], sum: sums[$0]) }, parts)
        }
        return (nil, 1)
    }

    /// How far each cell stands out where these points are counted in it, each wholly or by its share.
    public func scores(of grid: Grid, points: [Point], shares: [Double]? = nil) throws(SettingError) -> Hotspots {
        let (count, outside) = grid.count(points)
        let isShared = shares?.contains { $0 != 1 } ?? false
        return try scores(
            of: grid, count: count, weight: isShared ? grid.sum(of: shares ?? [], at: points) : nil, outside: outside)
    }
}

/// The standard normal distribution.
private enum NormalDistribution {
    /// The probability of a score of at least `z`; 1 where `z` is no number or its chance is not known. O(1).
    static func upperTail(_ z: Double) -> Double {
        z.isNaN || z == 0 ? 1 : erfc(z / 2.0.squareRoot()) / 2
    }
}
