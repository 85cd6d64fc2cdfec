import HomewardCore
public import HomewardGeometry
public import HomewardLayers
public import HomewardStreets
import HomewardWorkflow

/// Pieces of street with their density as a layer.
public enum StreetDensityLayer: LayerDefinition {
    /// A piece of street.
    package struct Row: Sendable {
        let number: Int
        let piece: StreetDensity.Piece
        let edge: StreetNetwork.Edge
        let isSynthetic: Bool
    }

    package static let layerName = "street_density"
    package static let title = "Density along streets"
    package static let summary =
        "The streets in short pieces with the density of incidents along them, smoothed over a distance that is walked. Only `homeward density --method streets` writes it."
    package static let geometry = LayerGeometry.lines
    package static let shared = SharedForm.none("A density of known kernel leads back to single incidents")
    package static let delivery = LayerDelivery.verbOnly
    package static let group = LayerGroup.findings
    package static let basis: Set<MadeUp> = [.incidents, .streets]

    package static let densityPerKm = Column<Double>(
        "density_per_km", "Density per km", in: .measured("incidents/km"), short: "dens_km", decimals: 6,
        meaning: "The mean density on the piece, per km of street; harm where a harm table is given."
    ) { $0.piece.perKilometre }
    package static let weight = Column<Double>(
        "weight", "Weight", in: .incidents, decimals: 6,
        meaning: "What of the incidents lies on the piece; over all pieces it comes to all incidents on streets."
    ) { $0.piece.weight }
    package static let lengthM = Column<Double>(
        "length_m", "Length", in: .metres, decimals: 2, meaning: "The length of the piece along the street."
    ) { $0.piece.length }
    package static let name = Column<String>("name", "Name", meaning: "The street's name, where its file has one.") {
        $0.edge.name
    }
    package static let edge = Column<String>(
        "edge", "Edge", meaning: "The key of the stretch in the layer `streets` of the same file of streets."
    ) { "E\($0.piece.edge + 1)" }
    package static let isSynthetic = Column<Bool>(
        "synthetic", "Synthetic", meaning: "Whether the streets are made up."
    ) { $0.isSynthetic }
    package static let columns: [any ColumnOf<Row>] = [densityPerKm, weight, lengthM, name, edge, isSynthetic]

    package static func id(of row: Row) -> String { "S\(row.number)" }
    package static func shape(of row: Row) -> Shape? {
        .lineString(row.edge.line.part(from: row.piece.from, to: row.piece.to))
    }

    package static func layer(of results: RunResults) -> Layer? { nil }

    /// The streets in short pieces with their density: layer `street_density`. Pieces that no kernel reaches have none and are left
    /// out.
    ///
    /// - Parameters:
    ///   - density: What was found; its pieces are keyed `S1`, `S2`, … in its order.
    ///   - network: The streets.
    ///   - system: The working coordinate system, in metres.
    public static func make(_ density: StreetDensity, on network: StreetNetwork, system: CoordinateSystem) -> Layer {
        layer(
            in: system,
            rows: density.pieces.indices.filter { density.pieces[$0].perKilometre != 0 }.map {
                Row(
                    number: $0 + 1, piece: density.pieces[$0], edge: network.edges[density.pieces[$0].edge],
                    isSynthetic: network.isSynthetic)
            })
    }

    /// Wider and darker where it is higher, by quartiles.
    package static func style(of layer: Layer) -> QMLStyle? {
        let values = layer.rows(of: StreetDensityLayer.self).compactMap { $0[densityPerKm] }.filter { $0 > 0 }.sorted()
        guard let least = values.first, let most = values.last, least < most else {
            return QMLStyle(renderer: .single(.line(Palette.heat[0], width: 0.6)))
        }
        let inner = [0.25, 0.5, 0.75].map { values[Int(Double(values.count - 1) * $0)] }
        let breaks = [0] + inner + [most * 1.0001]
        let classes = zip(Palette.heat, zip(breaks, breaks.dropFirst())).enumerated().map { index, entry in
            (
                lower: entry.1.0, upper: entry.1.1,
                label: "\(Shown.fixed(entry.1.0, 2))–\(Shown.fixed(entry.1.1, 2)) per km",
                symbol: QMLSymbol.line(entry.0, width: 0.4 + 0.3 * Double(index))
            )
        }
        return QMLStyle(renderer: .graduated(by: .init(field: densityPerKm.facts.name), classes))
    }
}
