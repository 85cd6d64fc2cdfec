import HomewardGeometry

/// The plane cut into squares or hexagons by column and row, without regard to what lies inside.
///
/// Hexagons stand on a corner; odd rows lie half a width further east, so that the pattern repeats after two rows.
struct Tiling {
    var form: Grid.Form
    var cellSize: Double
    var origin: Point
    var columns: Int
    var rows: Int

    /// The height of a row, m: the distance between the middles of neighbouring rows.
    var rowHeight: Double { form == .square ? cellSize : cellSize * Tiling.side * 1.5 }
    /// Half the height of one cell, m.
    var halfHeight: Double { form == .square ? cellSize / 2 : cellSize * Tiling.side }
    /// The area of one cell, m².
    var cellArea: Double { form == .square ? cellSize * cellSize : cellSize * cellSize * 0.75.squareRoot() }
    /// The number of places for cells, as a floating-point number because it may be large.
    var size: Double { Double(columns) * Double(rows) }

    /// The side of a hexagon of width 1: 1/√3.
    static let side = (1.0 / 3).squareRoot()

    init(form: Grid.Form, cellSize: Double, origin: Point, columns: Int, rows: Int) {
        self.form = form
        self.cellSize = cellSize
        self.origin = origin
        self.columns = columns
        self.rows = rows
    }

    /// The tiling around a box. Hexagons get a column and two rows to spare, for the corners that reach in.
    init(form: Grid.Form, cellSize: Double, around box: BoundingBox) {
        let step = form == .square ? cellSize : cellSize * 3 * Tiling.side
        let spare = form == .square ? 0.0 : 1
        origin = Point(
            x: ((box.minX / cellSize).rounded(.down) - spare) * cellSize,
            y: ((box.minY / step).rounded(.down) - spare) * step)
        self.form = form
        self.cellSize = cellSize
        columns = 0
        rows = 0
        let limit = Double(AnalysisError.largestTiling) * 2
        columns = Int(min(limit, ((box.maxX - origin.x) / cellSize).rounded(.up) + spare))
        rows = Int(min(limit, ((box.maxY - origin.y) / rowHeight).rounded(.up) + spare))
    }

    /// The middle of a cell. O(1).
    func centre(column: Int, row: Int) -> Point {
        let shift = form == .hexagonal && !row.isMultiple(of: 2) ? 1.0 : 0.5
        return Point(
            x: origin.x + (Double(column) + shift) * cellSize, y: origin.y + halfHeight + Double(row) * rowHeight)
    }

    /// The corners of a cell, counter-clockwise from the south-west or from the south. O(1).
    func corners(column: Int, row: Int) -> [Point] {
        let centre = centre(column: column, row: row)
        switch form {
        case .square:
            let west = origin.x + Double(column) * cellSize
            let east = origin.x + Double(column + 1) * cellSize
            let south = origin.y + Double(row) * cellSize
            let north = origin.y + Double(row + 1) * cellSize
            return [
                Point(x: west, y: south), Point(x: east, y: south), Point(x: east, y: north), Point(x: west, y: north),
            ]
        case .hexagonal:
            let half = cellSize / 2
            let long = halfHeight
            let short = halfHeight / 2
            return [
                Point(x: centre.x, y: centre.y - long), Point(x: centre.x + half, y: centre.y - short),
                Point(x: centre.x + half, y: centre.y + short), Point(x: centre.x, y: centre.y + long),
                Point(x: centre.x - half, y: centre.y + short), Point(x: centre.x - half, y: centre.y - short),
            ]
        }
    }

    /// The column and row of the cell that holds a point; they may lie outside the tiling. A point on an edge belongs to
    /// the cell to the north, then to the one to the east. O(1).
    func place(of point: Point) -> (column: Int, row: Int)? {
        let across = (point.x - origin.x) / cellSize
        let up = (point.y - origin.y) / rowHeight
        guard abs(across) < 1e9, abs(up) < 1e9 else { return nil }
        switch form {
        case .square:
            return (
                settled(Int(across), point.x, from: origin.x), settled(Int(up), point.y, from: origin.y)
            )
        case .hexagonal:
            return nearestHexagon(to: point, below: Int(((point.y - origin.y - halfHeight) / rowHeight).rounded(.down)))
        }
    }

    /// Moves `index` where the division was rounded over the edge, so that edge(index) ≤ value < edge(index + 1).
    private func settled(_ index: Int, _ value: Double, from start: Double) -> Int {
        if value < start + Double(index) * cellSize { return index - 1 }
        if value >= start + Double(index + 1) * cellSize { return index + 1 }
        return index
    }

    /// Hexagons are what lies nearest to their middles: the nearest middle of the rows below and above the point.
    private func nearestHexagon(to point: Point, below row: Int) -> (column: Int, row: Int) {
        var best = (column: 0, row: 0)
        var shortest = Double.infinity
        for candidateRow in row...(row + 1) {
            let shift = candidateRow.isMultiple(of: 2) ? 0.5 : 1.0
            let column = Int(((point.x - origin.x) / cellSize - shift).rounded(.down))
            for candidate in column...(column + 1) {
                let middle = centre(column: candidate, row: candidateRow)
                let dx = middle.x - point.x
                let dy = middle.y - point.y
                let square = dx * dx + dy * dy
                if square <= shortest {
                    shortest = square
                    best = (candidate, candidateRow)
                }
            }
        }
        return best
    }
}

extension Tiling {
    /// The cells that share area with an outline, and the table from places to cells.
    ///
    /// Row by row the outline is cut to a strip, and the strip from west to east to the cells; what lies behind is cut off
    /// as the sweep moves on.
    func cells(of rings: [Grid.Ring]) -> (cells: [Grid.Cell], lookup: [Int32]) {
        var cells: [Grid.Cell] = []
        var lookup = [Int32](repeating: -1, count: columns * rows)
        var above = rings
        for row in 0..<rows {
            let middle = centre(column: 0, row: row).y
            let strip = above.compactMap { $0.clipped(a: 0, b: 1, c: middle + halfHeight) }
            let areas = columnAreas(of: strip, row: row)
            for column in 0..<columns where areas[column] > cellArea * 1e-9 {
                lookup[row * columns + column] = Int32(cells.count)
                cells.append(
                    Grid.Cell(
                        column: column, row: row, centre: centre(column: column, row: row),
                        areaInside: min(areas[column], cellArea)))
            }
            above = above.compactMap { $0.clipped(a: 0, b: -1, c: -(middle + rowHeight - halfHeight)) }
            if above.isEmpty { break }
        }
        return (cells, lookup)
    }

    /// The area inside each cell of a row, m².
    private func columnAreas(of strip: [Grid.Ring], row: Int) -> [Double] {
        var areas = [Double](repeating: 0, count: columns)
        for ring in strip {
            guard let box = BoundingBox(of: ring.points) else { continue }
            let first = max(0, Int(((box.minX - origin.x) / cellSize).rounded(.down)) - 1)
            var rest: Grid.Ring? = ring
            for column in first..<max(first, columns) {
                guard let ring = rest else { break }
                let middle = centre(column: column, row: row)
                let east = origin.x + (middle.x - origin.x + cellSize / 2)
                if let part = ring.clipped(a: 1, b: 0, c: east) {
                    let area = form == .square ? ConvexClip.area(part.points) : slantedArea(part.points, around: middle)
                    areas[column] += ring.isHole ? -area : area
                }
                rest = ring.clipped(a: -1, b: 0, c: -east)
            }
        }
        return areas
    }

    /// The area of a strip's part between the four slanted sides of a hexagon.
    private func slantedArea(_ points: [Point], around middle: Point) -> Double {
        var part = points.map { Point(x: $0.x - middle.x, y: $0.y - middle.y) }
        for (a, b) in [(1.0, 1.0), (1, -1), (-1, 1), (-1, -1)] {
            part = ConvexClip.clip(part, a: a * Tiling.side, b: b, c: halfHeight)
        }
        return ConvexClip.area(part)
    }
}

extension Grid.Ring {
    /// The part where `a·x + b·y ≤ c`, or nil where nothing is left. O(n).
    fileprivate func clipped(a: Double, b: Double, c: Double) -> Grid.Ring? {
        let kept = ConvexClip.clip(points, a: a, b: b, c: c)
        guard !kept.isEmpty else { return nil }
        var ring = self
        ring.points = kept
        return ring
    }
}
