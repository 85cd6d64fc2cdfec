import Foundation
import HomewardCalendar
import Testing

@testable import HomewardIncidents

/// Against Python's zoneinfo and csv; Tests/Oracles/Incidents/make_goldens.py made the files.
@Suite struct OracleTests {
    private static func golden(_ name: String) throws -> String {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return try String(contentsOf: tests.appendingPathComponent("Oracles/Incidents/\(name)"), encoding: .utf8)
    }

    @Test func theClockAgreesWithZoneinfo() throws {
        let rows = CSVRecords.rows(of: try OracleTests.golden("clock.csv")).dropFirst()
        #expect(rows.count > 500)
        var clocks: [String: LocalClock] = [:]
        for row in rows {
            let zone = row.fields[0]
            let clock = try clocks[zone] ?? LocalClock(timeZone: zone)
            clocks[zone] = clock
            let day = try #require(CivilDay(iso: row.fields[1]))
            let second = try #require(Int(row.fields[2]))
            let (epoch, kind) = clock.instant(day: day, second: second)
            #expect("\(kind)" == row.fields[3], "\(row.fields)")
            guard kind != .nonexistent else { continue }
            #expect(epoch == Int64(row.fields[4]), "\(row.fields)")
            #expect(clock.instant(day: day, second: second, later: true).epoch == Int64(row.fields[5]), "\(row.fields)")
            #expect(clock.civil(epoch) == (Int32(day.number), Int32(second)), "\(row.fields)")
        }
    }

    private struct Table: Decodable {
        var separator: String
        var text: String
        var rows: [[String]]
    }

    @Test func theScannerAgreesWithPythonsCSV() throws {
        let tables = try JSONDecoder().decode([Table].self, from: Data(OracleTests.golden("tables.json").utf8))
        #expect(tables.count == 60)
        for table in tables {
            let separator = try #require(table.separator.utf8.first)
            #expect(CSVRecords.rows(of: table.text, separator: separator).map(\.fields) == table.rows)
        }
    }
}
