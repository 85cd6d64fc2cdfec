public import HomewardCore
public import HomewardGeometry

/// Getis–Ord local statistics: how high the values round a place stand above the whole.
///
/// Source: J. K. Ord, A. Getis (1995), "Local spatial autocorrelation statistics: distributional issues and an
/// application", Geographical Analysis 27(4), 286–306.
public struct GetisOrd: LocalStatistic, Equatable {
    /// Whether a cell counts with its neighbours: Gi\*, otherwise Gi.
    public var includingSelf = true
    /// Which cells are a cell's neighbours.
    public var neighbours = Grid.Neighbourhood.queen
    /// The false-discovery rate at which cells are called hot or cold.
    public var fdr = 0.05
    /// Which cells are looked for.
    public var sides = CellSides.hot
    /// How the probability is found.
    public var chance = CellChance.exact
    /// How often values are dealt where the probability comes from dealing; nil for as many as it takes.
    public var permutations: Int?
    /// The seed of the deals.
    public var seed: UInt64 = 1

    /// The standard method.
    public init() {}

    /// The parameters: those of every local statistic, and which cells are looked for.
    public static var settings: [Setting<Self>] {
        commonSettings + [
            .choice(
                "hotspots.sides", \.sides,
                "which cells gistar and gi look for: hot (high among high), cold (low among low) or both, whose test has two sides; moran always looks for both and for outliers"
            )
        ]
    }

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
    /// How far each cell of a grid stands out by Gi\* or Gi, with the chance of it.
    ///
    /// 1. `z` is Gi\* or Gi with binary weights.
    /// 2. `p` is exact unless ``chance`` says otherwise. For Gi\*: if values fall on cells at random, a neighbourhood of *k* cells is
    ///    a sample of *k* of the grid's values without replacement; the distribution of its sum follows from counting the ways
    ///    (`NeighbourhoodTail`). For Gi the cell keeps its value and its neighbours are a sample of the others'.
    ///    The normal tail of `z` is wrong by orders of magnitude on the sparse counts of street crime. Where there are too many ways
    ///    to count, or rates are tested, which are no whole numbers, values are dealt anew instead: p = (k + 1) / (n + 1).
    ///    ``CellChance/permutation`` always deals, and always as if the cell kept its value, so that a single busy cell among
    ///    quiet ones is hot by the exact p of Gi\* and not by this one. `method` says what was done.
    /// 3. `q` is Benjamini–Hochberg's rate over all cells that were tested; a cell is hot, or cold, where `q` is at most ``fdr``.
    ///
    /// Incidents of which only a share counts (``/HomewardIncidents/SelectedIncidents``), and harm, make values that are no whole
    /// numbers. They are rounded to whole parts of an incident for the counting of ways, a sixtieth or the finest part that the
    /// counting can bear, and the chance is exact for the values so rounded.
    ///
    /// O(cells × neighbours) plus the counting or dealing, some milliseconds for a city. The same for any number of threads.
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
        let test = CellTest(self, grid, values, sides: sides, holdsOwn: !includingSelf)
        return Hotspots(
            grid: grid, statistic: includingSelf ? .gistar : .gi, sides: sides, values: values, z: test.z, p: test.p,
            q: test.q, hot: test.q.indices.map { test.q[$0] <= fdr && isHigh(test, $0) },
            cold: test.q.indices.map { test.q[$0] <= fdr && sides != .hot && !isHigh(test, $0) },
            outlying: [Bool](repeating: false, count: test.q.count), untested: test.untested, method: test.method,
            caution: test.caution, overall: test.overall)
    }

    /// Whether a cell that stands out does so by much and not by little.
    private func isHigh(_ test: CellTest, _ cell: Int) -> Bool {
        sides == .both ? test.z[cell] > 0 : sides == .hot
    }

    /// The same of counts.
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
        try scores(of: grid, CellValues(count: count, shared: weight, outside: outside))
    }

    /// How far each cell stands out where these points are counted in it, each wholly or by its share.
    ///
    /// - Parameters:
    ///   - grid: The cells.
    ///   - points: The places of the incidents.
    ///   - shares: The share of each that counts, as many as points; 1 where nil.
    /// - Throws: `SettingError` where a parameter lies outside its range.
    public func scores(of grid: Grid, points: [Point], shares: [Double]? = nil) throws(SettingError) -> Hotspots {
        try scores(of: grid, grid.values(of: points, shares: shares))
    }
}
