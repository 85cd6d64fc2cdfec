import HomewardCalendar
import HomewardCore
import HomewardLayers

/// What is known of a column without its rows.
package struct ColumnFacts: Sendable, Equatable {
    /// The name in files: snake_case, with its unit where it has one.
    package let name: String
    /// The name for people, which heads tables.
    package let alias: String
    /// What its numbers are counted or measured in; nil where it holds no numbers.
    package let unit: ColumnUnit?
    /// What a value says, in a sentence.
    package let meaning: String
    /// The name in formats that take ten characters, such as Shapefile; unique within its layer.
    package let shortName: String
    /// What it holds.
    package let type: FieldType
    /// Who may see it.
    package let audience: LayerAudience
    /// Whether it may be cut short in formats that take little text.
    package var mayBeCut = false

    /// The column as a field of a file.
    package var field: Field {
        Field(name, type, shortName: shortName, mayBeCut: mayBeCut, title: title, meaning: meaning)
    }

    /// The name for people with the unit of measurement behind it: `Length (m)`.
    package var title: String {
        if case .measured(let symbol) = unit { "\(alias) (\(symbol))" } else { alias }
    }
}

/// What the numbers of a column are counted or measured in.
package enum ColumnUnit: Sendable, Equatable {
    /// A unit of measurement, by its symbol.
    case measured(String)
    /// Things that are counted.
    case counted(String)
    /// No unit, for the reason given.
    case none(because: String)

    package static let metres = ColumnUnit.measured("m")
    package static let squareMetres = ColumnUnit.measured("m²")
    package static let minutes = ColumnUnit.measured("min")
    package static let hours = ColumnUnit.measured("h")
    package static let days = ColumnUnit.measured("days")
    package static let degrees = ColumnUnit.measured("°")
    package static let pairs = ColumnUnit.counted("pairs of incidents")
    package static let perSquareKilometre = ColumnUnit.measured("incidents/km²")
    package static let perYear = ColumnUnit.measured("incidents/year")
    package static let incidents = ColumnUnit.counted("incidents")
    package static let ratio = ColumnUnit.none(because: "a ratio of two rates")
    package static let probability = ColumnUnit.none(because: "a probability, 0 to 1")

    /// The unit as the data dictionary says it.
    package var text: String {
        switch self {
        case .measured(let symbol): symbol
        case .counted(let things): "number of \(things)"
        case .none(let reason): "– (\(reason))"
        }
    }
}

/// A type that a column can hold: how it is written to a file and read back.
package protocol ColumnValue: Sendable, Equatable {
    /// What a file calls it.
    static var fieldType: FieldType { get }
    /// The value as a file takes it.
    var fieldValue: FieldValue { get }
    /// The value that stands in a file, which may know fewer types than Homeward; nil where it is none of this type.
    static func read(_ value: FieldValue) -> Self?
}

extension ColumnValue {
    /// Whether it is a number, so that it needs a unit and stands at the right of a table's cell.
    package static var isNumber: Bool { fieldType == .integer || fieldType == .real }
}

extension String: ColumnValue {
    package static var fieldType: FieldType { .text }
    package var fieldValue: FieldValue { .text(self) }
    package static func read(_ value: FieldValue) -> String? { value.asText }
}

extension Int: ColumnValue {
    package static var fieldType: FieldType { .integer }
    package var fieldValue: FieldValue { .integer(Int64(self)) }
    package static func read(_ value: FieldValue) -> Int? { value.asDouble.flatMap { Int(exactly: $0) } }
}

extension Double: ColumnValue {
    package static var fieldType: FieldType { .real }
    package var fieldValue: FieldValue { .real(self) }
    package static func read(_ value: FieldValue) -> Double? { value.asDouble.flatMap { $0.isFinite ? $0 : nil } }
}

extension Bool: ColumnValue {
    package static var fieldType: FieldType { .boolean }
    package var fieldValue: FieldValue { .boolean(self) }
    package static func read(_ value: FieldValue) -> Bool? {
        switch value {
        case .boolean(let flag): flag
        case .integer(let number): number == 0 || number == 1 ? number == 1 : nil
        case .text(let text): Bool(text)
        case .real, .null: nil
        }
    }
}

extension CivilDay: ColumnValue {
    package static var fieldType: FieldType { .date }
    package var fieldValue: FieldValue { .text(description) }
    package static func read(_ value: FieldValue) -> CivilDay? { value.asText.flatMap { CivilDay(iso: $0) } }
}

/// A column of rows of one kind, whatever type of value it holds.
package protocol ColumnOf<Row>: Sendable {
    associatedtype Row
    associatedtype Value: ColumnValue
    /// What is known of it without its rows.
    var facts: ColumnFacts { get }
    /// What stands in it for a row.
    func value(of row: Row) -> FieldValue
}

/// One column of a layer, stated once: its name and meaning, how a row fills it, and the type that it is read back with.
///
/// A layer's file holds each as a static value, `RouteLayer.lengthM`; ``LayerRow`` takes it to read a file's value.
package struct LayerColumn<Definition: LayerDefinition, Value: ColumnValue>: ColumnOf {
    package let facts: ColumnFacts
    private let fill: @Sendable (Definition.Row) -> Value?

    /// A column of text, whole numbers, truths or days; `short` is needed where the name has more than ten characters, and
    /// text that may be long says whether it may be cut where a format takes little.
    init(
        _ name: String, _ alias: String, in unit: ColumnUnit? = nil, short: String? = nil,
        audience: LayerAudience = .partner, mayBeCut: Bool = false, meaning: String,
        fill: @escaping @Sendable (Definition.Row) -> Value?
    ) {
        facts = ColumnFacts(
            name: name, alias: alias, unit: unit, meaning: meaning, shortName: short ?? name, type: Value.fieldType,
            audience: audience, mayBeCut: mayBeCut)
        self.fill = fill
    }

    package func value(of row: Definition.Row) -> FieldValue { fill(row)?.fieldValue ?? .null }
}

extension LayerColumn where Value == Double {
    /// A column of numbers rounded to that many decimals; one that is not finite becomes null.
    init(
        _ name: String, _ alias: String, in unit: ColumnUnit, short: String? = nil, decimals: Int,
        audience: LayerAudience = .partner, meaning: String,
        fill: @escaping @Sendable (Definition.Row) -> Double?
    ) {
        self.init(name, alias, in: unit, short: short, audience: audience, meaning: meaning) { row in
            fill(row).flatMap { $0.isFinite ? $0.rounded(decimals: decimals) : nil }
        }
    }

    /// A column of probabilities with six significant figures; one that is not finite becomes null.
    init(
        probability name: String, _ alias: String, short: String? = nil, meaning: String,
        fill: @escaping @Sendable (Definition.Row) -> Double?
    ) {
        self.init(name, alias, in: .probability, short: short, meaning: meaning) { row in
            fill(row).flatMap { $0.isFinite ? $0.rounded(significant: 6) : nil }
        }
    }
}
