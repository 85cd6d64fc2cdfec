public import HomewardCore

/// What can be wrong with what a method was asked to do.
public enum AnalysisError: HomewardError, Equatable {
    /// The cell size is zero, negative or no number.
    case cellSize(Double)
    /// The study area has no area to cover.
    case emptyStudyArea
    /// The cells would be too many to hold; `fitting` are larger ones that would not be, where there are any.
    case tooManyCells(cellSize: Double, cells: Double, limit: Int, fitting: FittingCells? = nil)
    /// A scan's windows would be longer than the period.
    case longWindow(days: Int, period: Int)
    /// The largest circles of a scan would hold more incidents, added up over all places, than can be looked at in good time.
    case manyInCircles(limit: Int, radius: Double)
    /// One circle of a scan would hold more incidents than can be counted.
    case fullCircle(count: Int, radius: Double)

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
        case .longWindow(let days, let period):
            ErrorReport(
                "analysis.long_window", .badData, .setting("scan.longest_days"),
                "windows of \(days) days are longer than the period of \(Shown.grouped(period))",
                remedy: """
                    give at most half of it, \(setting: "scan.longest_days", "\(max(1, period / 2))"), or a longer period
                    """)
        case .manyInCircles(let limit, let radius):
            ErrorReport(
                "analysis.many_in_circles", .badData, .setting("scan.radius_m"),
                "circles of \(SettingName.plain(radius)) m round every place hold more than \(Shown.grouped(limit)) incidents in all, which would take long",
                remedy: """
                    take cells for places, \(setting: "scan.cell_m", AnalysisError.cell(for: radius)), smaller circles, or allow more \
                    with \(setting: "limits.circles")
                    """)
        case .fullCircle(let count, let radius):
            ErrorReport(
                "analysis.full_circle", .badData, .setting("scan.radius_m"),
                "a circle of \(SettingName.plain(radius)) m holds \(Shown.grouped(count)) incidents, more than \(Shown.grouped(Int(Int16.max)))",
                remedy: "take smaller circles, or a smaller \(setting: "scan.share")")
        }
    }

    /// The width of cells of which some make up a circle.
    private static func cell(for radius: Double) -> String { SettingName.plain(max(1, (radius / 4).rounded())) }

    /// The most cells that a tiling may have.
    public static let largestTiling = 20_000_000
}
