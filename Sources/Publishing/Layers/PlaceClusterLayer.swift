public import HomewardAnalysis
import HomewardCore
public import HomewardGeometry
public import HomewardLayers
import HomewardWorkflow

/// Clusters in place alone as a layer.
public enum PlaceClusterLayer: LayerDefinition {
    /// A cluster and its place in the order of size, from 1.
    package struct Row: Sendable {
        let number: Int
        let cluster: PlaceCluster
    }

    package static let layerName = "clusters"
    package static let title = "Clusters in place"
    package static let summary =
        "Groups of incidents that lie close together in place: their outlines, never their members. Only `homeward clusters --method dbscan` writes it."
    package static let geometry = LayerGeometry.areas
    package static let shared = SharedForm.none("The outlines of clusters follow single incidents")
    package static let delivery = LayerDelivery.verbOnly
    package static let group = LayerGroup.findings
    package static let basis: Set<MadeUp> = [.incidents]

    package static let count = Column<Int>(
        "count", "Incidents", in: .incidents, meaning: "Incidents in the cluster."
    ) { $0.cluster.count }
    package static let columns: [any ColumnOf<Row>] = [count]

    package static func id(of row: Row) -> String { "C\(row.number)" }
    package static func shape(of row: Row) -> Shape? { row.cluster.hull }

    package static func layer(of results: RunResults) -> Layer? { nil }

    /// Clusters in place alone: layer `clusters`. It holds their outlines, never their members.
    ///
    /// - Parameters:
    ///   - clusters: The clusters, largest first; they are keyed `C1`, `C2`, … in that order.
    ///   - system: The working coordinate system, in metres.
    public static func make(_ clusters: [PlaceCluster], system: CoordinateSystem) -> Layer {
        layer(in: system, rows: clusters.enumerated().map { Row(number: $0.offset + 1, cluster: $0.element) })
    }

    package static func style(of layer: Layer) -> QMLStyle? {
        QMLStyle(
            renderer: .single(
                .fill(Palette.otherCluster, alpha: 35, outline: Palette.otherCluster, width: 0.6)),
            label: count.facts.name)
    }
}
