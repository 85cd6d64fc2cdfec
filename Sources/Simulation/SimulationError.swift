/// What can go wrong in a simulation.
public enum SimulationError: Error, Equatable, CustomStringConvertible {
    /// A parameter is out of its range; the sentence names it and says what to do.
    case parameter(String)
    /// A planted truth names an area that is not among the areas given.
    case noSuchArea(name: String, available: [String])
    /// A planted truth names a school or a stop that is not among those given.
    case noSuchSite(name: String)
    /// No street runs where something shall be planted.
    case noStreetNear(String)
    /// A file could not be written; what stood there before stands there still.
    case cannotWrite(file: String, message: String)

    /// One sentence that says what is wrong and what to do.
    public var description: String {
        switch self {
        case .parameter(let sentence): sentence
        case .noSuchArea(let name, let available):
            "No area is called '\(name)'; the areas given are \(available.joined(separator: ", ")). Give a file that holds it."
        case .noSuchSite(let name):
            "No school or stop is called '\(name)'; give a schools or stops file that holds it."
        case .noStreetNear(let place):
            "No street runs near \(place), so nothing can be planted there; give streets that cover the study area."
        case .cannotWrite(let file, let message):
            "\(file) cannot be written: \(message). Free some space or choose another --out."
        }
    }
}
