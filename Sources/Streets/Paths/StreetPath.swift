public import HomewardGeometry

/// A way along the streets from one place to another.
public struct StreetPath: Sendable, Hashable {
    /// A stretch of one edge, walked from one offset to the other.
    public struct Part: Sendable, Hashable {
        /// The edge.
        public var edge: Int
        /// Where on the edge the stretch starts, m from the start of the edge's line.
        public var start: Double
        /// Where it ends; smaller than ``start`` where the edge is walked backwards.
        public var end: Double
    }

    /// The stretches in order.
    public var parts: [Part]
    /// The length, m.
    public var length: Double
    /// The way as a line; at least two points, the same one twice where the way has no length.
    public var line: LineString
}

extension ShortestPaths {
    /// The shortest way to a node, or nil where it is farther than the limit or not joined. O(its vertices).
    public func path(toNode node: Int) -> StreetPath? {
        distance(toNode: node).map { assemble(chain(to: node), length: $0) }
    }

    /// The shortest way to a place on a street, or nil where it is farther than the limit or not joined.
    /// O(its vertices).
    public func path(to place: Snap) -> StreetPath? {
        guard let approach = approach(to: place) else { return nil }
        let edge = network.edges[place.edge]
        let last: StreetPath.Part
        switch approach.entry {
        case .origin:
            return assemble([.init(edge: place.edge, start: origin.offset, end: place.offset)], length: approach.length)
        case .start: last = .init(edge: place.edge, start: 0, end: place.offset)
        case .end: last = .init(edge: place.edge, start: edge.length, end: place.offset)
        }
        let node = approach.entry == .start ? edge.from : edge.to
        return assemble(chain(to: node) + [last], length: approach.length)
    }

    private func chain(to node: Int) -> [StreetPath.Part] {
        var parts: [StreetPath.Part] = []
        var node = node
        while arrival[node] >= 0 {
            let half = Int(arrival[node])
            let edge = network.edges[half >> 1]
            let isForward = half & 1 == 0
            parts.append(.init(edge: half >> 1, start: isForward ? 0 : edge.length, end: isForward ? edge.length : 0))
            node = isForward ? edge.from : edge.to
        }
        let edge = network.edges[origin.edge]
        let toStart = edge.from == node && (edge.to != node || origin.offset <= edge.length - origin.offset)
        parts.append(.init(edge: origin.edge, start: origin.offset, end: toStart ? 0 : edge.length))
        return parts.reversed()
    }

    private func assemble(_ parts: [StreetPath.Part], length: Double) -> StreetPath {
        var points: [Point] = []
        let walked = parts.filter { $0.start != $0.end }
        for part in walked {
            for point in network.edges[part.edge].line.part(from: part.start, to: part.end).points
            where points.last != point {
                points.append(point)
            }
        }
        if points.isEmpty { points = [origin.point] }
        if points.count == 1 { points.append(points[0]) }
        let metres = measure == .length ? length : walked.reduce(0) { $0 + abs($1.end - $1.start) }
        return StreetPath(parts: walked, length: metres, line: LineString(points))
    }
}
