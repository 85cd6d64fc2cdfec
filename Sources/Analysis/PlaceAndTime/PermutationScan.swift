public import HomewardCalendar
public import HomewardCore
import HomewardGeometry
public import HomewardIncidents

/// Finds where and when more happened than place and time by themselves explain: the space–time permutation scan statistic.
///
/// 1. Cylinders are looked at: a circle round each place where something happened, with every radius up to ``radius`` and up to
///    ``share`` of the incidents, by every window of time up to the longest. Time is the calendar, in whole days, or the clock, in
///    parts of the 24 hours; there a window may run over midnight.
/// 2. A cylinder is expected to hold the incidents of its circle by those of its window, by all incidents: no population is
///    needed, and a busy place or a busy season is no cluster.
/// 3. Its strength is the logarithm of the likelihood ratio, c ln(c / µ) + (C − c) ln((C − c) / (C − µ)) for c incidents of all C where µ
///    are expected, if c is more than µ and at least ``minimum``.
/// 4. The times are then dealt at random among the places. `p` is (k + 1) / (n + 1), where k counts the deals of n in which the
///    strongest cylinder anywhere is at least as strong. On data without a pattern the smallest p is at most 0.05 in at
///    most 5 % of runs.
/// 5. The strongest cylinder of each centre is a candidate. The strongest of all is the likeliest cluster; others follow by strength if
///    they stand apart from those before by ``overlap``. What is weaker than the strongest of every deal is left out, unless it is
///    the likeliest, as SaTScan does.
///
/// Each position is a place of its own or, where ``cell`` says so, all positions in a square cell are one. The result depends neither on
/// the order of the rows nor on the number of threads.
///
/// Sources: M. Kulldorff, R. Heffernan, J. Hartman, R. Assunção, F. Mostashari (2005), "A space–time permutation scan statistic
/// for disease outbreak detection", PLoS Medicine 2(3), e59; M. Kulldorff (2021), SaTScan user guide 10.0 (secondary clusters).
public struct PermutationScan: Configurable, Equatable {
    /// What time is.
    public enum Time: String, Sendable, Hashable, CaseIterable {
        /// The calendar, in whole days.
        case days
        /// The clock, in parts of the 24 hours.
        case hours
    }

    /// How clusters stand apart from each other.
    public enum Overlap: String, Sendable, Hashable, CaseIterable {
        /// No place is in two of them, whenever they are: "no geographical overlap", the standard of SaTScan.
        case none
        /// No centre of one is in a stronger one: "no cluster centers in more likely clusters" of SaTScan.
        case centres
    }

    /// What time is.
    public var time = Time.days
    /// Which days' incidents count.
    public var days = DaySelection.all
    /// The largest radius, m.
    public var radius = 500.0
    /// The largest share of the incidents in a circle.
    public var share = 0.5
    /// The width of the cells that stand for the positions in them, m; 0 where each position is a place.
    public var cell = 0.0
    /// The longest window, days.
    public var longestDays = 28
    /// The stretches of days that windows are made of, days.
    public var grainDays = 1
    /// The longest window on the clock, hours.
    public var longestHours = 4.0
    /// The parts of the clock that windows are made of, minutes.
    public var grainMinutes = 30
    /// Whether only clusters that last until the period's end count.
    public var isOngoing = false
    /// The least number of incidents in a cluster.
    public var minimum = 3
    /// How clusters stand apart.
    public var overlap = Overlap.none
    /// The most clusters.
    public var most = 10
    /// How often the times are dealt at random.
    public var permutations = 999
    /// The seed of the deals.
    public var seed: UInt64 = 1
    /// The most incidents that all largest circles together may hold; more would take too long.
    public var mostInCircles = 20_000_000

    /// The standard method.
    public init() {}

    /// The parameters but the seed, which a plan states once for every random test.
    public static let settings: [Setting<Self>] = [
        .choice("scan.time", \.time, "what time is: days of the calendar, or hours of the clock"),
        .choice("scan.days", \.days, "the days whose incidents are scanned"),
        .number("scan.radius_m", \.radius, in: 1...20_000, unit: "m", "the radius of the largest circle"),
        .number("scan.share", \.share, in: 0.001...0.5, "the largest share of the incidents in a circle"),
        .number(
            "scan.cell_m", \.cell, in: 0...10_000, unit: "m",
            "the width of cells that stand for the positions in them; 0 where each position is a place of its own"),
        .whole(
            "scan.longest_days", \.longestDays, in: 1...3660, unit: "days", "the longest window of days, whole grains"),
        .whole("scan.grain_days", \.grainDays, in: 1...366, unit: "days", "the days that windows are made of"),
        .number(
            "scan.longest_h", \.longestHours, in: 0.25...12, unit: "hours",
            "the longest window of the clock, whole parts", flag: "longest-h"),
        .whole(
            "scan.grain_min", \.grainMinutes, in: 5...720, unit: "minutes",
            "the parts of the clock that windows are made of", flag: "grain-min"),
        .yesOrNo("scan.ongoing", \.isOngoing, "look for clusters that last until the period's last day alone"),
        .whole("scan.minimum", \.minimum, in: 2...1000, "incidents that make a cluster"),
        .choice(
            "scan.overlap", \.overlap,
            "how clusters stand apart: no place in two of them (none), or no centre of one in a stronger one (centres)"),
        .whole("scan.most", \.most, in: 1...1000, unit: "clusters", "the most clusters that are told"),
        .whole("scan.permutations", \.permutations, in: 99...99_999, "permutations of the test"),
        .whole(
            "limits.circles", \.mostInCircles, in: 1000...10_000_000_000, unit: "incidents",
            "the most incidents that a scan's largest circles may hold, added up over all places; more are refused",
            flag: "limits-circles"),
    ]

    /// Windows are made of whole grains, and a day of whole parts.
    public func checkTogether() throws(SettingError) {
        guard longestDays.isMultiple(of: grainDays) else {
            throw .together(
                path: "scan.longest_days",
                message:
                    "\(longestDays) days are no whole number of grains of \(grainDays) days; take a multiple of them")
        }
        guard 1440.isMultiple(of: grainMinutes) else {
            throw .together(
                path: "scan.grain_min",
                message: "a day is no whole number of \(grainMinutes) minutes; take 15, 30 or 60")
        }
        let minutes = longestHours * 60
        guard minutes == minutes.rounded(), Int(minutes).isMultiple(of: grainMinutes) else {
            throw .together(
                path: "scan.longest_h",
                message:
                    "\(SettingName.plain(longestHours)) hours are no whole number of parts of \(grainMinutes) minutes; take a multiple of them"
            )
        }
        guard !isOngoing || time == .days else {
            throw .together(
                path: "scan.ongoing", message: "the clock has no last day; leave it out, or scan by days")
        }
    }

    /// The clusters, the likeliest first.
    ///
    /// Of a table only incidents with a position count whose time is known to a grain: in days those known to the day, ranges of up
    /// to the grain by their middle; in hours those with an hour of their own. The others are counted.
    ///
    /// O(permutations × S) for S incidents in the largest circles of all places together, nearly: what grows with the windows' number is
    /// looked at where a strong cylinder is possible. S grows with the square of the incidents where places are no cells. Memory
    /// for the incidents, for 64 deals of their times a thread, and for one circle a thread.
    ///
    /// - Parameters:
    ///   - table: The incidents.
    ///   - kinds: The kind of each day of the period. Windows lie within the period, and end with its last day where
    ///     ``isOngoing`` says so.
    ///   - areaDays: The days of areas with school terms of their own.
    /// - Throws: `SettingError` where a parameter lies outside its range; ``AnalysisError`` where a window is longer than the period or
    ///   the circles hold too many incidents.
    public func clusters(
        of table: IncidentTable, days kinds: DayTable, areaDays: AreaDays = AreaDays()
    ) throws -> PermutationScanResult {
        try check()
        let pieces = time == .days ? (kinds.kinds.count + grainDays - 1) / grainDays : 1440 / grainMinutes
        let longest = time == .days ? longestDays / grainDays : Int(longestHours * 60) / grainMinutes
        guard longest <= pieces else {
            throw AnalysisError.longWindow(days: longestDays, period: kinds.kinds.count)
        }
        guard pieces <= Int(UInt16.max) else {
            throw SettingError.together(
                path: "scan.grain_days", message: "the period has \(pieces) of them, more than 65,535; take more days")
        }
        var result = PermutationScanResult()
        var incidents: [(row: Int, point: Point, bin: Int)] = []
        var counts = [Int](repeating: 0, count: pieces)
        for row in 0..<table.count {
            guard let bin = bin(of: row, table, kinds, areaDays, pieces, &result) else { continue }
            counts[bin] += 1
            incidents.append((row, table.point(row), bin))
        }
        result.incidents = incidents.count
        let places = ScanPlaces(incidents, radius: radius, cell: cell > 0 ? cell : nil)
        result.places = places.count
        let largest = Int(share * Double(incidents.count))
        result.gap = gap(places, counts, largest: largest)
        guard result.gap == nil else { return result }
        let sizes = places.sizes(upTo: mostInCircles, eachAtMost: largest)
        guard sizes.all <= mostInCircles else {
            throw AnalysisError.manyInCircles(limit: mostInCircles, radius: radius)
        }
        guard sizes.largest <= Int(Int16.max) else {
            throw AnalysisError.fullCircle(count: sizes.largest, radius: radius)
        }
        let windows = ScanWindows(counts: counts, longest: longest, isClock: time == .hours, areOngoing: isOngoing)
        let search = ScanSearch(places, windows, minimum: minimum, atMost: largest, largest: sizes.largest)
        let found = search.clusters(atMost: most, overlap)
        guard !found.isEmpty else { return result }
        let maxima = search.maxima(permutations: permutations, seed: seed)
        result.limit = limit(maxima)
        for cluster in found {
            let asStrong = maxima.count { $0 >= cluster.cylinder.strength }
            guard asStrong < permutations || result.clusters.isEmpty else { break }
            let p = Double(asStrong + 1) / Double(permutations + 1)
            result.clusters.append(try described(cluster, places, windows, kinds, p: p))
        }
        return result
    }

    /// The piece of time in which an incident counts; nil where it does not, which is counted by its reason.
    private func bin(
        of row: Int, _ table: IncidentTable, _ kinds: DayTable, _ areaDays: AreaDays, _ pieces: Int,
        _ result: inout PermutationScanResult
    ) -> Int? {
        guard PointBuckets.isPlace(table.point(row)) else {
            result.unplaced += 1
            return nil
        }
        let isTimed =
            switch time {
            case .days:
                table.precision[row] != .month
                    && table.end[row] - table.start[row] <= Int64(grainDays) * 86_400
            case .hours: table.second[row] >= 0
            }
        guard isTimed else {
            result.untimed += 1
            return nil
        }
        let day = table.civilDay(row)
        guard kinds.kind(of: day) != nil, let kind = areaDays.days(of: row, else: kinds).kind(of: day) else {
            result.outsideDays += 1
            return nil
        }
        guard days.contains(kind) else {
            result.otherDays += 1
            return nil
        }
        switch time {
        // Counted from the end, so that the last piece is a whole one.
        case .days: return pieces - 1 - day.distance(to: kinds.last) / grainDays
        case .hours: return min(1439, Int(table.second[row]) / 60) / grainMinutes
        }
    }

    /// Why nothing can be tested; nil where something can.
    private func gap(_ places: ScanPlaces, _ counts: [Int], largest: Int) -> PermutationScanResult.Gap? {
        if places.rows.count < minimum { return .tooFew }
        if places.count == 1 { return .onePlace }
        if counts.count(where: { $0 > 0 }) == 1 { return .oneTime }
        return largest < minimum ? .smallShare : nil
    }

    /// The strength above which p is at most 0.05; nil where the deals are too few to tell.
    private func limit(_ maxima: [Double]) -> Double? {
        let stronger = (maxima.count + 1) / 20 - 1
        return stronger < 0 ? nil : maxima.sorted(by: >)[stronger]
    }

    /// A candidate with its incidents, its window and its outline.
    private func described(
        _ candidate: ScanSearch.Candidate, _ places: ScanPlaces, _ windows: ScanWindows, _ kinds: DayTable, p: Double
    ) throws -> ScanCluster {
        let cylinder = candidate.cylinder
        let members = candidate.places.flatMap { place in
            (places.starts[place]..<places.starts[place + 1]).filter { incident in
                let bin = Int(places.bins[incident])
                return (cylinder.start...cylinder.end).contains(bin)
                    || (cylinder.start...cylinder.end).contains(bin + windows.bins)
            }
        }
        let centre = places.middle(candidate.centre)
        let radius = candidate.square.squareRoot() * (places.cell ?? 1)
        let product = cylinder.size * windows.total(cylinder.start, cylinder.end)
        return ScanCluster(
            centre: centre, radius: radius, outline: try outline(of: candidate, places, centre, radius),
            places: candidate.places.count, around: cylinder.size, members: members.map { places.rows[$0] }.sorted(),
            window: window(cylinder, windows, kinds), expected: Double(product) / Double(places.rows.count),
            strength: cylinder.strength, p: p)
    }

    private func window(_ cylinder: ScanCylinder, _ windows: ScanWindows, _ kinds: DayTable) -> ScanCluster.Window {
        guard time == .hours else {
            let last = kinds.last.advanced(by: -(windows.bins - 1 - cylinder.end) * grainDays)
            let first = kinds.last.advanced(by: 1 - (windows.bins - cylinder.start) * grainDays)
            return .days(max(kinds.first, first)...last)
        }
        let end = (cylinder.end + 1) * grainMinutes
        // A window of at most twelve hours is always one.
        let hours = HourWindow(start: cylinder.start * grainMinutes, end: end > 1440 ? end - 1440 : end)
        return .hours(hours ?? .afterSchool)
    }

    /// The circle, drawn 25 m wide where it is a single place; of cells the convex outline of all.
    private func outline(
        of candidate: ScanSearch.Candidate, _ places: ScanPlaces, _ centre: Point, _ radius: Double
    ) throws(GeometryError) -> Shape {
        guard let cell = places.cell else {
            return try Shape.point(centre).buffered(by: max(radius, 25), quadrantSegments: 16)
        }
        let corners = candidate.places.flatMap { place -> [Point] in
            let middle = places.middle(place)
            return [-0.5, 0.5].flatMap { x in
                [-0.5, 0.5].map { Point(x: middle.x + x * cell, y: middle.y + $0 * cell) }
            }
        }
        return try Shape.multiPoint(corners).convexHull()
    }
}
