import HomewardGeometry
import HomewardLayers

/// One line that may be walked.
struct StreetLine {
    var line: LineString
    var kind: String?
    var name: String?
    /// OpenStreetMap's `layer`: 0 on the ground, 1 on a bridge, −1 in a tunnel.
    var level: String
}

/// The lines of a layer that may be walked; the others are entered into the report.
struct StreetLines {
    private(set) var lines: [StreetLine] = []
    private(set) var isSynthetic = false

    private static let kindColumns = ["highway", "kind", "fclass", "class", "road_function", "roadfunction"]
    private static let nameColumns = ["name", "name_1", "name1", "roadname1", "road_name"]

    init(layer: Layer, report: inout StreetReport) {
        let kindColumn = StreetLines.kindColumns.lazy.compactMap(layer.index(of:)).first
        let nameColumn = StreetLines.nameColumns.lazy.compactMap(layer.index(of:)).first
        let syntheticColumn = layer.index(of: "synthetic")
        let others = layer.index(of: "other_tags")
        let columns = Dictionary(
            ["foot", "access", "sidewalk", "maxspeed", "layer"].compactMap { key in
                layer.index(of: key).map { (key, $0) }
            },
            uniquingKeysWith: { first, _ in first })
        if kindColumn == nil {
            report.notes.append("Layer '\(layer.name)' has no class of street: every line of it is taken for walkable.")
        }
        for feature in layer.features {
            func text(_ column: Int?) -> String? {
                guard let column, feature.values.indices.contains(column), let text = feature.values[column].asText,
                    !text.isEmpty
                else { return nil }
                return text
            }
            let tags = text(others).map(OpenStreetMapTags.parse) ?? [:]
            let look: (String) -> String? = { key in text(columns[key]) ?? tags[key] }
            if let value = text(syntheticColumn), value == "true" || value == "1" { isSynthetic = true }
            let parts = feature.shape?.lines.filter { $0.points.count >= 2 } ?? []
            if parts.isEmpty {
                report.read.lines += 1
                report.drop(.noLine, metres: 0)
            }
            let kind = text(kindColumn)
            let against = kindColumn == nil ? nil : Walkability.reasonAgainst(kind: kind ?? "", tags: look)
            for part in parts {
                let isOnEarth = part.points.allSatisfy(\.isOnEarth)
                let length = isOnEarth ? part.length : 0
                report.read.lines += 1
                report.read.metres += length
                if let reason = isOnEarth ? against : .badCoordinates {
                    report.drop(reason, metres: length)
                } else {
                    lines.append(
                        StreetLine(line: part, kind: kind, name: text(nameColumn), level: look("layer") ?? "0"))
                }
            }
        }
    }
}
