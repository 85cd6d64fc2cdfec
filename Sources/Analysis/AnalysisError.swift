/// What can be wrong with what a method was asked to do. Each says what to change.
public enum AnalysisError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The cell size is zero, negative or no number.
    case cellSize(Double)
    /// The study area has no area to cover.
    case emptyStudyArea
    /// The cells would be too many to hold.
    case tooManyCells(cellSize: Double, cells: Double)

    /// One sentence for the analyst.
    public var description: String {
        switch self {
        case .cellSize(let size):
            "The cell size must be a positive number of metres, not \(size)."
        case .emptyStudyArea:
            "The study area has no area: give an outline of at least one polygon in a coordinate system in metres."
        case .tooManyCells(let size, let cells):
            "Cells of \(size) m would tile the study area with \(cells.rounded()) cells, more than "
                + "\(AnalysisError.largestTiling): choose larger cells, or check that its coordinates are metres."
        }
    }

    /// The most cells that a tiling may have.
    static let largestTiling = 20_000_000
}
