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

    /// Whether the byte after the one here is a digit.
    var digitFollows: Bool { index + 1 < bytes.count && bytes[index + 1] &- 48 < 10 }

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
    mutating func month() -> Int? { name(among: ByteCursor.months).map { $0 + 1 } }

    /// Consumes the name of a weekday, of at least three letters, and tells whether there was one.
    mutating func skipWeekday() -> Bool { name(among: ByteCursor.weekdays) != nil }

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

    /// The place in `names` of the name that the letters here begin, at least three of them, consumed. Cells are compared
    /// with names byte by byte, because a string for each cell costs more than all the rest of a date.
    private mutating func name(among names: [StaticString]) -> Int? {
        var end = index
        while end < bytes.count, ByteCursor.isLetter(bytes[end]) { end += 1 }
        let length = end - index
        guard length >= 3 else { return nil }
        for (number, name) in names.enumerated() where length <= name.utf8CodeUnitCount {
            var same = 0
            while same < length, bytes[index + same] | 0x20 == name.utf8Start[same] { same += 1 }
            guard same == length else { continue }
            index = end
            return number
        }
        return nil
    }

    private static let months: [StaticString] = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]
    private static let weekdays: [StaticString] = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]

    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 97 < 26 }
}
