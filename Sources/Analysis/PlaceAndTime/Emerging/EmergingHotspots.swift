import Foundation
public import HomewardCore

/// Where hotspots emerge, last and fade: Getis–Ord Gi\* on a cube of cells and weeks or months, with the history of each cell.
///
/// 1. The neighbours of a cell in a step are the cells that share an edge or a corner with it, itself among them, in that step and in the
///    step before. The first step only serves the second; every other step has a score.
/// 2. `z` holds the incidents among them against what is to be expected where the incidents of each step fall on the cells by themselves:
///    (Σ over both steps of sum − cells × mean) ÷ √(Σ over both steps of variance × k (C − k)/(C − 1)) for k neighbours of C cells. Mean and
///    variance are those of the step, so that a month in which the whole town is busier, or that has more days, makes no cell hot.
/// 3. p is exact for that (`TwoStepTails`), two-sided: the smaller tail doubled. Where the counting would take too long it is the normal
///    tail of z, and the result says so.
/// 4. q is Benjamini–Hochberg's rate over all cells and scored steps together. A cell is hot in a step where q is at most ``fdr`` and the
///    upper tail is the smaller, cold where the lower is.
/// 5. The trend of a cell's z is ``MannKendall``'s with an overlap of a half, for each score shares a step with the next; that of its own
///    incidents by day is the plain one. The trend of z is sure where q over all cells that stand out in 90 % of the steps is at most ``fdr``.
/// 6. Rise and fall: in the last 2, 4, 8, … steps, up to half of all, the neighbours' share of the town's incidents is held against their
///    share of the earlier ones by Fisher's exact test. p is the smallest tail times twice the number of such tests. A change is sure where q
///    over all cells that stand out in some step is at most ``fdr``.
/// 7. ``EmergingPattern`` labels each history.
///
/// Sources: J. K. Ord, A. Getis (1995), "Local spatial autocorrelation statistics: distributional issues and an application", Geographical
/// Analysis 27(4), 286–306; the labels after ArcGIS's Emerging Hot Spot Analysis, whose claims of change are tested here.
///
/// O(incidents + cells × steps × (neighbours + steps)), and the counting of chances. The same for any number of threads.
public struct EmergingHotspots: Configurable, Equatable {
    /// By what incidents are counted.
    public enum Step: String, Sendable, Hashable, CaseIterable {
        /// Monday to Sunday.
        case week
        /// Months of the calendar.
        case month

        /// The unit of time.
        public var unit: TimeUnit { self == .week ? .week : .month }
    }

    /// The width of a cell, m.
    public var cell = 200.0
    /// By what incidents are counted.
    public var step = Step.month
    /// The false-discovery rate at which a cell is called hot or cold and a change sure.
    public var fdr = 0.05

    /// The standard method.
    public init() {}

    /// The fewest whole steps.
    public static let fewestSteps = 10
    /// The fewest cells: of fewer, the neighbourhood of one is nearly all.
    public static let fewestCells = 20

    /// The parameters.
    public static let settings: [Setting<Self>] = [
        .number("emerging.cell_m", \.cell, in: 10...10_000, unit: "m", "the width of a cell of emerging hotspots"),
        .choice(
            "emerging.step", \.step, "by what emerging hotspots count: months of the calendar or weeks from Monday"),
        .number(
            "emerging.fdr", \.fdr, in: 0.0001...0.5,
            "the false-discovery rate at which a cell is hot or cold in a step, and a trend or a change sure"),
    ]

    /// The histories of all cells.
    ///
    /// - Parameter cube: The incidents by cell and step.
    /// - Throws: ``AnalysisError/fewSteps(steps:fewest:)`` and ``AnalysisError/fewCells(cells:fewest:)``; `SettingError` where a parameter
    ///   lies outside its range.
    public func histories(of cube: SpaceTimeCube) throws -> EmergingResult {
        try check()
        let cells = cube.grid.cells.count
        guard cube.steps.count >= EmergingHotspots.fewestSteps else {
            throw AnalysisError.fewSteps(steps: cube.steps.count, fewest: EmergingHotspots.fewestSteps)
        }
        guard cells >= EmergingHotspots.fewestCells else {
            throw AnalysisError.fewCells(cells: cells, fewest: EmergingHotspots.fewestCells)
        }
        let weights = SpatialWeights(of: cube.grid, .queen)
        let sums = CubeSums(cube, weights)
        let scored = cube.steps.count - 1
        let scores = Parallel.map(scored) { sums.scores(of: $0 + 1) }
        let chances = sums.chances(scores)
        let standing = CubeStanding(chances.p, fdr: fdr)
        let histories = (0..<cells).map { cell in (0..<scored).map { standing.kinds[$0][cell] } }
        let blocks = 64
        let trends = Parallel.map(blocks) { block in
            (cells * block / blocks..<cells * (block + 1) / blocks).map { cell -> (MannKendall?, MannKendall) in
                (
                    sums.total(around: cell) > 0 ? MannKendall(of: scores.map { $0[cell] }, overlap: 0.5) : nil,
                    MannKendall(of: cube.rates(of: cell))
                )
            }
        }.flatMap { $0 }
        let trendRates = EmergingHotspots.rates(
            (0..<cells).map { cell in
                let count = histories[cell].count { $0 != 0 }
                let isNearlyAlways = Double(count) >= EmergingPattern.nearlyAlways * Double(scored)
                return isNearlyAlways ? trends[cell].0?.p : nil
            })
        let changes = (0..<cells).map { cell in
            histories[cell].contains { $0 != 0 } ? sums.change(around: cell) : nil
        }
        let changeRates = EmergingHotspots.rates(changes.map { $0?.p })
        return EmergingResult(
            cube: cube, method: self, chances: chances.words,
            cells: (0..<cells).map { cell in
                let trend = trends[cell].0
                let isTrend = (trendRates[cell] ?? 1) <= fdr
                let isChange = (changeRates[cell] ?? 1) <= fdr
                let change = changes[cell]
                let label = EmergingPattern.label(
                    history: histories[cell], trend: isTrend ? trend?.s.signum() ?? 0 : 0,
                    change: isChange ? (change?.isRise == true ? 1 : -1) : 0)
                return EmergingResult.Cell(
                    history: histories[cell], z: scores.map { $0[cell] }, pattern: label?.pattern,
                    kind: label?.kind ?? 0, trend: trend, trendQ: trendRates[cell], countTrend: trends[cell].1,
                    change: change, changeQ: changeRates[cell])
            })
    }

    /// Benjamini–Hochberg's rates of those that were tested.
    private static func rates(_ p: [Double?]) -> [Double?] {
        let tested = p.indices.filter { p[$0] != nil }
        var rates = [Double?](repeating: nil, count: p.count)
        for (index, rate) in zip(tested, FalseDiscoveryRate.benjaminiHochberg(tested.map { p[$0] ?? 1 })) {
            rates[index] = rate
        }
        return rates
    }
}

/// The histories of all cells.
public struct EmergingResult: Sendable, Equatable {
    /// What became of one cell.
    public struct Cell: Sendable, Equatable {
        /// For each scored step 1 where it is hot, −1 where it is cold, 0 otherwise.
        public var history: [Int8]
        /// The score of each scored step.
        public var z: [Double]
        /// The label; nil where no step stands out.
        public var pattern: EmergingPattern?
        /// 1 for a label of hot steps, −1 for one of cold steps, 0 for none.
        public var kind: Int
        /// The trend of ``z``; nil where nothing ever happened in the cell or around it.
        public var trend: MannKendall?
        /// Its rate over all cells that stand out in 90 % of the steps; nil where this one does not.
        public var trendQ: Double?
        /// The trend of the cell's own incidents by day, over all steps.
        public var countTrend: MannKendall
        /// The change of the neighbours' share; nil where no step stands out.
        public var change: EmergingChange?
        /// Its rate over all cells of which some step stands out.
        public var changeQ: Double?

        /// Steps in which it is hot.
        public var hot: Int { history.count { $0 > 0 } }
        /// Steps in which it is cold.
        public var cold: Int { history.count { $0 < 0 } }
        /// The label in words, `new hot`; nil where no step stands out.
        public var label: String? { pattern.map { "\($0.rawValue) \(kind > 0 ? "hot" : "cold")" } }
        /// The history as text, a sign for each scored step: `+` hot, `-` cold, `.` neither.
        public var signs: String { String(history.map { $0 > 0 ? "+" : $0 < 0 ? "-" : "." }) }
    }

    /// The incidents by cell and step.
    public var cube: SpaceTimeCube
    /// The method with its settings.
    public var method: EmergingHotspots
    /// How p was worked out, in a few words.
    public var chances: String
    /// The cells, in the order of the grid.
    public var cells: [Cell]

    /// The steps that have a score: all but the first.
    public var scored: ArraySlice<SpaceTimeCube.Step> { cube.steps.dropFirst() }
}

/// Whether a neighbourhood's share of the town's incidents has changed of late.
public struct EmergingChange: Sendable, Equatable {
    /// Whether it rose.
    public var isRise: Bool
    /// How many of the last steps are held against those before.
    public var steps: Int
    /// Incidents of the neighbourhood in them.
    public var recent: Int
    /// Those to be expected by its share of the earlier ones and theirs together.
    public var expected: Double
    /// The two-sided probability over all numbers of steps that were tried.
    public var p: Double
}
