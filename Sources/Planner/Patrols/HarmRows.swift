import HomewardGeometry

/// Weights at positions in rows of the ground, from west to east in each, so that what lies in a circle is summed quickly.
///
/// A sum has four parts, to which positions go by their places in memory, and these are added up in the end: areas that hold the same are
/// worth the same, whatever lies around them, and a processor adds four weights at a time.
struct HarmRows: Sendable {
    private let height: Double
    private let origin: Point
    /// Where each row starts, a multiple of ``lanes``, and one entry more.
    private let start: [Int32]
    /// Filled up behind each row with places that lie nowhere and weigh nothing.
    private let x: [Double]
    private let y: [Double]
    private let weight: [Double]
    /// For every ``lanes`` places, and the end, the weight of all places before them.
    private let before: [Double]
    /// The weight of all positions.
    let total: Double
    /// The box around all positions; nil where there are none.
    let box: BoundingBox?

    /// How many weights are added at a time.
    private static let lanes = 4

    /// Sorts weights at finite positions into rows of a third of the reach, or higher where there would be too many.
    /// O(n log n + rows).
    ///
    /// - Parameter reach: The radius of the circles that most is asked of.
    init(_ points: [Point], weights: [Double], reach: Double) {
        guard let first = points.first else {
            (height, origin, start, x, y, weight, before) = (1, Point(x: 0, y: 0), [0], [], [], [], [0])
            (total, box) = (0, nil)
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
        var height = max(reach / 3, box.height / 4000)
        if !(height > 0) || !height.isFinite { height = 1 }
        // Positions a number apart that no ground has are in the last row, and slow.
        let rows = Int(min(4000, box.height / height)) + 1
        let row = points.map { Int(min(Double(rows - 1), ($0.y - box.minY) / height)) }
        var counts = [Int](repeating: 0, count: rows)
        for row in row { counts[row] += 1 }
        var start = [Int32](repeating: 0, count: rows + 1)
        for index in 0..<rows {
            let padded = (counts[index] + HarmRows.lanes - 1) / HarmRows.lanes * HarmRows.lanes
            start[index + 1] = start[index] + Int32(padded)
        }
        // Positions mostly come from west to east already.
        let isSorted = zip(points, points.dropFirst()).allSatisfy { ($0.x, $0.y) <= ($1.x, $1.y) }
        let order =
            isSorted
            ? Array(points.indices)
            : points.indices.sorted { (points[$0].x, points[$0].y, $0) < (points[$1].x, points[$1].y, $1) }
        var next = start
        var x = [Double](repeating: .infinity, count: Int(start[rows]))
        var y = x
        var weight = [Double](repeating: 0, count: x.count)
        for index in order {
            let place = Int(next[row[index]])
            next[row[index]] += 1
            (x[place], y[place], weight[place]) = (points[index].x, points[index].y, weights[index])
        }
        self.height = height
        origin = Point(x: box.minX, y: box.minY)
        total = weight.reduce(0, +)
        var (before, sum) = ([0.0], 0.0)
        before.reserveCapacity(weight.count / HarmRows.lanes + 1)
        for place in stride(from: 0, to: weight.count, by: HarmRows.lanes) {
            for lane in 0..<HarmRows.lanes { sum += weight[place + lane] }
            before.append(sum)
        }
        self.before = before
        (self.start, self.x, self.y, self.weight) = (start, x, y, weight)
    }

    /// The weight of what lies in a circle. O(positions in it + rows that it touches × log positions).
    func sum(within reach: Double, of centre: Point) -> Double {
        sum(within: reach, of: centre, surely: .infinity) { _, _ in true }
    }

    /// The weight of what lies in a figure.
    ///
    /// - Parameters:
    ///   - reach: The radius of a circle around the figure.
    ///   - surely: The square of a distance up to which the figure holds every position.
    ///   - holds: Whether the figure holds a position farther away that lies in the circle, by its offset from the centre.
    func sum(
        within reach: Double, of centre: Point, surely: Double, _ holds: (_ dx: Double, _ dy: Double) -> Bool
    ) -> Double {
        let rows = rows(within: reach, of: centre)
        guard !rows.isEmpty else { return 0 }
        let square = reach * reach * (1 + 1e-12)
        let inner = min(square, surely)
        var parts = SIMD4<Double>.zero
        x.withUnsafeBufferPointer { x in
            y.withUnsafeBufferPointer { y in
                weight.withUnsafeBufferPointer { weight in
                    for row in rows {
                        let (first, last) = places(of: row, within: square, of: centre, x)
                        var place = first / HarmRows.lanes * HarmRows.lanes
                        while place < last {
                            let dx = HarmRows.four(x, place) - centre.x
                            let dy = HarmRows.four(y, place) - centre.y
                            let distance = dx * dx + dy * dy
                            let isInside = distance .<= inner
                            parts += HarmRows.four(weight, place).replacing(with: 0, where: .!isInside)
                            if inner < square {
                                let isBetween = (distance .<= square) .& .!isInside
                                if any(isBetween) {
                                    for lane in 0..<HarmRows.lanes where isBetween[lane] && holds(dx[lane], dy[lane]) {
                                        parts[lane] += weight[place + lane]
                                    }
                                }
                            }
                            place += HarmRows.lanes
                        }
                    }
                }
            }
        }
        return (parts[0] + parts[1]) + (parts[2] + parts[3])
    }

    /// No less than the weight of what lies in a circle, and up to some tenth more where the circle is as large as the reach.
    /// O(rows that it touches × log positions).
    func most(within reach: Double, of centre: Point) -> Double {
        let square = reach * reach * (1 + 1e-12)
        var (sum, steps) = (0.0, 0)
        x.withUnsafeBufferPointer { x in
            for row in rows(within: reach, of: centre) {
                let (first, last) = places(of: row, within: square, of: centre, x)
                guard first < last else { continue }
                let (start, end) = (first / HarmRows.lanes, (last + HarmRows.lanes - 1) / HarmRows.lanes)
                sum += before[end] - before[start]
                steps += (end - start) * HarmRows.lanes
            }
        }
        // The difference of two sums has the rounding of every step between them.
        return sum + total * Double.ulpOfOne * Double(steps)
    }

    /// The rows that a circle touches.
    @inline(__always)
    private func rows(within reach: Double, of centre: Point) -> Range<Int> {
        let rows = start.count - 1
        let low = ((centre.y - reach - origin.y) / height - 1e-9).rounded(.down)
        let high = ((centre.y + reach - origin.y) / height + 1e-9).rounded(.down)
        guard high >= 0, low < Double(rows) else { return 0..<0 }
        return Int(max(0, low))..<Int(min(Double(rows - 1), high)) + 1
    }

    /// The places of a row in which a circle, given by the square of its radius, can hold something.
    @inline(__always)
    private func places(
        of row: Int, within square: Double, of centre: Point, _ x: UnsafeBufferPointer<Double>
    ) -> (first: Int, last: Int) {
        let bottom = origin.y + Double(row) * height
        let nearest = max(0, bottom - centre.y, centre.y - bottom - height) * (1 - 1e-9)
        // A hair more than what the circle can hold of the row.
        let half = max(0, square - nearest * nearest).squareRoot() * (1 + 1e-9) + 1e-6
        let own = Int(start[row])..<Int(start[row + 1])
        let first = HarmRows.first(x, own) { $0 >= centre.x - half }
        return (first, HarmRows.first(x, first..<own.upperBound) { $0 > centre.x + half })
    }

    /// Four values in a row of memory.
    @inline(__always)
    private static func four(_ values: UnsafeBufferPointer<Double>, _ place: Int) -> SIMD4<Double> {
        SIMD4(values[place], values[place + 1], values[place + 2], values[place + 3])
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
}
