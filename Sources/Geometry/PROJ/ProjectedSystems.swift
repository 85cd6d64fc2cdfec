internal import CPROJ

/// The projected systems of PROJ's database that are in use at a place.
public enum ProjectedSystems {
    /// One of them.
    public struct Entry: Hashable, Sendable {
        /// Its code: `EPSG:2263`.
        public var definition: String
        /// Its name: `NAD83 / New York Long Island (ftUS)`.
        public var name: String
        /// The ground for which it is made.
        public var area: AreaOfUse
    }

    /// The systems whose area of use holds a place, those of the smallest area first, and by their code where the areas are
    /// the same. Deprecated ones are left out.
    ///
    /// - Parameter place: Longitude and latitude.
    public static func inUse(at place: Point) throws(GeometryError) -> [Entry] {
        let context = try ProjContext()
        defer { withExtendedLifetime(context) {} }
        guard let parameters = proj_get_crs_list_parameters_create() else { return [] }
        defer { proj_get_crs_list_parameters_destroy(parameters) }
        var count: Int32 = 0
        let list = withUnsafePointer(to: PJ_TYPE_PROJECTED_CRS) { type in
            parameters.pointee.types = type
            parameters.pointee.typesCount = 1
            parameters.pointee.bbox_valid = 1
            parameters.pointee.west_lon_degree = place.x
            parameters.pointee.east_lon_degree = place.x
            parameters.pointee.south_lat_degree = place.y
            parameters.pointee.north_lat_degree = place.y
            return proj_get_crs_info_list_from_database(context.handle, "EPSG", parameters, &count)
        }
        guard let list else { return [] }
        defer { proj_crs_info_list_destroy(list) }
        var found: [(code: Int, entry: Entry)] = []
        for index in 0..<Int(count) {
            guard let info = list[index]?.pointee, info.bbox_valid == 1, let code = info.code, let name = info.name,
                let number = Int(String(cString: code))
            else { continue }
            let area = AreaOfUse(
                west: info.west_lon_degree, south: info.south_lat_degree, east: info.east_lon_degree,
                north: info.north_lat_degree, name: info.area_name.map { String(cString: $0) } ?? "")
            guard area.contains(place) else { continue }
            found.append(
                (number, Entry(definition: "EPSG:\(number)", name: String(cString: name), area: area)))
        }
        func size(_ area: AreaOfUse) -> Double {
            (area.west <= area.east ? area.east - area.west : area.east - area.west + 360) * (area.north - area.south)
        }
        return found.sorted { (size($0.entry.area), $0.code) < (size($1.entry.area), $1.code) }.map(\.entry)
    }

    /// Of the systems in use around `ground`, those by which `position` lies at most `metres` from its middle, in the
    /// order of ``inUse(at:)``: what the numbers of a file whose system nobody names may be.
    ///
    /// - Parameters:
    ///   - position: A position as the file has it.
    ///   - place: Longitude and latitude of the ground on which it should lie.
    ///   - metres: How far from `place` it may lie.
    ///   - limit: How many systems are tried and how many are returned. O(tried), some milliseconds each.
    public static func placing(
        _ position: Point, near place: Point, within metres: Double, limit: (tried: Int, returned: Int) = (200, 3)
    ) throws(GeometryError) -> [Entry] {
        var fitting: [Entry] = []
        for entry in try inUse(at: place).prefix(limit.tried) {
            guard let system = try? CoordinateSystem(entry.definition), let there = system.degrees(of: position),
                there.metresOverGround(to: place) <= metres
            else { continue }
            fitting.append(entry)
            if fitting.count == limit.returned { break }
        }
        return fitting
    }
}
