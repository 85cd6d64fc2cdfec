/// The `other_tags` column of GDAL's OpenStreetMap layers: `"foot"=>"yes","lit"=>"no"`, PostgreSQL's hstore notation.
///
/// A backslash takes the next character as it stands. Text that does not keep to the notation ends the reading; the
/// pairs before it count.
public enum OSMTags {
    /// The pairs by key; where a key stands twice the last one wins. O(n).
    public static func parse(_ text: String) -> [String: String] {
        var tags: [String: String] = [:]
        var rest = text.unicodeScalars[...]
        while let key = quoted(&rest), skip("=>", &rest), let value = quoted(&rest) {
            tags[key] = value
            guard skip(",", &rest) else { break }
        }
        return tags
    }

    private static func quoted(_ rest: inout Substring.UnicodeScalarView) -> String? {
        guard rest.first == "\"" else { return nil }
        var result = String.UnicodeScalarView()
        var index = rest.index(after: rest.startIndex)
        while index < rest.endIndex {
            if rest[index] == "\"" {
                rest = rest[rest.index(after: index)...]
                return String(result)
            }
            if rest[index] == "\\" {
                index = rest.index(after: index)
                guard index < rest.endIndex else { return nil }
            }
            result.append(rest[index])
            index = rest.index(after: index)
        }
        return nil
    }

    private static func skip(_ mark: String, _ rest: inout Substring.UnicodeScalarView) -> Bool {
        guard rest.starts(with: mark.unicodeScalars) else { return false }
        rest = rest.dropFirst(mark.unicodeScalars.count)
        return true
    }
}
