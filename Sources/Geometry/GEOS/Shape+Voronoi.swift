internal import CGEOS

extension Shape {
    /// For each different vertex, in the order of ``vertices``, the ground that is nearer to it than to any other.
    ///
    /// Together the cells cover the box around the vertices and `envelope`, with GEOS's margin; clip them with
    /// ``intersection(_:)``. Fewer than two different vertices give no cells. Vertices closer together than rounding
    /// can tell share a cell. O(n log n).
    public func voronoi(envelope: BoundingBox? = nil) throws(GeometryError) -> [Polygon] {
        let cells = try GEOSPool.withContext { context throws(GeometryError) in
            let sites = try context.geometry(self)
            guard let envelope else {
                return try context.shape(
                    GEOSVoronoiDiagram_r(context.handle, sites.pointer, nil, 0, 0), operation: "Voronoi")
            }
            let ground = try context.geometry(.polygon(envelope.polygon))
            return try context.shape(
                GEOSVoronoiDiagram_r(context.handle, sites.pointer, ground.pointer, 0, 0), operation: "Voronoi")
        }
        return Shape.ordered(cells.polygons, as: vertices)
    }

    /// The cells in the order of the first vertex that each holds; GEOS hands them out in the order of its triangles.
    private static func ordered(_ cells: [Polygon], as vertices: [Point]) -> [Polygon] {
        let index = SpatialIndex(boxes: vertices.map { BoundingBox(minX: $0.x, minY: $0.y, maxX: $0.x, maxY: $0.y) })
        let keyed = cells.enumerated().map { offset, cell in
            let box = BoundingBox(of: cell.exterior)
            let first = box.map(index.query)?.first { cell.holds(vertices[$0]) }
            return (key: first ?? vertices.count, offset: offset, cell: cell)
        }
        return keyed.sorted { ($0.key, $0.offset) < ($1.key, $1.offset) }.map(\.cell)
    }
}
