public import HomewardCore
public import HomewardGeometry

/// Who is whose neighbour, and how much the neighbour counts: a sparse matrix.
///
/// No place is a neighbour of itself here; a statistic that counts the place itself adds it with weight 1.
public struct SpatialWeights: Sendable, Equatable {
    /// The neighbours of each place, ascending: one row for each place.
    public let neighbours: CompressedRows<Int32>
    /// The weight of each neighbour, in the order of the rows' elements, or nil where each counts 1.
    public let values: [Double]?

    /// The number of places.
    public var count: Int { neighbours.count }

    /// Binary weights from lists of neighbours. Numbers that are no place, the place itself and repetitions are left out.
    /// O(n log n).
    public init(neighbours lists: [[Int]]) {
        var rows = CompressedRows<Int32>()
        for (place, list) in lists.enumerated() {
            var row: [Int32] = []
            for neighbour in list.sorted() where neighbour != place && lists.indices.contains(neighbour) {
                if row.last != Int32(neighbour) { row.append(Int32(neighbour)) }
            }
            rows.append(row)
        }
        self.init(rows, values: nil)
    }

    /// The weights of a grid's cells. O(cells × neighbours).
    public init(of grid: Grid, _ neighbourhood: Grid.Neighbourhood) {
        let even = grid.steps(neighbourhood, row: 0)
        let odd = grid.form == .square ? even : grid.steps(neighbourhood, row: 1)
        let (columns, rows, lookup) = (grid.columns, grid.rows, grid.lookup)
        var neighbours = CompressedRows<Int32>()
        var row: [Int32] = []
        for cell in grid.cells {
            row.removeAll(keepingCapacity: true)
            for step in cell.row.isMultiple(of: 2) ? even : odd {
                let (column, line) = (cell.column + step.column, cell.row + step.row)
                guard column >= 0, column < columns, line >= 0, line < rows else { continue }
                let other = lookup[line * columns + column]
                if other >= 0 { row.append(other) }
            }
            neighbours.append(row)
        }
        self.init(neighbours, values: nil)
    }

    /// Points that lie at most `metres` apart are neighbours, the limit included. Points without finite coordinates have
    /// none. O(n + pairs).
    public init(of points: [Point], within metres: Double) {
        let buckets = PointBuckets(points, reach: metres)
        self.init(
            neighbours: points.indices.map { place in
                var list: [Int] = []
                buckets.forEachNeighbour(of: place) { list.append($0) }
                return list
            })
    }

    /// Areas that touch are neighbours: `.queen` where they share a point, `.rook` where they share a length of border.
    ///
    /// Borders are compared segment by segment, so that a corner of one area on the side of another counts too; borders
    /// that come closer than the tolerance touch. A tree over all segments finds those that can meet:
    /// O(s log s + pairs of segments whose boxes meet) for s segments, however many areas there are.
    ///
    /// - Parameters:
    ///   - areas: The outlines.
    ///   - rule: `.queen` or `.rook`; any `.within` is taken for `.queen` with that tolerance.
    ///   - tolerance: In the units of the coordinates.
    public init(contiguityOf areas: [MultiPolygon], rule: Grid.Neighbourhood = .queen, tolerance: Double = 1e-7) {
        self.init(neighbours: Contiguity(of: areas, rule: rule, tolerance: tolerance).neighbours)
    }

    private init(_ neighbours: CompressedRows<Int32>, values: [Double]?) {
        self.neighbours = neighbours
        self.values = values
    }

    /// The neighbours of one place, ascending. O(1).
    public func neighbours(of place: Int) -> ArraySlice<Int32> { neighbours[place] }

    /// The same neighbours with weights that add up to 1 for each place that has any. O(n).
    public var rowStandardised: SpatialWeights {
        var standardised = values ?? [Double](repeating: 1, count: neighbours.elements.count)
        for place in neighbours.indices {
            let row = neighbours.range(place)
            let total = row.reduce(0) { $0 + standardised[$1] }
            guard total != 0 else { continue }
            for entry in row { standardised[entry] /= total }
        }
        return SpatialWeights(neighbours, values: standardised)
    }
}
