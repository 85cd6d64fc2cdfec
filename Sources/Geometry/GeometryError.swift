/// What can go wrong with shapes and coordinate systems. Each case says what to do about it.
public enum GeometryError: Error, Equatable, Sendable, CustomStringConvertible {
    /// GEOS refused an operation; `message` is its own words.
    case operation(name: String, message: String)
    /// A shape that no operation can work with: a coordinate that is no number, a line of one point, a ring of two.
    case invalid(reason: String, at: Point?)
    /// An argument outside the range that the operation accepts.
    case argument(name: String, message: String)
    /// A definition that PROJ does not know as a coordinate system on the ground.
    case coordinateSystem(definition: String, message: String)
    /// Coordinates that could not be carried from one system to another.
    case transform(operation: String, message: String)
    /// Bytes that are no well-known binary; `offset` counts from the first byte.
    case wkb(offset: Int, message: String)
    /// Words that are no well-known text; `message` is the reader's own.
    case wkt(message: String)

    /// One sentence that names what offends and what to do.
    public var description: String {
        switch self {
        case .operation(let name, let message):
            "the geometry operation ‘\(name)’ failed: \(message); check the shape's validity and repair it first"
        case .invalid(let reason, .some(let place)):
            "the shape is not usable: \(reason) at x \(place.x), y \(place.y); mend it where it was drawn"
        case .invalid(let reason, .none):
            "the shape is not usable: \(reason); mend it where it was drawn"
        case .argument(let name, let message):
            "the value for ‘\(name)’ is not usable: \(message)"
        case .coordinateSystem(let definition, let message):
            "‘\(definition)’ is no coordinate system that can be used here: \(message); try a code such as EPSG:27700"
        case .transform(let operation, let message):
            "the coordinates could not be transformed (\(operation)): \(message); check the coordinate system of the input"
        case .wkb(let offset, let message):
            "the well-known binary is damaged at byte \(offset): \(message)"
        case .wkt(let message):
            "the well-known text cannot be read: \(message)"
        }
    }
}
