/// Reads the text in which GDAL's OpenStreetMap driver keeps the tags that have no column of their own:
/// `"foot"=>"yes","surface"=>"asphalt"` in the field `other_tags`.
public enum OpenStreetMapTags {
    /// The tags in `text` by key; what cannot be understood is left out. O(length).
    public static func parse(_ text: String) -> [String: String] {
        var tags: [String: String] = [:]
        var bytes = Array(text.utf8)[...]
        while let key = quoted(&bytes) {
            guard bytes.starts(with: Array("=>".utf8)) else { break }
            bytes = bytes.dropFirst(2)
            guard let value = quoted(&bytes) else { break }
            tags[key] = value
        }
        return tags
    }

    /// The next text in quotation marks, with `\"` and `\\` undone.
    private static func quoted(_ bytes: inout ArraySlice<UInt8>) -> String? {
        let quote = UInt8(ascii: "\"")
        let backslash = UInt8(ascii: "\\")
        guard let start = bytes.firstIndex(of: quote) else { return nil }
        var text: [UInt8] = []
        var index = start + 1
        while index < bytes.endIndex, bytes[index] != quote {
            if bytes[index] == backslash, index + 1 < bytes.endIndex { index += 1 }
            text.append(bytes[index])
            index += 1
        }
        guard index < bytes.endIndex else { return nil }
        bytes = bytes[(index + 1)...]
        return String(decoding: text, as: UTF8.self)
    }
}
