public import HomewardCore

/// What can go wrong with shapes and coordinate systems.
public enum GeometryError: HomewardError, Equatable {
    /// GEOS refused an operation; `message` is its own words.
    case operation(name: String, message: String)
    /// A shape that no operation can work with: a coordinate that is no number, a line of one point, a ring of two.
    case invalid(reason: String, at: Point?)
    /// An argument outside the range that the operation accepts.
    case argument(name: String, message: String)
    /// A definition that PROJ does not know as a coordinate system on the ground.
    case coordinateSystem(definition: String, message: String)
    /// Coordinates that could not be carried from one system to another.
    case transform(operation: String, message: String)
    /// Something lies where the working coordinate system does not serve.
    case outsideAreaOfUse(ForeignGround)
    /// PROJ on this machine carries a place to where it is not.
    case inaccurate(operation: String, message: String)
    /// PROJ is not here or too old.
    case library(SystemLibraryError)
    /// PROJ finds no database of coordinate systems that it can read.
    case noDatabase(folders: [String])
    /// Bytes that are no well-known binary; `offset` counts from the first byte.
    case wkb(offset: Int, message: String)
    /// Words that are no well-known text; `message` is the reader's own.
    case wkt(message: String)
    /// More pairs of areas share ground than anybody reads about.
    case manyOverlaps(limit: Int)

    /// What happened, what it is about and what to do.
    public var report: ErrorReport {
        switch self {
        case .operation(let name, let message):
            ErrorReport(
                "geometry.operation", .badData, nil, "the geometry operation \(name.quoted) failed: \(message)",
                remedy: "check the shape's validity and repair it first")
        case .invalid(let reason, let place):
            ErrorReport(
                "geometry.invalid", .badData, nil,
                "the shape is not usable: \(reason)\(place.map { " at x \($0.x), y \($0.y)" } ?? "")",
                remedy: "mend it where it was drawn")
        case .argument(let name, let message):
            ErrorReport("geometry.argument", .usage, nil, "the value for \(name.quoted) is not usable: \(message)")
        case .coordinateSystem(let definition, let message):
            ErrorReport(
                "geometry.coordinate_system", .badData, nil,
                "\(definition.quoted) is no coordinate system that can be used here: \(message)",
                remedy: "try a code such as EPSG:27700")
        case .transform(let operation, let message):
            ErrorReport(
                "geometry.transform", .badData, nil,
                "the coordinates could not be transformed (\(operation)): \(message)",
                remedy: "check the coordinate system of the input")
        case .outsideAreaOfUse(let ground):
            ErrorReport(
                "geometry.outside_area_of_use", .badData, .setting("crs"),
                "\(ground.crs) (\(ground.name)) is made for \(ground.area ?? "other ground"), and the middle of \(ground.what) is around \(ground.place.inDegrees)",
                remedy: "work in a system that fits there with \(setting: "crs", ground.usual) (\(ground.usualName))")
        case .inaccurate(let operation, let message):
            ErrorReport(
                "geometry.inaccurate", .unavailable, .named("PROJ"), "\(message) (\(operation))",
                remedy:
                    "see where it takes its data from (homeward doctor), and take out grids that do not belong there")
        case .library(let error): error.report
        case .noDatabase(let folders):
            ErrorReport(
                "geometry.no_database", .unavailable, .named("PROJ"),
                "its database proj.db is not here or is one of another version; it looks in \(folders.joined(separator: ", "))",
                remedy:
                    "install PROJ's data (on Debian the package proj-data) or set PROJ_DATA to the folder that has it")
        case .wkb(let offset, let message):
            ErrorReport("geometry.wkb", .badData, nil, "the well-known binary is damaged at byte \(offset): \(message)")
        case .wkt(let message):
            ErrorReport("geometry.wkt", .badData, nil, "the well-known text cannot be read: \(message)")
        case .manyOverlaps(let limit):
            ErrorReport(
                "geometry.many_overlaps", .badData, .setting("areas.file"),
                "more than \(limit) pairs of areas share ground",
                remedy: "name those that you want to report with \(setting: "areas.names", "[A, B]")")
        }
    }
}
