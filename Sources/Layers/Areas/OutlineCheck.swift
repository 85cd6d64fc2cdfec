import Geometry

/// Refuses outlines that are no proper areas, because everything that is counted in them would be wrong.
struct OutlineCheck {
    let file: String
    let layer: String

    /// The features with outlines that are valid as a whole. The identifier of a feature is its area's name.
    ///
    /// Each part must be valid by itself. Parts that overlap or share an edge are joined, which changes nothing about
    /// where the area is.
    func checked(_ features: [Feature]) throws(LayersError) -> [Feature] {
        var result = features
        for (index, feature) in features.enumerated() {
            guard let shape = feature.shape else { continue }
            let name = feature.id ?? ""
            let polygons = shape.polygons
            for polygon in polygons {
                let validity = try validity(of: .polygon(polygon), name)
                guard validity.isValid else {
                    throw .invalidArea(
                        file: file, layer: layer, area: name, reason: validity.reason, at: validity.location)
                }
            }
            guard polygons.count > 1, try !validity(of: shape, name).isValid else { continue }
            do throws(GeometryError) {
                result[index].shape = try Shape.union(of: polygons.map { .polygon($0) })
            } catch {
                throw .invalidArea(file: file, layer: layer, area: name, reason: "\(error)", at: nil)
            }
        }
        return result
    }

    private func validity(of shape: Shape, _ name: String) throws(LayersError) -> Validity {
        do throws(GeometryError) {
            return try shape.validity()
        } catch {
            throw .invalidArea(file: file, layer: layer, area: name, reason: "\(error)", at: nil)
        }
    }
}
