public import HomewardCore
public import HomewardGeometry

/// Density clusters in place and date: incidents with at least a minimum of others within a radius and within so many hours, and what
/// hangs together through them. A spell of incidents at one place is a cluster; the same number spread over the year is none.
///
/// Source: D. Birant, A. Kut (2007), "ST-DBSCAN: An algorithm for clustering spatial–temporal data", Data & Knowledge Engineering 60(1),
/// 208–221; of its two radii the second is that of time, and no threshold of a third attribute is used.
public struct SpaceTimeDBSCAN: Configurable, Equatable {
    /// How far a neighbour may be in place, m, the limit included.
    public var radius = DBSCAN().radius
    /// How far a neighbour may be in time, date and hour together, hours, the limit included.
    public var lag = 168.0
    /// How many incidents, itself counted, a core has within both.
    public var minimum = DBSCAN().minimum

    /// The standard method.
    public init() {}

    /// The parameters.
    public static let settings: [Setting<Self>] =
        [DBSCAN.radiusSetting(\.radius)] + ownSettings + [DBSCAN.minimumSetting(\.minimum)]

    /// The parameters that no other method of clusters has.
    public static let ownSettings: [Setting<Self>] = [
        .number(
            "clusters.lag_h", \.lag, in: 0.1...8784, unit: "hours",
            "how near in time, date and hour together, by st-dbscan")
    ]

    /// The cluster of each incident, 0 upward, or −1 for noise.
    ///
    /// 1. Neighbours are at most ``radius`` apart in place and at most ``lag`` apart in time. A core has ``minimum`` neighbours, itself
    ///    counted.
    /// 2. Cores that are neighbours belong together.
    /// 3. Another incident with a core among its neighbours joins the cluster of the nearest in place; of equally near ones that of the
    ///    nearest in time, then of the westernmost, southernmost, earliest. The original leaves this to the order of the rows.
    ///
    /// Clusters are numbered by size, the largest first, then by their westernmost, southernmost, earliest core. Points without finite
    /// coordinates are noise.
    ///
    /// Incidents are sorted into cells so small that all of one are within the radius, and by time inside. As time goes on in a cell, the
    /// stretches of time in the cells around it go on with it. O(n log n) where few incidents are neighbours; where many are, no more than
    /// the minimum are looked at for each. Cores are joined by cell and by stretches of time within the lag: two stretches by the first two
    /// cores found that are neighbours.
    ///
    /// - Parameters:
    ///   - points: Where incidents happened.
    ///   - seconds: When, in seconds from any moment; as many as points.
    /// - Throws: `SettingError` where a parameter lies outside its range.
    public func labels(of points: [Point], at seconds: [Int64]) throws(SettingError) -> [Int] {
        try check()
        let count = min(points.count, seconds.count)
        let cells = TimedCells(Array(points.prefix(count)), seconds, radius: radius, lag: Int64((lag * 3600).rounded()))
        let isCore = cells.cores(minimum)
        let roots = cells.joined(isCore)
        let labels = SpaceTimeDBSCAN.numbered(cells.anchors(isCore, roots), cells, isCore, count)
        return labels + [Int](repeating: -1, count: points.count - count)
    }

    /// Numbers clusters by size, then place, then time, for all incidents as they were listed.
    private static func numbered(_ roots: [Int32], _ timed: TimedCells, _ isCore: [Bool], _ count: Int) -> [Int] {
        typealias Corner = (x: Double, y: Double, second: Int64)
        var size = [Int](repeating: 0, count: roots.count)
        var corner: [Int32: Corner] = [:]
        for (place, root) in roots.enumerated() where root >= 0 {
            size[Int(root)] += 1
            guard isCore[place] else { continue }
            let own: Corner = (timed.cells.xs[place], timed.cells.ys[place], timed.times[place])
            if let first = corner[root], first <= own { continue }
            corner[root] = own
        }
        let clusters = corner.sorted { a, b in
            (-size[Int(a.key)], a.value.x, a.value.y, a.value.second)
                < (-size[Int(b.key)], b.value.x, b.value.y, b.value.second)
        }
        var number = [Int](repeating: -1, count: roots.count)
        for (label, cluster) in clusters.enumerated() { number[Int(cluster.key)] = label }
        var labels = [Int](repeating: -1, count: count)
        for (place, root) in roots.enumerated() where root >= 0 {
            labels[Int(timed.cells.order[place])] = number[Int(root)]
        }
        return labels
    }
}
