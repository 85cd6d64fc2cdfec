internal import CGDAL
import HomewardCore
import HomewardGeometry

/// A feature of GDAL's, owned.
struct GDALFeature: ~Copyable {
    let handle: OGRFeatureH

    /// Takes over `handle`.
    init(owning handle: OGRFeatureH) {
        self.handle = handle
    }

    /// An empty feature of `layer`; nil where memory is out.
    init?(in layer: GDALLayer) {
        guard let made = OGR_F_Create(layer.definition) else { return nil }
        handle = made
    }

    deinit { OGR_F_Destroy(handle) }

    /// The number that GDAL gives it.
    var number: Int64 { OGR_F_GetFID(handle) }

    /// The geometry in two dimensions with its curves made lines; nil where there is none.
    ///
    /// - Throws: What Geometry says of the bytes.
    func shape() throws(GeometryError) -> Shape? {
        guard let geometry = OGR_F_GetGeometryRef(handle) else { return nil }
        guard OGR_G_IsEmpty(geometry) == 0 else { return Shape.empty }
        if OGR_G_HasCurveGeometry(geometry, 0) != 0, let linear = OGR_G_GetLinearGeometry(geometry, 0, nil) {
            defer { OGR_G_DestroyGeometry(linear) }
            return try Self.shape(of: linear)
        }
        return try Self.shape(of: geometry)
    }

    private static func shape(of geometry: OGRGeometryH) throws(GeometryError) -> Shape {
        OGR_G_FlattenTo2D(geometry)
        let count = OGR_G_WkbSizeEx(geometry)
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            let done = OGR_G_ExportToIsoWkb(geometry, wkbNDR, buffer.baseAddress) == OGRERR_NONE
            filled = done ? count : 0
        }
        return try Shape(wkb: bytes)
    }

    /// Gives the feature a geometry; false where GDAL refuses it.
    func set(_ shape: Shape) -> Bool {
        let bytes = shape.wkb()
        var geometry: OGRGeometryH?
        let made = bytes.withUnsafeBytes { buffer in
            OGR_G_CreateFromWkbEx(buffer.baseAddress, nil, &geometry, buffer.count)
        }
        guard made == OGRERR_NONE, let geometry else { return false }
        // The feature takes the geometry over, even where it refuses it.
        return OGR_F_SetGeometryDirectly(handle, geometry) == OGRERR_NONE
    }
}

extension GDALFeature {
    /// The value of `field`.
    func value(_ field: GDALField) -> FieldValue {
        guard OGR_F_IsFieldSetAndNotNull(handle, field.index) != 0 else { return .null }
        switch field.meaning {
        case .boolean: return .boolean(OGR_F_GetFieldAsInteger(handle, field.index) != 0)
        case .integer: return .integer(OGR_F_GetFieldAsInteger64(handle, field.index))
        case .real: return .real(OGR_F_GetFieldAsDouble(handle, field.index))
        case .date, .dateTime: return moment(field).map { .text($0) } ?? text(field)
        case .text: return text(field)
        }
    }

    private func text(_ field: GDALField) -> FieldValue {
        OGR_F_GetFieldAsString(handle, field.index).map { .text(Self.legible($0)) } ?? .null
    }

    /// What a file holds that is no UTF-8 is written out, byte by byte.
    private static func legible(_ text: UnsafePointer<CChar>) -> String {
        if let whole = String(validatingCString: text) { return whole }
        var count = 0
        while text[count] != 0 { count += 1 }
        return TextEncoding.legible(UnsafeRawBufferPointer(start: text, count: count))
    }

    /// A date or a time in ISO 8601.
    private func moment(_ field: GDALField) -> String? {
        var (year, month, day, hour, minute, zone) = (Int32(0), Int32(0), Int32(0), Int32(0), Int32(0), Int32(0))
        var second: Float = 0
        let isThere = OGR_F_GetFieldAsDateTimeEx(
            handle, field.index, &year, &month, &day, &hour, &minute, &second, &zone)
        guard isThere != 0 else { return nil }
        let moment = CivilMoment(
            year: Int(year), month: Int(month), day: Int(day), hour: Int(hour), minute: Int(minute),
            millisecond: Int(nearest: Double(second * 1000)), zone: CivilMoment.Zone(flag: zone))
        return field.meaning == .date ? moment.dateText : moment.text
    }
}

extension CivilMoment.Zone {
    /// GDAL's flag: 0 and 1 say nothing, 100 is UTC, each step a quarter of an hour.
    init(flag: Int32) {
        self = flag > 1 ? .minutesEast((Int(flag) - 100) * 15) : .unknown
    }

    /// The same for GDAL; a zone that is no multiple of a quarter of an hour is rounded to one.
    var flag: Int32 {
        switch self {
        case .unknown: 0
        case .minutesEast(let minutes): Int32(100 + Int((Double(minutes) / 15).rounded()))
        }
    }
}
