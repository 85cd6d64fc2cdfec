public import HomewardCore

/// How likely chance is to put values round a cell is found.
public enum CellChance: String, Sendable, Hashable, CaseIterable {
    /// Every way in which the values could lie on the cells is counted.
    case exact
    /// The values of the other cells are dealt anew many times while the cell keeps its own.
    case permutation
    /// The tail of the standard score, as if it were normally distributed.
    case normal
}

/// Which cells are looked for.
public enum CellSides: String, Sendable, Hashable, CaseIterable {
    /// High values among high ones.
    case hot
    /// Low values among low ones.
    case cold
    /// Either; each test has two sides.
    case both
}

/// A statistic of each cell of a grid and the cells around it, with the way in which chance is told.
///
/// Its parameters are the same for every such statistic.
public protocol LocalStatistic: Configurable {
    /// Which cells are a cell's neighbours.
    var neighbours: Grid.Neighbourhood { get set }
    /// The false-discovery rate at which cells are called out of the ordinary.
    var fdr: Double { get set }
    /// How the probability is found.
    var chance: CellChance { get set }
    /// How often values are dealt where the probability comes from dealing; nil for as many as let a single cell pass the
    /// false-discovery rate, up to 999,999.
    var permutations: Int? { get set }
    /// The seed of the deals.
    var seed: UInt64 { get set }
}

extension LocalStatistic {
    /// The parameters that all have.
    static var commonSettings: [Setting<Self>] {
        [
            .number("hotspots.fdr", \.fdr, in: 0.0001...0.5, "the false-discovery rate at which a cell is called hot"),
            .value(
                "hotspots.neighbours", \.neighbours, domain: .text("queen|rook|metres|nearest-n"),
                "the cells around a cell: queen (edge or corner), rook (edge), all within so many metres, or the n nearest, nearest-8",
                wanted: "queen, rook, number of metres from 1 to 10000, or nearest-1 to nearest-1000",
                read: { Grid.Neighbourhood($0) }, write: { $0.text }),
            .choice(
                "hotspots.chance", \.chance,
                "how p is found: exact (all ways in which the values could lie on the cells are counted), permutation (the other cells' values are dealt anew many times) or normal (the tail of z, far too small where most cells hold little)"
            ),
            .value(
                "hotspots.permutations", \.permutations, domain: .text("auto|count"),
                "how often values are dealt where p comes from dealing; auto takes as many as let a single cell pass the false-discovery rate, fewer where thousands of cells are neighbours",
                wanted:
                    "auto or whole number from \(NeighbourDeals.range.lowerBound) to \(NeighbourDeals.range.upperBound)",
                read: { text in
                    text == "auto"
                        ? .some(nil) : Int(text).flatMap { NeighbourDeals.range.contains($0) ? .some($0) : nil }
                },
                write: { $0.map(String.init) ?? "auto" }),
        ]
    }

    /// The number of nearest cells and of deals have a range.
    public func checkTogether() throws(SettingError) {
        if case .nearest(let count) = neighbours, !(1...1000).contains(count) {
            throw .value(
                path: "hotspots.neighbours", given: neighbours.text, wanted: "number from nearest-1 to nearest-1000")
        }
        if let permutations, !NeighbourDeals.range.contains(permutations) {
            throw .value(
                path: "hotspots.permutations", given: String(permutations),
                wanted: "whole number from \(NeighbourDeals.range.lowerBound) to \(NeighbourDeals.range.upperBound)")
        }
    }

    /// Refuses neighbourhoods so wide that all cells together would have more neighbours than memory should hold. O(places around a
    /// cell).
    ///
    /// - Throws: `SettingError` where there would be more than a hundred million.
    func checkReach(on grid: Grid) throws(SettingError) {
        let most = 100_000_000
        let around =
            switch neighbours {
            case .nearest(let count): count
            case .queen, .rook, .within: grid.steps(neighbours, row: 0).count
            }
        let cells = grid.cells.count
        let pairs = cells * min(around, max(0, cells - 1))
        guard pairs > most else { return }
        throw .together(
            path: "hotspots.neighbours",
            message:
                "\(neighbours.text) would give \(Shown.grouped(cells)) cells up to \(Shown.grouped(pairs)) neighbours, more than \(Shown.grouped(most)); use fewer neighbours, or wider cells"
        )
    }

    /// How often values are dealt for so many tests, whose p is `sides` times a share of the deals; unless asked for otherwise no
    /// more than draw half a thousand million cells for the largest neighbourhood, which takes some seconds.
    func deals(tests: Int, sides: Int, largest: Int) -> Int {
        let enough = (Double(sides * tests) / fdr).rounded(.up) - 1
        let most = min(NeighbourDeals.range.upperBound, 500_000_000 / max(1, largest))
        return permutations ?? Int(max(999, min(Double(most), enough)))
    }
}

extension Grid.Neighbourhood {
    /// Reads `queen`, `rook`, a number of metres from 1 to 10000, or `nearest-8` with a number from 1 to 1000.
    init?(_ text: String) {
        switch text {
        case "queen": self = .queen
        case "rook": self = .rook
        case _ where text.hasPrefix("nearest-"):
            guard let count = Int(text.dropFirst(8)), (1...1000).contains(count) else { return nil }
            self = .nearest(count)
        default:
            guard let metres = Double(text), (1...10_000).contains(metres) else { return nil }
            self = .within(metres: metres)
        }
    }

    /// The text that is read as this.
    public var text: String {
        switch self {
        case .queen: "queen"
        case .rook: "rook"
        case .within(let metres): SettingName.plain(metres)
        case .nearest(let count): "nearest-\(count)"
        }
    }
}

/// Why a cell was not tested. The raw value is a stable code.
public enum UntestedCell: String, Sendable, Hashable, CaseIterable {
    /// It has no value: there is nobody to whom a rate could refer.
    case noValue = "no_denominator"
    /// The study area has fewer than three cells with a value.
    case tooFewCells = "too_few_cells"
    /// No cell with a value is its neighbour.
    case noNeighbours = "no_neighbours"
    /// All other cells are its neighbours, so that their sum is always the same.
    case everyNeighbour = "all_neighbours"
    /// The values that could lie around it are all equal.
    case noSpread = "all_equal"
    /// Its value is the mean, so that Moran's I is 0 whatever lies around it.
    case atTheMean = "at_the_mean"

    /// The reason in words.
    public var words: String {
        switch self {
        case .noValue: "the denominator is 0"
        case .tooFewCells: "there are fewer than three cells"
        case .noNeighbours: "no cell is its neighbour"
        case .everyNeighbour: "all other cells are its neighbours"
        case .noSpread: "all values are equal"
        case .atTheMean: "its value is the mean"
        }
    }
}
