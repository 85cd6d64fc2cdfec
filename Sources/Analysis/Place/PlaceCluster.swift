public import HomewardGeometry

/// Points that lie close together in place, with their outline.
public struct PlaceCluster: Sendable, Equatable {
    /// The points in the cluster, as indices into the list that was analysed, ascending.
    public var members: [Int]
    /// The mean position.
    public var centre: Point
    /// The outline, an area.
    public var hull: Shape

    /// The number of points in the cluster.
    public var count: Int { members.count }

    /// A cluster with its outline.
    public init(members: [Int], centre: Point, hull: Shape) {
        self.members = members
        self.centre = centre
        self.hull = hull
    }
}

extension PlaceCluster {
    /// The clusters of some labels, in the order of the labels; `reach` says of each how far apart its points are that hang together, m.
    static func all(
        of points: [Point], labels: [Int], outline: ClusterOutline, reach: (Int) -> Double
    ) throws(GeometryError) -> [PlaceCluster] {
        var members = [[Int]](repeating: [], count: (labels.max() ?? -1) + 1)
        for (point, label) in labels.enumerated() where label >= 0 { members[label].append(point) }
        var clusters: [PlaceCluster] = []
        for (label, members) in members.enumerated() {
            // Sorted, so that sums do not depend on the order of the points.
            let places = members.map { points[$0] }.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
            let centre = places.reduce(Point(x: 0, y: 0)) { Point(x: $0.x + $1.x, y: $0.y + $1.y) }
            clusters.append(
                PlaceCluster(
                    members: members,
                    centre: Point(x: centre.x / Double(places.count), y: centre.y / Double(places.count)),
                    hull: try outline.shape(around: places, reach: reach(label))))
        }
        return clusters
    }
}

extension DBSCAN {
    /// The clusters with their outlines, in the order of ``labels(of:)``. O(points log points) beside it.
    ///
    /// - Throws: `SettingError` where a parameter lies outside its range, `GeometryError` where an outline cannot be drawn.
    public func clusters(of points: [Point], outline: ClusterOutline = ClusterOutline()) throws -> [PlaceCluster] {
        try PlaceCluster.all(of: points, labels: try labels(of: points), outline: outline) { _ in radius }
    }
}

extension HDBSCANResult {
    /// Outlines are drawn as if points that hang together were this far apart at least, m, so that those of one place can be seen.
    public static let leastReach = 40.0

    /// The clusters with their outlines, in the order of ``clusters``; the distance within which a cluster hangs together is to its
    /// outline what the radius is to that of ``DBSCAN``. O(points log points).
    ///
    /// - Parameters:
    ///   - points: The points that were analysed.
    ///   - outline: The outline.
    /// - Throws: `GeometryError` where an outline cannot be drawn.
    public func outlined(_ points: [Point], outline: ClusterOutline = ClusterOutline()) throws -> [PlaceCluster] {
        try PlaceCluster.all(of: points, labels: labels, outline: outline) {
            max(clusters[$0].holds, HDBSCANResult.leastReach)
        }
    }
}
