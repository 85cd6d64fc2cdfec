/// An incident of one source as the comparison of sources sees it.
struct SourceSight: Sendable {
    /// The row of the table.
    var row: Int32
    var x: Double
    var y: Double
    /// The earliest moment, in seconds of the clock on the wall since 1970.
    var start: Int64
    /// The latest moment.
    var end: Int64
}

/// The incidents of one source by day, so that those near a place and a time are found at once.
///
/// Each stands under the day on which it begins; a day's are in bands from south to north, and within a band from west to east. O(n log n).
struct SightDays: Sendable {
    static let day: Int64 = 86_400
    /// The incidents, by number of the source.
    let sights: [SourceSight]
    private let first: Int
    private let reach: Double
    private let height: Double
    /// Where each day begins in what follows, and where the last ends.
    private let starts: [Int32]
    private let number: [Int32]
    private let bands: [Int32]
    private let xs: [Double]
    private let ys: [Double]
    private let begins: [Int64]
    private let ends: [Int64]
    /// The longest time between the earliest and the latest moment of an incident, s.
    private let longest: Int64

    /// - Parameters:
    ///   - sights: The incidents; each begins on one of the days.
    ///   - days: The numbers of the days.
    ///   - reach: How far apart a pair may lie, m.
    init(_ sights: [SourceSight], days: Range<Int>, reach: Double) {
        self.sights = sights
        self.reach = reach
        first = days.lowerBound
        let height = max(1, reach)
        self.height = height
        let band = sights.map { Int32(clamping: Int64(($0.y / height).rounded(.down))) }
        let day = sights.map { Int32(SightDays.index($0.start, first: days.lowerBound)) }
        let order = sights.indices.sorted {
            (day[$0], band[$0], sights[$0].x, $0) < (day[$1], band[$1], sights[$1].x, $1)
        }
        var starts = [Int32](repeating: 0, count: days.count + 1)
        for day in day { starts[Int(day) + 1] += 1 }
        for index in 0..<days.count { starts[index + 1] += starts[index] }
        self.starts = starts
        number = order.map { Int32($0) }
        bands = order.map { band[$0] }
        xs = order.map { sights[$0].x }
        ys = order.map { sights[$0].y }
        begins = order.map { sights[$0].start }
        ends = order.map { sights[$0].end }
        longest = sights.map { $0.end - $0.start }.max() ?? 0
    }

    /// The index of the day of a moment.
    static func index(_ moment: Int64, first: Int) -> Int {
        Int(moment >= 0 ? moment / day : (moment - day + 1) / day) - first
    }

    /// The possible pairs with the incidents of another source, on the left; by number, ascending. O(left × log day + candidates).
    ///
    /// - Parameters:
    ///   - left: The other source's incidents.
    ///   - within: How far apart in time a pair may lie, s.
    ///   - dealt: The index of the day whose incidents stand on each day; nil where every day has its own.
    ///   - limit: How many pairs are too many.
    /// - Returns: nil where there are more than `limit`.
    func pairs(
        with left: [SourceSight], within: Int64, dealt: [Int32]? = nil, limit: Int
    ) -> [PossiblePair]? {
        var pairs: [PossiblePair] = []
        let days = starts.count - 1
        let most = reach * reach * (1 + 1e-12)
        for (index, sight) in left.enumerated() {
            let low = max(0, SightDays.index(sight.start - within - longest, first: first))
            let high = min(days - 1, SightDays.index(sight.end + within, first: first))
            guard low <= high else { continue }
            let band = Int32(clamping: Int64((sight.y / height).rounded(.down)))
            let before = pairs.count
            for day in low...high {
                let source = dealt.map { Int($0[day]) } ?? day
                let moved = Int64(day - source) * SightDays.day
                let (from, to) = (Int(starts[source]), Int(starts[source + 1]))
                guard from < to else { continue }
                for wanted in (band &- 1)...(band &+ 1) {
                    var at = place(of: wanted, sight.x - reach, in: from..<to)
                    while at < to, bands[at] == wanted, xs[at] <= sight.x + reach {
                        let (dx, dy) = (xs[at] - sight.x, ys[at] - sight.y)
                        let gap = max(0, sight.start - ends[at] - moved, begins[at] + moved - sight.end)
                        if gap <= within, dx * dx + dy * dy <= most {
                            let far = reach > 0 ? (dx * dx + dy * dy).squareRoot() / reach : 0
                            let late = within > 0 ? Double(gap) / Double(within) : 0
                            pairs.append(
                                PossiblePair(
                                    left: Int32(index), right: number[at],
                                    cost: Int64(((far + late) * 1e6).rounded())))
                        }
                        at += 1
                    }
                }
            }
            guard pairs.count <= limit else { return nil }
            if pairs.count - before > 1 { pairs[before...].sort { $0.right < $1.right } }
        }
        return pairs
    }

    /// The first place of a day that lies in a band from `x` on, or in a later band.
    @inline(__always)
    private func place(of band: Int32, _ x: Double, in range: Range<Int>) -> Int {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high {
            let middle = (low + high) / 2
            if bands[middle] < band || bands[middle] == band && xs[middle] < x {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }
}
