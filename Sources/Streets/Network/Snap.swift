public import HomewardGeometry

/// A position on a street.
public struct Snap: Sendable, Hashable {
    /// The edge, an index into ``StreetNetwork/edges``.
    public var edge: Int
    /// How far along the edge's line, m from its start.
    public var offset: Double
    /// The position itself.
    public var point: Point
    /// How far the point that was asked for lies from it, m.
    public var distance: Double

    /// A position on a street from its parts.
    public init(edge: Int, offset: Double, point: Point, distance: Double) {
        self.edge = edge
        self.offset = offset
        self.point = point
        self.distance = distance
    }
}

extension StreetNetwork {
    /// The nearest position on a street, or nil where none lies within `reach` metres.
    ///
    /// Of two equally near edges the one with the lower index wins, on one edge the lower offset. O(log v) for v vertices,
    /// in practice.
    ///
    /// - Parameters:
    ///   - point: Where, in the network's coordinates.
    ///   - reach: How far away the street may be, m; may be infinite.
    ///   - wanted: The component that the street must belong to, 0 (the longest) unless told otherwise; nil takes any.
    public func snap(_ point: Point, within reach: Double, component wanted: Int? = 0) -> Snap? {
        guard point.isFinite, reach >= 0 else { return nil }
        return index.nearest(to: point, within: reach, edges: edges) { edge in
            wanted == nil || component[edges[edge].from] == wanted
        }
    }

    /// The position `offset` metres along an edge; offsets beyond its ends are taken back to them. O(vertices).
    ///
    /// - Precondition: `edge` is an index of ``edges``.
    public func position(edge: Int, offset: Double) -> Snap {
        let offset = min(max(0, offset), edges[edge].length)
        return Snap(edge: edge, offset: offset, point: edges[edge].line.point(at: offset), distance: 0)
    }

    /// The position of a node as a place on one of its edges, the one with the lowest index; nil where no edge ends there.
    /// O(1).
    public func position(node: Int) -> Snap? {
        guard nodes.indices.contains(node), let half = halfEdges[node].first else { return nil }
        let edge = Int(half >> 1)
        return Snap(edge: edge, offset: half & 1 == 0 ? 0 : edges[edge].length, point: nodes[node], distance: 0)
    }

    /// The edges that end at `node`, ascending; a loop stands twice. O(their number).
    public func edges(at node: Int) -> [Int] {
        guard nodes.indices.contains(node) else { return [] }
        return halfEdges[node].map { Int($0 >> 1) }
    }
}
