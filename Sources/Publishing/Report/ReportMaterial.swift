import Geometry
import Layers

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

/// A feature of a layer with its values by name.
struct Row {
    let layer: Layer
    let feature: Feature

    /// The feature's key.
    var id: String { feature.id ?? "" }
    /// A value as text, empty where it is null.
    func text(_ name: String) -> String { layer.value(name, of: feature)?.asText ?? "" }
    /// A value as a number.
    func number(_ name: String) -> Double? { layer.value(name, of: feature)?.asDouble }
    /// A value as a whole number.
    func integer(_ name: String) -> Int {
        guard let value = number(name), value.isFinite, abs(value) < 1e15 else { return 0 }
        return Int(value)
    }
    /// Whether a value is true.
    func flag(_ name: String) -> Bool {
        switch layer.value(name, of: feature) {
        case .boolean(let value): value
        case .integer(let value): value != 0
        case .text(let value): value == "true"
        default: false
        }
    }
}

extension Layer {
    /// The features as rows.
    var rows: [Row] { features.map { Row(layer: self, feature: $0) } }
}
