import HomewardGeometry

/// A straight stretch between two points.
struct Segment: Sendable {
    var a: Point
    var b: Point

    /// Creates the stretch from `a` to `b`.
    init(_ a: Point, _ b: Point) {
        self.a = a
        self.b = b
    }

    /// The length, m.
    var length: Double { a.distance(to: b) }

    /// The point at `share` of the way from ``a`` to ``b``.
    func point(at share: Double) -> Point {
        Point(x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share)
    }

    /// The place on the stretch nearest to `point`: its share of the way and its distance, m.
    func nearest(to point: Point) -> (share: Double, distance: Double) {
        let dx = b.x - a.x
        let dy = b.y - a.y
        let square = dx * dx + dy * dy
        let share = square > 0 ? max(0, min(1, ((point.x - a.x) * dx + (point.y - a.y) * dy) / square)) : 0
        return (share, self.point(at: share).distance(to: point))
    }

    /// Whether the stretch from `a` to `b` and that from `c` to `d` have a point in common.
    static func meet(_ a: Point, _ b: Point, _ c: Point, _ d: Point) -> Bool {
        guard max(a.x, b.x) >= min(c.x, d.x), max(c.x, d.x) >= min(a.x, b.x), max(a.y, b.y) >= min(c.y, d.y),
            max(c.y, d.y) >= min(a.y, b.y)
        else { return false }
        return side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) <= 0
    }

    /// Above zero where `r` lies to the left of the way from `p` to `q`, below where to the right.
    static func side(_ p: Point, _ q: Point, _ r: Point) -> Double {
        (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x)
    }
}
