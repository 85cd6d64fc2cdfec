import HomewardCore
package import HomewardLayers

/// The columns that every layer has at its end: whether a feature rests on something made up, and what of it is assumed.
///
/// They stand in each row, so that they stay with it in an attribute table, a filter or a copy.
package enum LayerMarks {
    package static let synthetic = ColumnFacts(
        name: "synthetic", alias: "Synthetic", unit: nil,
        meaning: "Whether it rests on made-up streets or incidents, so that it is an exercise.",
        shortName: "synthetic", type: .boolean, audience: .partner)
    package static let assumed = ColumnFacts(
        name: "assumed", alias: "Assumed", unit: nil,
        meaning: "What of it is taken for granted; empty where nothing is.", shortName: "assumed", type: .text,
        audience: .partner)
    package static let all = [synthetic, assumed]
}

extension LayerCatalogue {
    /// The layer with its column `synthetic` filled: true where a part of the input that it rests on is made up. A layer
    /// that is not in the catalogue, or already says it, stays as it is. O(features).
    package static func marked(_ layer: Layer, madeUp: Set<MadeUp>) -> Layer {
        guard let definition = definition(of: layer),
            !definition.columns.contains(where: { $0.facts.name == LayerMarks.synthetic.name }),
            let column = layer.index(of: LayerMarks.synthetic.name)
        else { return layer }
        let isSynthetic = FieldValue.boolean(!definition.basis.isDisjoint(with: madeUp))
        var layer = layer
        for index in layer.features.indices { layer.features[index].values[column] = isSynthetic }
        return layer
    }

    /// The definition that a layer was made by; of several of one name the one that has just its columns.
    package static func definition(of layer: Layer) -> (any LayerDefinition.Type)? {
        let replacing = shared.filter { definition in !all.contains { $0 == definition } }
        let named = (all + replacing).filter { $0.layerName == layer.name }
        let fields = layer.fields.map(\.name)
        return named.first { $0.columnFacts.map(\.name) == fields } ?? named.first
    }

    /// How QGIS draws each of the layers that has shapes.
    package static func styles(of layers: [Layer]) -> [QGISStyle] {
        layers.compactMap { layer in
            definition(of: layer)?.style(of: layer).map {
                QGISStyle(layer: layer.name, name: layer.name, qml: $0.xml)
            }
        }
    }

    /// What each of the layers shows, by its name.
    package static func summaries(of layers: [Layer]) -> [String: String] {
        Dictionary(layers.compactMap { layer in definition(of: layer).map { (layer.name, $0.summary) } }) { first, _ in
            first
        }
    }
}
