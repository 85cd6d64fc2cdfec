import HomewardGeometry

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

    /// What was wrong with an outline.
    struct Fault {
        var reason: String
        var place: Point?
        var parts = 1
    }

    /// The features with the polygons of each mended that were invalid, and what was wrong by the area's name.
    ///
    /// Mending keeps the ground that the polygons cover; lines and points that are left over are dropped.
    func mended(_ features: [Feature]) throws(LayersError) -> (features: [Feature], faults: [String: Fault]) {
        var result = features
        var faults: [String: Fault] = [:]
        for (index, feature) in features.enumerated() {
            let name = feature.id ?? ""
            var polygons: [Polygon] = []
            for polygon in feature.shape?.polygons ?? [] {
                let validity = try validity(of: .polygon(polygon), name)
                if validity.isValid {
                    polygons.append(polygon)
                    continue
                }
                if faults[name] == nil {
                    faults[name] = Fault(reason: validity.reason, place: validity.location)
                } else {
                    faults[name]?.parts += 1
                }
                do throws(GeometryError) {
                    polygons += try Shape.polygon(polygon).repaired().polygons
                } catch {
                    throw .invalidArea(file: file, layer: layer, area: name, reason: "\(error)", at: validity.location)
                }
            }
            if faults[name] != nil { result[index].shape = .multiPolygon(MultiPolygon(polygons)) }
        }
        return (result, faults)
    }

    private func validity(of shape: Shape, _ name: String) throws(LayersError) -> Validity {
        do throws(GeometryError) {
            return try shape.validity()
        } catch {
            throw .invalidArea(file: file, layer: layer, area: name, reason: "\(error)", at: nil)
        }
    }
}
