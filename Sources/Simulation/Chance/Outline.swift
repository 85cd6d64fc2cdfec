import HomewardGeometry

/// An area's rings, ready for the two questions that a simulation asks millions of times: is this point inside, and does
/// this step leave the area?
///
/// A horizontal strip index keeps only the edges that a question can concern. It answers for points that the simulation itself draws;
/// whose incident it is, on the boundary too, is for ``AreaLocator`` to say.
struct Outline: Sendable {
    private struct Edge {
        var a: Point
        var b: Point
    }

    /// The box around the area.
    let box: BoundingBox
    private let strips: [[Edge]]
    private let stripHeight: Double

    /// Takes the rings of `area`, or returns nil where it has none. O(vertices).
    init?(_ area: MultiPolygon) {
        let rings = area.polygons.flatMap { [$0.exterior] + $0.holes }.filter { $0.count > 3 }
        guard let box = BoundingBox(of: rings.flatMap { $0 }), box.width > 0, box.height > 0 else { return nil }
        self.box = box
        let height = box.height / 64
        var strips = [[Edge]](repeating: [], count: 64)
        for ring in rings {
            for (a, b) in zip(ring, ring.dropFirst()) {
                let low = Outline.strip(min(a.y, b.y), box, height)
                let high = Outline.strip(max(a.y, b.y), box, height)
                for index in low...high { strips[index].append(Edge(a: a, b: b)) }
            }
        }
        self.strips = strips
        stripHeight = height
    }

    private static func strip(_ y: Double, _ box: BoundingBox, _ height: Double) -> Int {
        max(0, min(63, Int((y - box.minY) / height)))
    }

    /// Whether `point` lies inside, by the parity of the edges to its east. O(edges in its strip).
    func contains(_ point: Point) -> Bool {
        guard box.contains(point) else { return false }
        var inside = false
        for edge in strips[Outline.strip(point.y, box, stripHeight)] where (edge.a.y > point.y) != (edge.b.y > point.y)
        {
            let x = edge.a.x + (point.y - edge.a.y) / (edge.b.y - edge.a.y) * (edge.b.x - edge.a.x)
            if point.x < x { inside.toggle() }
        }
        return inside
    }

    /// Whether the straight step from `a` to `b` stays inside. O(edges in its strips).
    func contains(from a: Point, to b: Point) -> Bool {
        guard contains(a), contains(b) else { return false }
        let low = Outline.strip(min(a.y, b.y), box, stripHeight)
        let high = Outline.strip(max(a.y, b.y), box, stripHeight)
        for index in low...high {
            for edge in strips[index] where Segment.meet(a, b, edge.a, edge.b) { return false }
        }
        return true
    }

    /// The distance from `point` to the nearest edge, m. O(edges).
    func distanceToEdge(_ point: Point) -> Double {
        var best = Double.infinity
        for edge in strips.joined() { best = min(best, Segment(edge.a, edge.b).nearest(to: point).distance) }
        return best
    }
}
