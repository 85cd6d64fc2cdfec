import HomewardGeometry

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
