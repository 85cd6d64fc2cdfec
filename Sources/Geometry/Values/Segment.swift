/// A straight stretch between two points: the one place where distances to lines, sides and crossings are reckoned.
///
/// Nothing is allocated, so that loops over millions of stretches may ask. Plain floating-point arithmetic; where the
/// side of a line must be decided without rounding, ``AreaLocator`` and ``Polygon/holds(_:)`` do so.
public struct Segment: Hashable, Sendable {
    /// Where it starts.
    public var start: Point
    /// Where it ends.
    public var end: Point

    /// The stretch between two points.
    @inlinable public init(_ start: Point, _ end: Point) {
        self.start = start
        self.end = end
    }

    /// The length, in units of the coordinates. O(1).
    @inlinable public var length: Double { start.distance(to: end) }

    /// The box around it. O(1).
    @inlinable public var boundingBox: BoundingBox {
        BoundingBox(
            minX: min(start.x, end.x), minY: min(start.y, end.y), maxX: max(start.x, end.x), maxY: max(start.y, end.y))
    }

    /// The point at `share` of the way, 0 at the start and 1 exactly at the end. O(1).
    @inlinable public func point(at share: Double) -> Point {
        share == 1 ? end : Point(x: start.x + (end.x - start.x) * share, y: start.y + (end.y - start.y) * share)
    }

    /// The place on the stretch nearest to `point`: its share of the way (0 ... 1), the place, and its distance in units
    /// of the coordinates. O(1).
    @inlinable public func nearest(to point: Point) -> (share: Double, point: Point, distance: Double) {
        let dx = end.x - start.x
        let dy = end.y - start.y
        let square = dx * dx + dy * dy
        let share = square > 0 ? min(1, max(0, ((point.x - start.x) * dx + (point.y - start.y) * dy) / square)) : 0
        let place = self.point(at: share)
        return (share, place, place.distance(to: point))
    }

    /// The distance of `point` from the stretch, in units of the coordinates. O(1).
    @inlinable public func distance(to point: Point) -> Double { nearest(to: point).distance }

    /// Above zero where `point` lies to the left of the way from start to end, below where to the right: twice the area
    /// of the triangle that the three make. O(1).
    @inlinable public func side(of point: Point) -> Double {
        (end.x - start.x) * (point.y - start.y) - (end.y - start.y) * (point.x - start.x)
    }

    /// Whether the two have a point in common, ends included. O(1).
    @inlinable public func meets(_ other: Segment) -> Bool {
        boundingBox.meets(other.boundingBox) && side(of: other.start) * side(of: other.end) <= 0
            && other.side(of: start) * other.side(of: end) <= 0
    }
}
