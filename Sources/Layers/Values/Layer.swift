public import HomewardGeometry

/// One feature: a shape, if it has one, and a value for each field of its layer.
public struct Feature: Sendable, Hashable {
    /// The identifier that the file gives or shall get. In GeoJSON it is the feature's `id`.
    public var id: String?
    /// The geometry, in the coordinate system of the layer.
    public var shape: Shape?
    /// One value for each field of the layer, in the same order.
    public var values: [FieldValue]

    /// A feature; without an identifier, and without values where its layer has no fields.
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

    /// A layer from its parts.
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

    /// An outline from its parts.
    public init(name: String, coordinateSystem: CoordinateSystem?, fields: [Field], count: Int? = nil) {
        self.name = name
        self.coordinateSystem = coordinateSystem
        self.fields = fields
        self.count = count
    }
}

/// Where a layer is found: a file, and the layer's name in it.
public struct LayerReference: Sendable, Hashable {
    /// The file's path.
    public var file: String
    /// The layer in it; nil for the only one, or the first.
    public var layer: String?

    /// A layer by its file and name.
    public init(file: String, layer: String? = nil) {
        self.file = file
        self.layer = layer
    }
}

extension Layer {
    /// The layer with all its shapes carried to another coordinate system, in one pass for all vertices.
    ///
    /// - Throws: ``LayersError/noCoordinateSystem(file:layer:)`` where the layer does not say in which system it is,
    ///   ``LayersError/coordinateSystem(file:layer:message:)`` where PROJ knows no way, and
    ///   ``LayersError/badFeature(file:layer:feature:message:)`` for the first feature that has no place there.
    /// - Complexity: O(vertices).
    public func transformed(to system: CoordinateSystem) throws(LayersError) -> Layer {
        try transformed(to: system, file: name)
    }

    /// The box around all shapes, in the layer's own coordinates; nil where it has none. O(vertices).
    public var boundingBox: BoundingBox? {
        var box: BoundingBox?
        for shape in features.lazy.compactMap(\.shape) {
            guard let own = shape.boundingBox else { continue }
            box = box?.union(own) ?? own
        }
        return box
    }

    /// Refuses shapes whose middle lies where `system` does not serve; a layer without a coordinate system, or without
    /// shapes, is not looked at. O(vertices).
    ///
    /// - Parameters:
    ///   - system: The coordinate system that is to serve.
    ///   - what: What the layer holds, for the message: `the streets in town.gpkg`.
    /// - Throws: `GeometryError.outsideAreaOfUse`.
    public func checkServed(by system: CoordinateSystem, as what: String) throws(GeometryError) {
        guard let centre = boundingBox?.centre, let place = coordinateSystem?.degrees(of: centre) else { return }
        try system.checkServes(place, of: what)
    }

    func transformed(to system: CoordinateSystem, file: String) throws(LayersError) -> Layer {
        guard let own = coordinateSystem else {
            guard features.contains(where: { $0.shape != nil }) else { return self }
            throw .noCoordinateSystem(file: file, layer: name)
        }
        guard own != system else { return self }
        let transformer: Transformer
        do throws(GeometryError) {
            transformer = try Transformer(from: own, to: system)
        } catch {
            throw .coordinateSystem(file: file, layer: name, message: "\(error)")
        }
        var result = self
        result.coordinateSystem = system
        for index in features.indices {
            guard let shape = features[index].shape else { continue }
            do throws(GeometryError) {
                result.features[index].shape = try shape.transformed(by: transformer)
            } catch {
                throw .badFeature(
                    file: file, layer: name, feature: FeatureLabel.text(index, features[index]),
                    message: "its coordinates have no place in \(system.name); check them and the layer's system")
            }
        }
        return result
    }
}
