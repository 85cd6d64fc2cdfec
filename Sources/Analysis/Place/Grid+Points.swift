public import HomewardGeometry

extension Grid {
    /// The cell that holds a point, or nil where none does. A point on an edge belongs to the cell north of it, then to the
    /// one east of it. O(1).
    public func cell(at point: Point) -> Int? {
        guard let place = tiling.place(of: point) else { return nil }
        return cell(column: place.column, row: place.row)
    }

    /// The cell in a column and row, or nil where none is. O(1).
    public func cell(column: Int, row: Int) -> Int? {
        guard column >= 0, column < columns, row >= 0, row < rows else { return nil }
        let cell = lookup[row * columns + column]
        return cell < 0 ? nil : Int(cell)
    }

    /// How many points lie in each cell, and how many in none; the counts and `outside` add up to the points. A point
    /// whose coordinates are no numbers is outside. O(points + cells).
    public func count(_ points: [Point]) -> (count: [Int], outside: Int) {
        var count = [Int](repeating: 0, count: cells.count)
        var outside = 0
        let tiling = tiling
        for point in points {
            if let place = tiling.place(of: point), let cell = cell(column: place.column, row: place.row) {
                count[cell] += 1
            } else {
                outside += 1
            }
        }
        return (count, outside)
    }

    /// The outline of a cell, the whole of it, counter-clockwise. `cell` is one of ``cells``' indices. O(1).
    public func polygon(of cell: Int) -> Polygon {
        Polygon(exterior: tiling.corners(column: cells[cell].column, row: cells[cell].row))
    }

    /// The area of a whole cell, m².
    public var cellArea: Double { tiling.cellArea }
}
