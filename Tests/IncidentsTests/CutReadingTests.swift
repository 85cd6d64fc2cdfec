import Foundation
import HomewardCalendar
import HomewardGeometry
import Testing

@testable import HomewardIncidents

/// A file that is cut into pieces for several workers is read as it is by one in one piece.
@Suite struct CutReadingTests {
    /// Rows with line ends in quotes, identifiers that come again far below, ranges, slips and letters beyond ASCII.
    private static func text(_ seed: UInt64, rows: Int = 700, end: String = "\n") -> String {
        var draw = Draw(seed)
        var text = ["ref,from,to,easting,northing,offence,age"]
        for row in 0..<rows {
            let name = draw(12) == 0 ? draw(row + 1) : row
            let day = 1 + draw(28)
            let date =
                draw(2) == 0
                ? "2024-0\(1 + draw(9))-\(day < 10 ? "0" : "")\(day)T1\(draw(10)):\(10 + draw(50))"
                : "\(day < 10 ? "0" : "")\(day)/0\(1 + draw(9))/2024 1\(draw(10)):\(10 + draw(50))"
            let offence = [
                "Robbery", "\"Assault,\(end)common\"", "\"He said \"\"no\"\"\"", "Café", "\"\(end)\(end)\"", "Theft",
            ][draw(6)]
            let age = ["\(8 + draw(60))", "", "x", "18-24"][min(draw(30), 3)]
            let fault = ["", ",extra", "\"", ""][min(draw(25), 3)]
            text.append(
                "C\(name),\(draw(40) == 0 ? "soon" : date),,\(425_000 + draw(16_000)),\(271_000 + draw(16_000)).5,"
                    + offence + ",\(age)\(fault)")
            if draw(30) == 0 { text.append("") }
        }
        return text.joined(separator: end)
    }

    private func read(
        _ path: String, pieceSize: Int, workers: Int, change: (inout RowPlan) -> Void = { _ in }
    ) throws -> TableBuilder {
        var file = try CSVIncidentFile(path: path)
        (file.pieceSize, file.workers) = (pieceSize, workers)
        let header = file.sniffed.header
        var plan = try #require(
            RowPlan(
                columns: ColumnDetection(file: path, header: header, mapping: ColumnMapping()).plan(), header: header,
                file: path, clock: LocalClock(timeZone: "Europe/London"), dateOrder: .dayFirst, period: nil))
        change(&plan)
        let grid = try CoordinateSystem("EPSG:27700")
        var builder = TableBuilder(file: path)
        try file.read(
            plan: plan, frame: PositionFrame(source: grid, working: grid, studyArea: Reading.coventry), into: &builder)
        builder.finish()
        return builder
    }

    private func expectSame(_ one: TableBuilder, _ other: TableBuilder) {
        // Names are sorted when all files are read, and those that no row has are dropped.
        var tables = [one.table, other.table]
        for index in tables.indices { tables[index].sortNames() }
        #expect(tables[0] == tables[1])
        #expect(one.counts == other.counts && one.rejects == other.rejects)
        #expect(one.evidence == other.evidence)
        // Longitude and latitude are no numbers here.
        #expect(one.places.places.map(\.hash) == other.places.places.map(\.hash))
        #expect(one.degreeLike == other.degreeLike && one.notDegreeLike == other.notDegreeLike)
        #expect(one.rowsUTF8 == other.rowsUTF8 && one.rows1252 == other.rows1252 && one.spikes == other.spikes)
        #expect(one.grain == other.grain && one.numbersBeginAnew == other.numbersBeginAnew)
        #expect(one.selected.map(\.present) == other.selected.map(\.present))
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>, ["\n", "\r\n"])
    func cutsAndWorkersChangeNothing(_ seed: UInt64, _ end: String) throws {
        try Reading.file(CutReadingTests.text(seed, end: end).utf8) { path in
            let whole = try read(path, pieceSize: 1 << 22, workers: 1)
            #expect(whole.counts.addUp && whole.counts.rejectedTotal > 20 && whole.counts.used > 100)
            for (size, workers) in [(16, 1), (90, 2), (333, 3), (4096, 2), (1 << 22, 2)] {
                expectSame(try read(path, pieceSize: size, workers: workers), whole)
            }
        }
    }

    /// Where every other row is left out, and where the ledger keeps the rows.
    @Test(arguments: [LedgerDetail.reasons, .mappedColumns, .wholeRows])
    func cutsChangeNothingOfWhatIsLeftOut(_ ledger: LedgerDetail) throws {
        try Reading.file(CutReadingTests.text(8, rows: 1500).utf8) { path in
            func change(_ plan: inout RowPlan) {
                plan.ledger = ledger
                plan.ageUnder = 40
                if let column = plan.category {
                    let values = ["robbery", "café", "theft", "gone"]
                    plan.selections = [RowPlan.Selection(column: column, name: "offence", values: values)]
                }
            }
            let whole = try read(path, pieceSize: 1 << 22, workers: 1, change: change)
            #expect(whole.counts.filtered[.notSelected, default: 0] > 300 && whole.counts.used > 50)
            #expect(whole.counts.rejected[.duplicateIdentifier, default: 0] > 5)
            for (size, workers) in [(200, 2), (5000, 3), (1 << 22, 2)] {
                expectSame(try read(path, pieceSize: size, workers: workers, change: change), whole)
            }
        }
    }

    /// One quoted field runs over several pieces.
    @Test func aFieldLongerThanAPieceIsOne() throws {
        let rows = (0..<300).map { row in
            let field = row % 50 == 7 ? "\"" + String(repeating: "x\n\"\"", count: 400) + "\"" : "Theft"
            return "C\(row),2024-01-05T15:20,,\(430_000 + row),280000,\(field),20"
        }
        let text = (["ref,from,to,easting,northing,offence,age"] + rows).joined(separator: "\n")
        try Reading.file(text.utf8) { path in
            let whole = try read(path, pieceSize: 1 << 22, workers: 1)
            #expect(whole.counts.used == 300)
            for (size, workers) in [(64, 2), (700, 3)] {
                expectSame(try read(path, pieceSize: size, workers: workers), whole)
            }
        }
    }

    @Test(arguments: 1...30 as ClosedRange<UInt64>) func recordsAreThoseOfThePlainRules(_ seed: UInt64) {
        var draw = Draw(seed)
        let alphabet: [UInt8] = [0x61, 0x2C, 0x2D, 0x0A, 0x0D, 0xC3, 0xA9, 0x30, 0x2E, 0x0B, 0x0C, 0x0E, 0x8C]
        let bytes = (0..<400).map { _ in draw(3) > 0 ? 0x62 : alphabet[draw(alphabet.count)] }
        // Split by hand: there is no quote in these bytes.
        var expected: [(range: Range<Int>, fields: [Range<Int>], next: Int)] = []
        var (start, field, fields, index) = (0, 0, [Range<Int>](), 0)
        while index <= bytes.count {
            let isEnd = index == bytes.count || bytes[index] == 0x0A || bytes[index] == 0x0D
            if isEnd || bytes[index] == 0x2C {
                fields.append(field..<index)
                field = index + 1
            }
            if isEnd {
                let isTwo = index + 1 < bytes.count && bytes[index] == 0x0D && bytes[index + 1] == 0x0A
                let next = min(isTwo ? index + 2 : index + 1, bytes.count)
                if start < bytes.count { expected.append((start..<index, fields, next)) }
                (start, field, fields) = (next, next, [])
                index = isTwo ? index + 1 : index
            }
            index += 1
        }
        bytes.withUnsafeBufferPointer { all in
            withUnsafeTemporaryAllocation(of: FieldSpan.self, capacity: 400) { spans in
                let scanner = CSVScanner(bytes: all, separator: 0x2C, isFinal: true)
                for (range, fields, next) in expected {
                    let record = scanner.record(at: range.lowerBound, into: spans)
                    #expect(record.end == range.upperBound && record.next == next && record.lines == 1)
                    #expect(record.status == (range.isEmpty ? .blank : .complete) && record.fields == fields.count)
                    #expect((record.bits >= 0x80) == bytes[range].contains { $0 >= 0x80 })
                    #expect(spans[..<record.fields].map { $0.start..<$0.start + $0.count } == fields)
                }
            }
        }
    }
}
