import HomewardCore
import HomewardGeometry

/// Refuses features that no file should hold: coordinates and numbers that are not finite, and values that do not fit
/// their fields.
struct FeatureCheck {
    let file: String
    let layer: Layer

    /// Looks at every feature. O(size of the layer).
    func check() throws(LayersError) {
        for (position, feature) in layer.features.enumerated() {
            if let fault = fault(of: feature) {
                throw .badFeature(
                    file: file, layer: layer.name, feature: FeatureLabel.text(position, feature), message: fault)
            }
        }
    }

    private func fault(of feature: Feature) -> String? {
        var wrong: Point?
        feature.shape?.forEachVertex { if wrong == nil, !$0.isFinite { wrong = $0 } }
        if let wrong {
            return "a coordinate is no finite number (\(wrong.x), \(wrong.y)); leave the feature out or give it a place"
        }
        guard feature.values.count == layer.fields.count else {
            return "it has \(feature.values.count) values for \(layer.fields.count) fields; give one value for each"
        }
        for (field, value) in zip(layer.fields, feature.values) {
            if let fault = fault(of: value, in: field) { return "field \(field.name.quoted) \(fault)" }
        }
        return nil
    }

    private func fault(of value: FieldValue, in field: Field) -> String? {
        switch (value, field.type) {
        case (.null, _), (.boolean, .boolean), (.integer, .integer), (.integer, .real): return nil
        case (.real(let number), .real):
            return number.isFinite ? nil : "holds \(number), which is no finite number; leave it empty instead"
        case (.text(let text), .text):
            return text.utf8.contains(0) ? "holds a NUL character; take it out" : nil
        case (.text(let text), .date), (.text(let text), .dateTime):
            return CivilMoment(text) == nil ? "holds \(text.quoted), which is no date of ISO 8601" : nil
        default:
            return "is of type \(field.type.rawValue) and holds \(value); give a value of that type"
        }
    }
}

/// How a message names a feature: by its position, counted from 1, and by its identifier where it has one.
enum FeatureLabel {
    static func text(_ position: Int, _ feature: Feature) -> String {
        feature.id.map { "\(position + 1) (\($0.quoted))" } ?? "\(position + 1)"
    }
}
