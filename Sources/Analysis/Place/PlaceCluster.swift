public import HomewardGeometry

/// Points that lie close together in place, by ``DBSCAN``.
public struct PlaceCluster: Sendable, Equatable {
    /// The points in the cluster, as indices into the list that was analysed, ascending.
    public var members: [Int]
    /// The mean position.
    public var centre: Point
    /// The convex hull of the members, grown by a quarter of the radius so that it has an area.
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

extension DBSCAN {
    /// The clusters with their outlines, the largest first; equals stand in the order of their first members.
    /// O(points log points) beside ``labels(of:)``.
    ///
    /// - Throws: `SettingError` where a parameter lies outside its range, `GeometryError` where an outline cannot be drawn.
    public func clusters(of points: [Point]) throws -> [PlaceCluster] {
        let labels = try labels(of: points)
        var members = [[Int]](repeating: [], count: (labels.max() ?? -1) + 1)
        for (point, label) in labels.enumerated() where label >= 0 { members[label].append(point) }
        var clusters: [PlaceCluster] = []
        for members in members {
            let cloud = Shape.multiPoint(members.map { points[$0] })
            clusters.append(
                PlaceCluster(
                    members: members, centre: try cloud.centroid(),
                    hull: try cloud.convexHull().buffered(by: radius / 4)))
        }
        return clusters.sorted { ($1.count, $0.members[0]) < ($0.count, $1.members[0]) }
    }
}
