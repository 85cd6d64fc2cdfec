import HomewardCore

/// Local Moran's I: whether a cell is like the cells around it.
///
/// High among high and low among low are clusters; high among low and low among high are outliers, which Gi\* cannot tell.
///
/// Source: L. Anselin (1995), "Local indicators of spatial association – LISA", Geographical Analysis 27(2), 93–115.
public struct LocalMoran: LocalStatistic, Equatable {
    /// Where a cell stands by its value and by that of its neighbours, each above or below the mean of all cells.
    public enum Quadrant: String, Sendable, Hashable, CaseIterable {
        /// High among high.
        case highHigh = "HH"
        /// Low among low.
        case lowLow = "LL"
        /// High among low.
        case highLow = "HL"
        /// Low among high.
        case lowHigh = "LH"

        /// Whether the cell is unlike its neighbours.
        public var isOutlier: Bool { self == .highLow || self == .lowHigh }
    }

    /// What the statistic says of a cell.
    public struct Place: Sendable, Equatable {
        /// Moran's I of the cell; 0 where it has no neighbours or no value.
        public var i: Double
        /// Where it stands; nil where it, or its neighbours' mean, is the mean of all.
        public var quadrant: Quadrant?
    }

    /// Which cells are a cell's neighbours.
    public var neighbours = Grid.Neighbourhood.queen
    /// The false-discovery rate at which cells are called out of the ordinary.
    public var fdr = 0.05
    /// How the probability is found.
    public var chance = CellChance.exact
    /// How often values are dealt where the probability comes from dealing; nil for as many as it takes.
    public var permutations: Int?
    /// The seed of the deals.
    public var seed: UInt64 = 1

    /// The standard method.
    public init() {}

    /// The parameters, those of every local statistic.
    public static var settings: [Setting<Self>] { commonSettings }

    /// Moran's I of places with any weights, and where each stands.
    ///
    /// Source: equation 12 of Anselin, with m₂ the sum of squared deviations by n; I is 0 where all values are equal. With rows
    /// that add up to 1 the mean over all places is the global I. A value that is no number counts as missing.
    /// O(places + neighbours).
    ///
    /// - Parameters:
    ///   - values: The value of each place, as many as there are places in `weights`; a missing one counts as no number.
    ///   - weights: Who is whose neighbour.
    public static func i(of values: [Double], weights: SpatialWeights) -> [Place] {
        let deviations = Deviations(of: values, count: weights.count)
        return (0..<weights.count).map { place in
            guard deviations.isKnown[place], deviations.meanSquare > 0 else { return Place(i: 0) }
            var lag = 0.0
            for entry in weights.neighbours.range(place) {
                let other = Int(weights.neighbours.elements[entry])
                if deviations.isKnown[other] { lag += (weights.values?[entry] ?? 1) * deviations.away[other] }
            }
            let own = deviations.away[place]
            let quadrant: Quadrant? =
                switch (deviations.sign(own), deviations.sign(lag)) {
                case (1, 1): .highHigh
                case (-1, -1): .lowLow
                case (1, -1): .highLow
                case (-1, 1): .lowHigh
                default: nil
                }
            return Place(i: own * lag / deviations.meanSquare, quadrant: quadrant)
        }
    }

    /// How far each cell of a grid stands out by local Moran's I, with the chance of it.
    ///
    /// 1. I has weights that add up to 1 for each cell.
    /// 2. `z` is I in standard errors about its mean where the cell keeps its value and the others are dealt anew (Sokal, Oden
    ///    and Thomson 1998); up to its sign it is the score of Gi.
    /// 3. `p` has two sides. Given the cell's own value I rests on the neighbours' sum alone, so that it is exact where all ways are
    ///    counted in which the other cells' values could make up such a sum (`NeighbourhoodTail`).
    /// 4. `q` is Benjamini–Hochberg's rate over the cells tested; where it is at most ``fdr`` a cell is hot (high among high), cold
    ///    (low among low) or an outlier.
    ///
    /// Source: R. R. Sokal, N. L. Oden, B. A. Thomson (1998), "Local spatial autocorrelation in a biological model",
    /// Geographical Analysis 30(4), 331–354.
    ///
    /// - Parameters:
    ///   - grid: The cells.
    ///   - values: What they hold; cells without an entry hold nothing.
    /// - Throws: `SettingError` where a parameter lies outside its range, or the cells would have more than a hundred million
    ///   neighbours.
    public func scores(of grid: Grid, _ values: CellValues) throws(SettingError) -> Hotspots {
        try check()
        try checkReach(on: grid)
        let values = values.fitted(to: grid.cells.count)
        let test = CellTest(self, grid, values, sides: .both, holdsOwn: true, isMoran: true)
        let places = LocalMoran.i(of: test.values, weights: test.weights.rowStandardised)
        return Hotspots(
            grid: grid, statistic: .moran, sides: .both, values: values, moran: places, z: test.z, p: test.p, q: test.q,
            hot: places.indices.map { test.q[$0] <= fdr && places[$0].quadrant == .highHigh },
            cold: places.indices.map { test.q[$0] <= fdr && places[$0].quadrant == .lowLow },
            outlying: places.indices.map { test.q[$0] <= fdr && places[$0].quadrant?.isOutlier == true },
            untested: test.untested, method: test.method, caution: test.caution, overall: test.overall)
    }
}

/// How far values stand from their mean.
struct Deviations {
    /// Whether there is a value.
    let isKnown: [Bool]
    /// The distance from the mean, 0 where there is no value.
    let away: [Double]
    /// The mean of their squares; 0 where the values differ by no more than rounding.
    let meanSquare: Double
    /// How many values there are.
    let known: Int
    /// What counts as nothing beside the values: the rounding of their mean.
    private let noise: Double

    init(of values: [Double], count: Int) {
        let isKnown = (0..<count).map { $0 < values.count && values[$0].isFinite }
        let known = isKnown.count { $0 }
        var (total, greatest) = (0.0, 0.0)
        for place in 0..<count where isKnown[place] {
            total += values[place]
            greatest = max(greatest, abs(values[place]))
        }
        let mean = known > 0 ? total / Double(known) : 0
        self.isKnown = isKnown
        self.known = known
        noise = 1e-12 * greatest
        away = (0..<count).map { isKnown[$0] ? values[$0] - mean : 0 }
        let square = away.reduce(0) { $0 + $1 * $1 } / Double(max(1, known))
        meanSquare = square > noise * noise ? square : 0
    }

    /// 1 above nothing, −1 below, 0 where it is no more than rounding.
    func sign(_ deviation: Double) -> Int { deviation > noise ? 1 : deviation < -noise ? -1 : 0 }
}
