import Foundation
import HomewardGeometry

/// A CSV file that is read stretch by stretch, so that its size does not matter.
struct CSVIncidentFile {
    /// The file, as the caller named it.
    let path: String
    /// What its first bytes say.
    let sniffed: CSVSniffer
    /// The bytes that a worker reads at a time.
    var pieceSize = 1 << 20
    /// The number of workers.
    var workers = min(ProcessInfo.processInfo.activeProcessorCount, 8)

    /// The bytes that are looked at to recognise the separator and the header.
    private static let headSize = 1 << 20

    /// Looks at the file's first bytes.
    ///
    /// - Throws: ``IncidentsError`` where it cannot be read or is no CSV file with a header and rows.
    init(path: String) throws(IncidentsError) {
        self.path = path
        var stream = try ByteStream(path: path)
        let head = try stream.read(atMost: CSVIncidentFile.headSize)
        var failure: IncidentsError?
        let found = head.withUnsafeBufferPointer { bytes -> CSVSniffer? in
            do throws(IncidentsError) {
                return try CSVSniffer(bytes, isWhole: head.count < CSVIncidentFile.headSize, file: path)
            } catch {
                failure = error
                return nil
            }
        }
        guard let found else { throw failure ?? .emptyFile(file: path) }
        guard found.hasRows else { throw .noRows(file: path) }
        sniffed = found
    }

    /// The byte between fields, as text for a report.
    var delimiter: String { String(decoding: [sniffed.separator], as: UTF8.self) }

    /// Reads every row and hands it to `builder` in the order of the file; what comes out does not depend on the number of
    /// workers. O(bytes).
    func read(plan: RowPlan, frame: PositionFrame, into builder: inout TableBuilder) throws(IncidentsError) {
        var stream = try ByteStream(path: path)
        let length = stream.length
        let workers = max(1, length == 0 ? workers : min(workers, length / max(pieceSize / 16, 1) + 1))
        var transformers: [Transformer?] = []
        for _ in 0..<workers {
            transformers.append(
                try PositionFrame.checked(path) { () throws(GeometryError) in try frame.transformer() })
        }
        var buffer = [UInt8](repeating: 0, count: max(max(pieceSize, 16) * workers, sniffed.dataStart + 1))
        var filled = 0
        var start = sniffed.dataStart
        var line = sniffed.dataLine
        var isFinal = false
        builder.expect(bytes: length)
        while true {
            if filled == buffer.count { buffer += [UInt8](repeating: 0, count: buffer.count) }
            filled += try CSVIncidentFile.fill(&buffer, from: filled, &stream)
            isFinal = filled < buffer.count
            var stopped = start
            try CSVIncidentFile.withBytes(of: buffer, filled) { bytes throws(IncidentsError) in
                let scanner = CSVScanner(bytes: bytes, separator: sniffed.separator, isFinal: isFinal)
                let pieces = CSVPieces(
                    scanner: scanner, range: min(start, filled)..<filled, plan: plan, frame: frame,
                    transformers: transformers)
                for stretch in try pieces.read() {
                    try builder.accept(stretch.batch, bytes: bytes, firstLine: line, plan: plan)
                    line += stretch.lines
                    stopped = stretch.stopped
                }
            }
            if isFinal { return }
            CSVIncidentFile.moveToFront(&buffer, stopped..<filled)
            filled -= stopped
            start = 0
        }
    }

    private static func fill(_ buffer: inout [UInt8], from filled: Int, _ stream: inout ByteStream)
        throws(IncidentsError) -> Int
    {
        var result: Result<Int, IncidentsError> = .success(0)
        buffer.withUnsafeMutableBytes { raw in
            do throws(IncidentsError) {
                result = .success(try stream.read(into: UnsafeMutableRawBufferPointer(rebasing: raw[filled...])))
            } catch {
                result = .failure(error)
            }
        }
        return try result.get()
    }

    private static func moveToFront(_ buffer: inout [UInt8], _ range: Range<Int>) {
        buffer.withUnsafeMutableBytes { raw in
            UnsafeMutableRawBufferPointer(rebasing: raw[..<range.count]).copyMemory(
                from: UnsafeRawBufferPointer(rebasing: raw[range]))
        }
    }

    private static func withBytes(
        of buffer: [UInt8], _ count: Int, _ body: (UnsafeBufferPointer<UInt8>) throws(IncidentsError) -> Void
    ) throws(IncidentsError) {
        var failure: IncidentsError?
        buffer.withUnsafeBufferPointer { all in
            do throws(IncidentsError) {
                try body(UnsafeBufferPointer(rebasing: all[..<count]))
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
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
