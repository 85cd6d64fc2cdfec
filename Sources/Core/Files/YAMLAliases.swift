/// The aliases of a YAML text, counted before anything follows them.
///
/// A few lines of lists of aliases of lists stand for billions of values (a "billion laughs"). The library puts the
/// values in place as it reads and compares them where they are keys, so the text itself is looked at: a star that begins
/// a word counts wherever an anchor may stand too, in quoted text and comments as well. With ``limit`` of them the values
/// are at most eighteen times those of the file. O(length).
struct YAMLAliases {
    /// The most that a file may have. Plans and calendars need none.
    static let limit = 8

    /// The line of the first alias beyond the limit, counted from 1; nil where there is none or no anchor to name.
    let firstTooMany: Int?

    init(in text: String) {
        var line = 1
        var count = 0
        var found: Int?
        var hasAnchor = false
        var isStart = true
        var sign: UInt8?
        for byte in text.utf8 {
            let isSpace = byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
            if let begun = sign, !isSpace {
                if begun == UInt8(ascii: "&") { hasAnchor = true } else { count += 1 }
                if count > YAMLAliases.limit, found == nil { found = line }
            }
            sign = isStart && (byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*")) ? byte : nil
            isStart = isSpace || "[{,:?-!".utf8.contains(byte)
            if byte == 0x0A { line += 1 }
        }
        firstTooMany = hasAnchor ? found : nil
    }
}
