import HomewardCalendar
import HomewardGeometry
import Testing

@testable import HomewardIncidents

@Suite struct CSVPiecesTests {
    /// Every piece made a transformer, and with it a PROJ context, of its own and left those prepared for the workers
    /// unread. The transformers here lead elsewhere than the frame says, so that it shows which ones are used.
    @Test func eachWorkerUsesTheTransformerThatWasPreparedForIt() throws {
        let degrees = try CoordinateSystem("EPSG:4326")
        let grid = try CoordinateSystem("EPSG:27700")
        let zone30 = try CoordinateSystem("EPSG:32630")
        let plan = try #require(
            RowPlan(
                columns: ColumnDetection(file: "f", header: ["when", "lon", "lat"], mapping: ColumnMapping()).plan(),
                header: ["when", "lon", "lat"], file: "f", clock: LocalClock(timeZone: "Europe/London"),
                dateOrder: .dayFirst, period: nil))
        let rows = (0..<60).map { "2024-01-05 15:\($0 < 10 ? "0" : "")\($0),-1.5,52.4\n" }.joined()
        let xs = try Array(rows.utf8).withUnsafeBufferPointer { bytes in
            let pieces = CSVPieces(
                scanner: CSVScanner(bytes: bytes, separator: 0x2C, isFinal: true), range: 0..<bytes.count, plan: plan,
                frame: PositionFrame(source: degrees, working: zone30, studyArea: nil),
                transformers: try (0..<3).map { _ in try Transformer(from: degrees, to: grid) })
            return try pieces.read().flatMap(\.batch.rows.x)
        }
        let expected = try Transformer(from: degrees, to: grid).transform(Point(x: -1.5, y: 52.4)).x
        #expect(xs.count == 60 && xs.allSatisfy { abs($0 - expected) < 0.01 })
    }
}
