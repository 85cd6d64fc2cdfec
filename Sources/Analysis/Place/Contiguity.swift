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
                for (a, b) in zip(ring, ring.dropFirst()) { segments.append(.init(area: area, line: Segment(a, b))) }
            }
        }
        let tree = SpatialIndex(boxes: segments.map(\.line.boundingBox))
        // The latest area that each area was found to touch: segments stand area by area.
        var touched = [Int](repeating: -1, count: areas.count)
        for segment in segments {
            for index in tree.query(segment.line.boundingBox.grown(by: tolerance)) {
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
    var line: Segment

    /// Whether the two come within the tolerance of each other or, where a length is asked for, run beside each other for
    /// longer than that. O(1).
    func touches(_ other: BorderSegment, sharingLength: Bool, tolerance: Double) -> Bool {
        sharingLength
            ? line.sharedLength(with: other.line, tolerance: tolerance) > tolerance
            : line.distance(to: other.line) <= tolerance
    }
}

extension Segment {
    /// The shortest distance between the two; 0 where they cross.
    fileprivate func distance(to other: Segment) -> Double {
        if side(of: other.start) * side(of: other.end) < 0, other.side(of: start) * other.side(of: end) < 0 { return 0 }
        return min(
            other.distance(to: start), other.distance(to: end), distance(to: other.start), distance(to: other.end))
    }

    /// The length along which `other` runs beside this stretch, no farther away than the tolerance at both ends.
    fileprivate func sharedLength(with other: Segment, tolerance: Double) -> Double {
        let length = length
        guard length > 0 else { return 0 }
        let first = along(other.start, length)
        let second = along(other.end, length)
        let near = max(0, min(first, second))
        let far = min(length, max(first, second))
        guard far > near, other.distance(to: point(at: near / length)) <= tolerance,
            other.distance(to: point(at: far / length)) <= tolerance
        else { return 0 }
        return far - near
    }

    /// How far along the stretch the foot of a point lies.
    private func along(_ point: Point, _ length: Double) -> Double {
        ((point.x - start.x) * (end.x - start.x) + (point.y - start.y) * (end.y - start.y)) / length
    }
}
