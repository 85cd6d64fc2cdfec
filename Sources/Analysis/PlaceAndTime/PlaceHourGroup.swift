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
    /// Rows of the table, from the west, then the south, then by the time of day.
    let rows: [Int]
    let points: [Point]
    let minutes: [Int]
    /// The share of each ten minutes of the day.
    let profile: ClockProfile

    /// O(incidents), and sorting for those that share an easting.
    init(_ table: IncidentTable, rows: [Int], days: DaySelection) {
        self.days = days
        self.rows = PlaceHourGroup.sorted(rows, table)
        points = self.rows.map(table.point)
        minutes = self.rows.map { min(1439, Int(table.second[$0]) / 60) }
        profile = ClockProfile(minutes)
    }

    private static func sorted(_ rows: [Int], _ table: IncidentTable) -> [Int] {
        var sorted = RadixOrder.indices(by: rows.map { RadixOrder.key(table.x[$0]) }).map { rows[Int($0)] }
        var start = 0
        while start < sorted.count {
            var end = start + 1
            while end < sorted.count, table.x[sorted[end]] == table.x[sorted[start]] { end += 1 }
            if end - start > 1 {
                sorted[start..<end].sort { a, b in
                    (table.y[a], table.second[a], a) < (table.y[b], table.second[b], b)
                }
            }
            start = end
        }
        return sorted
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
        let isCore = PlaceHourCores(points, minutes).flags(method, reach: reach)
        let cores = PlaceHourCores.joined(
            points.indices.filter { isCore[$0] }, points, minutes, radius: method.radius, reach: reach)
        return settled(cores, method, reach: reach)
    }

    /// Windows and members of clusters from their cores.
    private func settled(_ cores: [[Int]], _ method: PlaceHourClusters, reach: Int) -> [Candidate] {
        let footprints = Footprints(points, radius: method.radius)
        var windows: [HourWindow?] = []
        // The cluster that has an incident, and how far its core is where several would have it.
        var claims = [Int32](repeating: -1, count: points.count)
        var contested: [Int: Double] = [:]
        for (cluster, list) in cores.enumerated() {
            let footprint = footprints.footprint(of: list)
            let arc = ClockArc(holding: list.map { minutes[$0] }).grown(by: reach)
            let window = profile.bestWindow(footprint.map { minutes[$0] }, within: arc, minimum: method.minimum)
            windows.append(window)
            guard let window else { continue }
            for place in footprint where window.contains(minute: minutes[place]) {
                guard claims[place] >= 0 else {
                    claims[place] = Int32(cluster)
                    continue
                }
                let rival = contested[place] ?? footprints.distance(of: place, to: cores[Int(claims[place])])
                let distance = footprints.distance(of: place, to: list)
                contested[place] = min(rival, distance)
                if distance < rival { claims[place] = Int32(cluster) }
            }
        }
        var members = [[Int]](repeating: [], count: cores.count)
        for (place, cluster) in claims.enumerated() where cluster >= 0 { members[Int(cluster)].append(place) }
        return cores.indices.compactMap { cluster in
            guard let window = windows[cluster], members[cluster].count >= method.minimum else { return nil }
            return Candidate(cores: cores[cluster], members: members[cluster], window: window)
        }
    }

    /// A candidate with its hull, its share and its expectation. O(members log members + incidents between the hull's west and east).
    func described(_ candidate: Candidate, radius: Double, p: Double) -> PlaceHourCluster {
        let places = candidate.members.map { points[$0] }
        let hull = ConvexHull(of: places, grownBy: radius / 4)
        let within = count(in: hull)
        let count = Double(places.count)
        return PlaceHourCluster(
            days: days, members: candidate.members.map { rows[$0] }.sorted(),
            centre: Point(
                x: places.reduce(0) { $0 + $1.x } / count, y: places.reduce(0) { $0 + $1.y } / count),
            hull: hull.shape, window: candidate.window, share: within > 0 ? min(1, count / Double(within)) : 0,
            expected: Double(within) * profile.share(of: candidate.window), p: p)
    }

    /// The incidents in a hull. O(incidents between its west and east).
    private func count(in hull: ConvexHull) -> Int {
        guard let box = BoundingBox(of: hull.corners) else { return 0 }
        // A margin for a point on the outline, which the sides decide with a rounding of their own.
        let margin = max(box.maxX - box.minX, box.maxY - box.minY) * 1e-9
        return points[across(box.minX - margin, box.maxX + margin)].count { point in
            point.y >= box.minY - margin && point.y <= box.maxY + margin && hull.contains(point)
        }
    }

    /// The incidents whose easting lies between two.
    private func across(_ west: Double, _ east: Double) -> Range<Int> {
        func first(_ isBehind: (Double) -> Bool) -> Int {
            var (low, high) = (0, points.count)
            while low < high {
                let middle = (low + high) / 2
                if isBehind(points[middle].x) { high = middle } else { low = middle + 1 }
            }
            return low
        }
        let start = first { $0 >= west }
        return start..<max(start, first { $0 > east })
    }
}

/// What lies within a radius of clusters' cores.
private struct Footprints {
    private let points: [Point]
    private let cells: PlaceCells
    /// The cell of each point.
    private let cellOf: [Int32]

    /// O(points).
    init(_ points: [Point], radius: Double) {
        self.points = points
        cells = PlaceCells(points, reach: radius, division: 2.0.squareRoot() * (1 + 1e-5))
        var cellOf = [Int32](repeating: -1, count: points.count)
        for cell in 0..<cells.count {
            for place in cells.places(cell) { cellOf[Int(cells.order[place])] = Int32(cell) }
        }
        self.cellOf = cellOf
    }

    /// The points within the radius of some core, in no particular order but always the same.
    ///
    /// O(points in the cells of the cores and around them): those in a core's own cell need no look at it.
    func footprint(of cores: [Int]) -> [Int] {
        var coresOf: [Int: [Point]] = [:]
        for core in cores { coresOf[Int(cellOf[core]), default: []].append(points[core]) }
        var walk = PlaceCells.Walk(cells)
        var around: Set<Int> = []
        for cell in coresOf.keys.sorted() {
            walk.move(to: cell)
            for run in walk.edge + walk.inside { around.formUnion(run) }
        }
        var found: [Int] = []
        for cell in around.sorted() {
            if cells.isClique, coresOf[cell] != nil {
                found += cells.places(cell).map { Int(cells.order[$0]) }
                continue
            }
            walk.move(to: cell)
            let near = (walk.edge + walk.inside).joined().flatMap { coresOf[$0] ?? [] }
            for place in cells.places(cell) {
                let (x, y) = (cells.xs[place], cells.ys[place])
                if near.contains(where: { core in
                    let (dx, dy) = (core.x - x, core.y - y)
                    return dx * dx + dy * dy <= cells.square
                }) {
                    found.append(Int(cells.order[place]))
                }
            }
        }
        return found
    }

    /// How far the nearest of some cores is. O(cores).
    func distance(of place: Int, to cores: [Int]) -> Double {
        cores.reduce(.infinity) { min($0, points[$1].distance(to: points[place])) }
    }
}
