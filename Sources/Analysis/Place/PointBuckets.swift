import HomewardGeometry

/// Points sorted into square buckets as wide as the reach, so that neighbours are found by looking into nine of them.
struct PointBuckets {
    private let points: [Point]
    private let reach: Double
    private let square: Double
    private let origin: Point
    private let columns: Int
    private let rows: Int
    /// The points of bucket `b` are `order[starts[b] ..< starts[b + 1]]`.
    private let starts: [Int32]
    private let order: [Int32]

    /// Sorts the points. Those without finite coordinates go nowhere and are found by nobody. O(n).
    ///
    /// Buckets are as wide as the reach, or wider where there would be many more buckets than points.
    init(_ points: [Point], reach: Double) {
        self.points = points
        self.reach = reach.isFinite ? max(0, reach) : 0
        square = self.reach * self.reach * (1 + 1e-12)
        guard let box = BoundingBox(of: points.lazy.filter(\.isFinite)) else {
            (origin, columns, rows, starts, order) = (Point(x: 0, y: 0), 0, 0, [0], [])
            width = 1
            return
        }
        let spread = max(box.width, box.height)
        var width = max(self.reach, spread / 2000)
        if !(width > 0) || !width.isFinite { width = 1 }
        self.width = width
        origin = Point(x: box.minX, y: box.minY)
        columns = Int(box.width / width) + 1
        rows = Int(box.height / width) + 1
        var sizes = [Int32](repeating: 0, count: columns * rows + 1)
        var bucket = [Int32](repeating: -1, count: points.count)
        for (index, point) in points.enumerated() where point.isFinite {
            let column = min(columns - 1, Int((point.x - box.minX) / width))
            let row = min(rows - 1, Int((point.y - box.minY) / width))
            bucket[index] = Int32(row * columns + column)
            sizes[row * columns + column + 1] += 1
        }
        for index in 1..<sizes.count { sizes[index] += sizes[index - 1] }
        starts = sizes
        var order = [Int32](repeating: 0, count: Int(sizes[sizes.count - 1]))
        for index in points.indices where bucket[index] >= 0 {
            let slot = Int(bucket[index])
            order[Int(sizes[slot])] = Int32(index)
            sizes[slot] += 1
        }
        self.order = order
    }

    private let width: Double

    /// Calls `body` with every point within reach of point `index`, itself left out, in no particular order but always
    /// the same. O(points in nine buckets).
    func forEachNeighbour(of index: Int, _ body: (Int) -> Void) {
        forEach(near: points[index]) { if $0 != index { body($0) } }
    }

    /// Calls `body` with every point within reach of a place. O(points in nine buckets).
    func forEach(near place: Point, _ body: (Int) -> Void) {
        guard columns > 0, place.isFinite else { return }
        let left = span(place.x - origin.x, columns)
        let down = span(place.y - origin.y, rows)
        guard let left, let down else { return }
        for row in down {
            for slot in Int(starts[row * columns + left.lowerBound])..<Int(starts[row * columns + left.upperBound + 1])
            {
                let other = Int(order[slot])
                let dx = points[other].x - place.x
                let dy = points[other].y - place.y
                if dx * dx + dy * dy <= square { body(other) }
            }
        }
    }

    /// The columns or rows that the reach round a coordinate touches.
    private func span(_ offset: Double, _ count: Int) -> ClosedRange<Int>? {
        let low = ((offset - reach) / width - 1e-9).rounded(.down)
        let high = ((offset + reach) / width + 1e-9).rounded(.down)
        guard high >= 0, low < Double(count) else { return nil }
        return Int(max(0, low))...Int(min(Double(count - 1), high))
    }
}
