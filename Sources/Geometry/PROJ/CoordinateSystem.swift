/// A coordinate system that PROJ knows, with its axes always in the order east, north (longitude before latitude).
public struct CoordinateSystem: Hashable, Sendable {
    /// `EPSG:27700` where it has a code, otherwise its WKT.
    public let definition: String
    /// Its name: `OSGB36 / British National Grid`.
    public let name: String
    /// Whether its coordinates are longitude and latitude in degrees.
    public let isGeographic: Bool
    /// Metres per unit of its coordinates; 1 for geographic systems.
    public let metresPerUnit: Double

    init(definition: String, name: String, isGeographic: Bool, metresPerUnit: Double) {
        self.definition = definition
        self.name = name
        self.isGeographic = isGeographic
        self.metresPerUnit = metresPerUnit
    }

    /// Whether lengths and areas in it are metres and square metres, as every count per km² needs.
    public var isProjectedInMetres: Bool { !isGeographic && abs(metresPerUnit - 1) < 1e-9 }

    /// The system with an EPSG code, such as 27700 for the British National Grid or 4326 for WGS 84.
    ///
    /// - Throws: ``GeometryError/coordinateSystem(definition:message:)`` where PROJ's database has no such code.
    public static func epsg(_ code: Int) throws(GeometryError) -> CoordinateSystem {
        try CoordinateSystem("EPSG:\(code)")
    }
}
