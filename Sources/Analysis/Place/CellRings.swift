import HomewardGeometry

/// The places round a cell of a tiling from the nearest outward, found once for all cells and as far out as they are needed.
struct CellRings {
    private struct Step {
        var column: Int
        var row: Int
        /// The square of the distance in half widths of a cell: a whole number, so that equal distances are equal.
        var square: Int
    }

    private let grid: Grid
    /// How far out the steps go, cells.
    private var reach = 0
    /// The steps from a cell of an even row and of an odd one, nearest first, then southernmost, then westernmost.
    private var steps: [[Step]] = [[], []]

    init(of grid: Grid) {
        self.grid = grid
    }

    /// The `count` cells nearest to a cell, ascending; all others where there are fewer. O(places looked at).
    mutating func nearest(_ count: Int, to cell: Int) -> [Int32] {
        let wanted = min(count, grid.cells.count - 1)
        guard wanted > 0 else { return [] }
        let place = grid.cells[cell]
        var found: [Int32] = []
        var next = 0
        while found.count < wanted {
            let row = steps[place.row & 1]
            while next < row.count, found.count < wanted {
                let step = row[next]
                next += 1
                if let other = grid.cell(column: place.column + step.column, row: place.row + step.row) {
                    found.append(Int32(other))
                }
            }
            if found.count < wanted {
                // What has been looked at stays in front, for only farther steps are added.
                guard grow() else { break }
            }
        }
        return found.sorted()
    }

    /// Adds the steps of twice the reach; false where those that are there go across the whole tiling.
    private mutating func grow() -> Bool {
        guard reach <= grid.columns + grid.rows else { return false }
        reach = max(3, 2 * reach)
        steps = [0, 1].map { parity in
            var all: [Step] = []
            // A row is at least 0.86 of a width high.
            let up = min(grid.rows, reach * 6 / 5 + 1)
            for row in -up...up {
                for column in -(reach + 1)...(reach + 1) where (column, row) != (0, 0) {
                    let square = squared(column, row, parity)
                    if square <= 4 * reach * reach { all.append(Step(column: column, row: row, square: square)) }
                }
            }
            return all.sorted { ($0.square, $0.row, $0.column) < ($1.square, $1.row, $1.column) }
        }
        return true
    }

    /// The square of the distance to the place so many columns and rows away, in half widths. Odd rows of hexagons lie half a width
    /// further east, and rows 3/4 of the square of a width apart.
    private func squared(_ column: Int, _ row: Int, _ parity: Int) -> Int {
        guard grid.form == .hexagonal else { return 4 * (column * column + row * row) }
        let shift = ((parity + row) & 1) - parity
        let across = 2 * column + shift
        return across * across + 3 * row * row
    }
}
