/// A layer in a file.
public struct LayerReference: Sendable, Hashable {
    /// The file's path.
    public var file: String
    /// The layer in it, nil for the only one.
    public var layer: String?

    /// A layer of a file; nil takes the only one.
    public init(file: String, layer: String? = nil) {
        self.file = file
        self.layer = layer
    }
}
