package import HomewardLayers

/// A feature of a layer with its values by name.
package struct Row {
    package let layer: Layer
    package let feature: Feature

    /// The feature's key.
    package var id: String { feature.id ?? "" }
    /// A value as text, empty where it is null.
    package func text(_ name: String) -> String { layer.value(name, of: feature)?.asText ?? "" }
    /// A value as a number.
    package func number(_ name: String) -> Double? { layer.value(name, of: feature)?.asDouble }
    /// A value as a whole number.
    package func integer(_ name: String) -> Int {
        guard let value = number(name), value.isFinite, abs(value) < 1e15 else { return 0 }
        return Int(value)
    }
    /// Whether a value is true.
    package func flag(_ name: String) -> Bool {
        switch layer.value(name, of: feature) {
        case .boolean(let value): value
        case .integer(let value): value != 0
        case .text(let value): value == "true"
        default: false
        }
    }
}

extension Layer {
    /// The features as rows.
    package var rows: [Row] { features.map { Row(layer: self, feature: $0) } }
}
