/// Where a field stands in the bytes of a record.
struct FieldSpan {
    /// The first byte, after an opening quote.
    var start: Int
    /// The number of bytes, without quotes.
    var count: Int
    /// Whether doubled quotes stand in it.
    var hasDoubledQuotes: Bool
}

/// What one call of the scanner found.
struct CSVRecord {
    /// How the call ended.
    enum Status {
        /// A record.
        case complete
        /// A line without a byte.
        case blank
        /// The record goes on behind the bytes at hand.
        case incomplete
        /// A quote does not close or text follows it; the record is the first line alone, so that reading can go on.
        case brokenQuote
    }

    var status: Status
    /// The number of fields.
    var fields: Int
    /// One past the last byte, without the line's end.
    var end: Int
    /// The first byte of the next record.
    var next: Int
    /// The lines of the file that the record takes.
    var lines: Int
    /// 0x80 where a byte is not ASCII, else 0.
    var bits: UInt8
}

/// Takes CSV apart into records and fields by RFC 4180, in one pass over the bytes.
///
/// Lines end with LF, CRLF or CR. A field in quotes may hold separators, line ends and doubled quotes; a quote inside a
/// field that does not begin with one is an ordinary character. A quoted field that is still open after
/// ``longestQuotedRecord`` bytes, after ``mostQuotedLines`` lines or at the file's end is taken for a stray quote.
struct CSVScanner {
    /// The bytes at hand.
    let bytes: UnsafeBufferPointer<UInt8>
    /// The byte between fields.
    let separator: UInt8
    /// Whether the file ends with the last byte.
    let isFinal: Bool

    /// The length from which an open quote counts as stray: 1 MiB.
    static let longestQuotedRecord = 1 << 20
    /// The number of lines from which it does. Every line of a file may open a quote that the lines below go on with, and
    /// each is then read this many times.
    static let mostQuotedLines = 1000

    /// Reads the record that begins at `start` and writes where its fields stand into `spans`, as far as they reach.
    @inline(__always)
    func record(at start: Int, into spans: UnsafeMutableBufferPointer<FieldSpan>) -> CSVRecord {
        plainRecord(at: start, into: spans) ?? anyRecord(at: start, into: spans)
    }

    /// A record without a field in quotes, whose line ends well before the bytes do; nil for every other. Eight bytes are looked
    /// at in one step. O(length).
    ///
    /// Source: H. S. Warren, "Hacker's Delight" (2003), section 6-1, for the zero bytes of a word.
    @inline(__always)
    private func plainRecord(at start: Int, into spans: UnsafeMutableBufferPointer<FieldSpan>) -> CSVRecord? {
        guard let base = bytes.baseAddress, start >= 0, start < bytes.count, base[start] != 0x22 else { return nil }
        let ones: UInt64 = 0x0101_0101_0101_0101
        let (tops, rests) = (ones << 7, ~(ones << 7))
        let (separators, feeds, returns) = (UInt64(separator) &* ones, 0x0A &* ones, 0x0D &* ones)
        let raw = UnsafeRawPointer(base)
        var (index, field, fields) = (start, start, 0)
        var high: UInt64 = 0
        // The byte behind a line's end is at hand too.
        while index + 9 <= bytes.count {
            let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            let (first, second, third) = (word ^ separators, word ^ feeds, word ^ returns)
            let others =
                ((first & rests &+ rests) | first) & ((second & rests &+ rests) | second)
                & ((third & rests &+ rests) | third)
            var ends = ~others & tops
            while ends != 0 {
                let place = index + ends.trailingZeroBitCount >> 3
                if fields < spans.count {
                    spans[fields] = FieldSpan(start: field, count: place - field, hasDoubledQuotes: false)
                }
                fields += 1
                let byte = base[place]
                guard byte == separator else {
                    high |= word & (ends & (0 &- ends) &- 1)
                    let next = byte == 0x0D && base[place + 1] == 0x0A ? place + 2 : place + 1
                    return CSVRecord(
                        status: place == start ? .blank : .complete, fields: fields, end: place, next: next, lines: 1,
                        bits: high & tops == 0 ? 0 : 0x80)
                }
                field = place + 1
                if base[field] == 0x22 { return nil }
                ends &= ends &- 1
            }
            high |= word
            index += 8
        }
        return nil
    }

    private func anyRecord(at start: Int, into spans: UnsafeMutableBufferPointer<FieldSpan>) -> CSVRecord {
        let count = bytes.count
        let last = max(separator, 0x0D)
        var index = start
        var fields = 0
        var lines = 1
        var bits: UInt8 = 0
        while true {
            var span = FieldSpan(start: index, count: 0, hasDoubledQuotes: false)
            if index < count, bytes[index] == 0x22 {
                index += 1
                span.start = index
                scan: while true {
                    if index >= count {
                        return isFinal || count - start > CSVScanner.longestQuotedRecord
                            ? broken(from: start) : incomplete
                    }
                    let byte = bytes[index]
                    bits |= byte
                    if byte == 0x22 {
                        if index + 1 >= count && !isFinal { return incomplete }
                        if index + 1 < count, bytes[index + 1] == 0x22 {
                            span.hasDoubledQuotes = true
                            index += 2
                            continue scan
                        }
                        break scan
                    }
                    if byte == 0x0A || byte == 0x0D && !(index + 1 < count && bytes[index + 1] == 0x0A) { lines += 1 }
                    index += 1
                    if index - start > CSVScanner.longestQuotedRecord || lines > CSVScanner.mostQuotedLines {
                        return broken(from: start)
                    }
                }
                span.count = index - span.start
                index += 1
                while index < count, bytes[index] == 0x20 { index += 1 }
                if index < count, bytes[index] != separator, bytes[index] != 0x0A, bytes[index] != 0x0D {
                    return broken(from: start)
                }
            } else {
                while index < count {
                    let byte = bytes[index]
                    // One comparison tells most bytes from the three that end a field.
                    if byte <= last, byte == separator || byte == 0x0A || byte == 0x0D { break }
                    bits |= byte
                    index += 1
                }
                span.count = index - span.start
            }
            if fields < spans.count { spans[fields] = span }
            fields += 1
            guard index < count else {
                guard isFinal else { return incomplete }
                return CSVRecord(
                    status: index == start ? .blank : .complete, fields: fields, end: index, next: index, lines: lines,
                    bits: bits & 0x80)
            }
            if bytes[index] == separator {
                index += 1
                continue
            }
            let end = index
            if bytes[index] == 0x0D {
                if index + 1 >= count && !isFinal { return incomplete }
                if index + 1 < count, bytes[index + 1] == 0x0A { index += 1 }
            }
            return CSVRecord(
                status: end == start ? .blank : .complete, fields: fields, end: end, next: index + 1, lines: lines,
                bits: bits & 0x80)
        }
    }

    private var incomplete: CSVRecord {
        CSVRecord(status: .incomplete, fields: 0, end: 0, next: 0, lines: 0, bits: 0)
    }

    /// The first line from `start`, as a record whose quotes cannot be trusted.
    private func broken(from start: Int) -> CSVRecord {
        var index = start
        var bits: UInt8 = 0
        while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D {
            bits |= bytes[index]
            index += 1
        }
        let end = index
        if index >= bytes.count, !isFinal { return incomplete }
        if index < bytes.count {
            if bytes[index] == 0x0D {
                if index + 1 >= bytes.count && !isFinal { return incomplete }
                if index + 1 < bytes.count, bytes[index + 1] == 0x0A { index += 1 }
            }
            index += 1
        }
        return CSVRecord(status: .brokenQuote, fields: 0, end: end, next: index, lines: 1, bits: bits & 0x80)
    }
}
