public import HomewardAnalysis
import HomewardCore
public import HomewardGeometry
public import HomewardLayers
import HomewardWorkflow

/// Clusters in place of any density as a layer.
public enum DensityClusterLayer: LayerDefinition {
    /// A cluster with its outline and its place in the order of size, from 1.
    package struct Row: Sendable {
        let number: Int
        let cluster: HDBSCANResult.Cluster
        let outline: Shape
    }

    package static let layerName = "clusters"
    package static let title = "Clusters in place of any density"
    package static let summary =
        "Groups of incidents that stand out in place from what lies around them: their outlines, never their members. Only `homeward clusters --method hdbscan` writes it."
    package static let geometry = LayerGeometry.areas
    package static let shared = SharedForm.none("The outlines of clusters follow single incidents")
    package static let delivery = LayerDelivery.verbOnly
    package static let group = LayerGroup.findings
    package static let basis: Set<MadeUp> = [.incidents]

    package static let count = Column<Int>(
        "count", "Incidents", in: .incidents, meaning: "Incidents in the cluster."
    ) { $0.cluster.count }
    package static let formsM = Column<Double>(
        "forms_m", "One group from", in: .metres, decimals: 2,
        meaning:
            "The shortest distance, core distances counted, at which it is one group: below it parts, or too little of it hangs together."
    ) { $0.cluster.forms }
    package static let joinsM = Column<Double>(
        "joins_m", "One group to", in: .metres, decimals: 2,
        meaning:
            "The distance at which it joins what lies around it: the further above `forms_m`, the more it stands out."
    ) { $0.cluster.joins }
    package static let strength = Column<Double>(
        "strength", "Strength", in: .none(because: "a mean of shares, 0 to 1"), decimals: 4,
        meaning: "The mean strength of its incidents' membership: 1 where all lie in its dense middle."
    ) { $0.cluster.strength }
    package static let persistence = Column<Double>(
        "persistence", "Persistence", in: .none(because: "a share, 0 to 1"), short: "persist", decimals: 6,
        meaning: "Its stability over all distances as a share of the most that so many incidents could have."
    ) { $0.cluster.persistence }
    package static let columns: [any ColumnOf<Row>] = [count, formsM, joinsM, strength, persistence]

    package static func id(of row: Row) -> String { "C\(row.number)" }
    package static func shape(of row: Row) -> Shape? { row.outline }

    package static func layer(of results: RunResults) -> Layer? { nil }

    /// Clusters in place of any density: layer `clusters`. It holds their outlines, never their members.
    ///
    /// - Parameters:
    ///   - result: The clusters, largest first; they are keyed `C1`, `C2`, … in that order.
    ///   - outlines: Their outlines, in the same order.
    ///   - system: The working coordinate system, in metres.
    public static func make(
        _ result: HDBSCANResult, outlines: [PlaceCluster], system: CoordinateSystem
    ) -> Layer {
        layer(
            in: system,
            rows: zip(result.clusters, outlines).enumerated().map {
                Row(number: $0.offset + 1, cluster: $0.element.0, outline: $0.element.1.hull)
            })
    }

    package static func style(of layer: Layer) -> QMLStyle? {
        QMLStyle(
            renderer: .single(
                .fill(Palette.otherCluster, alpha: 35, outline: Palette.otherCluster, width: 0.6)),
            label: count.facts.name)
    }
}
