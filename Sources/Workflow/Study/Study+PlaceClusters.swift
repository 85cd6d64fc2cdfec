public import HomewardAnalysis
public import HomewardIncidents

extension Study {
    /// Density clusters in place of the incidents of `table`, the largest first.
    public func placeClusters(_ method: DBSCAN, of table: IncidentTable) throws -> [PlaceCluster] {
        try method.clusters(of: table.points)
    }
}
