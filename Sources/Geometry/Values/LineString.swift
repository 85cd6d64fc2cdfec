/// A line through two or more points.
public struct LineString: Hashable, Sendable {
    /// The vertices in order.
    public var points: [Point]

    /// Creates a line through `points`.
    public init(_ points: [Point]) {
        self.points = points
    }

    /// The length along the line, in the units of the coordinates. O(n).
    public var length: Double {
        zip(points, points.dropFirst()).reduce(0) { $0 + $1.0.distance(to: $1.1) }
    }

    /// The same line walked the other way.
    public var reversed: LineString { LineString(points.reversed()) }
}
