import Foundation
import HomewardCalendar
import HomewardGeometry
import Testing

@testable import HomewardIncidents

/// What must not change what is read: line ends, quoting, the order of columns, the separator, the size of pieces.
@Suite struct CSVPropertyTests {
    private static let header = ["ref", "Occurred", "Easting", "Northing", "Offence", "Age", "Weapon"]

    /// 200 rows, some of them faulty, from a small generator of its own.
    private static func rows(_ seed: UInt64) -> [[String]] {
        var state = seed
        func draw(_ n: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % n
        }
        return (0..<200).map { row in
            var fields = [
                "R\(row)", "\(10 + draw(15))/0\(1 + draw(9))/2024 \(10 + draw(14)):\(10 + draw(50))",
                "\(425_000 + draw(16_000))",
                "\(271_000 + draw(16_000)).5", ["Robbery", "Assault, common", "He said \"no\"", "Café"][draw(4)],
                "\(8 + draw(60))",
                ["", "Knife", "N/K"][draw(3)],
            ]
            if draw(5) == 0 { fields[1 + draw(5)] = ["", "?", "999999999", "x\ny", "-1"][draw(5)] }
            return fields
        }
    }

    private static func text(_ rows: [[String]], quoted: Bool = false, end: String = "\n", separator: String = ",")
        -> String
    {
        ([header] + rows).map { row in
            row.map { field in
                let must = quoted || field.contains { $0.isNewline || $0 == "\"" || String($0) == separator }
                return must ? "\"" + field.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : field
            }.joined(separator: separator) + end
        }.joined()
    }

    private func read(_ text: String) throws -> IncidentReading { try Reading.csv(text, studyArea: Reading.coventry) }

    @Test(arguments: 1...5 as ClosedRange<UInt64>)
    func lineEndsQuotesAndSeparatorsDoNotMatter(_ seed: UInt64) throws {
        let rows = CSVPropertyTests.rows(seed)
        let plain = try read(CSVPropertyTests.text(rows))
        #expect(plain.counts.read == 200 && plain.counts.addUp && plain.counts.rejectedTotal > 0)
        for variant in [
            CSVPropertyTests.text(rows, end: "\r\n"), CSVPropertyTests.text(rows, end: "\r"),
            CSVPropertyTests.text(rows, quoted: true), CSVPropertyTests.text(rows, separator: ";"),
            CSVPropertyTests.text(rows, separator: "\t"), "\u{FEFF}" + CSVPropertyTests.text(rows),
            String(CSVPropertyTests.text(rows).dropLast()), "sep=;\n" + CSVPropertyTests.text(rows, separator: ";"),
        ] {
            let other = try read(variant)
            #expect(other.counts == plain.counts)
            #expect(other.table.x == plain.table.x && other.table.start == plain.table.start)
            #expect(other.table.categories == plain.table.categories && other.table.category == plain.table.category)
            #expect(other.rejects.map(\.reason) == plain.rejects.map(\.reason))
        }
    }

    @Test func theOrderOfColumnsDoesNotMatter() throws {
        let rows = CSVPropertyTests.rows(9)
        let plain = try read(CSVPropertyTests.text(rows))
        let order = [6, 2, 0, 5, 3, 1, 4]
        let turned = ([CSVPropertyTests.header] + rows).map { row in
            order.map { "\"" + row[$0].replacingOccurrences(of: "\"", with: "\"\"") + "\"" }.joined(separator: ",")
        }.joined(separator: "\n")
        let other = try read(turned)
        #expect(
            other.counts == plain.counts && other.table.start == plain.table.start && other.table.age == plain.table.age
        )
    }

    @Test(arguments: [(16, 1), (64, 3), (257, 2), (1000, 5), (1 << 20, 4)])
    func piecesAndWorkersDoNotMatter(_ size: Int, _ workers: Int) throws {
        let rows = CSVPropertyTests.rows(3)
        let text = CSVPropertyTests.text(rows, quoted: true)
        let expected = try read(text)
        try Reading.file(text.utf8) { path in
            var file = try CSVIncidentFile(path: path)
            file.pieceSize = size
            file.workers = workers
            let clock = try LocalClock(timeZone: "Europe/London")
            let columns = try ColumnDetection(file: path, header: file.sniffed.header, mapping: ColumnMapping()).plan()
            var plan = try #require(
                RowPlan(
                    columns: columns, header: file.sniffed.header, file: path, clock: clock, dateOrder: .dayFirst,
                    period: nil))
            plan.ledger = .wholeRows
            let grid = try CoordinateSystem("EPSG:27700")
            var builder = TableBuilder(file: path)
            try file.read(
                plan: plan, frame: PositionFrame(source: grid, working: grid, studyArea: Reading.coventry),
                into: &builder)
            builder.finish()
            #expect(builder.counts == expected.counts)
            #expect(builder.table.line == expected.table.line && builder.table.x == expected.table.x)
            #expect(builder.rejects.map(\.line) == expected.rejects.map(\.line))
            #expect(builder.rejects.map(\.row) == expected.rejects.map(\.row))
            #expect(builder.rejects.map(\.cells) == expected.rejects.map(\.cells))
            #expect(expected.rejects.contains { !$0.cells.isEmpty })
        }
    }

    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func whateverTheBytesEveryRowIsAccountedFor(_ seed: UInt64) throws {
        var bytes = Array(CSVPropertyTests.text(CSVPropertyTests.rows(seed)).utf8)
        let body = try #require(bytes.firstIndex(of: 0x0A)) + 1
        var state = seed &* 0x9E37_79B9_7F4A_7C15
        let poison: [UInt8] = [0x22, 0x2C, 0x0A, 0x0D, 0x00, 0x81, 0xC3, 0xFF, 0x2F, 0x39]
        for _ in 0..<25 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            bytes[body + Int(state >> 33) % (bytes.count - body)] = poison[Int(state >> 20) % poison.count]
        }
        do {
            let reading = try Reading.bytes(bytes, studyArea: Reading.coventry)
            #expect(reading.counts.addUp)
            #expect(reading.counts.used == reading.table.count)
            #expect(reading.counts.rejectedTotal == reading.rejects.count)
        } catch let error as IncidentsError {
            guard case .mostlyRejected(_, let rejected, let read, _) = error else { throw error }
            #expect(rejected * 2 > read)
        }
    }
}
