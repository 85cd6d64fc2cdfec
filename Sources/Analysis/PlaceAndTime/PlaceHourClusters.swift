public import HomewardCalendar
public import HomewardCore
public import HomewardIncidents

/// Finds incidents that lie close together both in place and on the 24-hour clock.
///
/// Density clustering after Ester and others, with two additions that keep a town's background from melting into one
/// cluster along its streets:
///
/// 1. School days and other days are clustered apart. Neighbours of an incident lie within ``radius`` of it in place and
///    within ``hours`` of it on the clock, which knows no midnight.
/// 2. An incident is a core only if it has at least ``minimum`` neighbours, itself counted, **and** these are more than its
///    place and its hour explain: of the incidents within the radius each lies within the hours with the share that such
///    hours have of all incidents on such days, and the chance of so many is at most ``coreChance``. A busy place whose
///    hours are those of the whole town is a hotspot, and no place–hour cluster.
/// 3. Cores that are each other's neighbours belong together. Their footprint is what lies within the radius of a core.
/// 4. The window is the arc of the clock, to ten minutes, in which the footprint exceeds its share most (by the Poisson
///    likelihood ratio), within the cores' hours and ``hours`` before and after. The members are what lies in both; one
///    that two clusters could claim goes to the nearer core.
/// 5. The strength of a cluster is the highest likelihood ratio among fixed neighbourhoods round its cores: cells of a
///    third of the radius taken together within the radius, by windows of twice the hours that start every half hour.
///    Hours are then dealt at random among the incidents on such days; `p` is (k+1)/(n+1), where k counts the
///    deals in which the strongest neighbourhood anywhere, of either kind of day, is at least as strong. On data
///    without a pattern the smallest p of a run is at most 0.05 in at most 5 % of runs.
///
/// The result depends neither on the order of the rows nor on the number of threads. It wants all hours of the day: if the
/// table holds a few hours only, there is little left that a place could exceed.
///
/// Sources: M. Ester, H.-P. Kriegel, J. Sander, X. Xu (1996), KDD-96, 226–231; M. Kulldorff (1997), "A spatial scan
/// statistic", Communications in Statistics 26(6), 1481–1496 (the likelihood ratio and its greatest value as the test).
public struct PlaceHourClusters: Configurable, Equatable {
    /// How far a neighbour may be in place, m.
    public var radius = DBSCAN().radius
    /// How far a neighbour may be on the clock, hours.
    public var hours = 1.0
    /// How many neighbours, itself counted, a core has at least.
    public var minimum = DBSCAN().minimum
    /// How often the hours are dealt at random.
    public var permutations = 999
    /// The seed of the deals.
    public var seed: UInt64 = 1
    /// The chance, on a place and an hour without a pattern, at which a core is still called one.
    public var coreChance = 0.001

    /// The standard method.
    public init() {}

    /// The parameters but the seed, which a plan states once for every random test.
    public static let settings: [Setting<Self>] = [
        .method("clusters.method", "place-hour", "density in place and on the 24-hour clock"),
        DBSCAN.radiusSetting(\.radius),
        .number(
            "clusters.within_h", \.hours, in: 0.1...12, unit: "hours", "how near on the clock",
            formerly: ["clusters.hours"]),
        DBSCAN.minimumSetting(\.minimum),
        .whole("clusters.permutations", \.permutations, in: 99...99_999, "permutations of the test"),
        .number(
            "clusters.core_chance", \.coreChance, in: 1e-9...0.5,
            "the chance at which a core is still called one where there is no pattern"),
    ]

    /// The clusters, the least likely by chance first, then the largest.
    ///
    /// O(incidents × (N^⅔ + M) + permutations × (incidents + occupied cells)) for N incidents within the radius of one, of which M lie
    /// within the hours too, and memory for the incidents and the cells alone.
    ///
    /// - Parameters:
    ///   - table: The incidents, of all hours of the day.
    ///   - days: The kind of each day of the period.
    ///   - areaDays: The days of areas with school terms of their own.
    /// - Throws: `SettingError` where a parameter lies outside its range.
    public func clusters(
        of table: IncidentTable, days: DayTable, areaDays: AreaDays = AreaDays()
    ) throws(SettingError) -> PlaceHourResult {
        try check()
        let (groups, unplaced, outsideDays) = PlaceHourClusters.groups(of: table, days: days, areaDays: areaDays)
        let found = groups.map { $0.clusters(self) }
        guard found.contains(where: { !$0.isEmpty }) else {
            return PlaceHourResult(clusters: [], unplaced: unplaced, outsideDays: outsideDays)
        }
        let scans = groups.map { PlaceHourScan($0, radius: radius, hours: hours, minimum: minimum) }
        let strengths = zip(scans, found).map { scan, candidates in
            let counts = PlaceHourScan.TrueCounts(scan)
            return candidates.map { scan.strength(ofCores: $0.cores, in: counts) }
        }
        let greatest = chanceMaxima(scans, comparedWith: strengths.joined().filter { $0 > 0 })
        let candidates = groups.indices.flatMap { group in found[group].indices.map { (group: group, number: $0) } }
        var clusters = Parallel.map(candidates.count) { index in
            let (group, number) = candidates[index]
            let strength = strengths[group][number]
            let atLeast = strength > 0 ? greatest.count { $0 >= strength } : permutations
            let p = Double(atLeast + 1) / Double(permutations + 1)
            return groups[group].described(found[group][number], radius: radius, p: p)
        }
        clusters.sort { a, b in
            (a.p, -a.count, a.days.rawValue, a.window.start, a.centre.x, a.centre.y)
                < (b.p, -b.count, b.days.rawValue, b.window.start, b.centre.x, b.centre.y)
        }
        return PlaceHourResult(clusters: clusters, unplaced: unplaced, outsideDays: outsideDays)
    }

    /// The incidents of school days and of other days, and how many stand in neither. O(incidents).
    private static func groups(
        of table: IncidentTable, days: DayTable, areaDays: AreaDays
    ) -> (groups: [PlaceHourGroup], unplaced: Int, outsideDays: Int) {
        var school: [Int] = []
        var other: [Int] = []
        var unplaced = 0
        var outsideDays = 0
        for row in 0..<table.count {
            guard table.second[row] >= 0, table.point(row).isFinite else {
                unplaced += 1
                continue
            }
            guard let kind = areaDays.days(of: row, else: days).kind(of: table.civilDay(row)) else {
                outsideDays += 1
                continue
            }
            if kind == .school { school.append(row) } else { other.append(row) }
        }
        let groups = [
            PlaceHourGroup(table, rows: school, days: .school), PlaceHourGroup(table, rows: other, days: .nonSchool),
        ]
        return (groups, unplaced, outsideDays)
    }

    /// For each deal a strength that is at least as high as the same of some strengths as the greatest of both kinds of day is; none
    /// where nothing is to be compared with them.
    private func chanceMaxima(_ scans: [PlaceHourScan], comparedWith strengths: [Double]) -> [Double] {
        guard !strengths.isEmpty else { return [] }
        let comparisons = scans.map { PlaceHourComparison($0, with: strengths) }
        let block = 32
        let progress = WorkProgress.counting("Dealing the hours anew for the clusters' test", to: permutations)
        return Parallel.map((permutations + block - 1) / block) { number in
            let deals = number * block..<min(permutations, (number + 1) * block)
            var maxima = [Double](repeating: 0, count: deals.count)
            for (index, comparison) in comparisons.enumerated() {
                let streams = deals.map { UInt64($0 * comparisons.count + index) }
                let greatest = comparison.greatest(seed: seed, streams: streams)
                for (deal, strength) in greatest.enumerated() { maxima[deal] = max(maxima[deal], strength) }
            }
            progress?.advance(by: maxima.count)
            return maxima
        }.flatMap { $0 }
    }
}

/// The clusters of a table, and what could not be looked at.
public struct PlaceHourResult: Sendable, Equatable {
    /// The clusters, the least likely by chance first, then the largest.
    public var clusters: [PlaceHourCluster]
    /// Incidents without a time of day or a position.
    public var unplaced: Int
    /// Incidents on days whose kind is not known.
    public var outsideDays: Int

    /// A result from its parts.
    public init(clusters: [PlaceHourCluster], unplaced: Int, outsideDays: Int = 0) {
        self.clusters = clusters
        self.unplaced = unplaced
        self.outsideDays = outsideDays
    }
}
