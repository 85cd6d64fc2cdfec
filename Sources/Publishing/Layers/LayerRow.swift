import HomewardGeometry
import HomewardLayers

/// A feature of a layer that was read from a file, its values by the columns of the layer's definition.
package struct LayerRow<Definition: LayerDefinition> {
    private let feature: Feature
    private let positions: [String: Int]

    init(feature: Feature, positions: [String: Int]) {
        self.feature = feature
        self.positions = positions
    }

    /// The feature's key, empty where the file gives none.
    package var id: String { feature.id ?? "" }
    /// The feature's shape.
    package var shape: Shape? { feature.shape }

    /// What stands in a column; nil where it is null, or where the file has no such column or another type in it.
    package subscript<Value>(column: LayerColumn<Definition, Value>) -> Value? { Value.read(raw(column)) }

    /// What stands in a column as text, empty where it is null.
    package func text<Value>(_ column: LayerColumn<Definition, Value>) -> String { raw(column).asText ?? "" }

    private func raw<Value>(_ column: LayerColumn<Definition, Value>) -> FieldValue {
        guard let position = positions[column.facts.name], feature.values.indices.contains(position) else {
            return .null
        }
        return feature.values[position]
    }
}

extension Layer {
    /// The features as rows of the layer that the file is said to hold. O(features).
    package func rows<Definition: LayerDefinition>(of definition: Definition.Type) -> [LayerRow<Definition>] {
        let positions = Dictionary(
            fields.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })
        return features.map { LayerRow(feature: $0, positions: positions) }
    }

    /// Whether the layer has the column: some are left out where nothing was computed for them.
    package func holds<Definition, Value>(_ column: LayerColumn<Definition, Value>) -> Bool {
        fields.contains { $0.name == column.facts.name }
    }
}
