public import HomewardGeometry

extension SpatialWeights {
    /// Areas that touch are neighbours: `.queen` where they share a point, `.rook` where they share a length of border.
    ///
    /// Borders are compared segment by segment, so that a corner of one area on the side of another counts too; borders
    /// that come closer than the tolerance touch. O(pairs of areas whose boxes meet × segments that meet both boxes).
    ///
    /// - Parameters:
    ///   - areas: The outlines.
    ///   - rule: `.queen` or `.rook`; any `.within` is taken for `.queen` with that tolerance.
    ///   - tolerance: In the units of the coordinates.
    public init(contiguityOf areas: [MultiPolygon], rule: Grid.Neighbourhood = .queen, tolerance: Double = 1e-7) {
        var tolerance = tolerance
        if case .within(let metres) = rule { tolerance = metres }
        let borders = areas.map(Border.init)
        var lists = [[Int]](repeating: [], count: areas.count)
        for first in borders.indices {
            for second in borders.indices where second > first {
                if borders[first].touches(borders[second], sharingLength: rule == .rook, tolerance: tolerance) {
                    lists[first].append(second)
                    lists[second].append(first)
                }
            }
        }
        self.init(neighbours: lists)
    }
}

/// The segments of an area's rings with the box around them.
private struct Border {
    var segments: [(from: Point, to: Point)]
    var box: BoundingBox?

    init(_ area: MultiPolygon) {
        let rings = area.polygons.flatMap { [$0.exterior] + $0.holes }
        segments = rings.flatMap { ring in zip(ring, ring.dropFirst()).map { (from: $0, to: $1) } }
        box = BoundingBox(of: rings.lazy.flatMap { $0 })
    }

    func touches(_ other: Border, sharingLength: Bool, tolerance: Double) -> Bool {
        guard let mine = box?.grown(by: tolerance), let theirs = other.box?.grown(by: tolerance),
            Border.meet(mine, theirs)
        else { return false }
        let near = other.segments.filter { Border.meet(Border.box($0), mine) }
        guard !near.isEmpty else { return false }
        for segment in segments {
            let box = Border.box(segment).grown(by: tolerance)
            guard Border.meet(box, theirs) else { continue }
            for candidate in near where Border.meet(box, Border.box(candidate)) {
                if sharingLength
                    ? SegmentPair(segment, candidate).sharedLength(tolerance: tolerance) > tolerance
                    : SegmentPair(segment, candidate).distance <= tolerance
                {
                    return true
                }
            }
        }
        return false
    }

    private static func box(_ segment: (from: Point, to: Point)) -> BoundingBox {
        BoundingBox(
            minX: min(segment.from.x, segment.to.x), minY: min(segment.from.y, segment.to.y),
            maxX: max(segment.from.x, segment.to.x), maxY: max(segment.from.y, segment.to.y))
    }

    private static func meet(_ a: BoundingBox, _ b: BoundingBox) -> Bool {
        a.minX <= b.maxX && b.minX <= a.maxX && a.minY <= b.maxY && b.minY <= a.maxY
    }
}
