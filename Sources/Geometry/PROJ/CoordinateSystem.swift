internal import CPROJ
import HomewardCore

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

extension CoordinateSystem {
    /// Looks a definition up in PROJ's database: a code (`EPSG:27700`), WKT of any age, a PROJ string, PROJJSON, or a
    /// name (`OSGB36 / British National Grid`).
    ///
    /// Heights are left behind: of a compound system its horizontal part remains. WKT without a code is matched against
    /// the database and takes the EPSG code of a system that is the same but, perhaps, for its name.
    ///
    /// - Throws: ``GeometryError/coordinateSystem(definition:message:)`` where PROJ does not know it, or where it is
    ///   no system of longitude and latitude or easting and northing.
    public init(_ definition: String) throws(GeometryError) {
        self = try Self.recent.answer(to: definition) { () throws(GeometryError) in
            try CoordinateSystem(lookingUp: definition)
        }
    }

    private static let recent = Recent<String, CoordinateSystem>(most: 64)

    private init(lookingUp definition: String) throws(GeometryError) {
        let context = try ProjContext()
        // What is made in the context goes before it: an optimiser may release it at its last use.
        defer { withExtendedLifetime(context) {} }
        let object = try context.coordinateSystem(definition)
        let isGeographic = try context.isGeographic(object, definition: definition)
        let entry = context.entry(of: object)
        self.init(
            definition: entry?.code ?? context.wellKnownText(of: object) ?? definition,
            name: entry?.name ?? object.name, isGeographic: isGeographic,
            metresPerUnit: isGeographic ? 1 : context.metresPerUnit(of: object) ?? 1)
    }
}

extension ProjContext {
    /// The horizontal coordinate system that `definition` names.
    func coordinateSystem(_ definition: String) throws(GeometryError) -> ProjObject {
        let words = definition.trimmed
        guard !words.isEmpty else {
            throw .coordinateSystem(definition: definition, message: "it is empty")
        }
        guard !CoordinateSystem.namesFile(words) else {
            throw .coordinateSystem(definition: definition, message: "it names a file by its path")
        }
        let asked = words.contains("+proj=") && !words.contains("+type=crs") ? words + " +type=crs" : words
        proj_context_use_proj4_init_rules(handle, words.hasPrefix("+init=") ? 1 : 0)
        guard var object = ProjObject(proj_create(handle, asked)) else {
            throw .coordinateSystem(
                definition: definition, message: message(otherwise: "PROJ does not know it"))
        }
        if proj_get_type(object.pointer) == PJ_TYPE_COMPOUND_CRS,
            let horizontal = ProjObject(proj_crs_get_sub_crs(handle, object.pointer, 0))
        {
            object = horizontal
        }
        return object
    }

    /// Whether a system counts in degrees, or the error for one that is neither geographic nor projected.
    func isGeographic(_ object: borrowing ProjObject, definition: String) throws(GeometryError) -> Bool {
        switch proj_get_type(object.pointer) {
        case PJ_TYPE_GEOGRAPHIC_2D_CRS, PJ_TYPE_GEOGRAPHIC_3D_CRS: return true
        case PJ_TYPE_PROJECTED_CRS: return false
        case PJ_TYPE_BOUND_CRS:
            guard let source = ProjObject(proj_get_source_crs(handle, object.pointer)) else { break }
            return try isGeographic(source, definition: definition)
        default: break
        }
        throw .coordinateSystem(
            definition: definition,
            message: "\(object.name.quoted) is neither longitude and latitude nor easting and northing")
    }

    /// The code, such as `EPSG:27700`, and the name of the database's entry that the object is or equals.
    func entry(of object: borrowing ProjObject) -> (code: String, name: String)? {
        if let authority = proj_get_id_auth_name(object.pointer, 0), let code = proj_get_id_code(object.pointer, 0) {
            return ("\(String(cString: authority)):\(String(cString: code))", object.name)
        }
        var confidence: UnsafeMutablePointer<Int32>?
        guard let found = proj_identify(handle, object.pointer, "EPSG", nil, &confidence) else { return nil }
        defer {
            proj_int_list_destroy(confidence)
            proj_list_destroy(found)
        }
        // From 70 upwards PROJ means: equivalent, but for the name.
        guard proj_list_get_count(found) > 0, let confidence, confidence[0] >= 70,
            let best = ProjObject(proj_list_get(handle, found, 0)), let code = proj_get_id_code(best.pointer, 0)
        else { return nil }
        return ("EPSG:\(String(cString: code))", best.name)
    }

    func wellKnownText(of object: borrowing ProjObject) -> String? {
        proj_as_wkt(handle, object.pointer, PJ_WKT2_2019, nil).map { String(cString: $0) }
    }

    /// Metres per unit of the first axis, or nil where PROJ does not say.
    func metresPerUnit(of object: borrowing ProjObject) -> Double? {
        if proj_get_type(object.pointer) == PJ_TYPE_BOUND_CRS {
            guard let source = ProjObject(proj_get_source_crs(handle, object.pointer)) else { return nil }
            return metresPerUnit(of: source)
        }
        guard let axes = ProjObject(proj_crs_get_coordinate_system(handle, object.pointer)) else { return nil }
        var factor = 0.0
        guard proj_cs_get_axis_info(handle, axes.pointer, 0, nil, nil, nil, &factor, nil, nil, nil) == 1 else {
            return nil
        }
        return factor
    }
}

extension String {
    /// The string without white space at either end.
    fileprivate var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
