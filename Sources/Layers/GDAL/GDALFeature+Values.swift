internal import CGDAL

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
        OGR_F_GetFieldAsString(handle, field.index).map { .text(String(cString: $0)) } ?? .null
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
            millisecond: Int((second * 1000).rounded()), zone: CivilMoment.Zone(flag: zone))
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
