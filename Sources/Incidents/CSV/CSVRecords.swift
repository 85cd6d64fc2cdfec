import HomewardCore

/// Small tables that are at hand as text, such as a harm table or a header.
enum CSVRecords {
    /// A record with its fields.
    struct Row: Equatable {
        var line: Int
        var fields: [String]
    }

    /// The records of `text` by the rules of ``CSVScanner``; blank lines are left out. O(length).
    static func rows(of text: String, separator: UInt8 = 0x2C) -> [Row] {
        Array(text.utf8).withUnsafeBufferPointer { rows(of: $0, separator: separator, isFinal: true) }
    }

    /// The complete records of `bytes`, at most `limit` of them, undecodable bytes replaced.
    static func rows(of bytes: UnsafeBufferPointer<UInt8>, separator: UInt8, isFinal: Bool, limit: Int = .max) -> [Row]
    {
        let scanner = CSVScanner(bytes: bytes, separator: separator, isFinal: isFinal)
        var spans = [FieldSpan](repeating: FieldSpan(start: 0, count: 0, hasDoubledQuotes: false), count: 64)
        var rows: [Row] = []
        var (index, line) = (0, 1)
        while index < bytes.count, rows.count < limit {
            let record = spans.withUnsafeMutableBufferPointer { scanner.record(at: index, into: $0) }
            guard record.status != .incomplete else { break }
            if record.fields > spans.count {
                spans += repeatElement(spans[0], count: record.fields - spans.count)
                continue
            }
            if record.status == .complete {
                let kind = TextEncoding.kind(of: UnsafeBufferPointer(rebasing: bytes[index..<record.end]))
                rows.append(
                    Row(line: line, fields: spans[..<record.fields].map { decoded($0, in: bytes, kind) }))
            } else if record.status == .brokenQuote {
                rows.append(Row(line: line, fields: [TextEncoding.legible(bytes[index..<record.end])]))
            }
            line += record.lines
            index = record.next
        }
        return rows
    }

    /// The text of a field in a row of that encoding. The row is looked at once, not for each of its fields.
    private static func decoded(
        _ span: FieldSpan, in bytes: UnsafeBufferPointer<UInt8>, _ kind: TextEncoding.Kind
    ) -> String {
        let field = bytes[span.start..<span.start + span.count]
        let text = kind == .windows1252 ? TextEncoding.windows1252(field) : TextEncoding.legible(field)
        guard span.hasDoubledQuotes else { return text }
        return text.split(separator: "\"\"", omittingEmptySubsequences: false).joined(separator: "\"")
    }
}
