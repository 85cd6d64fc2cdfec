public import HomewardCore

/// What can be wrong with what a method was asked to do.
public enum AnalysisError: HomewardError, Equatable {
    /// The cell size is zero, negative or no number.
    case cellSize(Double)
    /// The study area has no area to cover.
    case emptyStudyArea
    /// The cells would be too many to hold.
    case tooManyCells(cellSize: Double, cells: Double)

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
        case .tooManyCells(let size, let cells):
            ErrorReport(
                "analysis.too_many_cells", .badData, .setting("hotspots.cell_m"),
                "\(cells.rounded()) cells of \(size) m would tile the study area, more than \(Self.largestTiling)",
                remedy: "choose larger cells, or check that the coordinates are metres")
        }
    }

    /// The most cells that a tiling may have.
    static let largestTiling = 20_000_000
}
