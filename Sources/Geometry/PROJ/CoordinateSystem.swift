internal import CPROJ

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
}
