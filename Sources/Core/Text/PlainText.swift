/// Text from files and names of files, made safe to show: what would steer a terminal or turn the direction of reading is
/// written out, so that it is seen and does nothing.
public enum PlainText {
    /// The text with control characters (C0, DEL, C1, U+2028 and U+2029) and those that set the direction of reading
    /// written as `\u{1b}`. Line feeds and tabs stay where `keepingLines` says so. O(n).
    public static func shown(_ text: String, keepingLines: Bool = false) -> String {
        guard text.unicodeScalars.contains(where: { isControl($0) || isDirection($0) }) else { return text }
        return replacing(text) { scalar in
            if keepingLines, scalar == "\n" || scalar == "\t" { return nil }
            return isControl(scalar) || isDirection(scalar) ? written(scalar) : nil
        }
    }

    /// JSON with the same characters as escapes of JSON. They can only stand in its strings, so the values stay what they
    /// are. O(n).
    public static func shown(json text: String) -> String {
        replacing(text) { scalar in
            guard scalar != "\n", isControl(scalar) || isDirection(scalar) else { return nil }
            let digits = String(scalar.value, radix: 16)
            return "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        }
    }

    /// Whether the character sets the direction of reading, by which a text can be shown as another. Source: Unicode
    /// Standard Annex 9, table "Bidirectional formatting characters".
    public static func isDirection(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x61C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    /// `\u{202e}` for the character with that number.
    public static func written(_ scalar: Unicode.Scalar) -> String {
        "\\u{" + String(scalar.value, radix: 16) + "}"
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029: true
        default: false
        }
    }

    private static func replacing(_ text: String, _ other: (Unicode.Scalar) -> String?) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if let words = other(scalar) {
                result.append(contentsOf: words.unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }
}
