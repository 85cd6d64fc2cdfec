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
        /// Its score.
        public var z: Double
        /// Its probability.
        public var p: Double
        /// Its false-discovery rate.
        public var q: Double
    }

    /// Incidents that went in.
    public var incidents: Int
    /// Incidents of the study left out by day or hour, by reason.
    public var filtered: [String: Int]
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
        selected: IncidentTable, filtered: [FilterReason: Int], hotspots: Hotspots, density: KernelSurface?, fdr: Double
    ) {
        self.fdr = fdr
        incidents = selected.count
        self.filtered = ReasonCounts.byCode(filtered)
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
            "\(Shown.grouped(incidents)) incidents on \(Shown.grouped(cells)) cells of \(Shown.fixed(cellM, 0)) m, \(Shown.grouped(outside)) outside"
        ]
        if !filtered.isEmpty { lines.append("left out: \(ReasonCounts.text(filtered))") }
        lines.append("\(Words.count(hot, "cell is hot", "cells are hot")); probabilities: \(method)")
        lines += strongest.map {
            "\($0.id): \($0.count) incidents, z \(Shown.fixed($0.z, 2)), p \(Shown.probability($0.p)), q \(Shown.probability($0.q))"
        }
        if let boundary { lines.append("Density: \(boundary)") }
        return lines
    }
}
