/// A table written as CSV by RFC 4180: CRLF after each record, quotes where a field needs them.
///
/// A text field whose first character is `=`, `+`, `-`, `@`, a tab, a carriage return or an apostrophe gets one
/// apostrophe in front, so that a spreadsheet shows it and does not run it as a formula. Take one leading apostrophe away
/// from a text field to have the original back. Numbers are written as they are.
struct CSVTable {
    /// One field of a record.
    enum Cell {
        case text(String)
        case integer(Int)
        case real(Double)
        case empty
    }

    private(set) var text = ""

    init(header: [String]) {
        append(header.map(Cell.text))
    }

    /// Appends one record. O(its length).
    mutating func append(_ cells: [Cell]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { text.append(",") }
            switch cell {
            case .text(let value): text.append(CSVTable.quoted(CSVTable.protected(value)))
            case .integer(let value): text.append(String(value))
            case .real(let value):
                text.append(value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)")
            case .empty: break
            }
        }
        text.append("\r\n")
    }

    /// The field with an apostrophe in front where a spreadsheet could take it for a formula.
    static func protected(_ field: String) -> String {
        guard let first = field.unicodeScalars.first else { return field }
        switch first {
        case "=", "+", "-", "@", "\t", "\r", "'": return "'" + field
        default: return field
        }
    }

    private static func quoted(_ field: String) -> String {
        let needsQuotes = field.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
        guard needsQuotes else { return field }
        var text = "\""
        for scalar in field.unicodeScalars {
            if scalar == "\"" { text.append("\"") }
            text.unicodeScalars.append(scalar)
        }
        return text + "\""
    }
}
