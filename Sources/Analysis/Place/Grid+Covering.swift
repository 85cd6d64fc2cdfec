public import HomewardGeometry

extension Grid {
    /// Tiles a study area.
    ///
    /// A cell exists where it shares more than a thousand-millionth of its area with the study area, so that rounding
    /// makes no cells. The parts inside add up to the study area's area. O(vertices × rows + cells × vertices of a row).
    ///
    /// - Parameters:
    ///   - studyArea: A valid outline in a coordinate system in metres.
    ///   - cellSize: The side of a square, or the width of a hexagon between its flat sides, m.
    ///   - form: Squares or hexagons.
    /// - Throws: ``AnalysisError`` where the size is not positive, the study area is empty or the cells are too many.
    public init(covering studyArea: MultiPolygon, cellSize: Double, form: Form = .square) throws(AnalysisError) {
        guard cellSize.isFinite, cellSize > 0 else { throw .cellSize(cellSize) }
        let rings = studyArea.polygons.flatMap { polygon in
            [Ring(polygon.exterior, isHole: false)] + polygon.holes.map { Ring($0, isHole: true) }
        }
        guard let box = BoundingBox(of: rings.lazy.flatMap(\.points)),
            box.minX.isFinite, box.minY.isFinite, box.maxX.isFinite, box.maxY.isFinite, box.width > 0, box.height > 0
        else { throw .emptyStudyArea }
        let tiling = Tiling(form: form, cellSize: cellSize, around: box)
        guard tiling.size <= Double(AnalysisError.largestTiling) else {
            throw .tooManyCells(cellSize: cellSize, cells: tiling.size)
        }
        let (cells, lookup) = tiling.cells(of: rings)
        guard !cells.isEmpty else { throw .emptyStudyArea }
        self.init(
            form: form, cellSize: cellSize, origin: tiling.origin, columns: tiling.columns, rows: tiling.rows,
            cells: cells, lookup: lookup)
    }

    /// A full rectangle of square cells, numbered from the south-west, whatever lies below them. O(cells).
    ///
    /// - Throws: ``AnalysisError`` where the size is not positive or there are no or too many cells.
    public init(origin: Point, cellSize: Double, columns: Int, rows: Int) throws(AnalysisError) {
        guard cellSize.isFinite, cellSize > 0 else { throw .cellSize(cellSize) }
        guard columns > 0, rows > 0, origin.isFinite else { throw .emptyStudyArea }
        guard Double(columns) * Double(rows) <= Double(AnalysisError.largestTiling) else {
            throw .tooManyCells(cellSize: cellSize, cells: Double(columns) * Double(rows))
        }
        let tiling = Tiling(form: .square, cellSize: cellSize, origin: origin, columns: columns, rows: rows)
        let cells = (0..<columns * rows).map { index in
            Cell(
                column: index % columns, row: index / columns,
                centre: tiling.centre(column: index % columns, row: index / columns), areaInside: cellSize * cellSize)
        }
        self.init(
            form: .square, cellSize: cellSize, origin: origin, columns: columns, rows: rows, cells: cells,
            lookup: cells.indices.map { Int32($0) })
    }

    /// The rule by which columns and rows become places.
    var tiling: Tiling {
        Tiling(form: form, cellSize: cellSize, origin: origin, columns: columns, rows: rows)
    }

    /// An open ring and whether it is cut out.
    struct Ring {
        var points: [Point]
        var isHole: Bool

        init(_ closed: [Point], isHole: Bool) {
            points = closed.first == closed.last ? Array(closed.dropLast()) : closed
            self.isHole = isHole
        }
    }
}
