import Foundation
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
    ///   - limit: How many cells there may be.
    /// - Throws: ``AnalysisError`` where the size is not positive, the study area is empty or the cells are too many.
    public init(
        covering studyArea: MultiPolygon, cellSize: Double, form: Form = .square,
        atMost limit: Int = AnalysisError.largestTiling
    ) throws(AnalysisError) {
        guard cellSize.isFinite, cellSize > 0 else { throw .cellSize(cellSize) }
        let rings = studyArea.polygons.flatMap { polygon in
            [Ring(polygon.exterior, isHole: false)] + polygon.holes.map { Ring($0, isHole: true) }
        }
        guard let box = BoundingBox(of: rings.lazy.flatMap(\.points)),
            box.minX.isFinite, box.minY.isFinite, box.maxX.isFinite, box.maxY.isFinite, box.width > 0, box.height > 0
        else { throw .emptyStudyArea }
        let tiling = Tiling(form: form, cellSize: cellSize, around: box)
        // Before the cells are made: no fewer than these are needed to hold the ground.
        let least = rings.reduce(0) { $0 + ($1.isHole ? -1 : 1) * ConvexClip.area($1.points) } / tiling.cellArea
        guard tiling.size <= Double(AnalysisError.largestTiling), least <= Double(limit) else {
            throw .tooManyCells(
                cellSize: cellSize, cells: least, limit: limit,
                fitting: Grid.fitting(rings, tiling, around: box, cells: least, limit: limit))
        }
        let (cells, lookup) = tiling.cells(of: rings)
        guard cells.count <= limit else {
            throw .tooManyCells(
                cellSize: cellSize, cells: Double(cells.count), limit: limit,
                fitting: Grid.fitting(rings, tiling, around: box, cells: Double(cells.count), limit: limit))
        }
        guard !cells.isEmpty else { throw .emptyStudyArea }
        self.init(
            form: form, cellSize: cellSize, origin: tiling.origin, columns: tiling.columns, rows: tiling.rows,
            cells: cells, lookup: lookup)
    }

    /// The smallest cells of a tidy size that are no more than `limit`; nil where none of up to 10 km are.
    ///
    /// A tidy size has two digits, of which the second is 0 or 5: 95 m, 150 m, 2,500 m. The cells are counted, not estimated.
    private static func fitting(
        _ rings: [Ring], _ tiling: Tiling, around box: BoundingBox, cells: Double, limit: Int
    ) -> AnalysisError.FittingCells? {
        func tidy(above size: Double) -> Double {
            let step = pow(10, log10(size).rounded(.down)) / 2
            return (size / step).rounded(.up) * step
        }
        let excess = max(cells / Double(limit), tiling.size / Double(AnalysisError.largestTiling))
        var size = tidy(above: tiling.cellSize * max(1, excess).squareRoot())
        // Cells at the edge are more than the ground needs: the first size is too small by a few steps at most.
        for _ in 0..<20 where size <= 10_000 {
            let larger = Tiling(form: tiling.form, cellSize: size, around: box)
            if larger.size <= Double(AnalysisError.largestTiling) {
                let count = larger.cells(of: rings).cells.count
                if count <= limit { return count > 0 ? .init(cellSize: size, cells: count) : nil }
            }
            size = tidy(above: size * 1.001)
        }
        return nil
    }

    /// A full rectangle of square cells, numbered from the south-west, whatever lies below them. O(cells).
    ///
    /// - Throws: ``AnalysisError`` where the size is not positive or there are no or too many cells.
    public init(origin: Point, cellSize: Double, columns: Int, rows: Int) throws(AnalysisError) {
        guard cellSize.isFinite, cellSize > 0 else { throw .cellSize(cellSize) }
        guard columns > 0, rows > 0, origin.isFinite else { throw .emptyStudyArea }
        guard Double(columns) * Double(rows) <= Double(AnalysisError.largestTiling) else {
            throw .tooManyCells(
                cellSize: cellSize, cells: Double(columns) * Double(rows), limit: AnalysisError.largestTiling)
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

    /// The cell of each point, −1 where none holds it. O(points).
    func cells(of points: [Point]) -> [Int32] {
        let tiling = tiling
        return points.map { point in
            tiling.place(of: point).flatMap { cell(column: $0.column, row: $0.row) }.map { Int32($0) } ?? -1
        }
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

    /// What the weights of the points in each cell add up to; a point without a weight has none. The sum does not depend on the
    /// order of the points. O(points log points + cells).
    public func sum(of weights: [Double], at points: [Point]) -> [Double] {
        var parts: [(cell: Int, weight: Double)] = []
        for (point, weight) in zip(points, weights) {
            guard let cell = cell(at: point) else { continue }
            parts.append((cell, weight))
        }
        var sum = [Double](repeating: 0, count: cells.count)
        for part in parts.sorted(by: <) { sum[part.cell] += part.weight }
        return sum
    }

    /// The outline of a cell, the whole of it, counter-clockwise. `cell` is one of ``cells``' indices. O(1).
    public func polygon(of cell: Int) -> Polygon {
        Polygon(exterior: tiling.corners(column: cells[cell].column, row: cells[cell].row))
    }

    /// The area of a whole cell, m².
    public var cellArea: Double { tiling.cellArea }
}

extension Grid {
    /// Which cells count as neighbours.
    public enum Neighbourhood: Sendable, Hashable {
        /// Cells that share an edge or a corner: eight round a square, six round a hexagon.
        case queen
        /// Cells that share an edge: four round a square, six round a hexagon.
        case rook
        /// Cells whose middles lie at most so many metres apart.
        case within(metres: Double)
        /// So many cells of the study area whose middles lie nearest; of those equally far the southernmost, then the
        /// westernmost. 4, 8, 12, 20 or 24 squares, and 6, 12 or 18 hexagons, leave no choice to that rule where all are there.
        case nearest(Int)
    }

    /// The neighbours of a cell that lie in the study area, ascending, the cell itself left out. O(neighbours).
    public func neighbours(of cell: Int, _ neighbourhood: Neighbourhood) -> [Int] {
        if case .nearest(let count) = neighbourhood {
            var rings = CellRings(of: self)
            return rings.nearest(count, to: cell).map { Int($0) }
        }
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
        case (.nearest, _): reach = 0
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
