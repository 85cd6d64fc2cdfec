/// Cells that say in words that nothing is known.
enum MissingValue {
    private static let words: Set<String> = [
        "null", "none", "na", "n/a", "nan", "nk", "n/k", "unknown", "not known", "not recorded", "-", "--", "?", "nil",
        "not stated", "unk", "tbc",
    ]

    /// The cell, or an empty one where it says that nothing is known.
    static func blank(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        contains(bytes) ? UnsafeBufferPointer(start: nil, count: 0) : bytes
    }

    /// Whether the cell is empty or says so.
    @inline(__always)
    static func contains(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        if bytes.isEmpty { return true }
        if bytes.count > 12 { return false }
        switch bytes[0] | 0x20 {
        case UInt8(ascii: "n"), UInt8(ascii: "u"), UInt8(ascii: "t"), UInt8(ascii: "?"): break
        case UInt8(ascii: "-"): if bytes.count > 2 { return false }
        default: return false
        }
        return words.contains(String(decoding: bytes, as: UTF8.self).lowercased())
    }
}
