/// What a field of a layer can hold.
public enum FieldType: String, Sendable, Hashable, CaseIterable {
    /// True or false.
    case boolean
    /// A whole number of 64 bits.
    case integer
    /// A double-precision number.
    case real
    /// Text in UTF-8.
    case text
    /// A date as ISO 8601, `2024-03-01`.
    case date
    /// A date and time as ISO 8601 without a zone unless the file gives one, `2024-03-01T15:20:00`.
    case dateTime
}

/// One value of one feature.
public enum FieldValue: Sendable, Hashable {
    /// Nothing stands there.
    case null
    /// True or false.
    case boolean(Bool)
    /// A whole number.
    case integer(Int64)
    /// A number; never infinite, never not-a-number in what Homeward writes.
    case real(Double)
    /// Text, or a date or time in ISO 8601.
    case text(String)

    /// The value as text, or nil where it is null. A real is printed in the shortest form that reads back the same.
    public var asText: String? {
        switch self {
        case .null: nil
        case .boolean(let value): value ? "true" : "false"
        case .integer(let value): String(value)
        case .real(let value): value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
        case .text(let value): value
        }
    }

    /// The value as a number, or nil where it is none.
    public var asDouble: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .real(let value): value
        case .text(let value): Double(value)
        case .boolean, .null: nil
        }
    }
}

/// The name and the type of one field.
public struct Field: Sendable, Hashable {
    /// The name as it stands in the file; snake_case, with its unit, in what Homeward writes.
    public var name: String
    /// What it holds.
    public var type: FieldType
    /// What it is called in a format that has few bytes for a name, such as Shapefile with ten; nil to cut the name.
    public var shortName: String?
    /// Whether a format that takes few bytes of text, such as Shapefile with 254, may have the beginning with `…` at its end
    /// rather than be refused.
    public var mayBeCut: Bool
    /// The name for people, with its unit: `Length (m)`; a GeoPackage keeps it.
    public var title: String?
    /// What a value says, in a sentence; a GeoPackage keeps it.
    public var meaning: String?

    /// A field by name and type.
    public init(
        _ name: String, _ type: FieldType, shortName: String? = nil, mayBeCut: Bool = false, title: String? = nil,
        meaning: String? = nil
    ) {
        self.name = name
        self.type = type
        self.shortName = shortName
        self.mayBeCut = mayBeCut
        self.title = title
        self.meaning = meaning
    }
}
