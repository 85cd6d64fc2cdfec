public import HomewardCore

/// What can go wrong with streets.
public enum StreetsError: HomewardError, Equatable {
    /// The layer's coordinates are degrees, or units that are no metres.
    case notInMetres(layer: String, system: String)
    /// The file holds no line at all.
    case noLines(file: String, layer: String)
    /// The file holds lines, but none that may be walked.
    case nothingToWalk(file: String, layer: String, lines: Int)
    /// An edge of a hand-made network does not fit its nodes.
    case badEdge(index: Int, reason: String)
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
        case .badEdge(let index, let reason):
            ErrorReport("streets.bad_edge", .badData, .named("edge \(index) of the street network"), ErrorText(reason))
        case .badNode(let index):
            ErrorReport(
                "streets.bad_node", .badData, .named("node \(index) of the street network"), "has no finite position")
        case .badParameter(let name, let value, let wanted):
            ErrorReport("streets.parameter", .badData, nil, "\(name) is \(value), but must be \(wanted)")
        }
    }
}
