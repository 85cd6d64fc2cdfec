import HomewardCore
import HomewardGeometry
import HomewardLayers

/// A layer of a project: where it lies, how it looks, and what is said of its features.
struct ProjectLayer: Sendable {
    let definition: any LayerDefinition.Type
    /// The layer as it stands in the GeoPackage.
    let layer: Layer
    /// How it is drawn; nil for a table.
    let style: QMLStyle?

    /// The name by which the project's parts refer to it, the same in each run.
    var id: String { "homeward_\(definition.layerName)" }

    /// Where QGIS finds it: in the file that holds the project, wherever that lies.
    var source: String { "./\(RunLayers.packageName)|layername=\(definition.layerName)" }

    /// The box around its shapes, nil where it has none.
    var box: BoundingBox? {
        layer.features.compactMap { $0.shape?.boundingBox }.reduce(nil as BoundingBox?) { $0?.union($1) ?? $1 }
    }

    /// Its line in the tree of layers.
    var node: ProjectXML {
        // What has many symbols is folded, so that the whole tree is seen.
        ProjectXML(
            "layer-tree-layer",
            [
                ("id", id), ("name", definition.title), ("providerKey", "ogr"), ("source", source),
                ("checked", definition.isShown ? "Qt::Checked" : "Qt::Unchecked"),
                ("expanded", definition.isShown && definition.group != .context ? "1" : "0"),
            ], [ProjectXML("customproperties", [], [.options([])])])
    }

    /// All that QGIS keeps of it.
    ///
    /// - Parameters:
    ///   - system: The coordinate system of its shapes.
    ///   - label: What must be known of whatever is shown.
    func element(system: ProjectXML, label: String) -> ProjectXML {
        let columns = definition.columnFacts.filter { facts in layer.fields.contains { $0.name == facts.name } }
        let aliases = columns.map { facts in
            ProjectXML("alias", [("field", facts.name), ("name", Self.heading(facts))])
        }
        let tip = MapTip(definition: definition, fields: layer.fields, label: label)
        var parts = [
            ProjectXML("id", text: id), ProjectXML("datasource", text: source),
            ProjectXML("layername", text: definition.title),
        ]
        if definition.geometry != .none { parts.append(ProjectXML("srs", [], [system])) }
        parts += [
            ProjectXML(
                "resourceMetadata", [],
                [
                    ProjectXML("type", text: "dataset"), ProjectXML("title", text: definition.title),
                    ProjectXML("abstract", text: "\(definition.summary) \(label)"),
                ]),
            ProjectXML("provider", [("encoding", "UTF-8")], text: "ogr"),
            ProjectXML(
                "map-layer-style-manager", [("current", "default")],
                [ProjectXML("map-layer-style", [("name", "default")])]),
            ProjectXML("aliases", [], aliases),
            ProjectXML("previewExpression", text: "\"\(definition.idField)\""), ProjectXML("mapTip", text: tip.html),
        ]
        return ProjectXML(
            "maplayer",
            [
                ("type", "vector"), ("geometry", Self.geometry(definition.geometry)), ("readOnly", "0"),
                ("labelsEnabled", style?.label == nil ? "0" : "1"), ("hasScaleBasedVisibilityFlag", "0"),
                ("minScale", "100000000"), ("maxScale", "0"), ("styleCategories", "AllStyleCategories"),
            ], parts
        ).adding(style?.elements ?? "")
    }

    /// The name of a column with the unit of its numbers, as an attribute table is headed.
    private static func heading(_ facts: ColumnFacts) -> String {
        facts.alias + (facts.unit?.symbol.map { ", \($0)" } ?? "")
    }

    private static func geometry(_ geometry: LayerGeometry) -> String {
        switch geometry {
        case .areas: "Polygon"
        case .lines: "Line"
        case .points: "Point"
        case .none: "No geometry"
        }
    }
}

extension ProjectLayer {
    /// The layers of a group from the top of the tree down: what is small lies over what is large, tables come last.
    static func ordered(_ layers: [ProjectLayer], in group: LayerGroup) -> [ProjectLayer] {
        let order: [LayerGeometry] = [.points, .lines, .areas, .none]
        let own = layers.filter { $0.definition.group == group }
        return order.flatMap { geometry in own.reversed().filter { $0.definition.geometry == geometry } }
    }
}
