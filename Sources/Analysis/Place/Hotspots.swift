/// How far each cell of a grid stands out with the cells around it. Index `i` of each column is cell `i` of the grid.
public struct Hotspots: Sendable, Equatable {
    /// The statistic of a cell.
    public enum Statistic: String, Sendable, Hashable, CaseIterable {
        /// Getis–Ord Gi\*: the cell and its neighbours together.
        case gistar
        /// Getis–Ord Gi: the neighbours alone.
        case gi
        /// Local Moran's I: whether the cell is like its neighbours.
        case moran

        /// Its name, as the field writes it.
        public var name: String {
            switch self {
            case .gistar: "Gi*"
            case .gi: "Gi"
            case .moran: "local Moran's I"
            }
        }
    }

    /// The tiling.
    public var grid: Grid
    /// What was looked at.
    public var statistic: Statistic
    /// Which cells were looked for.
    public var sides: CellSides
    /// What each cell holds.
    public var values: CellValues
    /// Moran's I of each cell and where it stands; nil for other statistics.
    public var moran: [LocalMoran.Place]?
    /// The standard score of each cell's neighbourhood; 0 where it was not tested.
    public var z: [Double]
    /// The probability of a score at least as far out where values fall on cells at random; 1 where it was not tested.
    public var p: [Double]
    /// The Benjamini–Hochberg false-discovery rate over the cells tested at which the cell would just be called out of the
    /// ordinary; 1 where it was not tested.
    public var q: [Double]
    /// Whether `q` is at most the rate asked for and the cell is high among high ones.
    public var hot: [Bool]
    /// Whether `q` is at most the rate asked for and the cell is low among low ones.
    public var cold: [Bool]
    /// Whether `q` is at most the rate asked for and the cell is unlike its neighbours, which local Moran's I alone tells.
    public var outlying: [Bool]
    /// Why a cell was not tested; nil where it was.
    public var untested: [UntestedCell?]
    /// How `p` was computed, in a few words for the report.
    public var method: String
    /// What makes it hard for a cell to be called out of the ordinary, in a sentence; nil for nothing.
    public var caution: String?
    /// Whether high cells lie beside high ones all over the grid; nil where that cannot be told.
    public var overall: OverallAssociation?

    /// Incidents in each cell, those that count by a share among them.
    public var count: [Int] { values.count }
    /// Incidents outside every cell.
    public var outside: Int { values.outside }
}
