public import HomewardAnalysis
public import HomewardGeometry
public import HomewardIncidents

/// Incidents that lie close together in place, by DBSCAN.
public struct PlaceCluster: Sendable, Equatable {
    /// Rows of the table that was analysed, ascending.
    public var members: [Int]
    /// The mean position.
    public var centre: Point
    /// The convex hull of the members, grown by a quarter of the radius so that it has an area.
    public var hull: Shape

    /// The number of incidents in the cluster.
    public var count: Int { members.count }
}

extension Study {
    /// Density clusters in place of the incidents of `table`, the largest first; equals stand in the order of their
    /// first members.
    public func placeClusters(_ method: DBSCAN, of table: IncidentTable) throws -> [PlaceCluster] {
        let labels = try method.labels(of: table.points)
        let byLabel = Dictionary(grouping: labels.indices.filter { labels[$0] >= 0 }) { labels[$0] }
        return try byLabel.values.map { members in
            let cloud = Shape.multiPoint(members.map { table.point($0) })
            return PlaceCluster(
                members: members, centre: try cloud.centroid(), hull: try cloud.convexHull().buffered(by: method.radius / 4))
        }
        .sorted { ($1.count, $0.members[0]) < ($0.count, $1.members[0]) }
    }
}
