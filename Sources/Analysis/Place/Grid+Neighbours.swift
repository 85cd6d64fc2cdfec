extension Grid {
    /// Which cells count as neighbours.
    public enum Neighbourhood: Sendable, Hashable {
        /// Cells that share an edge or a corner: eight round a square, six round a hexagon.
        case queen
        /// Cells that share an edge: four round a square, six round a hexagon.
        case rook
        /// Cells whose middles lie at most so many metres apart.
        case within(metres: Double)
    }

    /// The neighbours of a cell that lie in the study area, ascending, the cell itself left out. O(neighbours).
    public func neighbours(of cell: Int, _ neighbourhood: Neighbourhood) -> [Int] {
        let place = cells[cell]
        return steps(neighbourhood, row: place.row).compactMap { step in
            self.cell(column: place.column + step.column, row: place.row + step.row)
        }
    }

    /// The steps from a cell in a row to its neighbours, row by row from the south-west.
    func steps(_ neighbourhood: Neighbourhood, row: Int) -> [(column: Int, row: Int)] {
        let tiling = tiling
        let reach: Double
        switch (neighbourhood, form) {
        case (.queen, .square): reach = cellSize * 1.5
        case (.rook, .square), (.queen, .hexagonal), (.rook, .hexagonal): reach = cellSize * 1.1
        case (.within(let metres), _): reach = metres.isNaN ? 0 : metres
        }
        let tolerance = reach * (1 + 1e-9)
        let up = Int(min(Double(rows), (tolerance / tiling.rowHeight).rounded(.down)))
        let across = Int(min(Double(columns), (tolerance / cellSize).rounded(.down))) + 1
        guard up >= 0, across >= 0 else { return [] }
        let centre = tiling.centre(column: 0, row: row)
        var steps: [(column: Int, row: Int)] = []
        for rowStep in -up...up {
            for columnStep in -across...across where (columnStep, rowStep) != (0, 0) {
                let other = tiling.centre(column: columnStep, row: row + rowStep)
                if centre.distance(to: other) <= tolerance { steps.append((columnStep, rowStep)) }
            }
        }
        return steps
    }
}
