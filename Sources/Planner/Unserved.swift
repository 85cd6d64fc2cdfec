/// Something that the plan does not serve, and why.
public struct Unserved: Sendable, Hashable {
    /// The school, post or area.
    public var name: String
    /// Why, in a sentence.
    public var reason: String

    /// An entry from its parts.
    public init(name: String, reason: String) {
        self.name = name
        self.reason = reason
    }
}
