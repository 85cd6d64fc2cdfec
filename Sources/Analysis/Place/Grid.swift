public import HomewardGeometry

/// A regular tiling of a study area.
///
/// Cells are half-open, so that a point on an edge belongs to exactly one cell. Cells are numbered from 0 row by row
/// from the south-west; only those that share area with the study area exist.
public struct Grid: Sendable, Equatable {
    /// The form of a cell.
    public enum Form: String, Sendable, Hashable, CaseIterable {
        /// Squares with sides of the cell size.
        case square
        /// Regular hexagons, flat sides west and east, whose width across the flats is the cell size.
        case hexagonal
    }

    /// One cell.
    public struct Cell: Sendable, Hashable {
        /// The column from the west, 0 upward.
        public var column: Int
        /// The row from the south, 0 upward.
        public var row: Int
        /// The middle of the whole cell.
        public var centre: Point
        /// The area of the part inside the study area, m².
        public var areaInside: Double
    }

    /// The form of the cells.
    public let form: Form
    /// The width of a cell, m.
    public let cellSize: Double
    /// The south-west corner of the tiling. Where a study area is covered it is a multiple of the cell size (of hexagons
    /// northward: of two rows), so that grids of one size line up.
    public let origin: Point
    /// The number of columns of the tiling.
    public let columns: Int
    /// The number of rows of the tiling.
    public let rows: Int
    /// The cells that share area with the study area.
    public let cells: [Cell]
    /// For column + row × columns the cell's number, or −1.
    let lookup: [Int32]
}
