import HomewardCore
import HomewardGeometry

/// The features of a layer of areas, gathered by name.
struct AreaCollection {
    private let file: String
    private let layer: Layer
    /// The names in the order of the file, each once.
    let names: [String]
    private let rows: [String: [Int]]

    init(file: String, layer: Layer, nameField: String?) throws(LayersError) {
        self.file = file
        self.layer = layer
        guard let field = Self.nameField(nameField, in: layer) else {
            throw .noSuchField(
                file: file, layer: layer.name, field: nameField ?? "name", available: layer.fields.map(\.name))
        }
        var names: [String] = []
        var rows: [String: [Int]] = [:]
        for (index, feature) in layer.features.enumerated() {
            guard let name = feature.values[field].asText, !name.isEmpty else { continue }
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

    /// Whether every feature of the area says that it is an official boundary.
    func isOfficial(_ name: String) -> Bool {
        let rows = rows[name] ?? []
        return !rows.isEmpty
            && rows.allSatisfy { row in
                switch layer.value("official", of: layer.features[row]) {
                case .boolean(let flag): flag
                case .integer(let number): number == 1
                case .text(let text): ["true", "yes", "1"].contains(text.lowercased())
                default: false
                }
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

    private static let usual = [
        "name", "area", "area_name", "ward", "ward_name", "neighbourhood", "beat", "precinct", "district", "label",
        "title",
    ]

    private static func nameField(_ wanted: String?, in layer: Layer) -> Int? {
        if let wanted { return layer.index(of: wanted) }
        if let found = usual.lazy.compactMap({ layer.index(of: $0) }).first { return found }
        // The Office for National Statistics names its columns by code, year and NM: WD24NM, LSOA21NM.
        let official = layer.fields.firstIndex { field in
            let name = field.name.uppercased()
            return name.hasSuffix("NM") && name.dropLast(2).suffix(2).allSatisfy(\.isNumber) && name.count > 4
        }
        return official ?? layer.fields.firstIndex { $0.type == .text }
    }
}
