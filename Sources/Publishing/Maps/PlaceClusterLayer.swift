public import HomewardAnalysis
public import HomewardGeometry
public import HomewardLayers

/// Groups of incidents in place as a layer.
public enum PlaceClusterLayer {
    /// Clusters in place alone: layer `clusters`. Only their outlines leave the house, never their members.
    ///
    /// - Parameters:
    ///   - clusters: The clusters, largest first; they are keyed `C1`, `C2`, … in that order.
    ///   - system: The working coordinate system, in metres.
    public static func make(_ clusters: [PlaceCluster], system: CoordinateSystem) -> Layer {
        Layer(
            name: "clusters", in: system, rows: Array(clusters.indices), id: { "C\($0 + 1)" },
            shape: { clusters[$0].hull },
            columns: [.integer("count") { clusters[$0].count }])
    }
}
