/// A line through two or more points.
public struct LineString: Hashable, Sendable {
    /// The vertices in order.
    public var points: [Point]

    /// A line through `points`.
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

extension Point {
    /// The distance to a line's nearest place; infinite where the line has no points. O(n).
    public func distance(to line: LineString) -> Double { distance(toPath: line.points) }

    func distance(toPath path: [Point]) -> Double {
        guard path.count > 1 else { return path.first.map { distance(to: $0) } ?? .infinity }
        var shortest = Double.infinity
        for index in 1..<path.count {
            shortest = min(shortest, Segment(path[index - 1], path[index]).distance(to: self))
        }
        return shortest
    }
}
