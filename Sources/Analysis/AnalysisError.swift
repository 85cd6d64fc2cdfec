public import HomewardCore

/// What can be wrong with what a method was asked to do.
public enum AnalysisError: HomewardError, Equatable {
    /// The cell size is zero, negative or no number.
    case cellSize(Double)
    /// The study area has no area to cover.
    case emptyStudyArea
    /// The cells would be too many to hold; `fitting` are larger ones that would not be, where there are any.
    case tooManyCells(cellSize: Double, cells: Double, limit: Int, fitting: FittingCells? = nil)

    /// Cells of a size that keeps them below the limit.
    public struct FittingCells: Sendable, Equatable {
        /// The width of a cell, m.
        public var cellSize: Double
        /// How many there are.
        public var cells: Int

        /// So many cells of a size.
        public init(cellSize: Double, cells: Int) {
            self.cellSize = cellSize
            self.cells = cells
        }
    }

    /// What is wrong and what to do about it.
    public var report: ErrorReport {
        switch self {
        case .cellSize(let size):
            ErrorReport(
                "analysis.cell_size", .badData, .setting("hotspots.cell_m"),
                "cells of \(size) m cannot be laid out", remedy: "give a number of metres greater than 0")
        case .emptyStudyArea:
            ErrorReport(
                "analysis.empty_study_area", .badData, .named("the study area"), "has no area",
                remedy: "give an outline of at least one polygon in a coordinate system in metres")
        case .tooManyCells(let size, let cells, let limit, let fitting):
            ErrorReport(
                "analysis.too_many_cells", .badData, .setting("hotspots.cell_m"),
                "the study area, or where none is given the extent of the incidents, needs some \(Shown.fixed(cells, 0)) cells of \(SettingName.plain(size)) m, more than \(Shown.grouped(limit))",
                remedy: fitting.map { (fitting) -> ErrorText in
                    """
                    give \(setting: "hotspots.cell_m", SettingName.plain(fitting.cellSize)) for \
                    \(Shown.grouped(fitting.cells)) cells, name a smaller study area with \(setting: "study_area.file"), or \
                    allow more with \(setting: "limits.cells")
                    """
                }
                    ?? """
                    name a study area with \(setting: "study_area.file"), choose larger cells, or allow more with \
                    \(setting: "limits.cells")
                    """)
        }
    }

    /// The most cells that a tiling may have.
    public static let largestTiling = 20_000_000
}
