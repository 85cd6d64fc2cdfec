public import HomewardGeometry

/// What a layer says about itself before its features are read.
public struct LayerOutline: Sendable, Hashable {
    /// The layer's name in the file.
    public var name: String
    /// The coordinate system of all shapes, or nil where the file does not say.
    public var coordinateSystem: CoordinateSystem?
    /// The fields, in order.
    public var fields: [Field]
    /// The number of features, where the file tells it without being read through.
    public var count: Int?

    /// Creates an outline.
    public init(name: String, coordinateSystem: CoordinateSystem?, fields: [Field], count: Int? = nil) {
        self.name = name
        self.coordinateSystem = coordinateSystem
        self.fields = fields
        self.count = count
    }
}
