public import HomewardLayers

/// A layer of a file that a plan may name.
public struct LayerChoice: Sendable, Equatable {
    /// The file; nil where the plan names none.
    public var file: String?
    /// The layer in it; nil for the only one.
    public var layer: String?

    /// The layer, nil where no file is named.
    public var reference: LayerReference? { file.map { LayerReference(file: $0, layer: layer) } }

    /// Chooses a layer.
    public init(file: String? = nil, layer: String? = nil) {
        self.file = file
        self.layer = layer
    }
}
