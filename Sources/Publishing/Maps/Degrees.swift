import HomewardGeometry

/// Points of the working system as longitude and latitude.
struct Degrees {
    private let transformer: Transformer

    /// Prepares the way from `system`.
    init(from system: CoordinateSystem) throws(GeometryError) {
        transformer = try Transformer(from: system, to: CoordinateSystem.epsg(4326))
    }

    /// The longitude and latitude of a point; not finite where it has none.
    func point(_ point: Point) -> Point {
        do throws(GeometryError) {
            return try transformer.transform(point)
        } catch {
            return Point(x: .nan, y: .nan)
        }
    }
}
