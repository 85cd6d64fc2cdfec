import HomewardGeometry

/// An area's rings, ready for the two questions that a simulation asks millions of times: is this point inside, and does
/// this step leave the area?
///
/// Points on the boundary belong to it or not as ``AreaLocator`` says; for steps, a horizontal strip index keeps only the
/// edges that a step can cross.
struct Outline: Sendable {
    /// The box around the area.
    let box: BoundingBox
    private let locator: AreaLocator
    private let strips: [[Segment]]
    private let stripHeight: Double

    /// Takes the rings of `area`, or returns nil where it has none. O(vertices).
    init?(_ area: MultiPolygon) {
        let rings = area.polygons.flatMap { [$0.exterior] + $0.holes }.filter { $0.count > 3 }
        guard let box = BoundingBox(of: rings.joined()), box.width > 0, box.height > 0 else { return nil }
        self.box = box
        locator = AreaLocator([NamedArea(name: "", outline: area)])
        let height = box.height / 64
        var strips = [[Segment]](repeating: [], count: 64)
        for ring in rings {
            for (a, b) in zip(ring, ring.dropFirst()) {
                let low = Outline.strip(min(a.y, b.y), box, height)
                let high = Outline.strip(max(a.y, b.y), box, height)
                for index in low...high { strips[index].append(Segment(a, b)) }
            }
        }
        self.strips = strips
        stripHeight = height
    }

    private static func strip(_ y: Double, _ box: BoundingBox, _ height: Double) -> Int {
        max(0, min(63, Int((y - box.minY) / height)))
    }

    /// Whether `point` lies inside. O(1) in practice.
    func contains(_ point: Point) -> Bool { locator.contains(point) }

    /// Whether the straight step from `a` to `b` stays inside. O(edges in its strips).
    func contains(from a: Point, to b: Point) -> Bool {
        guard contains(a), contains(b) else { return false }
        let step = Segment(a, b)
        let low = Outline.strip(min(a.y, b.y), box, stripHeight)
        let high = Outline.strip(max(a.y, b.y), box, stripHeight)
        return !strips[low...high].contains { $0.contains { step.meets($0) } }
    }

    /// The distance from `point` to the nearest edge, m. O(edges).
    func distanceToEdge(_ point: Point) -> Double {
        var best = Double.infinity
        for edge in strips.joined() { best = min(best, edge.distance(to: point)) }
        return best
    }
}
