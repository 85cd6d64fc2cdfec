internal import CPROJ
import Foundation

extension CoordinateSystem {
    /// How long a metre on the ground is on the map, the least and the most in any direction at the corners, the middles of
    /// the edges and the centre of `box`: 0.9996 to 1 for the British National Grid near its middle, 1.64 for web Mercator
    /// at Coventry.
    ///
    /// - Parameter box: In coordinates of this system, which must be projected.
    /// - Throws: ``GeometryError/transform(operation:message:)`` where a place of the box is no place of the system.
    public func scale(over box: BoundingBox) throws(GeometryError) -> ClosedRange<Double> {
        guard !isGeographic else {
            throw .argument(name: "system", message: "\(name) counts in degrees and has no scale")
        }
        let context = try ProjContext()
        // What is made in the context goes before it: an optimiser may release it at its last use.
        defer { withExtendedLifetime(context) {} }
        let system = try context.coordinateSystem(definition)
        guard let geodetic = ProjObject(proj_crs_get_geodetic_crs(context.handle, system.pointer)),
            let ellipsoid = context.ellipsoid(of: geodetic),
            let raw = ProjObject(
                proj_create_crs_to_crs_from_pj(context.handle, system.pointer, geodetic.pointer, nil, nil)),
            let toDegrees = ProjObject(proj_normalize_for_visualization(context.handle, raw.pointer))
        else {
            throw .transform(operation: name, message: context.message(otherwise: "PROJ does not know its ellipsoid"))
        }
        let radians = context.metresPerUnit(of: geodetic) ?? .pi / 180
        var least = Double.infinity
        var most = 0.0
        for place in box.samples {
            func ground(_ dx: Double, _ dy: Double) -> Point {
                let result = proj_trans(toDegrees.pointer, PJ_FWD, proj_coord(place.x + dx, place.y + dy, 0, 0))
                return Point(x: result.xy.x * radians, y: result.xy.y * radians)
            }
            let here = ground(0, 0)
            let half = 50 / metresPerUnit
            func step(_ dx: Double, _ dy: Double) -> Point {
                ellipsoid.metres(from: ground(-dx, -dy), to: ground(dx, dy), at: here)
            }
            // Metres on the ground, east and north, for 100 m on the map in each direction.
            let east = step(half, 0)
            let north = step(0, half)
            guard east.isFinite, north.isFinite else {
                throw .transform(operation: name, message: "\(place.x), \(place.y) is no place in it")
            }
            // The longest and the shortest of all directions: the singular values of the two steps.
            let sum = (east.x * east.x + east.y * east.y + north.x * north.x + north.y * north.y) / 2
            let determinant = east.x * north.y - east.y * north.x
            let spread = max(0, sum * sum - determinant * determinant).squareRoot()
            least = min(least, 100 / (sum + spread).squareRoot())
            most = max(most, 100 / max(0, sum - spread).squareRoot())
        }
        guard least.isFinite, most.isFinite, least <= most else {
            throw .transform(operation: name, message: "it has no scale there")
        }
        return least...most
    }

    /// The projected system in metres that is usual at a place: the British National Grid in Great Britain, elsewhere
    /// the zone of Universal Transverse Mercator.
    ///
    /// - Parameter place: Longitude and latitude.
    public static func usual(at place: Point) throws(GeometryError) -> CoordinateSystem {
        let isBritish = place.x >= -8.8 && place.x <= 2 && place.y >= 49.8 && place.y <= 61
        // Ireland, the Channel Islands' coast and what lies across the Channel.
        let isIreland = place.x < -5.4 && place.y > 51.3 && place.y < 55.3
        let isFrance = place.x > -2.1 && place.y < 50.2 || place.x > 1.4 && place.y < 51.1
        if isBritish, !isIreland, !isFrance { return try .epsg(27700) }
        // What is no longitude lies in the nearest zone: a number of any size may stand in a file.
        let longitude = place.x.isNaN ? 0 : min(180, max(-180, place.x))
        let zone = min(60, max(1, Int(((longitude + 180) / 6).rounded(.down)) + 1))
        return try .epsg((place.y < 0 ? 32700 : 32600) + zone)
    }
}

extension BoundingBox {
    /// The corners, the middles of the edges and the centre.
    var samples: [Point] {
        [minX, (minX + maxX) / 2, maxX].flatMap { x in
            [minY, (minY + maxY) / 2, maxY].map { y in Point(x: x, y: y) }
        }
    }
}

/// The figure of the earth that a system stands on.
struct Ellipsoid {
    /// The longer half axis, in metres.
    let longer: Double
    /// The square of the first eccentricity.
    let eccentricity: Double

    /// The way between two places near `here`, in metres east and north; all three as longitude and latitude in radians.
    func metres(from start: Point, to end: Point, at here: Point) -> Point {
        let factor = 1 - eccentricity * sin(here.y) * sin(here.y)
        let alongParallel = longer / factor.squareRoot()
        let alongMeridian = longer * (1 - eccentricity) / (factor * factor.squareRoot())
        // The shorter way round where the date line lies between.
        var width = end.x - start.x
        if width > .pi { width -= 2 * .pi }
        if width < -.pi { width += 2 * .pi }
        return Point(x: width * alongParallel * cos(here.y), y: (end.y - start.y) * alongMeridian)
    }
}

extension ProjContext {
    /// The ellipsoid of a geodetic system.
    func ellipsoid(of system: borrowing ProjObject) -> Ellipsoid? {
        guard let ellipsoid = ProjObject(proj_get_ellipsoid(handle, system.pointer)) else { return nil }
        var (longer, shorter) = (0.0, 0.0)
        guard
            proj_ellipsoid_get_parameters(handle, ellipsoid.pointer, &longer, &shorter, nil, nil) == 1, longer > 0
        else { return nil }
        return Ellipsoid(longer: longer, eccentricity: 1 - shorter * shorter / (longer * longer))
    }
}
