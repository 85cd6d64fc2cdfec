import HomewardGeometry

/// Finds the edge nearest to a place: the packed tree over the straight stretches of all edges.
struct EdgeIndex: Sendable, Equatable {
    /// A straight stretch of an edge: that which ends at vertex `vertex` of the edge's line.
    private struct Stretch: Sendable, Hashable {
        var edge: Int32
        var vertex: Int32
        var segment: Segment
    }

    /// Edge by edge, each from its start: the tree gives ties to the first listed.
    private let stretches: [Stretch]
    private let tree: SpatialIndex

    /// O(v log v) for v vertices.
    init(edges: [StreetNetwork.Edge]) {
        var stretches: [Stretch] = []
        for (index, edge) in edges.enumerated() {
            let points = edge.line.points
            for vertex in 1..<points.count {
                stretches.append(
                    .init(
                        edge: Int32(index), vertex: Int32(vertex), segment: Segment(points[vertex - 1], points[vertex]))
                )
            }
        }
        self.stretches = stretches
        tree = SpatialIndex(boxes: stretches.map(\.segment.boundingBox))
    }

    /// The tree follows from the stretches.
    static func == (a: EdgeIndex, b: EdgeIndex) -> Bool { a.stretches == b.stretches }

    /// The nearest position on an edge that `isWanted`, ties to the lowest edge and then offset. O(log v) in practice.
    func nearest(
        to point: Point, within reach: Double, edges: [StreetNetwork.Edge], isWanted: (Int) -> Bool
    ) -> Snap? {
        let found = tree.nearest(to: point, within: reach) { index in
            isWanted(Int(stretches[index].edge)) ? stretches[index].segment.distance(to: point) : .infinity
        }
        guard let found else { return nil }
        let stretch = stretches[found.index]
        let edge = edges[Int(stretch.edge)]
        let place = stretch.segment.nearest(to: point)
        var offset = stretch.segment.length * place.share
        for vertex in 1..<Int(stretch.vertex) {
            offset += edge.line.points[vertex - 1].distance(to: edge.line.points[vertex])
        }
        return Snap(
            edge: Int(stretch.edge), offset: min(offset, edge.length), point: place.point, distance: place.distance)
    }
}
