import HomewardGeometry
import HomewardLayers

/// One line that may be walked.
struct StreetLine {
    var line: LineString
    /// The identifier of the node at each vertex, where the source has them.
    var nodes: [Int64]?
    var kind: String?
    var name: String?
    /// OpenStreetMap's `layer`: 0 on the ground, 1 on a bridge, −1 in a tunnel.
    var level: String
    var traits: StreetTraits = []
}

/// The lines of a layer that may be walked; the others are entered into the report.
struct StreetLines {
    private(set) var lines: [StreetLine] = []
    /// The areas that may be walked across.
    var squares: [Square] = []
    /// The nodes at which nobody passes.
    var blocked: Set<Int64> = []
    private(set) var isSynthetic = false

    private static let kindColumns = ["highway", "kind", "fclass", "class", "road_function", "roadfunction"]
    private static let nameColumns = ["name", "name_1", "name1", "roadname1", "road_name"]

    init(layer: Layer, profile: WalkingProfile, report: inout StreetReport) {
        let kindColumn = StreetLines.kindColumns.lazy.compactMap(layer.index(of:)).first
        let nameColumn = StreetLines.nameColumns.lazy.compactMap(layer.index(of:)).first
        let syntheticColumn = layer.index(of: "synthetic")
        let others = layer.index(of: "other_tags")
        let columns = Dictionary(
            [
                "foot", "access", "sidewalk", "maxspeed", "layer", "area", "lit", "tunnel", "footway", "path",
                "cycleway",
                "is_sidepath",
            ].compactMap { key in
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
            let kind = text(kindColumn)
            let against = kindColumn == nil ? nil : profile.reasonAgainst(kind: kind ?? "", tags: look)
            let traits = StreetTraits(kind: kind ?? "", tags: look)
            let level = look("layer") ?? "0"
            var parts = feature.shape?.lines.filter { $0.points.count >= 2 } ?? []
            if let shape = feature.shape, kindColumn != nil, against == nil, look("area") != "no" {
                for polygon in shape.polygons where polygon.isOnEarth {
                    let rings = [polygon.exterior] + polygon.holes
                    squares.append(
                        Square(
                            kind: kind, name: text(nameColumn), level: level, traits: traits,
                            rings: rings.map { .init(points: $0, nodes: nil) }))
                    // People walk round it, too.
                    parts += rings.map { LineString($0) }
                }
                for line in shape.lines where line.isRing && (look("area") == "yes" || kind == "pedestrian") {
                    squares.append(
                        Square(
                            kind: kind, name: text(nameColumn), level: level, traits: traits,
                            rings: [.init(points: line.points, nodes: nil)]))
                }
            }
            if parts.isEmpty {
                report.read.lines += 1
                report.drop(.noLine, metres: 0)
            }
            for part in parts {
                enter(
                    StreetLine(line: part, kind: kind, name: text(nameColumn), level: level, traits: traits),
                    against: against, report: &report)
            }
        }
    }

    /// Takes those stretches of outlines that no line covers, as lines of their own: a multipolygon's outline need not be
    /// made of streets, but people walk round it.
    mutating func enterOutlines(_ outlines: [StreetLine], report: inout StreetReport) {
        let onOutline = Set(outlines.flatMap { $0.nodes ?? [] })
        var covered: Set<[Int64]> = []
        for nodes in lines.compactMap(\.nodes) {
            for (a, b) in zip(nodes, nodes.dropFirst()) where onOutline.contains(a) && onOutline.contains(b) {
                covered.insert([min(a, b), max(a, b)])
            }
        }
        for outline in outlines {
            guard let nodes = outline.nodes else { continue }
            var start = 0
            for index in 1..<max(1, nodes.count) {
                let isNew = covered.insert([min(nodes[index - 1], nodes[index]), max(nodes[index - 1], nodes[index])])
                    .inserted
                if !isNew || index == nodes.count - 1 {
                    let end = isNew ? index : index - 1
                    if end > start {
                        var part = outline
                        part.line = LineString(Array(outline.line.points[start...end]))
                        part.nodes = Array(nodes[start...end])
                        enter(part, against: nil, report: &report)
                    }
                    start = index
                }
            }
        }
    }

    /// Takes a line, or enters it into the report where there is a reason against it.
    mutating func enter(_ line: StreetLine, against: DropReason?, report: inout StreetReport) {
        let isOnEarth = line.line.points.allSatisfy(\.isOnEarth)
        let length = isOnEarth ? line.line.length : 0
        report.read.lines += 1
        report.read.metres += length
        if let reason = isOnEarth ? against : .badCoordinates {
            report.drop(reason, metres: length)
        } else {
            lines.append(line)
        }
    }
}

extension LineString {
    fileprivate var isRing: Bool { points.count >= 4 && points.first == points.last && points.allSatisfy(\.isOnEarth) }
}

extension Polygon {
    fileprivate var isOnEarth: Bool {
        exterior.count >= 4 && exterior.allSatisfy(\.isOnEarth) && holes.allSatisfy { $0.allSatisfy(\.isOnEarth) }
    }
}
