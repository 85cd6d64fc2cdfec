/// Lines of an iCalendar stream: escaped, folded at 75 octets, ended by CRLF.
///
/// Source: RFC 5545, sections 3.1 and 3.3.11.
struct CalendarText {
    private(set) var text = ""

    /// Appends a line whose value is already in its final form.
    mutating func line(_ name: String, _ value: String) {
        var rest = Substring(name + ":" + value).utf8
        var room = 75
        // A line of octets that ends before a character's first: those that continue one begin with the bits 10.
        while var end = rest.index(rest.startIndex, offsetBy: room, limitedBy: rest.endIndex), end < rest.endIndex {
            while rest[end] & 0xC0 == 0x80 { rest.formIndex(before: &end) }
            text += Substring(rest[..<end])
            text += "\r\n "
            rest = rest[end...]
            room = 74
        }
        text += Substring(rest)
        text += "\r\n"
    }

    /// Appends a line of free text.
    mutating func text(_ name: String, _ value: String) {
        line(name, CalendarText.escaped(value))
    }

    /// The value with backslash, semicolon and comma escaped, line ends written as `\n` and other control characters
    /// left out.
    static func escaped(_ value: String) -> String {
        var result = ""
        var afterReturn = false
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\": result.append("\\\\")
            case ";": result.append("\\;")
            case ",": result.append("\\,")
            case "\r": result.append("\\n")
            case "\n": if !afterReturn { result.append("\\n") }
            case _ where scalar.value < 0x20 || scalar.value == 0x7F: break
            default: result.unicodeScalars.append(scalar)
            }
            afterReturn = scalar == "\r"
        }
        return result
    }
}
