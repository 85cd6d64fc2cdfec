public import HomewardGeometry

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
                    message: "its coordinates have no place in \(system.name). Check them and the layer's system.")
            }
        }
        return result
    }
}
