/// Text for XML and HTML.
public enum XMLText {
    /// The text with `&`, `<`, `>` and both quotes escaped, characters that XML 1.0 forbids left out, and those that
    /// set the direction of reading written out. It may stand in content and in quoted attributes of XML and HTML. O(n).
    public static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result.append("&amp;")
            case "<": result.append("&lt;")
            case ">": result.append("&gt;")
            case "\"": result.append("&quot;")
            case "'": result.append("&#39;")
            case "\t", "\n", "\r": result.unicodeScalars.append(scalar)
            case _ where scalar.value < 0x20 || scalar.value == 0x7F || (scalar.value & 0xFFFE) == 0xFFFE: break
            case _ where PlainText.isDirection(scalar): result.append(PlainText.written(scalar))
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
