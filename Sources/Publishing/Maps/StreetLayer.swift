public import HomewardGeometry
public import HomewardLayers
public import HomewardStreets

/// The walking network as a layer.
public enum StreetLayer {
    /// The walking network, one feature for each edge: layer `streets`.
    ///
    /// - Parameters:
    ///   - network: The network; edges are keyed `E1`, `E2`, … in its order.
    ///   - system: The working coordinate system, in metres.
    public static func make(_ network: StreetNetwork, system: CoordinateSystem) -> Layer {
        Layer(
            name: "streets", in: system, rows: Array(network.edges.indices), id: { "E\($0 + 1)" },
            shape: { .lineString(network.edges[$0].line) },
            columns: [
                .text("name") { network.edges[$0].name },
                .text("kind") { network.edges[$0].kind },
                .real("length_m", decimals: 1) { network.edges[$0].length },
                .integer("component") { network.component[network.edges[$0].from] },
                .boolean("synthetic") { _ in network.isSynthetic },
            ])
    }
}
