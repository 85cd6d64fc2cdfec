/// A position in a cell's bytes. Every step is checked against the end.
struct ByteCursor {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var index = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    var atEnd: Bool { index >= bytes.count }
    /// The byte here, or 0 at the end.
    var peek: UInt8 { index < bytes.count ? bytes[index] : 0 }
    var isLetter: Bool { ByteCursor.isLetter(peek) }

    mutating func advance() { index += 1 }

    mutating func skipSpaces() {
        while peek == 0x20 || peek == 0x09 { index += 1 }
    }

    mutating func skipSpacesAndCommas() {
        while peek == 0x20 || peek == 0x09 || peek == UInt8(ascii: ",") { index += 1 }
    }

    /// A run of at most nine digits and its length.
    @inline(__always)
    mutating func number() -> (Int, digits: Int)? {
        var value = 0
        let start = index
        while index < bytes.count {
            let digit = bytes[index] &- 48
            guard digit < 10 else { break }
            value = value &* 10 &+ Int(digit)
            index += 1
            if index - start > 9 { return nil }
        }
        return index == start ? nil : (value, index - start)
    }

    /// One of `-`, `/`, `.` or a space, consumed.
    mutating func dateSeparator() -> UInt8? {
        let byte = peek
        guard byte == 0x2D || byte == 0x2F || byte == 0x2E || byte == 0x20 else { return nil }
        index += 1
        return byte
    }

    /// The month that a name of at least three letters stands for, consumed.
    mutating func month() -> Int? {
        guard let word = word() else { return nil }
        let names = [
            "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
            "november",
            "december",
        ]
        guard word.count >= 3,
            let month = names.firstIndex(where: { $0.hasPrefix(word) || word == "sept" && $0 == "september" })
        else { return nil }
        return month + 1
    }

    /// Consumes the name of a weekday, of at least three letters, and tells whether there was one.
    mutating func skipWeekday() -> Bool {
        var ahead = self
        let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        guard let word = ahead.word(), word.count >= 3, names.contains(where: { $0.hasPrefix(word) }) else {
            return false
        }
        self = ahead
        return true
    }

    /// Whether `am` or `pm` follows, perhaps after spaces.
    var meridiemFollows: Bool {
        var ahead = self
        return ahead.meridiem() != nil
    }

    /// Consumes `am` (false) or `pm` (true), in either case, perhaps after spaces.
    mutating func meridiem() -> Bool? {
        var ahead = self
        ahead.skipSpaces()
        let first = ahead.peek | 0x20
        guard first == UInt8(ascii: "a") || first == UInt8(ascii: "p") else { return nil }
        ahead.advance()
        guard ahead.peek | 0x20 == UInt8(ascii: "m") else { return nil }
        ahead.advance()
        guard !ahead.isLetter else { return nil }
        self = ahead
        return first == UInt8(ascii: "p")
    }

    private mutating func word() -> String? {
        let start = index
        while isLetter { index += 1 }
        guard index > start, index - start <= 12 else { return nil }
        return String(decoding: bytes[start..<index], as: UTF8.self).lowercased()
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 97 < 26 }
}
