import HomewardCore
import HomewardGeometry

/// Makes layers fit their format before GDAL sees them, and refuses what must not be written.
struct LayerPreparation {
    let file: String
    let format: VectorFormat
    let profile: FormatProfile
    var provenance: ProvenanceWriter?

    /// The layers as they shall stand in the file.
    func prepare(_ layers: [Layer]) throws(LayersError) -> [Layer] {
        guard let first = layers.first else {
            throw .unsuitableFormat(file: file, format: format, message: "there is no layer to write")
        }
        guard layers.count == 1 || profile.holdsSeveralLayers else {
            throw .unsuitableFormat(
                file: file, format: format,
                message: "it takes one layer, and there are \(layers.count); write a GeoPackage, or a file for each")
        }
        var names: Set<String> = []
        for layer in layers where !names.insert(layer.name.lowercased()).inserted {
            throw .unsuitableFormat(
                file: file, format: format, message: "two layers are called \(layer.name.quoted); rename one")
        }
        guard layers.count > 1 else { return [try prepare(first)] }
        var prepared: [Layer] = []
        for layer in layers { prepared.append(try prepare(layer)) }
        guard let order = profile.order else { return prepared }
        return prepared.enumerated().map { ($0.offset, order.firstIndex(of: GeometryKind(of: $0.element)) ?? 0) }
            .sorted { ($0.1, $0.0) < ($1.1, $1.0) }
            .map { prepared[$0.0] }
    }

    private func prepare(_ layer: Layer) throws(LayersError) -> Layer {
        try FeatureCheck(file: file, layer: layer).check()
        var layer = layer
        if profile.isAlwaysGeographic, layer.features.contains(where: { $0.shape != nil }) {
            layer = try inDegrees(layer)
        }
        if profile.spreadsPoints, GeometryKind(of: layer) == .points { layer = withCoordinateColumns(layer) }
        if !profile.hasIdentifierMember { layer = layer.withIdentifierColumn(numbersFeatures: profile.numbersFeatures) }
        return provenance?.marked(layer) ?? layer
    }

    private func inDegrees(_ layer: Layer) throws(LayersError) -> Layer {
        let degrees: CoordinateSystem
        do throws(GeometryError) {
            degrees = try CoordinateSystem("EPSG:4326")
        } catch {
            throw .coordinateSystem(file: file, layer: layer.name, message: "\(error)")
        }
        return try layer.transformed(to: degrees, file: file)
    }

    private func withCoordinateColumns(_ layer: Layer) -> Layer {
        let system = layer.coordinateSystem
        let names =
            system?.isGeographic == true
            ? ("longitude", "latitude") : system?.definition == "EPSG:27700" ? ("easting", "northing") : ("x", "y")
        guard layer.index(of: names.0) == nil, layer.index(of: names.1) == nil else { return layer }
        var layer = layer
        layer.fields.insert(contentsOf: [Field(names.0, .real), Field(names.1, .real)], at: 0)
        for index in layer.features.indices {
            var pair = [FieldValue.null, .null]
            if case .point(let point) = layer.features[index].shape { pair = [.real(point.x), .real(point.y)] }
            layer.features[index].values.insert(contentsOf: pair, at: 0)
            layer.features[index].shape = nil
        }
        return layer
    }
}

extension Layer {
    /// Whether a GeoPackage has the identifiers in a column.
    package var hasIdentifierColumnInGeoPackage: Bool { getsIdentifierColumn(numbersFeatures: true) }

    private func getsIdentifierColumn(numbersFeatures: Bool) -> Bool {
        !fields.contains { $0.name.lowercased() == "id" } && features.contains { $0.id != nil }
            && (!numbersFeatures || features.indices.contains { features[$0].id != "\($0 + 1)" })
    }

    /// The layer with its identifiers in a column, where they tell more than the features' numbers.
    ///
    /// - Parameter numbersFeatures: Whether the format numbers features by itself.
    func withIdentifierColumn(numbersFeatures: Bool) -> Layer {
        guard getsIdentifierColumn(numbersFeatures: numbersFeatures) else { return self }
        var layer = self
        layer.fields.insert(
            Field("id", .text, title: "Key", meaning: "The feature's key, unique in its layer."), at: 0)
        for index in features.indices {
            layer.features[index].values.insert(features[index].id.map { .text($0) } ?? .null, at: 0)
        }
        return layer
    }
}
