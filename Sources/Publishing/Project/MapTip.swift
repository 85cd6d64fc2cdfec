import HomewardCore
import HomewardLayers

/// What QGIS shows of a feature when the pointer rests on it: HTML with expressions in it, made of the layer's columns.
struct MapTip {
    let definition: any LayerDefinition.Type
    /// The fields that the layer has in its file.
    let fields: [Field]
    /// What must be known of whatever is shown, `EXERCISE: made-up streets; internal: …`.
    let label: String

    /// The HTML. Values are escaped by the expression that puts them in, for only QGIS knows them; a column without a
    /// value has no line.
    var html: String {
        let rows = definition.columnFacts.compactMap { facts in
            facts == LayerMarks.synthetic ? nil : fields.first { $0.name == facts.name }.map { row(facts, $0) }
        }
        let hasKey = fields.contains { $0.name == definition.idField }
        let key = hasKey ? "[% \(Self.escaped(definition.idField)) %] – " : ""
        let lines = rows.isEmpty ? "" : "[% \(rows.joined(separator: " || ")) %]"
        let table = "<table cellspacing=\"0\" cellpadding=\"2\">\(lines)</table>"
        return """
            <div style="max-width:34em"><b>\(key)\(XMLText.escaped(definition.title))</b>\(table)\
            <i>\(XMLText.escaped(label))</i></div>
            """
    }

    /// A line of the table as an expression; empty where the value is missing.
    private func row(_ facts: ColumnFacts, _ field: Field) -> String {
        let unit = facts.unit?.symbol.map { " \(XMLText.escaped($0))" } ?? ""
        let value: String
        switch field.type {
        case .boolean: value = "CASE WHEN \(Self.column(field.name)) THEN 'yes' ELSE 'no' END"
        case .text: value = Self.escaped(field.name)
        case .integer, .real: value = "to_string(\(Self.column(field.name)))"
        case .date: value = "format_date(\(Self.column(field.name)), 'yyyy-MM-dd')"
        case .dateTime: value = "format_date(\(Self.column(field.name)), 'yyyy-MM-dd HH:mm')"
        }
        let heading = """
            <tr valign="top"><td style="white-space:nowrap"><b>\(XMLText.escaped(facts.alias))</b></td><td>
            """
        return """
            CASE WHEN \(Self.column(field.name)) IS NULL THEN '' ELSE '\(heading)' || \(value) || '\(unit)</td></tr>' END
            """
    }

    /// An expression for the text in a column with what HTML takes for its own written out.
    private static func escaped(_ name: String) -> String {
        [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")].reduce("to_string(\(column(name)))") {
            "replace(\($0), '\($1.0)', '\($1.1)')"
        }
    }

    /// A column as an expression names it.
    private static func column(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }
}

extension ColumnUnit {
    /// The symbol behind a number; nil for counts and for what has no unit.
    var symbol: String? {
        if case .measured(let symbol) = self { symbol } else { nil }
    }
}
