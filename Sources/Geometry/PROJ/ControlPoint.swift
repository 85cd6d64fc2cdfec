import HomewardCore

/// A place whose coordinates are known in two systems: the Ordnance Survey's worked example, Caister water tower
/// (A guide to coordinate systems in Great Britain, annex C).
///
/// PROJ is asked for it before a British coordinate is carried anywhere, so that a grid of the wrong kind, a damaged
/// database or an operation that leaves the change of datum out (about 110 m) stops the work instead of moving every place.
enum ControlPoint {
    /// Its easting and northing in the British National Grid, EPSG:27700.
    static let easting = Point(x: 651_409.903, y: 313_177.270)
    /// Its longitude and latitude, EPSG:4326, to the millionth of a degree.
    static let degrees = Point(x: 1.716_075, y: 52.658_006)

    /// How far from it PROJ may come, in metres: the Ordnance Survey's own figure for the operation without a grid.
    private static let tolerance = 5.0

    /// What is wrong on this machine; nil where the point comes out. Asked once a process.
    static let fault: GeometryError? = {
        do throws(GeometryError) {
            try check()
            return nil
        } catch {
            return error
        }
    }()

    /// Carries the point to degrees and compares.
    ///
    /// - Throws: ``GeometryError/inaccurate(operation:message:)`` where it is off; what PROJ says where it cannot.
    static func check(dataDirectories: [String] = []) throws(GeometryError) {
        let transformer = try Transformer(
            from: CoordinateSystem.epsg(27700), to: CoordinateSystem.epsg(4326), around: BoundingBox(of: [easting]),
            dataDirectories: dataDirectories)
        let place = try transformer.transform(easting)
        // Metres in a degree at the tower's latitude.
        let metres = Point(x: (place.x - degrees.x) * 67_600, y: (place.y - degrees.y) * 111_300)
            .distance(to: Point(x: 0, y: 0))
        guard metres <= tolerance else {
            throw .inaccurate(
                operation: transformer.operationName,
                message: "it puts a known place, Caister water tower, \(Shown.fixed(metres, 0)) m from where it is")
        }
    }
}
