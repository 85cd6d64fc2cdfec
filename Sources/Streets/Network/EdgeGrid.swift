import HomewardCore
import HomewardGeometry

/// A grid over the plane that knows which straight stretches of which edges pass through each cell.
///
/// Stretches are entered in every cell that they touch. A search looks at rings of cells around the point until no
/// farther ring can hold anything nearer.
struct EdgeGrid: Sendable, Equatable {
    private var origin = Point(x: 0, y: 0)
    private var cell = 1.0
    private var columns = 0
    private var rows = 0
    /// The stretches that touch each cell.
    private var stretches = CompressedRows<Stretch>()

    /// A straight stretch of an edge: that which ends at vertex `segment` of the edge's line.
    private struct Stretch: Sendable, Equatable {
        var edge: Int32
        var segment: Int32
    }

    /// Enters all edges. About as many cells as stretches, at least 20 m wide. O(stretches × cells touched).
    init(edges: [StreetNetwork.Edge]) {
        guard let box = BoundingBox(of: edges.lazy.flatMap(\.line.points)) else { return }
        let segments = edges.reduce(0) { $0 + $1.line.points.count - 1 }
        let widest = max(box.width, box.height)
        cell = max(20, (box.width * box.height / Double(segments)).squareRoot(), widest / 4000)
        origin = Point(x: box.minX, y: box.minY)
        columns = Int(box.width / cell) + 1
        rows = Int(box.height / cell) + 1
        stretches = CompressedRows(count: columns * rows) { enter in
            forEachEntry(edges) { enter($0, Stretch(edge: Int32($1), segment: Int32($2))) }
        }
    }

    private func column(_ x: Double) -> Int { min(columns - 1, max(0, Int(((x - origin.x) / cell).rounded(.down)))) }
    private func row(_ y: Double) -> Int { min(rows - 1, max(0, Int(((y - origin.y) / cell).rounded(.down)))) }

    private func forEachEntry(_ edges: [StreetNetwork.Edge], _ body: (_ cell: Int, _ edge: Int, _ segment: Int) -> Void)
    {
        for (index, edge) in edges.enumerated() {
            let points = edge.line.points
            for segment in 1..<points.count {
                let (a, b) = (points[segment - 1], points[segment])
                let (west, east) = a.x <= b.x ? (a, b) : (b, a)
                for column in column(west.x)...column(east.x) {
                    let left = max(west.x, origin.x + Double(column) * cell)
                    let right = min(east.x, origin.x + Double(column + 1) * cell)
                    let slope = east.x > west.x ? (east.y - west.y) / (east.x - west.x) : 0
                    let y0 = east.x > west.x ? west.y + slope * (left - west.x) : west.y
                    let y1 = east.x > west.x ? west.y + slope * (right - west.x) : east.y
                    let slack = cell * 1e-9
                    for row in row(min(y0, y1) - slack)...row(max(y0, y1) + slack) {
                        body(row * columns + column, index, segment)
                    }
                }
            }
        }
    }

    /// The nearest position on an edge that `isWanted`, ties to the lowest edge and then offset.
    func nearest(
        to point: Point, within reach: Double, edges: [StreetNetwork.Edge], isWanted: (Int) -> Bool
    ) -> Snap? {
        guard columns > 0 else { return nil }
        // The grid is convex, so a point outside lies no nearer to anything in it than its projection onto the grid does.
        let px = min(Double(columns), max(0, (point.x - origin.x) / cell))
        let py = min(Double(rows), max(0, (point.y - origin.y) / cell))
        let homeColumn = min(Double(columns - 1), px.rounded(.down))
        let homeRow = min(Double(rows - 1), py.rounded(.down))
        let (column, row) = (Int(homeColumn), Int(homeRow))
        let inside = min(px - homeColumn, homeColumn + 1 - px, py - homeRow, homeRow + 1 - py)
        var best: (edge: Int, segment: Int, t: Double, point: Point, distance: Double)?
        let last = max(column, columns - 1 - column, row, rows - 1 - row)
        for ring in 0...last {
            let bound = (inside + Double(ring - 1)) * cell
            if bound > reach { break }
            if let best, bound > best.distance { break }
            for y in max(0, row - ring)...min(rows - 1, row + ring) {
                let edgeRow = y == row - ring || y == row + ring
                let step = edgeRow || ring == 0 ? 1 : 2 * ring
                for x in stride(from: column - ring, through: column + ring, by: step) where x >= 0 && x < columns {
                    for stretch in stretches[y * columns + x] {
                        let edge = Int(stretch.edge)
                        guard isWanted(edge) else { continue }
                        let segment = Int(stretch.segment)
                        let points = edges[edge].line.points
                        let found = Segment(points[segment - 1], points[segment]).nearest(to: point)
                        guard found.distance <= reach else { continue }
                        if let best {
                            if found.distance > best.distance { continue }
                            if found.distance == best.distance, (edge, segment) >= (best.edge, best.segment) {
                                continue
                            }
                        }
                        best = (edge, segment, found.t, found.point, found.distance)
                    }
                }
            }
        }
        guard let best else { return nil }
        let points = edges[best.edge].line.points
        var offset = points[best.segment - 1].distance(to: points[best.segment]) * best.t
        for index in 1..<best.segment { offset += points[index - 1].distance(to: points[index]) }
        return Snap(
            edge: best.edge, offset: min(offset, edges[best.edge].length), point: best.point, distance: best.distance)
    }
}
