import HomewardCore

/// A stretch of a CSV file that one worker reads from one record's start on.
struct CSVStretch {
    /// What was read.
    var batch: RowBatch
    /// The start of the first record that was not read.
    var stopped: Int
    /// The lines that the records took.
    var lines: Int
    /// Whether the next record goes on behind the bytes at hand.
    var isIncomplete: Bool

    /// Reads the records of `scanner`'s bytes that begin in `range`; lines count from 0. O(bytes).
    init(_ scanner: CSVScanner, _ range: Range<Int>, plan: RowPlan) {
        var interpreter = RowInterpreter(plan: plan)
        let columns = plan.header.count
        let spans = UnsafeMutableBufferPointer<FieldSpan>.allocate(capacity: columns)
        spans.initialize(repeating: FieldSpan(start: 0, count: 0, hasDoubledQuotes: false))
        defer { spans.deallocate() }
        var index = range.lowerBound
        var line = 0
        var isIncomplete = false
        while index < range.upperBound {
            let record = scanner.record(at: index, into: spans)
            if record.status == .incomplete {
                isIncomplete = true
                break
            }
            if record.status != .blank {
                var row = RowBytes(
                    bytes: scanner.bytes, spans: UnsafeBufferPointer(spans), encoding: .ascii,
                    range: index..<record.end, line: line)
                if record.bits >= 0x80 {
                    row.encoding = TextEncoding.kind(of: UnsafeBufferPointer(rebasing: scanner.bytes[row.range]))
                    interpreter.note(row.encoding)
                }
                if row.encoding == .unreadable {
                    let detail = "a byte is neither UTF-8 nor Windows-1252, or both are mixed"
                    interpreter.refuse(row, RowFault(reason: .badEncoding, detail: detail))
                } else if record.status == .brokenQuote {
                    let detail = "a quote does not close, or text follows it"
                    interpreter.refuse(row, RowFault(reason: .unclosedQuote, detail: detail))
                } else if record.fields != columns {
                    interpreter.refuse(
                        row,
                        RowFault(
                            reason: .wrongFieldCount, detail: "\(record.fields) fields where the header has \(columns)")
                    )
                } else {
                    interpreter.read(row)
                }
            }
            line += record.lines
            index = record.next
        }
        batch = interpreter.finish()
        stopped = index
        lines = line
        self.isIncomplete = isIncomplete
    }
}
