extension Point {
    /// The distance to the segment from `start` to `end`, in units of the coordinates. O(1).
    public func distance(toSegmentFrom start: Point, to end: Point) -> Double {
        let dx = end.x - start.x
        let dy = end.y - start.y
        let square = dx * dx + dy * dy
        guard square > 0 else { return distance(to: start) }
        let share = min(1, max(0, ((x - start.x) * dx + (y - start.y) * dy) / square))
        return distance(to: Point(x: start.x + share * dx, y: start.y + share * dy))
    }

    /// The distance to a line's nearest place; infinite where the line has no points. O(n).
    public func distance(to line: LineString) -> Double { distance(toPath: line.points) }

    func distance(toPath path: [Point]) -> Double {
        guard path.count > 1 else { return path.first.map { distance(to: $0) } ?? .infinity }
        var shortest = Double.infinity
        for index in 1..<path.count {
            shortest = min(shortest, distance(toSegmentFrom: path[index - 1], to: path[index]))
        }
        return shortest
    }
}

extension Shape {
    /// The distance from `point`, 0 inside an area; infinite where the shape is empty. Without GEOS, for the tight loops
    /// of a search; ``distance(to:)`` measures between any two shapes. O(n).
    public func distance(toPoint point: Point) -> Double {
        switch self {
        case .point(let other): point.distance(to: other)
        case .multiPoint(let points): points.reduce(.infinity) { min($0, point.distance(to: $1)) }
        case .lineString(let line): point.distance(to: line)
        case .multiLineString(let lines): lines.reduce(.infinity) { min($0, point.distance(to: $1)) }
        case .polygon(let polygon): polygon.distance(toPoint: point)
        case .multiPolygon(let multi): multi.polygons.reduce(.infinity) { min($0, $1.distance(toPoint: point)) }
        case .collection(let shapes): shapes.reduce(.infinity) { min($0, $1.distance(toPoint: point)) }
        }
    }
}

extension Polygon {
    /// Whether the point lies inside by the half-open rule of ``AreaLocator``: western and southern edges belong to the
    /// area, eastern and northern do not. Decided without rounding. O(n).
    public func holds(_ point: Point) -> Bool {
        var isInside = false
        for ring in [exterior] + holes {
            for index in ring.indices.dropFirst() {
                guard let edge = LocatorEdge(ring[index - 1], ring[index]), point.y >= edge.lowY, point.y < edge.highY
                else { continue }
                if Orientation.isLeft(point.x, point.y, ofLineFrom: edge.lowX, edge.lowY, to: edge.highX, edge.highY) {
                    isInside.toggle()
                }
            }
        }
        return isInside
    }

    func distance(toPoint point: Point) -> Double {
        if holds(point) { return 0 }
        return holes.reduce(point.distance(toPath: exterior)) { min($0, point.distance(toPath: $1)) }
    }
}
