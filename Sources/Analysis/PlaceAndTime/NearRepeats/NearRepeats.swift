public import HomewardCore
public import HomewardGeometry
public import HomewardIncidents

/// Whether incidents follow each other more often near in place **and** time than their places and their times explain.
///
/// Every two incidents are a pair. The pairs are counted by bands of distance and bands of days (Knox's table); where the days are dealt
/// anew among the places, each deal equally likely, a band holds as many pairs as the margins of the table say. A band with many more is
/// a near repeat: after one incident the risk nearby is raised for some time.
///
/// 1. ``distances`` and ``days`` are upper limits, each included: 0 m is the same place, 0 days the same civil day.
/// 2. `expected` of a band is exact, its pairs near in place times the share of all pairs that are so many days apart, and so is its
///    variance (Mantel 1967). The Knox ratio is observed by expected.
/// 3. `p` is (k+1)/(n+1), where k counts the deals with at least as many pairs in the band.
/// 4. Many bands are looked at, so chance makes one of them stand out more often than its p says. `familyP` allows for it (Westfall and
///    Young's greatest statistic): k counts the deals in which the greatest excess of any band, (pairs − expected) / √(variance + 1), is at
///    least the band's own. The 1 keeps a single pair where next to none was expected from being the greatest. A band stands out where
///    `familyP` is at most ``level`` and its ratio at least ``leastRatio``. On data without a pattern something stands out in at most
///    5 % of runs, whatever the number of bands.
/// 5. Beside it stand the Poisson probability and Baker's modified Knox statistic as pointpats gives them.
/// 6. Two incidents of a band that stands out are linked, the later one to the earlier: see ``RepeatChains``.
///
/// Day numbers of one clock are compared, not times: a day is a civil day. An incident of which a range of time is known counts by
/// the day of its middle where the range is no longer than ``longestRange``.
///
/// The result depends neither on the order of the rows nor on the number of threads.
///
/// Sources: E. G. Knox (1964), "The detection of space-time interactions", Applied Statistics 13(1), 25–29; M. Townsley, R. Homel,
/// J. Chaseling (2003), "Infectious burglaries", British Journal of Criminology 43(3), 615–633; S. D. Johnson and others (2007),
/// "Space–time patterns of risk", Journal of Quantitative Criminology 23(3), 201–219; J. H. Ratcliffe, Near Repeat Calculator;
/// P. H. Westfall, S. S. Young (1993), "Resampling-based multiple testing"; R. D. Baker (2004), "Identifying space–time disease
/// clusters", Acta Tropica 91(3), 291–299.
public struct NearRepeats: Configurable, Equatable {
    /// The upper limits of the bands of distance, m, ascending.
    public var distances: [Double] = [0, 100, 200, 300, 400]
    /// The last days of the bands of time, ascending.
    public var days = [0, 7, 14, 21, 28]
    /// How distances are measured.
    public var measure = DistanceMeasure.euclidean
    /// How often the days are dealt at random.
    public var permutations = 999
    /// The seed of the deals.
    public var seed: UInt64 = 1
    /// The chance that any band stands out where there is no pattern.
    public var level = 0.05
    /// The least Knox ratio that matters.
    public var leastRatio = 1.2
    /// The longest range of time that counts, hours.
    public var longestRange = 24.0
    /// The most incidents for which Mantel's test is made; 0 for none.
    public var mostForMantel = 1_000
    /// The most pairs within the largest distance.
    public var mostPairs = 10_000_000

    /// The standard method.
    public init() {}

    /// The parameters but the seed, which a plan states once for every random test.
    public static let settings: [Setting<Self>] = [
        .numbers(
            "repeats.distances_m", \.distances, in: 0...100_000, unit: "m",
            "the upper limits of the bands of distance, ascending, each included; 0 is the same place"),
        .wholes(
            "repeats.days_apart", \.days, in: 0...3_650, unit: "days",
            "the last days of the bands of time, ascending; 0 is the same day"),
        .choice("repeats.measure", \.measure, "how the distance between two places is measured"),
        .whole("repeats.permutations", \.permutations, in: 99...99_999, "permutations of the test"),
        .number(
            "repeats.level", \.level, in: 0.001...0.5, "the chance that any band stands out where there is no pattern"),
        .number(
            "repeats.least_ratio", \.leastRatio, in: 1...100,
            "how many times the expected pairs a band holds at least to stand out"),
        .number(
            "repeats.longest_range_h", \.longestRange, in: 0...8_760, unit: "hours",
            "the longest range of time of an incident that counts, by the day of its middle"),
        .whole(
            "repeats.most_for_mantel", \.mostForMantel, in: 0...20_000, unit: "incidents",
            "the most incidents for Mantel's test, which looks at every two of them; 0 for none"),
        .whole(
            "limits.pairs", \.mostPairs, in: 1_000...10_000_000_000, unit: "pairs",
            "the most pairs of incidents within the largest distance of repeats; more are not tested",
            flag: "limits-pairs"),
    ]

    /// The width of the narrowest band of distance, m: how finely places must be known.
    public var finest: Double { zip(distances, [0] + distances).map { $0 - $1 }.min() ?? 0 }

    /// Refuses limits that are not ascending.
    public func checkTogether() throws(SettingError) {
        if let pair = zip(distances, distances.dropFirst()).first(where: { $0 >= $1 }) {
            throw .together(
                path: "repeats.distances_m",
                message:
                    "\(SettingName.plain(pair.1)) follows \(SettingName.plain(pair.0)); give each limit once, ascending, such as 0, 100, 200"
            )
        }
        if let pair = zip(days, days.dropFirst()).first(where: { $0 >= $1 }) {
            throw .together(
                path: "repeats.days_apart",
                message: "\(pair.1) follows \(pair.0); give each limit once, ascending, such as 0, 7, 14")
        }
    }

    /// The near repeats among the incidents of a table, of whatever hour.
    ///
    /// Left out, and counted, are incidents of which the month alone is known, those whose range of time is longer than ``longestRange``,
    /// and those without a position. O(near pairs × permutations × bands of days) and memory for the incidents, not for their pairs; where
    /// more pairs than ``mostPairs`` are near nothing is tested.
    ///
    /// - Throws: `SettingError` where a parameter lies outside its range, or limits are not ascending.
    public func repeats(of table: IncidentTable) throws(SettingError) -> NearRepeatResult {
        try check()
        var rows: [Int] = []
        var left = NearRepeatResult.LeftOut()
        for row in 0..<table.count {
            if !PointBuckets.isPlace(table.point(row)) {
                left.unplaced += 1
            } else if table.precision[row] == .month {
                left.months += 1
            } else if table.precision[row] == .range,
                Double(table.end[row] - table.start[row]) > longestRange * 3600
            {
                left.longRanges += 1
            } else {
                rows.append(row)
            }
        }
        var result = found(
            rows.map { row in
                RepeatEvents.Event(
                    point: table.point(row), day: Int(table.day[row]), second: Int(table.second[row]), row: row)
            })
        result.leftOut = left
        return result
    }

    /// The near repeats among points with day numbers.
    ///
    /// - Parameters:
    ///   - points: Where they happened, in metres.
    ///   - days: On which day, for each point.
    ///   - seconds: At which second of the day, −1 where not known; empty for none.
    /// - Throws: `SettingError` where a parameter lies outside its range, or limits are not ascending.
    public func repeats(of points: [Point], days: [Int], seconds: [Int] = []) throws(SettingError) -> NearRepeatResult {
        try check()
        var left = NearRepeatResult.LeftOut()
        var events: [RepeatEvents.Event] = []
        for (row, point) in points.enumerated() {
            guard PointBuckets.isPlace(point), days.indices.contains(row), abs(days[row]) < 1 << 40 else {
                left.unplaced += 1
                continue
            }
            events.append(
                RepeatEvents.Event(
                    point: point, day: days[row], second: max(-1, seconds.indices.contains(row) ? seconds[row] : -1),
                    row: row))
        }
        var result = found(events)
        result.leftOut = left
        return result
    }

    /// What is found among incidents that have a place and a day.
    private func found(_ all: [RepeatEvents.Event]) -> NearRepeatResult {
        var result = NearRepeatResult(
            distances: DistanceBand.all(distances), days: DayBand.all(days), incidents: all.count)
        if let gap = gap(all) {
            result.gap = gap
            return result
        }
        let events = RepeatEvents(all)
        result.coinciding = events.coinciding
        guard events.sharingPlace <= mostPairs else {
            result.gap = .tooManyPairs(events.sharingPlace)
            return result
        }
        guard let axis = DayAxis(events.days, reach: days.last ?? 0) else {
            result.gap = .longPeriod
            return result
        }
        let pairs = NearPairs(events.points, distances: distances, measure: measure)
        let tally = KnoxTally(
            pairs, days: pairs.cells.order.map { axis.numbers[Int($0)] }, axis: axis, bands: result.days)
        guard tally.near <= mostPairs else {
            result.gap = .tooManyPairs(tally.near)
            return result
        }
        let deals = DealtDays(
            pairs: pairs, days: tally.days, limits: days.map { Int16(clamping: $0) }, seed: seed)
        result.cells = tally.tested(deals, self)
        result.margins = tally.margins
        if mostForMantel >= events.count {
            result.mantel = MantelTest {
                $0.measure = measure
                $0.permutations = permutations
                $0.seed = seed
            }.result(of: events.points, days: events.days)
        }
        result.chains = RepeatChains(events, pairs, tally, result.cells)
        return result
    }

    /// Why nothing can be tested, as far as that is seen without looking at pairs; nil where nothing speaks against it. O(incidents).
    private func gap(_ events: [RepeatEvents.Event]) -> NearRepeatResult.Gap? {
        guard let first = events.first, events.count > 1 else { return .tooFew }
        if events.allSatisfy({ $0.point == first.point }) { return .onePlace }
        if events.allSatisfy({ $0.day == first.day }) { return .oneDay }
        guard let reach = distances.last, reach > 0 else { return nil }
        // Cells so small that any two places of one are near: what each holds alone may be too much to look at.
        let cells = PlaceCells(events.map(\.point), reach: reach, division: 2 * (1 + 1e-5))
        let least = (0..<cells.count).reduce(0) { sum, cell in
            let count = cells.places(cell).count
            return sum + count * (count - 1) / 2
        }
        return least > mostPairs ? .tooManyPairs(least) : nil
    }
}

/// Incidents in an order of their own, so that the order of the rows does not matter: by easting, northing, day and second.
struct RepeatEvents: Sendable {
    struct Event: Sendable {
        var point: Point
        var day: Int
        /// −1 where the time of day is not known.
        var second: Int
        /// The row in the table that was looked at.
        var row: Int
    }

    let points: [Point]
    let days: [Int]
    let seconds: [Int]
    let rows: [Int]

    init(_ events: [Event]) {
        let bySecond = RadixOrder.indices(by: events.map { UInt64($0.second + 1) })
        let byDay = RadixOrder.indices(by: events.map { UInt64(bitPattern: Int64($0.day)) ^ 1 << 63 }, from: bySecond)
        let byNorthing = RadixOrder.indices(by: events.map { RadixOrder.key($0.point.y) }, from: byDay)
        let order = RadixOrder.indices(by: events.map { RadixOrder.key($0.point.x) }, from: byNorthing)
        points = order.map { events[Int($0)].point }
        days = order.map { events[Int($0)].day }
        seconds = order.map { events[Int($0)].second }
        rows = order.map { events[Int($0)].row }
    }

    var count: Int { points.count }

    /// The pairs that agree in place to the last digit.
    var sharingPlace: Int { pairs { points[$0] == points[$1] } }

    /// The pairs that agree in place, to the last digit, and in the second.
    var coinciding: Int {
        pairs { points[$0] == points[$1] && days[$0] == days[$1] && seconds[$0] >= 0 && seconds[$0] == seconds[$1] }
    }

    /// The pairs that agree, where those that do stand side by side.
    private func pairs(agreeing: (Int, Int) -> Bool) -> Int {
        var (sum, same) = (0, 0)
        for index in points.indices.dropFirst() {
            same = agreeing(index, index - 1) ? same + 1 : 0
            sum += same
        }
        return sum
    }
}
