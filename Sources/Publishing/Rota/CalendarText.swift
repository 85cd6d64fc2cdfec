/// Lines of an iCalendar stream: escaped, folded at 75 octets, ended by CRLF.
///
/// Source: RFC 5545, sections 3.1 and 3.3.11.
struct CalendarText {
    private(set) var text = ""

    /// Appends a line whose value is already in its final form.
    mutating func line(_ name: String, _ value: String) {
        var octets = 0
        for scalar in (name + ":" + value).unicodeScalars {
            let width = String(scalar).utf8.count
            if octets + width > 75 {
                text.append("\r\n ")
                octets = 1
            }
            text.unicodeScalars.append(scalar)
            octets += width
        }
        text.append("\r\n")
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
