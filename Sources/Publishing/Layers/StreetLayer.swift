import HomewardCore
public import HomewardGeometry
public import HomewardLayers
public import HomewardStreets
import HomewardWorkflow

/// The walking network as a layer.
public enum StreetLayer: LayerDefinition {
    /// An edge of the network.
    package struct Row: Sendable {
        let index: Int
        let network: StreetNetwork
        var edge: StreetNetwork.Edge { network.edges[index] }
    }

    package static let layerName = "streets"
    package static let title = "Streets"
    package static let summary = "The walking network, one feature for each stretch between two nodes."
    package static let geometry = LayerGeometry.lines
    package static let shared = SharedForm.asItStands
    package static let delivery = LayerDelivery.packageOnly
    package static let group = LayerGroup.context
    package static let isShown = true
    package static let basis: Set<MadeUp> = [.streets]

    package static let name = Column<String>("name", "Name", meaning: "The street's name, where its file has one.") {
        $0.edge.name
    }
    package static let kind = Column<String>(
        "kind", "Kind", meaning: "The file's own class of street, such as `residential` or `footway`."
    ) { $0.edge.kind }
    package static let lengthM = Column<Double>(
        "length_m", "Length", in: .metres, decimals: 1, meaning: "The length along the line."
    ) { $0.edge.length }
    package static let component = Column<Int>(
        "component", "Component", in: .none(because: "a number that stands for a part of the network"),
        meaning: "The connected part that it belongs to; 0 is the one with the longest streets."
    ) { $0.network.component[$0.edge.from] }
    package static let fromNode = Column<Int>(
        "from_node", "From node", in: .none(because: "a number that stands for a node"),
        meaning: "The node where the line starts. Edges join where they share a node, wherever else they meet."
    ) { $0.edge.from }
    package static let toNode = Column<Int>(
        "to_node", "To node", in: .none(because: "a number that stands for a node"),
        meaning: "The node where the line ends."
    ) { $0.edge.to }
    package static let level = Column<Int>(
        "layer", "Level", in: .none(because: "a rank"),
        meaning: "OpenStreetMap's layer: 0 on the ground, 1 on a bridge, -1 in a tunnel."
    ) { $0.edge.level }
    package static let traits = Column<String>(
        "traits", "Traits",
        meaning:
            "What a walking profile may weigh: `steps`, `unlit`, `beside_road`, `crossing`, `underpass`, `across_square`, with commas between."
    ) { $0.edge.traits.isEmpty ? nil : $0.edge.traits.text }
    package static let isSynthetic = Column<Bool>(
        "synthetic", "Synthetic", meaning: "Whether the streets are made up."
    ) { $0.network.isSynthetic }
    package static let columns: [any ColumnOf<Row>] = [
        name, kind, lengthM, component, fromNode, toNode, level, traits, isSynthetic,
    ]

    package static func id(of row: Row) -> String { "E\(row.index + 1)" }
    package static func shape(of row: Row) -> Shape? { .lineString(row.edge.line) }

    package static func layer(of results: RunResults) -> Layer? {
        results.network.map { make($0, system: results.study.workingSystem) }
    }

    /// The walking network, one feature for each edge: layer `streets`. O(edges).
    ///
    /// - Parameters:
    ///   - network: The network; edges are keyed `E1`, `E2`, … in its order.
    ///   - system: The working coordinate system, in metres.
    public static func make(_ network: StreetNetwork, system: CoordinateSystem) -> Layer {
        layer(in: system, rows: network.edges.indices.map { Row(index: $0, network: network) })
    }

    package static func style(of layer: Layer) -> QMLStyle? {
        QMLStyle(renderer: .single(.line(Palette.street, width: 0.2)))
    }
}
