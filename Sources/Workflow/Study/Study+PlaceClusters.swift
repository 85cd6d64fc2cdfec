public import HomewardAnalysis
public import HomewardIncidents

extension Study {
    /// Density clusters in place of the incidents of `table`, the largest first.
    public func placeClusters(of table: IncidentTable, radius: Double, minimum: Int) throws -> [PlaceCluster] {
        try DBSCAN(radius: radius, minimum: minimum).clusters(of: table.points)
    }
}
