/// Cells over all areas. A cell that no outline crosses has one answer; another lists the parts to ask, in the order of
/// the areas, and what holds where none of them has the point.
struct LocatorGrid: Sendable {
    var box: BoundingBox?
    var columns = 1
    var rows = 1
    var columnsPerUnit = 0.0
    var rowsPerUnit = 0.0
    /// Where each cell's candidates start; one more entry closes the last.
    var start: [Int32] = []
    var candidates: [Int32] = []
    /// The area that has all of the cell's points that no candidate has, or −1.
    var settled: [Int32] = []

    init() {}

    /// Lays the grid over the parts of `tables`, whose rings `outlines` gives in the same order.
    init(outlines: [[[Point]]], tables: LocatorTables) {
        guard var box = tables.parts.first?.box else { return }
        for part in tables.parts { box = box.union(part.box) }
        self.box = box
        let edges = outlines.reduce(0) { $0 + $1.reduce(0) { $0 + $1.count } }
        choose(cells: min(262_144, max(64, 4 * edges)), over: box)
        settled = [Int32](repeating: -1, count: columns * rows)
        var isClosed = [Bool](repeating: false, count: columns * rows)
        var crossed = [Int32](repeating: -1, count: columns * rows)
        var listed: [(cell: Int32, part: Int32)] = []
        tables.withView { view in
            for (part, rings) in outlines.enumerated() {
                for ring in rings {
                    for (first, second) in zip(ring, ring.dropFirst()) {
                        forEachCell(along: first, second) { crossed[$0] = Int32(part) }
                    }
                }
                let extent = tables.parts[part].box
                for row in row(extent.minY)...row(extent.maxY) {
                    for column in column(extent.minX)...column(extent.maxX) {
                        let cell = row * columns + column
                        if isClosed[cell] { continue }
                        if crossed[cell] == part {
                            listed.append((Int32(cell), Int32(part)))
                        } else if view.isInside(part, middle(ofColumn: column), middle(ofRow: row)) {
                            settled[cell] = tables.parts[part].area
                            isClosed[cell] = true
                        }
                    }
                }
            }
        }
        fill(from: listed)
    }

    /// The column of an x within the box. Never falls while `x` rises.
    @inline(__always)
    func column(_ x: Double) -> Int {
        min(columns - 1, max(0, Int((x - (box?.minX ?? 0)) * columnsPerUnit)))
    }

    /// The row of a y within the box. Never falls while `y` rises.
    @inline(__always)
    func row(_ y: Double) -> Int {
        min(rows - 1, max(0, Int((y - (box?.minY ?? 0)) * rowsPerUnit)))
    }

    private func middle(ofColumn column: Int) -> Double {
        columnsPerUnit > 0 ? (box?.minX ?? 0) + (Double(column) + 0.5) / columnsPerUnit : box?.centre.x ?? 0
    }

    private func middle(ofRow row: Int) -> Double {
        rowsPerUnit > 0 ? (box?.minY ?? 0) + (Double(row) + 0.5) / rowsPerUnit : box?.centre.y ?? 0
    }

    /// Sorts the candidates by cell and keeps their order within each.
    private mutating func fill(from listed: [(cell: Int32, part: Int32)]) {
        start = [Int32](repeating: 0, count: columns * rows + 1)
        for entry in listed { start[Int(entry.cell) + 1] += 1 }
        for cell in 1..<start.count { start[cell] += start[cell - 1] }
        var next = start
        candidates = [Int32](repeating: 0, count: listed.count)
        for entry in listed {
            candidates[Int(next[Int(entry.cell)])] = entry.part
            next[Int(entry.cell)] += 1
        }
    }
}

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
