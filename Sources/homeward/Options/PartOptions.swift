import ArgumentParser
import HomewardCore
import HomewardLayers
import HomewardWorkflow

extension PartColumn: ExpressibleByArgument {}

/// Whether a verb looks at the incidents part by part.
struct PartOptions: ParsableArguments {
    @Option(
        name: .customLong("by"),
        help: "Look at each category, weapon or source by itself, as if there were no others.")
    var column: PartColumn?
}

extension Layer {
    /// Layers of parts as one: each feature has its part's value in the first field, and its key begins with the part's number.
    init(parts: [(value: String, layer: Layer)], by column: PartColumn) {
        var fields: [Field] = []
        for part in parts { fields += part.layer.fields.filter { field in !fields.contains { $0.name == field.name } } }
        let own = fields
        let features = parts.enumerated().flatMap { number, part in
            let places = own.map { field in part.layer.fields.firstIndex { $0.name == field.name } }
            return part.layer.features.map { feature in
                Feature(
                    id: feature.id.map { "P\(number + 1)-\($0)" }, shape: feature.shape,
                    values: [.text(part.value)] + places.map { $0.map { feature.values[$0] } ?? .null })
            }
        }
        self.init(
            name: parts.first?.layer.name ?? column.rawValue,
            coordinateSystem: parts.first?.layer.coordinateSystem,
            fields: [Field("by_\(column.rawValue)", .text, shortName: "by", mayBeCut: true)] + own, features: features)
    }
}
