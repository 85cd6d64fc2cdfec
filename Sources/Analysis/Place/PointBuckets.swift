import HomewardCore
public import HomewardGeometry

/// Points sorted into square buckets, so that those near a place are found by looking into the buckets around it.
public struct PointBuckets: Sendable {
    /// A point with its index in the list.
    @usableFromInline
    struct Entry: Sendable {
        @usableFromInline var x: Double
        @usableFromInline var y: Double
        @usableFromInline var index: Int32
    }

    private let points: [Point]
    @usableFromInline let reach: Double
    @usableFromInline let width: Double
    @usableFromInline let origin: Point
    @usableFromInline let columns: Int
    @usableFromInline let rows: Int
    /// The points of each bucket, row by row from the south-west; within a bucket as listed.
    @usableFromInline let buckets: CompressedRows<Entry>

    /// Sorts the points. Those without finite coordinates, or so far out that a distance has no number, are never found. O(n).
    ///
    /// Buckets are as wide as the reach, or wider where there would be many more buckets than points.
    ///
    /// - Parameters:
    ///   - points: The points.
    ///   - reach: How far apart neighbours are at most, the limit included, in the units of the coordinates.
    public init(_ points: [Point], reach: Double) {
        self.points = points
        let reach = reach.isFinite ? max(0, reach) : 0
        self.reach = reach
        guard let box = BoundingBox(of: points.lazy.filter(Self.isPlace)) else {
            (width, origin, columns, rows, buckets) = (1, Point(x: 0, y: 0), 0, 0, CompressedRows())
            return
        }
        var width = max(reach, max(box.width, box.height) / 2000)
        if !(width > 0) || !width.isFinite { width = 1 }
        let columns = Int(box.width / width) + 1
        let rows = Int(box.height / width) + 1
        self.width = width
        origin = Point(x: box.minX, y: box.minY)
        self.columns = columns
        self.rows = rows
        buckets = CompressedRows(count: columns * rows) { enter in
            for (index, point) in points.enumerated() where Self.isPlace(point) {
                let column = min(columns - 1, Int((point.x - box.minX) / width))
                let row = min(rows - 1, Int((point.y - box.minY) / width))
                enter(row * columns + column, Entry(x: point.x, y: point.y, index: Int32(index)))
            }
        }
    }

    /// The indices of the points that are in a bucket, bucket by bucket from the south-west. O(n).
    public var order: [Int] { buckets.elements.map { Int($0.index) } }

    /// Calls `body` with every point within reach of point `index`, itself left out, in no particular order but always
    /// the same. O(points in nine buckets).
    @inlinable
    public func forEachNeighbour(of index: Int, _ body: (Int) -> Void) {
        forEach(within: reach, of: point(index)) { if $0 != index { body($0) } }
    }

    /// Calls `body` with every point at most `reach` from a place, bucket by bucket from the south-west.
    /// O(points in the buckets that the reach touches).
    @inlinable
    public func forEach(within reach: Double, of place: Point, _ body: (Int) -> Void) {
        guard Self.isPlace(place), let across = span(place.x - origin.x, reach, columns),
            let up = span(place.y - origin.y, reach, rows)
        else { return }
        let square = reach * reach * (1 + 1e-12)
        for row in up {
            for entry in buckets[row * columns + across.lowerBound..<row * columns + across.upperBound + 1] {
                let dx = entry.x - place.x
                let dy = entry.y - place.y
                if dx * dx + dy * dy <= square { body(Int(entry.index)) }
            }
        }
    }

    /// Whether squares of distances from the point are finite.
    @usableFromInline
    static func isPlace(_ point: Point) -> Bool { abs(point.x) < 1e150 && abs(point.y) < 1e150 }

    @usableFromInline
    func point(_ index: Int) -> Point { points[index] }

    /// The columns or rows that the reach round a coordinate touches.
    @usableFromInline
    func span(_ offset: Double, _ reach: Double, _ count: Int) -> ClosedRange<Int>? {
        let low = ((offset - reach) / width - 1e-9).rounded(.down)
        let high = ((offset + reach) / width + 1e-9).rounded(.down)
        guard high >= 0, low < Double(count) else { return nil }
        return Int(max(0, low))...Int(min(Double(count - 1), high))
    }
}
