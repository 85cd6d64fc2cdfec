public import HomewardCore
public import HomewardGeometry

/// Density clusters: places with at least a minimum of others within a radius, and what hangs together through them.
///
/// Source: M. Ester, H.-P. Kriegel, J. Sander, X. Xu (1996), "A density-based algorithm for discovering clusters in large
/// spatial databases with noise", KDD-96, 226–231.
public struct DBSCAN: Configurable, Equatable {
    /// How far a neighbour may be, m, the limit included.
    public var radius = 150.0
    /// How many points, itself counted, a core point has within the radius.
    public var minimum = 12

    /// The standard method.
    public init() {}

    /// The parameters; the clusters in place and hour, which a plan finds, share them.
    public static let settings: [Setting<Self>] = [radiusSetting(\.radius), minimumSetting(\.minimum)]

    static func radiusSetting<Root>(_ place: any WritableKeyPath<Root, Double> & Sendable) -> Setting<Root> {
        .number("clusters.radius_m", place, in: 1...10_000, unit: "m", "how near in place")
    }

    static func minimumSetting<Root>(_ place: any WritableKeyPath<Root, Int> & Sendable) -> Setting<Root> {
        .whole("clusters.minimum", place, in: 2...1000, "incidents that make a core")
    }

    /// The cluster of each point, 0 upward, or −1 for noise.
    ///
    /// 1. A core point has at least ``minimum`` points within ``radius``.
    /// 2. Core points within reach of each other belong together.
    /// 3. Another point within reach of a core point joins the nearest one's cluster; of equally near ones that of the
    ///    westernmost, then southernmost. The original leaves this to the order of the points.
    ///
    /// Clusters are numbered by size, the largest first, then by their westernmost, then southernmost core point, so that
    /// the result does not depend on the order of the points. Points without finite coordinates are noise.
    /// O(points + pairs within reach).
    ///
    /// - Throws: `SettingError` where a parameter lies outside its range.
    public func labels(of points: [Point]) throws(SettingError) -> [Int] {
        try check()
        let buckets = PointBuckets(points, reach: radius)
        let isCore = Parallel.map(points.count) { place in
            guard points[place].isFinite else { return false }
            var around = 1
            buckets.forEachNeighbour(of: place) { _ in around += 1 }
            return around >= minimum
        }
        var sets = DisjointSets(points.count)
        var anchor = [Int](repeating: -1, count: points.count)
        for place in points.indices where points[place].isFinite {
            if isCore[place] {
                anchor[place] = place
                buckets.forEachNeighbour(of: place) { other in
                    if other > place, isCore[other] { sets.join(place, other) }
                }
            } else {
                var nearest = (distance: Double.infinity, x: 0.0, y: 0.0)
                buckets.forEachNeighbour(of: place) { other in
                    guard isCore[other] else { return }
                    let candidate = (points[place].distance(to: points[other]), points[other].x, points[other].y)
                    if candidate < nearest {
                        nearest = candidate
                        anchor[place] = other
                    }
                }
            }
        }
        let roots = anchor.map { $0 < 0 ? -1 : sets.root($0) }
        return DBSCAN.numbered(roots, points, isCore)
    }

    /// Numbers clusters by size and place.
    private static func numbered(_ roots: [Int], _ points: [Point], _ isCore: [Bool]) -> [Int] {
        var size = [Int](repeating: 0, count: points.count)
        var corner = [Point?](repeating: nil, count: points.count)
        for place in points.indices where roots[place] >= 0 {
            let root = roots[place]
            size[root] += 1
            guard isCore[place] else { continue }
            if let first = corner[root], (first.x, first.y) <= (points[place].x, points[place].y) { continue }
            corner[root] = points[place]
        }
        let clusters = points.indices.filter { size[$0] > 0 }.sorted { a, b in
            let first = corner[a] ?? points[a]
            let second = corner[b] ?? points[b]
            return (-size[a], first.x, first.y, a) < (-size[b], second.x, second.y, b)
        }
        var number = [Int](repeating: -1, count: points.count)
        for (label, root) in clusters.enumerated() { number[root] = label }
        return roots.map { $0 < 0 ? -1 : number[$0] }
    }
}
