import HomewardGeometry

/// Which areas touch, found segment by segment of their borders.
struct Contiguity {
    /// For each area those that touch it, in no particular order, each once.
    private(set) var neighbours: [[Int]]
    /// How many pairs of segments were compared: a measure of the work, for the test of its growth.
    private(set) var comparisons = 0

    init(of areas: [MultiPolygon], rule: Grid.Neighbourhood, tolerance: Double) {
        var tolerance = tolerance
        if case .within(let metres) = rule { tolerance = metres }
        neighbours = [[Int]](repeating: [], count: areas.count)
        var segments: [BorderSegment] = []
        for (area, outline) in areas.enumerated() {
            for ring in outline.polygons.lazy.flatMap({ [$0.exterior] + $0.holes }) {
                for (from, to) in zip(ring, ring.dropFirst()) { segments.append(.init(area: area, from: from, to: to)) }
            }
        }
        let tree = SpatialIndex(boxes: segments.map(\.box))
        // The latest area that each area was found to touch: segments stand area by area.
        var touched = [Int](repeating: -1, count: areas.count)
        for segment in segments {
            for index in tree.query(segment.box.grown(by: tolerance)) {
                let other = segments[index]
                guard other.area > segment.area, touched[other.area] != segment.area else { continue }
                comparisons += 1
                guard segment.touches(other, sharingLength: rule == .rook, tolerance: tolerance) else { continue }
                touched[other.area] = segment.area
                neighbours[segment.area].append(other.area)
                neighbours[other.area].append(segment.area)
            }
        }
    }
}

/// A straight piece of an area's border.
struct BorderSegment {
    var area: Int
    var from: Point
    var to: Point

    var box: BoundingBox {
        BoundingBox(
            minX: min(from.x, to.x), minY: min(from.y, to.y), maxX: max(from.x, to.x), maxY: max(from.y, to.y))
    }

    /// Whether the two come within the tolerance of each other or, where a length is asked for, run beside each other for
    /// longer than that. O(1).
    func touches(_ other: BorderSegment, sharingLength: Bool, tolerance: Double) -> Bool {
        sharingLength
            ? sharedLength(with: other, tolerance: tolerance) > tolerance : distance(to: other) <= tolerance
    }

    /// The shortest distance between the two; 0 where they cross.
    private func distance(to other: BorderSegment) -> Double {
        if side(of: other.from) * side(of: other.to) < 0, other.side(of: from) * other.side(of: to) < 0 { return 0 }
        return min(
            from.distance(toSegmentFrom: other.from, to: other.to),
            to.distance(toSegmentFrom: other.from, to: other.to),
            other.from.distance(toSegmentFrom: from, to: to), other.to.distance(toSegmentFrom: from, to: to))
    }

    /// The length along which `other` runs beside this segment, no farther away than the tolerance at both ends.
    private func sharedLength(with other: BorderSegment, tolerance: Double) -> Double {
        let length = from.distance(to: to)
        guard length > 0 else { return 0 }
        let first = along(other.from, length)
        let second = along(other.to, length)
        let start = max(0, min(first, second))
        let end = min(length, max(first, second))
        guard end > start else { return 0 }
        for position in [start, end] {
            let share = position / length
            let point = Point(x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y))
            if point.distance(toSegmentFrom: other.from, to: other.to) > tolerance { return 0 }
        }
        return end - start
    }

    /// How far along the segment the foot of a point lies.
    private func along(_ point: Point, _ length: Double) -> Double {
        ((point.x - from.x) * (to.x - from.x) + (point.y - from.y) * (to.y - from.y)) / length
    }

    /// Above zero where a point lies to the left of the way along the segment, below where to the right.
    private func side(of point: Point) -> Double {
        (to.x - from.x) * (point.y - from.y) - (to.y - from.y) * (point.x - from.x)
    }
}
