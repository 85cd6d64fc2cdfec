import HomewardGeometry
import HomewardLayers
import HomewardWorkflow

/// All that the report is made from, read from a finished directory.
struct ReportMaterial: Sendable {
    /// The figures.
    var record: RunRecord
    /// The layers of the run in longitude and latitude.
    var layers: [Layer]
    /// The streets by importance, simplified, in longitude and latitude.
    var streets: [StreetClass: [LineString]]
    /// The outline of the study area in longitude and latitude.
    var studyArea: Shape?

    /// The layer called `name`, or one without features.
    func layer(_ name: String) -> Layer {
        layers.first { $0.name == name } ?? Layer(name: name, coordinateSystem: nil, fields: [], features: [])
    }
}

/// How a street is drawn.
enum StreetClass: Int, Sendable, CaseIterable {
    /// Footpaths, cycle tracks, steps.
    case path
    /// Streets that people live on.
    case minor
    /// Through roads.
    case main

    /// The class of an OpenStreetMap `highway` value or the like; unknown kinds are minor.
    init(kind: String?) {
        switch kind?.split(separator: "_").first.map(String.init) ?? "" {
        case "footway", "path", "cycleway", "steps", "bridleway", "track", "pedestrian", "footpath", "corridor":
            self = .path
        case "motorway", "trunk", "primary", "secondary", "tertiary", "a", "b", "main": self = .main
        default: self = .minor
        }
    }
}
