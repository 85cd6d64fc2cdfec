/// A position in a plane, or longitude and latitude in degrees where the coordinate system is geographic.
///
/// Shapes carry no coordinate system of their own: the layer or the caller that holds them knows it.
public struct Point: Hashable, Sendable, Codable {
    /// Easting in metres, or longitude in degrees.
    public var x: Double
    /// Northing in metres, or latitude in degrees.
    public var y: Double

    /// A point from easting and northing, or from longitude and latitude.
    @inlinable public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }

    /// The straight-line distance to `other`, in the units of the coordinates. O(1).
    @inlinable public func distance(to other: Point) -> Double {
        let dx = other.x - x
        let dy = other.y - y
        return (dx * dx + dy * dy).squareRoot()
    }

    /// Whether neither coordinate is infinite or not a number.
    @inlinable public var isFinite: Bool { x.isFinite && y.isFinite }

    /// Whether it may be a place on Earth in any system of metres or degrees: no coordinate beyond 30,000 km, which is
    /// farther than any system reaches. O(1).
    @inlinable public var isOnEarth: Bool { abs(x) <= 30_000_000 && abs(y) <= 30_000_000 }
}
