import HomewardCore
import HomewardGeometry

/// The features of a layer of areas, gathered by name.
struct AreaCollection {
    private let file: String
    private let layer: Layer
    /// The names in the order of the file, each once.
    let names: [String]
    private let field: Int
    private let choice: NameField
    private let rows: [String: [Int]]
    /// The outlines that have no name.
    private let nameless: Int

    init(file: String, layer: Layer, nameField: String?) throws(LayersError) {
        self.file = file
        self.layer = layer
        let choice = NameField(of: layer)
        guard let field = nameField.map({ layer.index(of: $0) }) ?? choice.best else {
            throw .noSuchField(
                file: file, layer: layer.name, field: nameField ?? "name", available: layer.fields.map(\.name))
        }
        var names: [String] = []
        var rows: [String: [Int]] = [:]
        var nameless = 0
        for (index, feature) in layer.features.enumerated() {
            guard let name = feature.values[field].asText, !name.isEmpty else {
                nameless += feature.shape?.polygons.isEmpty == false ? 1 : 0
                continue
            }
            if rows[name] == nil { names.append(name) }
            rows[name, default: []].append(index)
        }
        guard !names.isEmpty else {
            throw .badFeature(
                file: file, layer: layer.name, feature: "1",
                message: "the layer has no area with a name in field \(layer.fields[field].name.quoted); fill it in")
        }
        self.names = names
        self.rows = rows
        self.field = field
        self.choice = choice
        self.nameless = nameless
    }

    /// The name of the field that the names were taken from.
    var nameField: String { layer.fields[field].name }

    /// What an analyst should know about the names of the areas that are asked for, nil for all: sentences.
    func notes(on wanted: [String]?) -> [String] {
        choice.notes(
            on: field, names: wanted ?? names, rows: rows, nameless: wanted == nil ? nameless : 0, file: file)
    }

    /// One feature for each of `wanted`: its polygons, as they stand in the file.
    func outlines(of wanted: [String]) throws(LayersError) -> [Feature] {
        var features: [Feature] = []
        for name in wanted {
            let polygons = (rows[name] ?? []).flatMap { layer.features[$0].shape?.polygons ?? [] }
            guard !polygons.isEmpty else {
                let row = rows[name]?.first ?? 0
                throw .badFeature(
                    file: file, layer: layer.name, feature: "\(row + 1) (\(name.quoted))",
                    message: "it is no polygon; draw its outline, or name another area")
            }
            let shape = polygons.count == 1 ? Shape.polygon(polygons[0]) : .multiPolygon(MultiPolygon(polygons))
            features.append(Feature(id: name, shape: shape, values: layer.fields.map { _ in .null }))
        }
        return features
    }

    /// Whether the area's features say that they are official boundaries: all of them, or one that it is none; nil where
    /// the layer does not say so of all.
    func isOfficial(_ name: String) -> Bool? {
        let answers = (rows[name] ?? []).map { row in
            Self.officialWords(layer.value("official", of: layer.features[row]))
        }
        if answers.contains(false) { return false }
        return !answers.isEmpty && answers.allSatisfy { $0 == true } ? true : nil
    }

    private static func officialWords(_ value: FieldValue?) -> Bool? {
        switch value {
        case .boolean(let flag): flag
        case .integer(let number): number == 1 ? true : number == 0 ? false : nil
        case .text(let text):
            switch text.lowercased() {
            case "true", "yes", "y", "t", "1", "official": true
            case "false", "no", "n", "f", "0", "unofficial": false
            default: nil
            }
        default: nil
        }
    }

    /// What the area's features say about the origin of the outline.
    func note(_ name: String) -> String? {
        var notes: [String] = []
        for row in rows[name] ?? [] {
            guard let note = layer.value("note", of: layer.features[row])?.asText, !note.isEmpty else { continue }
            if !notes.contains(note) { notes.append(note) }
        }
        return notes.isEmpty ? nil : notes.joined(separator: "; ")
    }
}
