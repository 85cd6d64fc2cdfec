public import HomewardAnalysis
import HomewardCore
public import HomewardGeometry
public import HomewardLayers
import HomewardWorkflow

/// Clusters in place and time as a layer.
public enum SpaceTimeClusterLayer: LayerDefinition {
    /// A cluster and its place in the order of size, from 1.
    package struct Row: Sendable {
        let number: Int
        let cluster: SpaceTimeCluster
    }

    package static let layerName = "clusters"
    package static let title = "Clusters in place and time"
    package static let summary =
        "Spells of incidents that lie close together in place, and in date and hour: their outlines, never their members. Only `homeward clusters --method st-dbscan` writes it."
    package static let geometry = LayerGeometry.areas
    package static let shared = SharedForm.none("The outlines and times of clusters follow single incidents")
    package static let delivery = LayerDelivery.verbOnly
    package static let group = LayerGroup.findings
    package static let basis: Set<MadeUp> = [.incidents]

    package static let count = Column<Int>(
        "count", "Incidents", in: .incidents, meaning: "Incidents in the cluster."
    ) { $0.cluster.count }
    package static let first = Column<String>(
        "first", "First", meaning: "The local day and time of its first incident, `2024-03-30 23:10`."
    ) { $0.cluster.first.shown }
    package static let last = Column<String>(
        "last", "Last", meaning: "The local day and time of its last incident."
    ) { $0.cluster.last.shown }
    package static let lengthH = Column<Double>(
        "length_h", "Length", in: .measured("h"), decimals: 2, meaning: "From its first incident to its last."
    ) { $0.cluster.hours }
    package static let columns: [any ColumnOf<Row>] = [count, first, last, lengthH]

    package static func id(of row: Row) -> String { "C\(row.number)" }
    package static func shape(of row: Row) -> Shape? { row.cluster.place.hull }

    package static func layer(of results: RunResults) -> Layer? { nil }

    /// Clusters in place and time: layer `clusters`. It holds their outlines, never their members.
    ///
    /// - Parameters:
    ///   - result: The clusters, largest first; they are keyed `C1`, `C2`, … in that order.
    ///   - system: The working coordinate system, in metres.
    public static func make(_ result: SpaceTimeResult, system: CoordinateSystem) -> Layer {
        layer(in: system, rows: result.clusters.enumerated().map { Row(number: $0.offset + 1, cluster: $0.element) })
    }

    package static func style(of layer: Layer) -> QMLStyle? {
        QMLStyle(
            renderer: .single(
                .fill(Palette.otherCluster, alpha: 35, outline: Palette.otherCluster, width: 0.6)),
            label: first.facts.name)
    }
}
