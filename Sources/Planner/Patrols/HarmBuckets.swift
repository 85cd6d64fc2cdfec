import HomewardGeometry

/// Weights at positions in square buckets, one after the other in blocks of memory, so that what lies in a circle is summed quickly.
///
/// Sums are taken bucket by bucket from the south-west, within a bucket as the positions are listed: areas that hold the same are worth the
/// same.
struct HarmBuckets: Sendable {
    private let width: Double
    private let origin: Point
    private let columns: Int
    private let rows: Int
    /// Where the positions of each bucket start, buckets row by row from the south-west, and one entry more.
    private let start: [Int32]
    private let x: [Double]
    private let y: [Double]
    private let weight: [Double]
    /// Whether the positions of a row of buckets go from west to east.
    private let isSorted: Bool
    /// The box around all positions; nil where there are none.
    let box: BoundingBox?

    /// Sorts weights at finite positions into buckets as wide as the reach, or wider where there would be many more buckets than
    /// positions. O(n + buckets).
    init(_ points: [Point], weights: [Double], reach: Double) {
        guard let first = points.first else {
            (width, origin, columns, rows, start, isSorted) = (1, Point(x: 0, y: 0), 0, 0, [0], true)
            (x, y, weight, box) = ([], [], [], nil)
            return
        }
        var box = BoundingBox(at: first)
        for point in points {
            box.minX = min(box.minX, point.x)
            box.maxX = max(box.maxX, point.x)
            box.minY = min(box.minY, point.y)
            box.maxY = max(box.maxY, point.y)
        }
        self.box = box
        var width = max(reach, max(box.width, box.height) / 2000)
        if !(width > 0) || !width.isFinite { width = 1 }
        let columns = Int(box.width / width) + 1
        let rows = Int(box.height / width) + 1
        let bucket = points.map { point in
            min(rows - 1, Int((point.y - box.minY) / width)) * columns
                + min(columns - 1, Int((point.x - box.minX) / width))
        }
        var start = [Int32](repeating: 0, count: columns * rows + 1)
        for bucket in bucket { start[bucket + 1] += 1 }
        for index in 1..<start.count { start[index] += start[index - 1] }
        var next = start
        var order = [Int32](repeating: 0, count: points.count)
        for (index, bucket) in bucket.enumerated() {
            order[Int(next[bucket])] = Int32(index)
            next[bucket] += 1
        }
        self.width = width
        origin = Point(x: box.minX, y: box.minY)
        self.columns = columns
        self.rows = rows
        let x = order.map { points[Int($0)].x }
        y = order.map { points[Int($0)].y }
        weight = order.map { weights[Int($0)] }
        isSorted = (0..<rows).allSatisfy { row in
            let own = x[Int(start[row * columns])..<Int(start[(row + 1) * columns])]
            return zip(own, own.dropFirst()).allSatisfy { $0 <= $1 }
        }
        self.start = start
        self.x = x
    }

    /// The weight of all positions.
    var total: Double { weight.reduce(0, +) }

    /// The weight of what lies in a circle. O(positions in the rows that it touches).
    func sum(within reach: Double, of centre: Point) -> Double {
        sum(within: reach, of: centre) { _, _ in true }
    }

    /// The weight of what lies in a circle and in a figure.
    ///
    /// - Parameter holds: Whether the figure holds a position that lies in the circle, by its offset from the centre.
    @inline(__always)
    func sum(within reach: Double, of centre: Point, _ holds: (_ dx: Double, _ dy: Double) -> Bool) -> Double {
        guard let across = span(centre.x - origin.x, reach, columns), let up = span(centre.y - origin.y, reach, rows)
        else { return 0 }
        let square = reach * reach * (1 + 1e-12)
        // A hair more than what the circle can hold.
        let (west, east) = (centre.x - reach * (1 + 1e-9) - 1e-9, centre.x + reach * (1 + 1e-9) + 1e-9)
        var sum = 0.0
        x.withUnsafeBufferPointer { x in
            y.withUnsafeBufferPointer { y in
                weight.withUnsafeBufferPointer { weight in
                    start.withUnsafeBufferPointer { start in
                        for row in up {
                            var low = Int(start[row * columns + across.lowerBound])
                            var high = Int(start[row * columns + across.upperBound + 1])
                            if isSorted, high - low > 64 {
                                low = HarmBuckets.first(x, low..<high) { $0 >= west }
                                high = HarmBuckets.first(x, low..<high) { $0 > east }
                            }
                            for index in low..<high {
                                let (dx, dy) = (x[index] - centre.x, y[index] - centre.y)
                                sum += dx * dx + dy * dy <= square && holds(dx, dy) ? weight[index] : 0
                            }
                        }
                    }
                }
            }
        }
        return sum
    }

    /// The first index in a range from which on a condition holds; its end where it holds nowhere.
    @inline(__always)
    private static func first(
        _ values: UnsafeBufferPointer<Double>, _ range: Range<Int>, _ holds: (Double) -> Bool
    ) -> Int {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high {
            let middle = (low + high) / 2
            if holds(values[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// The columns or rows that the reach round a coordinate touches.
    private func span(_ offset: Double, _ reach: Double, _ count: Int) -> ClosedRange<Int>? {
        let low = ((offset - reach) / width - 1e-9).rounded(.down)
        let high = ((offset + reach) / width + 1e-9).rounded(.down)
        guard high >= 0, low < Double(count) else { return nil }
        return Int(max(0, low))...Int(min(Double(count - 1), high))
    }
}
