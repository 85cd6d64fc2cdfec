import HomewardCore
public import HomewardGeometry

/// The coordinate system that a job works in, checked before lengths, areas and densities are taken in it.
public enum WorkingSystem {
    /// How much longer or shorter a metre on the ground may be on the map, as a share: 0.2 %.
    static let tolerance = 0.002

    /// The system that `crs` names, which must be projected in metres, on a machine whose PROJ carries a known place to where
    /// it is.
    ///
    /// - Throws: `GeometryError`; ``WorkflowError/notInMetres(crs:name:)``.
    public static func named(_ crs: String) throws -> CoordinateSystem {
        let system = try CoordinateSystem(crs)
        guard system.isProjectedInMetres else {
            throw WorkflowError.notInMetres(crs: crs, name: system.name)
        }
        _ = try Transformer(from: system, to: .epsg(4326))
        return system
    }

    /// Checks that a metre of `system` is a metre on the ground, to 0.2 %, all over `box`.
    ///
    /// - Throws: `GeometryError`; ``WorkflowError/untrueScale(crs:name:scale:usual:)``.
    public static func check(_ system: CoordinateSystem, named crs: String, over box: BoundingBox) throws {
        let scale = try system.scale(over: box)
        let worst = scale.upperBound - 1 > 1 - scale.lowerBound ? scale.upperBound : scale.lowerBound
        guard abs(worst - 1) > tolerance else { return }
        let place = try Transformer(from: system, to: .epsg(4326), around: box).transform(box.centre)
        let usual = try CoordinateSystem.usual(at: place)
        throw WorkflowError.untrueScale(
            crs: crs, name: system.name, scale: worst, usual: "\(usual.definition) (\(usual.name))")
    }
}
