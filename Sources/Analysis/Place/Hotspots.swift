/// How far each cell of a grid stands out, by Getis–Ord Gi\*. Index `i` of each column is cell `i` of the grid.
public struct Hotspots: Sendable, Equatable {
    /// The tiling.
    public var grid: Grid
    /// Incidents in each cell, those that count by a share among them.
    public var count: [Int]
    /// What they come to where some count by the share of their range alone; nil where each counts wholly.
    public var weight: [Double]?
    /// Incidents outside every cell.
    public var outside: Int
    /// The standard score of each cell's neighbourhood.
    public var z: [Double]
    /// The probability of a neighbourhood at least as high where values fall on cells at random (one-sided, upper tail).
    public var p: [Double]
    /// The Benjamini–Hochberg false-discovery rate at which the cell would just be called hot.
    public var q: [Double]
    /// Whether `q` is at most the rate asked for.
    public var hot: [Bool]
    /// How `p` was computed, in a few words for the report.
    public var method: String

    /// A result from its columns.
    public init(
        grid: Grid, count: [Int], weight: [Double]? = nil, outside: Int, z: [Double], p: [Double], q: [Double],
        hot: [Bool], method: String
    ) {
        self.grid = grid
        self.count = count
        self.weight = weight
        self.outside = outside
        self.z = z
        self.p = p
        self.q = q
        self.hot = hot
        self.method = method
    }

    /// What the incidents of a cell come to. O(1).
    public func value(_ cell: Int) -> Double { weight?[cell] ?? Double(count[cell]) }
}
