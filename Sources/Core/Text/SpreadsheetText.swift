/// Text as it may stand in a table that a spreadsheet opens.
public enum SpreadsheetText {
    /// What stands at the start of a CSV file in UTF-8, so that Excel does not take it for one in the machine's code page.
    public static let mark = "\u{FEFF}"

    /// The field with an apostrophe in front where a spreadsheet could take it for a formula: where its first character is `=`, `+`,
    /// `-`, `@`, a tab, a carriage return or an apostrophe. Take one leading apostrophe away to have the original back. A
    /// character that stands for what could not be read, U+FFFD, is written out. O(n).
    public static func protected(_ field: String) -> String {
        guard let first = field.unicodeScalars.first else { return field }
        let whole = field.unicodeScalars.contains("\u{FFFD}") ? field.replacing("\u{FFFD}", with: "\\u{fffd}") : field
        switch first {
        case "=", "+", "-", "@", "\t", "\r", "'": return "'" + whole
        default: return whole
        }
    }
}
