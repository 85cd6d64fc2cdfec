import HomewardCore

/// One row as bytes with the places of its fields.
struct RowBytes {
    /// The bytes of the stretch of file that the row stands in.
    var bytes: UnsafeBufferPointer<UInt8>
    /// Where the fields stand.
    var spans: UnsafeBufferPointer<FieldSpan>
    /// How the row is encoded.
    var encoding: TextEncoding.Kind
    /// The first byte of the row and one past its last.
    var range: Range<Int>
    /// The line on which it starts.
    var line: Int

    /// The field without spaces at its ends; `arena` holds it where quotes or the encoding must be undone, and the answer
    /// is then valid until the next such field.
    @inline(__always)
    func cell(_ column: Int, _ arena: CellArena) -> UnsafeBufferPointer<UInt8> {
        let span = spans[column]
        if span.hasDoubledQuotes || encoding == .windows1252 { return arena.hold(undone(span)) }
        var (first, last) = (span.start, span.start + span.count)
        while first < last, RowBytes.isSpace(bytes[first]) { first += 1 }
        while last > first, RowBytes.isSpace(bytes[last - 1]) { last -= 1 }
        return UnsafeBufferPointer(rebasing: bytes[first..<last])
    }

    /// The field with doubled quotes made single, in UTF-8, without spaces at its ends.
    private func undone(_ span: FieldSpan) -> [UInt8] {
        var plain: [UInt8] = []
        var index = span.start
        while index < span.start + span.count {
            plain.append(bytes[index])
            index += span.hasDoubledQuotes && bytes[index] == 0x22 ? 2 : 1
        }
        if encoding == .windows1252 { plain = Array(TextEncoding.windows1252(plain).utf8) }
        while let last = plain.last, RowBytes.isSpace(last) { plain.removeLast() }
        return Array(plain.drop(while: RowBytes.isSpace))
    }

    @inline(__always)
    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

    /// The bytes of the row alone.
    var own: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: bytes[range]) }
}

/// Holds the bytes of one cell that had to be rewritten, until the next one is.
final class CellArena {
    private var storage = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 256)

    deinit {
        storage.deallocate()
    }

    /// Copies the bytes; the answer is valid until the next call.
    func hold(_ bytes: [UInt8]) -> UnsafeBufferPointer<UInt8> {
        if bytes.count > storage.count {
            storage.deallocate()
            storage = .allocate(capacity: bytes.count * 2)
        }
        _ = storage.initialize(fromContentsOf: bytes)
        return UnsafeBufferPointer(rebasing: UnsafeBufferPointer(storage)[..<bytes.count])
    }
}
