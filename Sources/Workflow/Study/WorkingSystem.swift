import HomewardCore
public import HomewardGeometry

/// The coordinate system that a job works in, checked before lengths, areas and densities are taken in it.
public enum WorkingSystem {
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

    /// Checks that `system` serves the ground that `box` covers, and that a metre in it is a metre on the ground, to 0.2 %, all
    /// over `box`.
    ///
    /// The middle of the box must lie where the system is in use, by the rule that `AreaOfUse` states.
    ///
    /// - Parameters:
    ///   - system: The system.
    ///   - crs: What the analyst calls it.
    ///   - box: The ground, in the system's own coordinates.
    ///   - what: What lies in the box, for the message: `the study area`.
    /// - Throws: `GeometryError`, among them `outsideAreaOfUse`; ``WorkflowError/untrueScale(crs:name:scale:usual:)``.
    public static func check(
        _ system: CoordinateSystem, named crs: String, over box: BoundingBox, of what: String = "the study area"
    ) throws {
        let place = try Transformer(from: system, to: .epsg(4326), around: box).transform(box.centre)
        try system.checkServes(place, of: what)
        let scale = try system.scale(over: box)
        let worst = scale.upperBound - 1 > 1 - scale.lowerBound ? scale.upperBound : scale.lowerBound
        guard abs(worst - 1) > CoordinateSystem.trueScale else { return }
        let usual = try CoordinateSystem.usual(at: place)
        throw WorkflowError.untrueScale(
            crs: crs, name: system.name, scale: worst, usual: "\(usual.definition) (\(usual.name))")
    }
}
