import HomewardCore
import HomewardGeometry

/// Reads the bytes at hand with several workers at once.
///
/// Each worker but the first begins behind the first line end at or after the start of its share, as if that line end were
/// no part of a quoted field. Where the worker before it stops elsewhere, the guess was wrong and the piece is read again
/// from the right place, so that the answer is always that of one worker.
struct CSVPieces {
    let scanner: CSVScanner
    let range: Range<Int>
    let plan: RowPlan
    let frame: PositionFrame
    /// One for each worker, because a transformer serves one thread at a time; nil where the file is in the working
    /// system.
    let transformers: [Transformer?]
    /// Where the rows before lie.
    var places = PlaceSample()

    /// The stretches in order; their lines each count from 0. O(bytes).
    ///
    /// - Throws: ``IncidentsError/coordinateSystem(file:message:)`` where the positions cannot be transformed.
    func read() throws(IncidentsError) -> [CSVStretch] {
        let starts = starts
        let ends = starts.dropFirst() + [range.upperBound]
        let pieces = zip(starts, ends).map { $0..<max($0, $1) }
        // Each worker has a transformer of its own, and all end before the bytes do.
        nonisolated(unsafe) let work = self
        let guesses = Parallel.map(pieces.count) { work.stretch(pieces[$0], worker: $0) }
        var stretches: [CSVStretch] = []
        var next = range.lowerBound
        for (piece, guess) in zip(pieces, guesses) {
            // The record that ended the piece before may have taken all of this one.
            guard next < piece.upperBound || stretches.isEmpty else { continue }
            let isGuessed = next == piece.lowerBound
            let stretch = try (isGuessed ? guess : stretch(next..<piece.upperBound, worker: 0)).get()
            next = stretch.stopped
            stretches.append(stretch)
            if stretch.isIncomplete { break }
        }
        return stretches
    }

    /// Where each worker begins; fewer than there are workers where the bytes are few.
    private var starts: [Int] {
        var starts = [range.lowerBound]
        let share = range.count / max(transformers.count, 1)
        guard share > 0 else { return starts }
        for worker in transformers.indices.dropFirst() {
            var index = range.lowerBound + worker * share
            while index < range.upperBound, scanner.bytes[index] != 0x0A { index += 1 }
            if index + 1 < range.upperBound, index + 1 > starts[starts.count - 1] { starts.append(index + 1) }
        }
        return starts
    }

    private func stretch(_ piece: Range<Int>, worker: Int) -> Result<CSVStretch, IncidentsError> {
        do throws(IncidentsError) {
            var stretch = CSVStretch(scanner, piece, plan: plan, places: places)
            try PositionFrame.checked(plan.file) { () throws(GeometryError) in
                try frame.place(&stretch.batch, with: transformers[worker])
            }
            stretch.batch.identifiers = IdentifierEntries(stretch.batch.rows)
            return .success(stretch)
        } catch {
            return .failure(error)
        }
    }
}

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
    init(_ scanner: CSVScanner, _ range: Range<Int>, plan: RowPlan, places: PlaceSample = PlaceSample()) {
        var interpreter = RowInterpreter(plan: plan, capacity: range.count / 40, places: places)
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
