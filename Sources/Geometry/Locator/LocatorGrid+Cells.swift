extension LocatorGrid {
    /// Nearly square cells, never so small that rounding could carry an edge past the margin of ``forEachCell(along:_:_:)``.
    mutating func choose(cells: Int, over box: BoundingBox) {
        let magnitude = max(abs(box.minX), abs(box.maxX), abs(box.minY), abs(box.maxY))
        let smallest = max(magnitude * 0x1p-36, .leastNormalMagnitude)
        guard box.width > smallest, box.height > smallest, box.width.isFinite, box.height.isFinite else { return }
        let side = (box.width / Double(cells)).squareRoot() * box.height.squareRoot()
        columns = Int(min(Double(cells), max(1, (box.width / max(side, smallest)).rounded())))
        rows = Int(min(Double(max(1, cells / columns)), max(1, (box.height / max(side, smallest)).rounded())))
        columnsPerUnit = Double(columns) / box.width
        rowsPerUnit = Double(rows) / box.height
        guard columnsPerUnit.isFinite, rowsPerUnit.isFinite else {
            (columns, rows, columnsPerUnit, rowsPerUnit) = (1, 1, 0, 0)
            return
        }
    }

    /// Visits every cell that the edge meets, with a margin of a hundredth of a cell for rounding.
    func forEachCell(along first: Point, _ second: Point, _ visit: (Int) -> Void) {
        guard let box, columnsPerUnit > 0 else { return visit(0) }
        let (low, high) = first.y <= second.y ? (first, second) : (second, first)
        let (marginX, marginY) = (0.01 / columnsPerUnit, 0.01 / rowsPerUnit)
        let height = high.y - low.y
        for row in row(low.y - marginY)...row(high.y + marginY) {
            let bottom = max(low.y, box.minY + Double(row) / rowsPerUnit - marginY)
            let top = min(high.y, box.minY + Double(row + 1) / rowsPerUnit + marginY)
            var (from, to) = (low.x, high.x)
            if height > 0 {
                let slope = (high.x - low.x) / height
                if slope.isFinite {
                    from = low.x + slope * (bottom - low.y)
                    to = low.x + slope * (top - low.y)
                }
            }
            let west = max(min(low.x, high.x), min(from, to)) - marginX
            let east = min(max(low.x, high.x), max(from, to)) + marginX
            guard west <= east else { continue }
            for column in column(west)...column(east) { visit(row * columns + column) }
        }
    }
}
