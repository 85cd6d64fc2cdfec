/// An area with an outline and, where it has any, holes.
///
/// Rings are kept closed: the first point stands again at the end. The value makes no claim to be valid; ask
/// ``Shape/validity()`` and mend with ``Shape/repaired()``.
public struct Polygon: Hashable, Sendable {
    /// The outline, closed.
    public var exterior: [Point]
    /// The holes, each closed.
    public var holes: [[Point]]

    /// Creates a polygon and closes the rings that are open.
    public init(exterior: [Point], holes: [[Point]] = []) {
        self.exterior = Polygon.closed(exterior)
        self.holes = holes.map(Polygon.closed)
    }

    private static func closed(_ ring: [Point]) -> [Point] {
        guard let first = ring.first, first != ring[ring.count - 1] else { return ring }
        return ring + [first]
    }
}

/// Several polygons that belong together, such as a ward and its exclave.
public struct MultiPolygon: Hashable, Sendable {
    /// The parts.
    public var polygons: [Polygon]

    /// Creates a multipolygon from its parts.
    public init(_ polygons: [Polygon]) {
        self.polygons = polygons
    }
}
