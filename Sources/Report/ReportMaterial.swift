import HomewardGeometry
import HomewardPublishing
import HomewardWorkflow

/// All that the report is made from, read from a finished directory.
struct ReportMaterial: Sendable {
    /// The figures.
    var record: RunRecord
    /// The layers of the run.
    var layers: RunLayers
    /// The streets by importance, simplified, in longitude and latitude.
    var streets: StreetPicture
}

/// All that the page of an edition for others is made from, read from its directory.
struct SharedMaterial: Sendable {
    /// What the edition says of itself.
    var record: SharedRecord
    /// Its layers.
    var layers: RunLayers
    /// The streets by importance, simplified, in longitude and latitude.
    var streets: StreetPicture
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
