import HomewardCore
import HomewardGeometry

/// A CSV file that is read stretch by stretch, so that its size does not matter.
struct CSVIncidentFile {
    /// The file, as the caller named it.
    let path: String
    /// What its first bytes say.
    let sniffed: CSVSniffer
    /// Its first rows.
    let sample: ColumnSample
    /// Whether it is in UTF-16.
    let isSixteenBit: Bool
    /// The bytes that a worker reads at a time.
    var pieceSize = 1 << 21
    /// The number of workers.
    var workers = min(Parallel.cores, 8)

    /// The bytes that are looked at to recognise the separator and the header.
    private static let headSize = 1 << 20

    /// Looks at the file's first bytes. Messages about what is in it call it `name`.
    ///
    /// - Throws: `FileError` where it cannot be read, ``IncidentsError`` where it is no CSV file with a header and rows.
    init(path: String, name: String? = nil) throws {
        self.path = path
        let name = name ?? path
        var stream = try TextStream(path: path)
        isSixteenBit = stream.isSixteenBit
        let head = try stream.read(atMost: CSVIncidentFile.headSize)
        let isWhole = head.count < CSVIncidentFile.headSize
        (sniffed, sample) = try head.withUnsafeBufferPointer { bytes in
            let sniffed = try CSVSniffer(bytes, isWhole: isWhole, file: name)
            let columns = sniffed.header.count
            let rows = CSVRecords.rows(
                of: UnsafeBufferPointer(rebasing: bytes[min(sniffed.dataStart, bytes.count)...]),
                separator: sniffed.separator, isFinal: isWhole, limit: ColumnSample.rows(of: columns))
            return (sniffed, ColumnSample(rows: rows.map(\.fields), columns: columns))
        }
        guard sniffed.hasRows else { throw IncidentsError.noRows(file: name) }
    }

    /// The byte between fields, as text for a report.
    var delimiter: String { String(decoding: [sniffed.separator], as: UTF8.self) }

    /// Reads every row and hands it to `builder` in the order of the file; what comes out does not depend on the number of
    /// workers. O(bytes).
    func read(plan: RowPlan, frame: PositionFrame, into builder: inout TableBuilder) throws {
        var stream = try TextStream(path: path)
        let length = stream.length
        let workers = max(1, length == 0 ? workers : min(workers, length / max(pieceSize / 16, 1) + 1))
        var transformers: [Transformer?] = []
        for _ in 0..<workers {
            transformers.append(
                try PositionFrame.checked(path) { () throws(GeometryError) in try frame.transformer() })
        }
        // A small file needs no more room than it has bytes, and one more by which its end is seen.
        let room = min(max(pieceSize, 16) * workers, length == 0 ? .max : length + 1)
        var buffer = [UInt8](repeating: 0, count: max(room, sniffed.dataStart + 1))
        var filled = 0
        var start = sniffed.dataStart
        var line = sniffed.dataLine
        var isFinal = false
        builder.expect(bytes: length)
        let progress = WorkProgress.counting("Reading \(path)", to: length)
        while true {
            if filled == buffer.count { buffer += [UInt8](repeating: 0, count: buffer.count) }
            let room = filled...
            filled += try buffer.withUnsafeMutableBytes {
                try stream.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[room]))
            }
            isFinal = filled < buffer.count
            var stopped = start
            try buffer.withUnsafeBufferPointer { all in
                let bytes = UnsafeBufferPointer(rebasing: all[..<filled])
                let scanner = CSVScanner(bytes: bytes, separator: sniffed.separator, isFinal: isFinal)
                let pieces = CSVPieces(
                    scanner: scanner, range: min(start, filled)..<filled, plan: plan, frame: frame,
                    transformers: transformers, places: builder.places.rest)
                var batches: [(batch: RowBatch, firstLine: Int)] = []
                for stretch in try pieces.read() {
                    batches.append((stretch.batch, line))
                    line += stretch.lines
                    stopped = stretch.stopped
                }
                try builder.accept(batches, bytes: bytes, plan: plan)
            }
            progress?.advance(by: stopped - start)
            if isFinal { return }
            CSVIncidentFile.moveToFront(&buffer, stopped..<filled)
            filled -= stopped
            start = 0
        }
    }

    private static func moveToFront(_ buffer: inout [UInt8], _ range: Range<Int>) {
        buffer.withUnsafeMutableBytes { raw in
            UnsafeMutableRawBufferPointer(rebasing: raw[..<range.count]).copyMemory(
                from: UnsafeRawBufferPointer(rebasing: raw[range]))
        }
    }
}

extension PositionFrame {
    /// Runs `body` and gives its error the file's name.
    static func checked<T>(_ file: String, _ body: () throws(GeometryError) -> T) throws(IncidentsError) -> T {
        do {
            return try body()
        } catch {
            throw .coordinateSystem(file: file, message: "\(error)")
        }
    }
}
