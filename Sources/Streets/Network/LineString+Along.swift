public import HomewardGeometry

extension LineString {
    /// The position `offset` metres along the line; offsets beyond the ends give the ends. O(n).
    ///
    /// A line without points gives a position that is not finite.
    public func point(at offset: Double) -> Point {
        guard let first = points.first else { return Point(x: .nan, y: .nan) }
        var left = offset
        guard left > 0 else { return first }
        for index in 1..<max(1, points.count) {
            let (a, b) = (points[index - 1], points[index])
            let length = a.distance(to: b)
            if left < length {
                let t = left / length
                return Point(x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t)
            }
            left -= length
        }
        return points[points.count - 1]
    }

    /// The part between two offsets, walked from the first to the second, so that it runs backwards where `end` is
    /// smaller. It has at least two points, the same one twice where the offsets are equal. O(n).
    public func part(from start: Double, to end: Double) -> LineString {
        guard start <= end else { return part(from: end, to: start).reversed }
        var result = [point(at: start)]
        var walked = 0.0
        for index in 1..<max(1, points.count) {
            walked += points[index - 1].distance(to: points[index])
            if walked >= end { break }
            if walked > start { result.append(points[index]) }
        }
        result.append(point(at: end))
        return LineString(result)
    }

    /// The place on the line that is nearest to `point`: the offset along it, the position and the distance, the first
    /// of equals. O(n).
    public func nearest(to point: Point) -> (offset: Double, point: Point, distance: Double) {
        var best = (offset: 0.0, point: points.first ?? point, distance: Double.infinity)
        if let only = points.first, points.count == 1 { best.distance = only.distance(to: point) }
        var walked = 0.0
        for index in 1..<max(1, points.count) {
            let found = Segment(points[index - 1], points[index]).nearest(to: point)
            let length = points[index - 1].distance(to: points[index])
            if found.distance < best.distance { best = (walked + found.share * length, found.point, found.distance) }
            walked += length
        }
        return best
    }
}
