/// Every layer that Homeward makes.
public enum LayerCatalogue {
    /// The layers in the order in which `homeward.gpkg` holds them.
    package static let all: [any LayerDefinition.Type] = [
        StudyAreaLayer.self, AreaLayer.self, OverlapLayer.self, HotspotLayer.self, EmergingLayer.self,
        ClusterLayer.self, PlaceClusterLayer.self, DensityClusterLayer.self, SpaceTimeClusterLayer.self, ScanLayer.self,
        RepeatLayer.self,
        RepeatIncidentLayer.self, RepeatBandLayer.self, RouteLayer.self, PostLayer.self,
        PatrolAreaLayer.self, SchoolLayer.self, StopLayer.self,
        StreetLayer.self,
        VisitLayer.self, DensityLayer.self, IsobandLayer.self, StreetDensityLayer.self, MonitorLayer.self,
        ForecastLayer.self,
    ]

    /// The layers of an edition for others, in the same order: each of ``all`` as it says.
    package static let shared: [any LayerDefinition.Type] = all.compactMap { definition in
        switch definition.shared {
        case .asItStands: definition
        case .instead(let other): other
        case .none: nil
        }
    }

    /// The sheets of the report's map for the layers of a run, lowest first.
    package static func sheets(in run: RunLayers) -> [MapSheet] {
        let sheets = run.catalogue.compactMap { $0.sheet(in: run) }
        return MapSheet.Level.allCases.flatMap { level in sheets.filter { $0.level == level } }
    }

    /// The data dictionary as Markdown: each layer with its columns, their names, types, units and meanings.
    public static var dictionary: String {
        var text = """
            # Data dictionary

            Every layer and table that Homeward writes, with its columns.

            ## Overview

            A run's folder has those of its own files in `dictionary.csv`. The short names are for Shapefiles, which have ten characters for a
            column. Every layer has a key, `id`: in GeoJSON the member of that name, elsewhere a column.

            """
        let replacing = all.compactMap { definition in
            if case .instead(let other) = definition.shared { other } else { nil }
        }
        for definition in all + replacing {
            text += "\n## \(definition.title)\n\n"
            text += "`\(definition.layerName)`: \(definition.summary)\n\n"
            text += "Shapes: \(definition.geometry.rawValue). "
            text += sharing(definition) + "\n\n"
            text += "| column | name | type | unit | meaning | short name |\n"
            text += "| --- | --- | --- | --- | --- | --- |\n"
            for column in definition.columnFacts {
                text += "| `\(column.name)` | \(column.alias) | \(column.type.rawValue) | \(column.unit?.text ?? "") "
                text += "| \(column.meaning) | `\(column.shortName)` |\n"
            }
        }
        return text
    }

    private static func sharing(_ definition: any LayerDefinition.Type) -> String {
        switch definition.shared {
        case .asItStands:
            let kept = definition.columnFacts.filter { $0.audience == .force }.map { "`\($0.name)`" }
            return kept.isEmpty
                ? "In editions for others too."
                : "In editions for others too, without \(kept.joined(separator: " and "))."
        case .instead:
            return "For the force alone; editions for others have a layer of the same name with released figures."
        case .none(let reason): return "For the force alone. \(reason)."
        }
    }
}
