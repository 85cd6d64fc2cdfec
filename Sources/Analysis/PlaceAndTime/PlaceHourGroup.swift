import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents

/// The incidents of one kind of day, in an order that does not depend on the table's.
struct PlaceHourGroup: Sendable {
    /// A cluster before it is tested and described.
    struct Candidate: Sendable {
        /// Core incidents, as indices into the group.
        var cores: [Int]
        /// All incidents of the cluster, as indices into the group.
        var members: [Int]
        var window: HourWindow
    }

    let days: DaySelection
    /// Rows of the table.
    let rows: [Int]
    let points: [Point]
    let minutes: [Int]
    /// The share of each ten minutes of the day.
    let profile: ClockProfile

    init(_ table: IncidentTable, rows: [Int], days: DaySelection) {
        self.days = days
        self.rows = rows.sorted { a, b in
            (table.x[a], table.y[a], table.second[a], a) < (table.x[b], table.y[b], table.second[b], b)
        }
        points = self.rows.map(table.point)
        minutes = self.rows.map { min(1439, Int(table.second[$0]) / 60) }
        profile = ClockProfile(minutes)
    }

    /// Minutes between two times on a clock without midnight.
    static func apart(_ a: Int, _ b: Int) -> Int {
        let distance = abs(a - b)
        return min(distance, 1440 - distance)
    }

    /// The density clusters; see ``PlaceHourClusters`` for the rules.
    func clusters(_ method: PlaceHourClusters) -> [Candidate] {
        let reach = Int(method.hours * 60)
        guard reach < 720, points.count >= max(2, method.minimum) else { return [] }
        let buckets = PointBuckets(points, reach: method.radius)
        let isCore = cores(method, reach: reach, buckets: buckets)
        var sets = DisjointSets(points.count)
        for core in points.indices where isCore[core] {
            buckets.forEachNeighbour(of: core) { other in
                if other > core, isCore[other], PlaceHourGroup.apart(minutes[core], minutes[other]) <= reach {
                    sets.join(core, other)
                }
            }
        }
        var cores: [Int: [Int]] = [:]
        for core in points.indices where isCore[core] { cores[sets.root(core), default: []].append(core) }
        let list = cores.keys.sorted().map { cores[$0] ?? [] }
        return settled(list, method, reach: reach, buckets: buckets)
    }

    /// Which incidents have more neighbours than their place and hour explain.
    private func cores(_ method: PlaceHourClusters, reach: Int, buckets: PointBuckets) -> [Bool] {
        let around = ClockCounts(minutes)
        let others = points.count - 1
        return Parallel.map(points.count) { place in
            var near = 0
            var both = 0
            buckets.forEachNeighbour(of: place) { other in
                near += 1
                if PlaceHourGroup.apart(minutes[place], minutes[other]) <= reach { both += 1 }
            }
            guard both + 1 >= method.minimum else { return false }
            let share = Double(around.within(reach, of: minutes[place]) - 1) / Double(others)
            guard Double(both) > Double(near) * share else { return false }
            return Binomial.upperTail(both, of: near, probability: share) <= method.coreChance
        }
    }

    /// Windows and members of clusters from their cores.
    private func settled(
        _ cores: [[Int]], _ method: PlaceHourClusters, reach: Int, buckets: PointBuckets
    ) -> [Candidate] {
        var windows: [HourWindow?] = []
        var claims: [Int: (cluster: Int, distance: Double)] = [:]
        for (cluster, list) in cores.enumerated() {
            var nearest: [Int: Double] = [:]
            for core in list {
                nearest[core] = 0
                buckets.forEachNeighbour(of: core) { other in
                    nearest[other] = min(nearest[other] ?? .infinity, points[core].distance(to: points[other]))
                }
            }
            let arc = ClockArc(holding: list.map { minutes[$0] }).grown(by: reach)
            let window = profile.bestWindow(nearest.keys.map { minutes[$0] }, within: arc, minimum: method.minimum)
            windows.append(window)
            guard let window else { continue }
            for (place, distance) in nearest where window.contains(minute: minutes[place]) {
                if let rival = claims[place], rival.distance <= distance { continue }
                claims[place] = (cluster, distance)
            }
        }
        var members = [[Int]](repeating: [], count: cores.count)
        for place in claims.keys.sorted() {
            if let claim = claims[place] { members[claim.cluster].append(place) }
        }
        return cores.indices.compactMap { cluster in
            guard let window = windows[cluster], members[cluster].count >= method.minimum else { return nil }
            return Candidate(cores: cores[cluster], members: members[cluster], window: window)
        }
    }

    /// A candidate with its hull, its share and its expectation.
    func described(_ candidate: Candidate, radius: Double, p: Double) -> PlaceHourCluster {
        let places = candidate.members.map { points[$0] }
        let hull = ConvexHull(of: places, grownBy: radius / 4)
        let within = points.count { hull.contains($0) }
        let count = Double(places.count)
        return PlaceHourCluster(
            days: days, members: candidate.members.map { rows[$0] }.sorted(),
            centre: Point(
                x: places.reduce(0) { $0 + $1.x } / count, y: places.reduce(0) { $0 + $1.y } / count),
            hull: hull.shape, window: candidate.window, share: within > 0 ? min(1, count / Double(within)) : 0,
            expected: Double(within) * profile.share(of: candidate.window), p: p)
    }
}
