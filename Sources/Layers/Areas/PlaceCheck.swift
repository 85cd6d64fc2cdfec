public import HomewardGeometry

/// Refuses what is no place, and names that are none: areas, schools and stops go through here when they are read.
public enum PlaceCheck {
    /// The most bytes of a name. It is repeated in every file that names the place.
    public static let longestName = 1000

    /// Checks a place's name and position in the system to which it was carried.
    ///
    /// - Throws: ``LayersError/badFeature(file:layer:feature:message:)``.
    public static func check(
        _ name: String, _ shape: Shape?, of layer: Layer, file: String, in system: CoordinateSystem
    ) throws(LayersError) {
        guard name.utf8.count <= longestName else {
            throw .badFeature(
                file: file, layer: layer.name, feature: name.quoted,
                message: "the name is \(name.utf8.count) bytes long, more than \(longestName); shorten it")
        }
        guard let stray = shape?.vertices.first(where: { !$0.isOnEarth }) else { return }
        throw .badFeature(
            file: file, layer: layer.name, feature: name.quoted,
            message:
                "\(stray.x), \(stray.y) is no place on Earth in \(system.name); check the layer's coordinate system")
    }
}
