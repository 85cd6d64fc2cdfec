public import HomewardCore

/// What can go wrong with streets.
public enum StreetsError: HomewardError, Equatable {
    /// The layer's coordinates are degrees, or units that are no metres.
    case notInMetres(layer: String, system: String)
    /// The file holds no line at all.
    case noLines(file: String, layer: String)
    /// The file holds lines, but none that may be walked.
    case nothingToWalk(file: String, layer: String, lines: Int)
    /// The file of OpenStreetMap is damaged or none; `message` is libosmium's.
    case unreadable(file: String, message: String)
    /// The layer does not say its coordinate system, and its coordinates look like degrees.
    case unnamedDegrees(file: String, layer: String, system: String)
    /// The layer does not say its coordinate system, and is no place in the one that it should be in.
    case unnamedElsewhere(file: String, layer: String, x: Double, y: Double, system: String)
    /// A network that was saved does not hang together as it says.
    case brokenNetwork(file: String, layer: String, edge: String, reason: String)
    /// A layer of weights has no column `weight` (`feature` is nil), or a value there is no weight.
    case badWeight(file: String, layer: String, feature: String?, value: String?)
    /// An edge of a hand-made network does not fit its nodes.
    case badEdge(index: Int, reason: String)
    /// The weight of an incident is negative or no number.
    case badIncidentWeight(index: Int, weight: Double)
    /// A node of a hand-made network has no finite position.
    case badNode(index: Int)
    /// A parameter has no meaning.
    case badParameter(name: String, value: Double, wanted: String)

    /// What is wrong and what to do about it.
    public var report: ErrorReport {
        switch self {
        case .notInMetres(let layer, let system):
            ErrorReport(
                "streets.not_in_metres", .badData, .named("layer \(layer.quoted)"),
                "its streets are in \(system), whose unit is not the metre",
                remedy: "transform them to a projected system such as EPSG:27700 first")
        case .noLines(let file, let layer):
            ErrorReport(
                "streets.no_lines", .badData, .file(file), "layer \(layer.quoted) holds no line",
                remedy: "name the layer that holds the streets")
        case .nothingToWalk(let file, let layer, let lines):
            ErrorReport(
                "streets.nothing_to_walk", .badData, .file(file),
                "none of the \(lines) lines of layer \(layer.quoted) may be walked",
                remedy: "check the columns highway, foot and access")
        case .unreadable(let file, let message):
            ErrorReport(
                "streets.unreadable", .badData, .file(file), "this is no readable OpenStreetMap file (\(message))",
                remedy: "download or export it again")
        case .unnamedDegrees(let file, let layer, let system):
            ErrorReport(
                "streets.unnamed_degrees", .badData, .file(file),
                "layer \(layer.quoted) does not say its coordinate system, and its coordinates look like degrees and not like \(system)",
                remedy:
                    "give the layer its system, for longitude and latitude EPSG:4326 (in QGIS: Layer, Set CRS, then export it)"
            )
        case .unnamedElsewhere(let file, let layer, let x, let y, let system):
            ErrorReport(
                "streets.unnamed_elsewhere", .badData, .file(file),
                "layer \(layer.quoted) does not say its coordinate system, and its middle, \(Shown.fixed(x, 0)), \(Shown.fixed(y, 0)), lies outside of the area for which \(system) is made",
                remedy: "give the layer its own system (in QGIS: Layer, Set CRS, then export it)")
        case .brokenNetwork(let file, let layer, let edge, let reason):
            ErrorReport(
                "streets.broken_network", .badData, .file(file),
                "edge \(edge.quoted) of layer \(layer.quoted) \(reason)",
                remedy:
                    "mend it, or delete the columns from_node and to_node so that streets join where their coordinates meet"
            )
        case .badWeight(let file, let layer, let feature?, let value):
            ErrorReport(
                "streets.weight", .badData, .file(file),
                "the weight of feature \(feature.quoted) in layer \(layer.quoted) is \(value?.quoted ?? "empty")",
                remedy: "write a number from 0.01 to 100; 1 leaves a metre as it is")
        case .badWeight(let file, let layer, nil, _):
            ErrorReport(
                "streets.weight", .badData, .file(file), "layer \(layer.quoted) has no column weight",
                remedy: "add one with a number from 0.01 to 100; 1 leaves a metre as it is")
        case .badEdge(let index, let reason):
            ErrorReport("streets.bad_edge", .badData, .named("edge \(index) of the street network"), ErrorText(reason))
        case .badIncidentWeight(let index, let weight):
            ErrorReport(
                "streets.bad_incident_weight", .badData, .named("incident \(index + 1)"),
                "its weight \(SettingName.plain(weight)) is not 0 or more",
                remedy: "give every one a finite weight that is not negative")
        case .badNode(let index):
            ErrorReport(
                "streets.bad_node", .badData, .named("node \(index) of the street network"), "has no finite position")
        case .badParameter(let name, let value, let wanted):
            ErrorReport("streets.parameter", .badData, nil, "\(name) is \(value), but must be \(wanted)")
        }
    }
}
