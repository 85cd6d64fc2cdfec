import HomewardCore

/// Finds out, from a file's first bytes, what kind of CSV it is.
struct CSVSniffer {
    /// The byte between fields.
    var separator: UInt8 = 0x2C
    /// The names of the columns.
    var header: [String] = []
    /// Where the first row of data begins, in bytes and in lines.
    var dataStart = 0
    var dataLine = 2
    /// Whether a row of data follows within the bytes at hand.
    var hasRows = false
    /// The lines above the header that hold something else, such as a title.
    var skippedLines = 0

    /// Bytes that can stand between fields, the likeliest first.
    private static let separators: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]

    /// Looks at the first bytes of a file; `isWhole` says that there are no more.
    ///
    /// - Throws: `FileError` for an empty file, 16-bit text or an archive; ``IncidentsError/noHeader(file:firstRow:)`` for a first row
    ///   that looks like data.
    init(_ bytes: UnsafeBufferPointer<UInt8>, isWhole: Bool, file: String) throws {
        try FileKind.checkText(bytes, file: file)
        if let name = TextEncoding.sixteenBit(Array(bytes.prefix(64))) {
            throw FileError.badEncoding(file: file, found: name)
        }
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var line = 1
        func skipBlankLines() {
            while start < bytes.count, bytes[start] == 0x0A || bytes[start] == 0x0D {
                if bytes[start] == 0x0A || !(start + 1 < bytes.count && bytes[start + 1] == 0x0A) { line += 1 }
                start += 1
            }
        }
        skipBlankLines()
        var declared: UInt8?
        let rest = UnsafeBufferPointer(rebasing: bytes[start...])
        if rest.count >= 6, rest.starts(with: "sep=".utf8), rest[5] == 0x0A || rest[5] == 0x0D {
            // Excel writes the separator on a line of its own.
            declared = rest[4]
            start += 5
            skipBlankLines()
        }
        let body = UnsafeBufferPointer(rebasing: bytes[start...])
        guard body.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }) else {
            throw FileError.emptyFile(file: file)
        }
        separator = declared ?? CSVSniffer.separator(of: body, isWhole: isWhole)
        var rows = CSVRecords.rows(of: body, separator: separator, isFinal: isWhole, limit: 2)
        if rows.first.map({ HeaderRow($0.fields).known < 2 }) ?? true,
            let table = CSVSniffer.table(below: body, separator: declared, isWhole: isWhole)
        {
            separator = table.separator
            skippedLines = table.lines
            start += table.offset
            line += table.lines
            rows = CSVRecords.rows(
                of: UnsafeBufferPointer(rebasing: bytes[start...]), separator: separator, isFinal: isWhole, limit: 2)
        }
        guard let first = rows.first else {
            throw IncidentsError.noHeader(file: file, firstRow: CSVSniffer.short(body))
        }
        header = first.fields.map(\.trimmingSpaces)
        hasRows = rows.count > 1
        let scanner = CSVScanner(bytes: bytes, separator: separator, isFinal: isWhole)
        let record = withUnsafeTemporaryAllocation(of: FieldSpan.self, capacity: 1) {
            scanner.record(at: start, into: $0)
        }
        dataStart = record.next
        dataLine = line + record.lines
        if looksLikeData { throw IncidentsError.noHeader(file: file, firstRow: CSVSniffer.short(body)) }
    }

    /// The lines below the first among which a header is sought, and the bytes that are looked at for it.
    private static let titleLines = 30
    private static let titleBytes = 1 << 16

    /// The first line below the first one that is a header beyond doubt, for a report may begin with its title and the day on
    /// which it was made; nil where there is none.
    private static func table(
        below body: UnsafeBufferPointer<UInt8>, separator: UInt8?, isWhole: Bool
    ) -> (offset: Int, lines: Int, separator: UInt8)? {
        let window = UnsafeBufferPointer(rebasing: body.prefix(titleBytes))
        let isFinal = isWhole && window.count == body.count
        var (offset, lines) = (0, 0)
        while lines < titleLines, let end = window[offset...].firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) {
            offset = window[end] == 0x0D && end + 1 < window.count && window[end + 1] == 0x0A ? end + 2 : end + 1
            lines += 1
            let rest = UnsafeBufferPointer(rebasing: window[offset...])
            let found = separator ?? self.separator(of: rest, isWhole: isFinal)
            guard let first = CSVRecords.rows(of: rest, separator: found, isFinal: isFinal, limit: 1).first,
                first.line == 1, HeaderRow(first.fields).isCertain
            else { continue }
            return (offset, lines, found)
        }
        return nil
    }

    /// The separator with which most of the first rows have as many fields as the header, and the most of them.
    private static func separator(of body: UnsafeBufferPointer<UInt8>, isWhole: Bool) -> UInt8 {
        var best: (separator: UInt8, isRegular: Bool, fields: Int)?
        for separator in separators {
            let rows = CSVRecords.rows(of: body, separator: separator, isFinal: isWhole, limit: 50)
            guard let fields = rows.first?.fields.count, fields > 1 else { continue }
            let isRegular = rows.count { $0.fields.count == fields } * 2 > rows.count
            if let found = best, (found.isRegular ? 1 : 0, found.fields) >= (isRegular ? 1 : 0, fields) { continue }
            best = (separator, isRegular, fields)
        }
        return best?.separator ?? separators[0]
    }

    /// Whether no name is known and at least one cell is a number or a date.
    private var looksLikeData: Bool {
        guard HeaderRow(header).known == 0 else { return false }
        return header.contains { cell in
            Array(cell.utf8).withUnsafeBufferPointer { bytes in
                var dates = DateParser(setting: .dayFirst)
                return DecimalParser.double(bytes) != nil || !bytes.isEmpty && dates.date(bytes).status == .ok
            }
        }
    }

    private static func short(_ body: UnsafeBufferPointer<UInt8>) -> String {
        let line = body.prefix(200).prefix { $0 != 0x0A && $0 != 0x0D }
        return TextEncoding.legible(line.prefix(80)) + (line.count > 80 ? "…" : "")
    }
}
