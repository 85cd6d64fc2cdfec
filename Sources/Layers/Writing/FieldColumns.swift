internal import CGDAL

/// The columns of one layer in its file, and how values get into them.
struct FieldColumns {
    /// The column from which GDAL takes the `id` of GeoJSON features; no property can have this name by accident.
    static let identifier = "homeward:feature-id"

    private let file: String
    private let format: VectorFormat
    private let layer: Layer
    private var columns: [(index: Int32, type: OGRFieldType)] = []
    private var identifierColumn: Int32?

    init(file: String, format: VectorFormat, layer: Layer) {
        self.file = file
        self.format = format
        self.layer = layer
    }

    /// The columns once they stand in `target`.
    func add(to target: GDALLayer, _ messages: GDALMessages) throws(LayersError) -> FieldColumns {
        var result = self
        let names = format == .shapefile ? ShortNames.of(layer.fields.map(\.name)) : layer.fields.map(\.name)
        for (field, name) in zip(layer.fields, names) {
            let before = OGR_FD_GetFieldCount(target.definition)
            let type = format.column(for: field.type, isLarge: holdsLargeNumbers(field))
            guard target.addField(name, type, isBoolean: field.type == .boolean && type == OFTInteger) else {
                throw .unsuitableFormat(
                    file: file, format: format,
                    message: "field “\(field.name)” of layer “\(layer.name)” (\(messages.best)). Rename or drop it.")
            }
            // A driver may have the column already, as GPX does, or may spell it in its own way.
            let count = OGR_FD_GetFieldCount(target.definition)
            let index = count > before ? count - 1 : OGR_L_FindFieldIndex(target.handle, name, 1)
            guard index >= 0, let column = OGR_FD_GetFieldDefn(target.definition, index) else {
                throw .unsuitableFormat(
                    file: file, format: format,
                    message: "field “\(field.name)” of layer “\(layer.name)” gets no column. Rename or drop it.")
            }
            result.columns.append((index, OGR_Fld_GetType(column)))
        }
        if format == .geoJSON, target.addField(Self.identifier, OFTString) {
            result.identifierColumn = OGR_FD_GetFieldCount(target.definition) - 1
        }
        return result
    }

    /// Whether a number in the field needs more than 32 bits, which some formats do not have.
    private func holdsLargeNumbers(_ field: Field) -> Bool {
        guard format.hasSmallIntegers, field.type == .integer, let index = layer.fields.firstIndex(of: field) else {
            return false
        }
        return layer.features.contains { feature in
            guard case .integer(let number) = feature.values[index] else { return false }
            return Int32(exactly: number) == nil
        }
    }

    /// Fills `target` with the values of `feature`. Returns what is wrong, or nil.
    func set(_ feature: Feature, _ position: Int, in target: borrowing GDALFeature) -> String? {
        if let identifierColumn {
            OGR_F_SetFieldString(target.handle, identifierColumn, feature.id ?? "\(position + 1)")
        }
        for (offset, value) in feature.values.enumerated() {
            let column = columns[offset]
            if let fault = set(value, in: column, of: target) { return "field “\(layer.fields[offset].name)” \(fault)" }
        }
        return nil
    }

    private func set(
        _ value: FieldValue, in column: (index: Int32, type: OGRFieldType), of target: borrowing GDALFeature
    ) -> String? {
        switch value {
        case .null: OGR_F_SetFieldNull(target.handle, column.index)
        case .boolean(let flag) where column.type == OFTInteger:
            OGR_F_SetFieldInteger(target.handle, column.index, flag ? 1 : 0)
        case .integer(let number) where column.type != OFTString:
            OGR_F_SetFieldInteger64(target.handle, column.index, number)
        case .real(let number) where column.type != OFTString:
            OGR_F_SetFieldDouble(target.handle, column.index, number)
        case .text(let text) where column.type == OFTDate || column.type == OFTDateTime:
            guard let moment = CivilMoment(text) else { return "holds “\(text)”, which is no date of ISO 8601." }
            OGR_F_SetFieldDateTimeEx(
                target.handle, column.index, Int32(moment.year), Int32(moment.month), Int32(moment.day),
                Int32(moment.hour), Int32(moment.minute), Float(moment.millisecond) / 1000, moment.zone.flag)
        default:
            let text = value.asText ?? ""
            if let limit = format.longestText, text.utf8.count > limit {
                return "holds \(text.utf8.count) bytes, and \(format.title) takes \(limit). Write .gpkg instead."
            }
            if format.isXML, text.unicodeScalars.contains(where: \.isForbiddenInXML) {
                return "holds a control character, which \(format.title) cannot hold. Take it out."
            }
            OGR_F_SetFieldString(target.handle, column.index, text)
        }
        return nil
    }
}

extension VectorFormat {
    /// The column in which a field of `type` is kept. What a format does not know becomes text.
    func column(for type: FieldType, isLarge: Bool) -> OGRFieldType {
        switch type {
        case .boolean: self == .csv || self == .kml || self == .gpx ? OFTString : OFTInteger
        case .integer: !hasSmallIntegers ? OFTInteger64 : isLarge ? OFTString : OFTInteger
        case .real: OFTReal
        case .text: OFTString
        case .date: self == .geoPackage || self == .shapefile || self == .mapInfoTab ? OFTDate : OFTString
        case .dateTime: self == .geoPackage || self == .flatGeobuf || self == .mapInfoTab ? OFTDateTime : OFTString
        }
    }

    /// Whether whole numbers have 32 bits only.
    var hasSmallIntegers: Bool { self == .mapInfoTab || self == .kml }

    /// The most bytes of text that a field holds, or nil where there is no limit.
    var longestText: Int? { self == .shapefile || self == .mapInfoTab ? 254 : nil }

    /// Whether the format is XML, which cannot hold some characters in any spelling.
    var isXML: Bool { self == .kml || self == .gpx }
}

extension Unicode.Scalar {
    fileprivate var isForbiddenInXML: Bool {
        (value < 0x20 && value != 0x9 && value != 0xA && value != 0xD) || value == 0xFFFE || value == 0xFFFF
    }
}
