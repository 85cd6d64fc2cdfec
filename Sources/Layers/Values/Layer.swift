public import HomewardGeometry

/// One feature: a shape, if it has one, and a value for each field of its layer.
public struct Feature: Sendable, Hashable {
    /// The identifier that the file gives or shall get. In GeoJSON it is the feature's `id`.
    public var id: String?
    /// The geometry, in the coordinate system of the layer.
    public var shape: Shape?
    /// One value for each field of the layer, in the same order.
    public var values: [FieldValue]

    /// Creates a feature.
    public init(id: String? = nil, shape: Shape?, values: [FieldValue] = []) {
        self.id = id
        self.shape = shape
        self.values = values
    }
}

/// A table of features with one coordinate system, as read from a file or ready to be written to one.
public struct Layer: Sendable, Hashable {
    /// The layer's name in the file.
    public var name: String
    /// The coordinate system of all shapes, or nil where the file does not say or there are no shapes.
    public var coordinateSystem: CoordinateSystem?
    /// The fields, in order.
    public var fields: [Field]
    /// The features, in the order of the file.
    public var features: [Feature]

    /// Creates a layer.
    public init(name: String, coordinateSystem: CoordinateSystem?, fields: [Field], features: [Feature]) {
        self.name = name
        self.coordinateSystem = coordinateSystem
        self.fields = fields
        self.features = features
    }

    /// The position of the field called `name`, compared without regard to case, or nil. O(fields).
    public func index(of name: String) -> Int? {
        fields.firstIndex { $0.name == name } ?? fields.firstIndex { $0.name.lowercased() == name.lowercased() }
    }

    /// The value of the field called `name` in `feature`, or nil where there is no such field.
    public func value(_ name: String, of feature: Feature) -> FieldValue? {
        guard let index = index(of: name), feature.values.indices.contains(index) else { return nil }
        return feature.values[index]
    }
}
