/// Plain text broken into lines of a width.
public enum WrappedText {
    /// The words of `text` in lines of at most `width` characters, where no word is longer, with a line feed at the end.
    /// The first line starts with `first`, the others with as many spaces. O(length).
    public static func lines(_ text: String, width: Int = 100, first: String = "", indent: Int? = nil) -> String {
        let rest = String(repeating: " ", count: indent ?? first.count)
        var result = ""
        var line = first
        var isEmpty = true
        for word in text.split(whereSeparator: \.isWhitespace) {
            if !isEmpty, line.count + 1 + word.count > width {
                result += line + "\n"
                line = rest
                isEmpty = true
            }
            line += (isEmpty ? "" : " ") + word
            isEmpty = false
        }
        return result + line + "\n"
    }
}
