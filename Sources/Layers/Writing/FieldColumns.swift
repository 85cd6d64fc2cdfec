internal import CGDAL
import HomewardCore

/// The columns of one layer in its file, and how values get into them.
struct FieldColumns {
    /// The column from which GDAL takes the `id` of GeoJSON features; no property can have this name by accident.
    static let identifier = "homeward:feature-id"

    private let file: String
    private let format: VectorFormat
    private let profile: FormatProfile
    private let layer: Layer
    private var columns: [(index: Int32, type: OGRFieldType)] = []
    private var identifierColumn: Int32?

    init(file: String, format: VectorFormat, layer: Layer) {
        self.file = file
        self.format = format
        profile = format.profile
        self.layer = layer
    }

    /// The columns once they stand in `target`.
    func add(to target: GDALLayer, _ messages: GDALMessages) throws(LayersError) -> FieldColumns {
        var result = self
        let names = ShortNames.of(layer.fields, limit: profile.fieldNameLimit)
        for (field, name) in zip(layer.fields, names) {
            let before = OGR_FD_GetFieldCount(target.definition)
            let type = profile.column(for: field.type, isLarge: holdsLargeNumbers(field))
            guard target.addField(name, type, isBoolean: field.type == .boolean && type == OFTInteger) else {
                throw .unsuitableFormat(
                    file: file, format: format,
                    message:
                        "field \(field.name.quoted) of layer \(layer.name.quoted) (\(messages.best)); rename or drop it"
                )
            }
            // A driver may have the column already, as GPX does, or may spell it in its own way.
            let count = OGR_FD_GetFieldCount(target.definition)
            let index = count > before ? count - 1 : OGR_L_FindFieldIndex(target.handle, name, 1)
            guard index >= 0, let column = OGR_FD_GetFieldDefn(target.definition, index) else {
                throw .unsuitableFormat(
                    file: file, format: format,
                    message:
                        "field \(field.name.quoted) of layer \(layer.name.quoted) gets no column; rename or drop it")
            }
            result.columns.append((index, OGR_Fld_GetType(column)))
        }
        if profile.hasIdentifierMember, target.addField(Self.identifier, OFTString) {
            result.identifierColumn = OGR_FD_GetFieldCount(target.definition) - 1
        }
        return result
    }

    /// Whether a number in the field needs more than 32 bits, which some formats do not have.
    private func holdsLargeNumbers(_ field: Field) -> Bool {
        guard profile.hasSmallIntegers, field.type == .integer, let index = layer.fields.firstIndex(of: field) else {
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
            let shown = layer.fields[offset].mayBeCut ? cut(value) : value
            if let fault = set(shown, in: column, of: target) {
                return "field \(layer.fields[offset].name.quoted) \(fault)"
            }
        }
        return nil
    }

    /// As much of a text as the format takes, `…` at its end where that is not all.
    private func cut(_ value: FieldValue) -> FieldValue {
        guard case .text(let text) = value, let limit = profile.textLimit, text.utf8.count > limit else { return value }
        var kept = ""
        for character in text {
            guard kept.utf8.count + character.utf8.count + "…".utf8.count <= limit else { break }
            kept.append(character)
        }
        return .text(kept + "…")
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
            guard let moment = CivilMoment(text) else { return "holds \(text.quoted), which is no date of ISO 8601" }
            OGR_F_SetFieldDateTimeEx(
                target.handle, column.index, Int32(moment.year), Int32(moment.month), Int32(moment.day),
                Int32(moment.hour), Int32(moment.minute), Float(moment.millisecond) / 1000, moment.zone.flag)
        default:
            let plain = value.asText ?? ""
            let text = profile.isSpreadsheet ? SpreadsheetText.protected(plain) : plain
            if let limit = profile.textLimit, text.utf8.count > limit {
                return "holds \(text.utf8.count) bytes, and \(format.title) takes \(limit); write .gpkg instead"
            }
            if profile.isXML, text.unicodeScalars.contains(where: \.isForbiddenInXML) {
                return "holds a control character, which \(format.title) cannot hold; take it out"
            }
            OGR_F_SetFieldString(target.handle, column.index, text)
        }
        return nil
    }
}

extension FormatProfile {
    /// The column in which a field of `type` is kept. What a format does not know becomes text.
    func column(for type: FieldType, isLarge: Bool) -> OGRFieldType {
        switch type {
        case .boolean: types.contains(.boolean) ? OFTInteger : OFTString
        case .integer: !hasSmallIntegers ? OFTInteger64 : isLarge ? OFTString : OFTInteger
        case .real: OFTReal
        case .text: OFTString
        case .date: types.contains(.date) ? OFTDate : OFTString
        case .dateTime: types.contains(.dateTime) ? OFTDateTime : OFTString
        }
    }
}

extension Unicode.Scalar {
    var isForbiddenInXML: Bool {
        (value < 0x20 && value != 0x9 && value != 0xA && value != 0xD) || value == 0xFFFE || value == 0xFFFF
    }
}

/// The names of fields in the few bytes that a format has for them, each different from the others.
enum ShortNames {
    /// The names in the same order, unchanged where there is no limit. A name that is too long gives way to the field's
    /// short one, or is cut; one that would stand twice gets a number at its end.
    static func of(_ fields: [Field], limit: Int?) -> [String] {
        guard let limit else { return fields.map(\.name) }
        var taken: Set<String> = []
        return fields.map { field in
            let name = field.name.utf8.count > limit ? field.shortName ?? field.name : field.name
            var short = cut(name, to: limit)
            var number = 1
            while !taken.insert(short.uppercased()).inserted {
                let tail = "_\(number)"
                short = cut(name, to: limit - tail.utf8.count) + tail
                number += 1
            }
            return short
        }
    }

    private static func cut(_ name: String, to bytes: Int) -> String {
        var short = ""
        for character in name {
            guard short.utf8.count + String(character).utf8.count <= bytes else { break }
            short.append(character)
        }
        return short
    }
}
