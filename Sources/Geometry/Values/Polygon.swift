/// An area with an outline and, where it has any, holes.
///
/// Rings are kept closed: the first point stands again at the end. The value makes no claim to be valid; ask
/// ``Shape/validity()`` and mend with ``Shape/repaired()``.
public struct Polygon: Hashable, Sendable {
    /// The outline, closed.
    public var exterior: [Point]
    /// The holes, each closed.
    public var holes: [[Point]]

    /// A polygon, its rings closed where they are open.
    public init(exterior: [Point], holes: [[Point]] = []) {
        self.exterior = Polygon.closed(exterior)
        self.holes = holes.map(Polygon.closed)
    }

    private static func closed(_ ring: [Point]) -> [Point] {
        // A ring that begins with something that is no number is closed by the same bits, though they do not equal themselves.
        guard let first = ring.first, let last = ring.last, first != last,
            (first.x.bitPattern, first.y.bitPattern) != (last.x.bitPattern, last.y.bitPattern)
        else { return ring }
        return ring + [first]
    }

    /// Whether the point lies inside by the half-open rule of ``AreaLocator``: western and southern edges belong to the
    /// area, eastern and northern do not. Decided without rounding. O(n); for many points make an ``AreaLocator``.
    public func holds(_ point: Point) -> Bool {
        var isInside = Polygon.isOdd(exterior, point)
        for hole in holes where Polygon.isOdd(hole, point) { isInside.toggle() }
        return isInside
    }

    private static func isOdd(_ ring: [Point], _ point: Point) -> Bool {
        var isOdd = false
        for index in ring.indices.dropFirst() {
            if RingEdge(ring[index - 1], ring[index])?.liesEast(ofX: point.x, y: point.y) == true { isOdd.toggle() }
        }
        return isOdd
    }

    func distance(toPoint point: Point) -> Double {
        if holds(point) { return 0 }
        return holes.reduce(point.distance(toPath: exterior)) { min($0, point.distance(toPath: $1)) }
    }
}

/// Several polygons that belong together, such as a ward and its exclave.
public struct MultiPolygon: Hashable, Sendable {
    /// The parts.
    public var polygons: [Polygon]

    /// A multipolygon from its parts.
    public init(_ polygons: [Polygon]) {
        self.polygons = polygons
    }
}
