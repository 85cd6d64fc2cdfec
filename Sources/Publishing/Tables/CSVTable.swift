import HomewardCore

/// A table written as CSV by RFC 4180, so that Excel opens it right: UTF-8 behind a byte order mark, CRLF after each record, quotes
/// where a field needs them, and no text that it would run as a formula (`SpreadsheetText`). Numbers are written as they are.
struct CSVTable {
    /// One field of a record.
    enum Cell {
        case text(String)
        case integer(Int)
        case real(Double)
        case empty
    }

    private(set) var text = SpreadsheetText.mark

    init(header: [String]) {
        append(header.map(Cell.text))
    }

    /// Appends one record. O(its length).
    mutating func append(_ cells: [Cell]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { text.append(",") }
            switch cell {
            case .text(let value): text.append(CSVTable.quoted(SpreadsheetText.protected(value)))
            case .integer(let value): text.append(String(value))
            case .real(let value):
                text.append(value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)")
            case .empty: break
            }
        }
        text.append("\r\n")
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
