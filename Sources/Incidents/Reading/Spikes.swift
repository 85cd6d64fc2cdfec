public import HomewardGeometry

/// Times and places that occur so often that somebody should ask why.
public struct Spikes: Sendable, Hashable {
    /// Used incidents with a time of day.
    public var timed: Int
    /// Of those, the ones at 00:00 to the second, which often stands for "not known".
    public var midnight: Int
    /// The places that most incidents share to the last digit, most frequent first; only places with two or more.
    public var snapPoints: [SnapPoint]

    /// Counts, by default of nothing.
    public init(timed: Int = 0, midnight: Int = 0, snapPoints: [SnapPoint] = []) {
        self.timed = timed
        self.midnight = midnight
        self.snapPoints = snapPoints
    }

    /// The share of incidents with a time that stand at 00:00, 0 where none has a time.
    public var midnightShare: Double { timed == 0 ? 0 : Double(midnight) / Double(timed) }
}

/// A place that several incidents share to the last digit.
public struct SnapPoint: Sendable, Hashable {
    /// Where, in the working coordinate system.
    public var point: Point
    /// How many incidents.
    public var count: Int

    /// A place with its incidents.
    public init(point: Point, count: Int) {
        self.point = point
        self.count = count
    }
}

/// Finds the places that many incidents share to the last digit, such as the middle of a ward or the station's own door.
enum SnapPoints {
    /// The most frequent places with two or more incidents; ties go to the smaller x, then the smaller y. O(n).
    static func mostFrequent(xs: [Double], ys: [Double], limit: Int) -> [SnapPoint] {
        guard !xs.isEmpty else { return [] }
        var size = 1024
        while size < xs.count * 2 { size *= 2 }
        var first = [Int32](repeating: -1, count: size)
        var count = [Int32](repeating: 0, count: size)
        for row in xs.indices {
            let hash = ByteHash.mix(xs[row].bitPattern ^ ByteHash.mix(ys[row].bitPattern))
            var slot = Int(truncatingIfNeeded: hash & UInt64(size - 1))
            while first[slot] >= 0, xs[Int(first[slot])] != xs[row] || ys[Int(first[slot])] != ys[row] {
                slot = (slot + 1) & (size - 1)
            }
            if first[slot] < 0 { first[slot] = Int32(truncatingIfNeeded: row) }
            count[slot] += 1
        }
        // Only places at least as frequent as the limit-th can be among the answers.
        var histogram: [Int32: Int] = [:]
        for number in count where number > 1 { histogram[number, default: 0] += 1 }
        var (least, taken): (Int32, Int) = (2, 0)
        for (number, places) in histogram.sorted(by: { $0.key > $1.key }) {
            taken += places
            least = number
            if taken >= limit { break }
        }
        let found = count.indices.filter { count[$0] >= least }.map { slot in
            let row = Int(first[slot])
            return SnapPoint(point: Point(x: xs[row], y: ys[row]), count: Int(count[slot]))
        }
        let sorted = found.sorted { ($1.count, $0.point.x, $0.point.y) < ($0.count, $1.point.x, $1.point.y) }
        return Array(sorted.prefix(limit))
    }
}
