import HomewardGeometry

/// Cuts rings along straight lines, for the area that a convex cell and an outline share.
///
/// Source: I. E. Sutherland, G. W. Hodgman (1974), "Reentrant polygon clipping", Communications of the ACM 17(1),
/// 32–42. Where the outline falls into several parts they stay joined by edges that run there and back along the cut;
/// these enclose nothing, so that the area is right.
enum ConvexClip {
    /// The part of a ring where `a·x + b·y ≤ c`. The ring is open: its first point is not repeated. O(n).
    static func clip(_ ring: [Point], a: Double, b: Double, c: Double) -> [Point] {
        guard let last = ring.last else { return [] }
        var kept: [Point] = []
        kept.reserveCapacity(ring.count + 4)
        var previous = last
        var before = a * previous.x + b * previous.y - c
        for point in ring {
            let now = a * point.x + b * point.y - c
            if (before <= 0) != (now <= 0) {
                kept.append(crossing(from: previous, before, to: point, now, a: a, b: b, c: c))
            }
            if now <= 0 { kept.append(point) }
            previous = point
            before = now
        }
        return kept.count < 3 ? [] : kept
    }

    /// Where an edge meets the line. On an upright or level line the fixed coordinate is exact.
    private static func crossing(
        from: Point, _ before: Double, to: Point, _ now: Double, a: Double, b: Double, c: Double
    ) -> Point {
        let share = before / (before - now)
        var point = Point(x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y))
        if b == 0 { point.x = c / a }
        if a == 0 { point.y = c / b }
        return point
    }

    /// The area that an open ring encloses, m², measured from its first point so that large coordinates do no harm. O(n).
    static func area(_ ring: [Point]) -> Double {
        guard ring.count > 2 else { return 0 }
        let origin = ring[0]
        var twice = 0.0
        for i in 1..<(ring.count - 1) {
            let first = ring[i]
            let second = ring[i + 1]
            twice +=
                (first.x - origin.x) * (second.y - origin.y) - (second.x - origin.x) * (first.y - origin.y)
        }
        return abs(twice) / 2
    }
}
