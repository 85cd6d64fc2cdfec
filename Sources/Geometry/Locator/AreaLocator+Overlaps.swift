extension AreaLocator {
    /// The pairs of areas that share ground, in order of the first index and then the second.
    ///
    /// Slivers no larger than `smallest`, which come of outlines drawn twice, are left out. O(k log n) for k pairs whose
    /// boxes meet.
    ///
    /// - Parameter smallest: In square units of the coordinates; 1 m² unless said otherwise.
    /// - Throws: ``GeometryError`` where an outline is not valid.
    public func overlaps(largerThan smallest: Double = 1) throws(GeometryError) -> [AreaOverlap] {
        let shapes = areas.map(\.shape)
        let index = SpatialIndex(shapes: shapes)
        var overlaps: [AreaOverlap] = []
        for first in shapes.indices {
            guard let box = shapes[first].boundingBox else { continue }
            for second in index.query(box) where second > first {
                let shared = try shapes[first].intersection(shapes[second]).area()
                if shared > smallest {
                    overlaps.append(AreaOverlap(first: first, second: second, area: shared))
                }
            }
        }
        return overlaps
    }
}
