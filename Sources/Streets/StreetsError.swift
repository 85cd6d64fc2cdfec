/// What can go wrong with streets. Each case names what offends, and its description says what to do.
public enum StreetsError: Error, Equatable, CustomStringConvertible {
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

    /// One sentence that names the offender and says what to do.
    public var description: String {
        switch self {
        case .notInMetres(let layer, let system):
            "The streets of layer '\(layer)' are in \(system), whose unit is not the metre: "
                + "transform them to a projected system such as EPSG:27700 first."
        case .noLines(let file, let layer):
            "\(file): layer '\(layer)' holds no line; name the layer that holds the streets."
        case .nothingToWalk(let file, let layer, let lines):
            "\(file): none of the \(lines) lines of layer '\(layer)' may be walked; "
                + "check the columns highway, foot and access."
        case .badEdge(let index, let reason):
            "Edge \(index) of the street network \(reason)."
        case .badNode(let index):
            "Node \(index) of the street network has no finite position."
        case .badParameter(let name, let value, let wanted):
            "\(name) is \(value), but must be \(wanted)."
        }
    }
}
