import HomewardGeometry

/// Two straight pieces of border and how they lie to each other.
struct SegmentPair {
    private let a: (from: Point, to: Point)
    private let b: (from: Point, to: Point)

    init(_ a: (from: Point, to: Point), _ b: (from: Point, to: Point)) {
        self.a = a
        self.b = b
    }

    /// The shortest distance between the two; 0 where they cross. O(1).
    var distance: Double {
        if SegmentPair.cross(a, b.from) * SegmentPair.cross(a, b.to) < 0,
            SegmentPair.cross(b, a.from) * SegmentPair.cross(b, a.to) < 0
        {
            return 0
        }
        return min(
            SegmentPair.distance(a.from, to: b), SegmentPair.distance(a.to, to: b),
            SegmentPair.distance(b.from, to: a), SegmentPair.distance(b.to, to: a))
    }

    /// The length of `a` along which `b` runs beside it, no further away than the tolerance at both ends. O(1).
    func sharedLength(tolerance: Double) -> Double {
        let length = a.from.distance(to: a.to)
        guard length > 0 else { return 0 }
        let first = along(b.from, length)
        let second = along(b.to, length)
        let start = max(0, min(first, second))
        let end = min(length, max(first, second))
        guard end > start else { return 0 }
        for position in [start, end] {
            let share = position / length
            let point = Point(
                x: a.from.x + share * (a.to.x - a.from.x), y: a.from.y + share * (a.to.y - a.from.y))
            if SegmentPair.distance(point, to: b) > tolerance { return 0 }
        }
        return end - start
    }

    /// How far along `a` the foot of a point lies.
    private func along(_ point: Point, _ length: Double) -> Double {
        ((point.x - a.from.x) * (a.to.x - a.from.x) + (point.y - a.from.y) * (a.to.y - a.from.y)) / length
    }

    private static func cross(_ line: (from: Point, to: Point), _ point: Point) -> Double {
        (line.to.x - line.from.x) * (point.y - line.from.y) - (line.to.y - line.from.y) * (point.x - line.from.x)
    }

    /// The distance of a point from a segment.
    private static func distance(_ point: Point, to segment: (from: Point, to: Point)) -> Double {
        let dx = segment.to.x - segment.from.x
        let dy = segment.to.y - segment.from.y
        let square = dx * dx + dy * dy
        guard square > 0 else { return point.distance(to: segment.from) }
        let share = ((point.x - segment.from.x) * dx + (point.y - segment.from.y) * dy) / square
        let clamped = max(0, min(1, share))
        return point.distance(to: Point(x: segment.from.x + clamped * dx, y: segment.from.y + clamped * dy))
    }
}
