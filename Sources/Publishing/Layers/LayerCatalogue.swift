/// Every layer that Homeward makes.
public enum LayerCatalogue {
    /// The layers in the order in which `homeward.gpkg` holds them.
    package static let all: [any LayerDefinition.Type] = [
        StudyAreaLayer.self, AreaLayer.self, OverlapLayer.self, HotspotLayer.self, ClusterLayer.self,
        PlaceClusterLayer.self, RouteLayer.self, PostLayer.self, PatrolAreaLayer.self, SchoolLayer.self, StopLayer.self,
        StreetLayer.self,
        VisitLayer.self,
    ]

    /// The sheets of the report's map for the layers of a run, lowest first.
    package static func sheets(in run: RunLayers) -> [MapSheet] {
        let sheets = all.compactMap { $0.sheet(in: run) }
        return MapSheet.Level.allCases.flatMap { level in sheets.filter { $0.level == level } }
    }

    /// The data dictionary as Markdown: each layer with its columns, their names, types, units and meanings.
    public static var dictionary: String {
        var text = "# Data dictionary\n\nEvery layer that Homeward writes, with its columns.\n"
        for definition in all {
            text += "\n## \(definition.title)\n\n"
            text += "`\(definition.layerName)`: \(definition.summary)\n\n"
            text += "Shapes: \(definition.geometry.rawValue). "
            text += definition.audience == .partner ? "May be shown to partners.\n\n" : "For the force alone.\n\n"
            text += "| column | name | type | unit | meaning | short name |\n"
            text += "| --- | --- | --- | --- | --- | --- |\n"
            for column in definition.columnFacts {
                text += "| `\(column.name)` | \(column.alias) | \(column.type.rawValue) | \(column.unit?.text ?? "") "
                text += "| \(column.meaning) | `\(column.shortName)` |\n"
            }
        }
        return text
    }
}
