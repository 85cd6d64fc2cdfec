public import HomewardAnalysis
import HomewardCore
public import HomewardIncidents

/// What `hotspots` says: the grid, the cells that stand out, the rows that went in.
public struct HotspotsFinding: Finding {
    /// One cell.
    public struct Cell: Codable, Sendable, Equatable {
        /// Its key, as in the layer.
        public var id: String
        /// Incidents in it.
        public var count: Int
        /// What they come to where some count by a share; absent where all count wholly.
        public var countByShare: Double?
        /// Its score.
        public var z: Double
        /// Its probability.
        public var p: Double
        /// Its false-discovery rate.
        public var q: Double
    }

    /// What went in, and what was left out by day or hour.
    public var selection: SelectionSummary
    /// Why nothing was tested; absent where it was.
    public var notTested: String?
    /// Cells of the study area.
    public var cells: Int
    /// The width of a cell, m.
    public var cellM: Double
    /// The false-discovery rate asked for.
    public var fdr: Double
    /// Incidents outside every cell.
    public var outside: Int
    /// Cells that are significant.
    public var hot: Int
    /// The twenty with the highest score among them.
    public var strongest: [Cell]
    /// How the probabilities were computed.
    public var method: String
    /// The bandwidth of the density surface, m; absent where none was computed.
    public var bandwidthM: Double?
    /// How the density treats the study area's edge; absent where none was computed.
    public var boundary: String?
    /// Sums up hotspots.
    public init(
        selected: SelectedIncidents, hotspots: Hotspots, density: KernelSurface?, fdr: Double, notTested: String? = nil
    ) {
        self.fdr = fdr
        selection = SelectionSummary(selected)
        self.notTested = notTested
        let grid = hotspots.grid
        cells = grid.cells.count
        cellM = grid.cellSize
        outside = hotspots.outside
        let hot = grid.cells.indices.filter { hotspots.hot[$0] }
            .sorted { (hotspots.z[$1], $0) < (hotspots.z[$0], $1) }
        self.hot = hot.count
        strongest = hot.prefix(20).map { cell in
            Cell(
                id: "c\(grid.cells[cell].column)-r\(grid.cells[cell].row)", count: hotspots.count[cell],
                countByShare: hotspots.weight.map { $0[cell].rounded(decimals: 3) },
                z: hotspots.z[cell].rounded(decimals: 4), p: hotspots.p[cell].rounded(significant: 6),
                q: hotspots.q[cell].rounded(significant: 6))
        }
        method = hotspots.method
        bandwidthM = density?.bandwidth
        boundary = density?.boundary
    }

    /// The result in words.
    public var lines: [String] {
        var lines = [
            "\(Shown.grouped(selection.incidents)) incidents on \(Shown.grouped(cells)) cells of \(Shown.fixed(cellM, 0)) m, \(Shown.grouped(outside)) outside"
        ]
        lines += selection.lines
        if let notTested { return lines + ["Not tested: \(notTested)"] }
        lines.append("\(Words.count(hot, "cell is hot", "cells are hot")); probabilities: \(method)")
        lines += strongest.map {
            "\($0.id): \($0.count) incidents\($0.countByShare.map { " (\(Shown.fixed($0, 1)) by share)" } ?? ""), z \(Shown.fixed($0.z, 2)), p \(Shown.probability($0.p)), q \(Shown.probability($0.q))"
        }
        if let boundary { lines.append("Density: \(boundary)") }
        return lines
    }
}
