import HomewardCore
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
        let groups = HashGroups(Places(xs: xs, ys: ys)).groups
        guard !groups.isEmpty else { return [] }
        // Only places at least as frequent as the limit-th can be among the answers.
        var histogram: [Int32: Int] = [:]
        for group in groups { histogram[group.count, default: 0] += 1 }
        var (least, taken): (Int32, Int) = (2, 0)
        for (number, places) in histogram.sorted(by: { $0.key > $1.key }) {
            taken += places
            least = number
            if taken >= limit { break }
        }
        let wanted = HashTable(groups.lazy.filter { $0.count >= least }.map(\.hash))
        // Hashes say where to look; the places themselves are counted.
        let stretches = (xs.count + Places.stretch - 1) / Places.stretch
        let rows = Parallel.map(stretches) { stretch in
            Places.rows(of: stretch, xs.count).filter { wanted.contains(Places.hash(xs[$0], ys[$0])) }
        }
        var counts: [Point: Int] = [:]
        for row in rows.joined() { counts[Point(x: xs[row], y: ys[row]), default: 0] += 1 }
        let sorted = counts.sorted {
            ($1.value, $0.key.x, $0.key.y) < ($0.value, $1.key.x, $1.key.y)
        }
        return sorted.prefix(limit).filter { $0.value > 1 }.map { SnapPoint(point: $0.key, count: $0.value) }
    }

    /// The hashes of places, stretch by stretch.
    private struct Places: HashSource {
        let xs: [Double]
        let ys: [Double]

        static let stretch = 1 << 16
        static func rows(of stretch: Int, _ count: Int) -> Range<Int> {
            stretch * Self.stretch..<min((stretch + 1) * Self.stretch, count)
        }

        var stretches: Int { (xs.count + Self.stretch - 1) / Self.stretch }

        @inline(__always)
        static func hash(_ x: Double, _ y: Double) -> UInt64 {
            ByteHash.mix((x + 0).bitPattern ^ ByteHash.mix((y + 0).bitPattern))
        }

        func forEach(in stretch: Int, _ body: (UInt64) -> Void) {
            for row in Places.rows(of: stretch, xs.count) { body(Places.hash(xs[row], ys[row])) }
        }
    }
}
