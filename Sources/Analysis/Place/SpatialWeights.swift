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
        if case .nearest(let count) = neighbourhood {
            var rings = CellRings(of: grid)
            self.init(CompressedRows(grid.cells.indices.lazy.map { rings.nearest(count, to: $0) }), values: nil)
            return
        }
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

    /// The `count` points that lie nearest to a point are its neighbours; of those equally far the ones that stand first in the
    /// list. Where there are fewer points, all others are. Points without finite coordinates have none and are nobody's.
    /// A neighbour need not have the point for a neighbour in turn. O(n × count) for points that are spread somewhat evenly.
    ///
    /// - Parameters:
    ///   - points: The places.
    ///   - count: How many neighbours each has; none where it is below 1.
    public init(of points: [Point], nearest count: Int) {
        let known = points.filter { $0.isFinite }
        let box = BoundingBox(of: known)
        let across = max(box?.width ?? 0, box?.height ?? 0)
        // As wide as a square that holds so many points where all lie evenly.
        let even = across * (Double(max(1, count)) / Double(max(1, known.count))).squareRoot()
        let buckets = PointBuckets(points, reach: even)
        self.init(
            neighbours: points.indices.map { place in
                guard count > 0, points[place].isFinite else { return [] }
                let here = points[place]
                var reach = max(even, across * 1e-6)
                while true {
                    var found: [(square: Double, place: Int)] = []
                    buckets.forEach(within: reach, of: here) { other in
                        let (dx, dy) = (points[other].x - here.x, points[other].y - here.y)
                        found.append((dx * dx + dy * dy, other))
                    }
                    if found.count > count || reach >= 2 * across {
                        return found.filter { $0.place != place }.sorted(by: <).prefix(count).map(\.place)
                    }
                    reach *= 2
                }
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
    ///   - rule: `.queen` or `.rook`; any `.within` is taken for `.queen` with that tolerance, `.nearest` for `.queen`.
    ///   - tolerance: In the units of the coordinates.
    public init(contiguityOf areas: [MultiPolygon], rule: Grid.Neighbourhood = .queen, tolerance: Double = 1e-7) {
        self.init(neighbours: Contiguity(of: areas, rule: rule, tolerance: tolerance).neighbours)
    }

    /// Binary weights from rows of neighbours that ascend and hold no place twice.
    init(rows: CompressedRows<Int32>) { self.init(rows, values: nil) }

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
