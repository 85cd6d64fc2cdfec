/// Finds the boxes or shapes near a place among many: a sort-tile-recursive tree (Leutenegger, Lopez and Edgington,
/// "STR: a simple and efficient algorithm for R-tree packing", 1997), packed once and never changed.
///
/// It answers with indices into the list it was made of. Empty shapes and boxes that are not finite are never found.
/// The same list gives the same answers in the same order; any number of tasks may ask at once.
public final class SpatialIndex: Sendable {
    let tree: PackedTree
    let shapes: [Shape]

    /// Packs boxes; distances are to the boxes. O(n log n).
    public init(boxes: [BoundingBox]) {
        tree = PackedTree(boxes.enumerated().map { (index: $0.offset, box: $0.element) }, count: boxes.count)
        shapes = []
    }

    /// Packs shapes by their boxes; distances are to the shapes themselves, 0 inside an area. O(n log n).
    public init(shapes: [Shape]) {
        tree = PackedTree(
            shapes.enumerated().compactMap { entry in entry.element.boundingBox.map { (entry.offset, $0) } },
            count: shapes.count)
        self.shapes = shapes
    }

    /// The items whose box meets `box`, edges included, in rising order. O(log n + k log k) in practice.
    public func query(_ box: BoundingBox) -> [Int] {
        var found: [Int] = []
        tree.forEachItem(meeting: box) { found.append($0) }
        return found.sorted()
    }

    /// The items no farther from `point` than `distance`, in rising order. O(log n + k log k) in practice.
    public func query(within distance: Double, of point: Point) -> [Int] {
        guard point.isFinite, distance >= 0 else { return [] }
        let reach = BoundingBox(minX: point.x, minY: point.y, maxX: point.x, maxY: point.y).grown(by: distance)
        var found: [Int] = []
        tree.forEachItem(meeting: reach) { item in
            if self.distance(from: point, to: item) <= distance { found.append(item) }
        }
        return found.sorted()
    }

    /// The item nearest to `point` no farther than `limit`, and its distance in units of the coordinates; of several at
    /// the same distance the first listed. Nil where there is none. O(log n) in practice.
    public func nearest(to point: Point, within limit: Double = .infinity) -> (index: Int, distance: Double)? {
        nearest(to: point, count: 1, within: limit).first
    }

    /// The `count` items nearest to `point` no farther than `limit`, nearest first and then as listed. O(k log n).
    public func nearest(
        to point: Point, count: Int, within limit: Double = .infinity
    ) -> [(index: Int, distance: Double)] {
        var found: [(index: Int, distance: Double)] = []
        forEachNearest(to: point, within: limit) { index, distance in
            guard found.count < count else { return false }
            found.append((index, distance))
            return found.count < count
        }
        return found
    }

    /// Visits items from the nearest outwards, ties as listed, for as long as `body` returns true: for a search whose
    /// end depends on what it finds. O(log n) for each item.
    public func forEachNearest(
        to point: Point, within limit: Double = .infinity, _ body: (_ index: Int, _ distance: Double) -> Bool
    ) {
        guard point.isFinite else { return }
        tree.forEachNearest(to: point, within: limit, distance: { self.distance(from: point, to: $0) }, body)
    }

    private func distance(from point: Point, to item: Int) -> Double {
        shapes.isEmpty ? tree.box(ofItem: item).distance(to: point) : shapes[item].distance(toPoint: point)
    }
}
