import Foundation
import HomewardCalendar
import HomewardGeometry
import HomewardLayers
import Testing

@testable import HomewardIncidents

@Suite struct LayerReadingTests {
    private static let rows: [(id: String, when: String, category: String, age: Int64?, point: Point?)] = [
        ("a", "2024-01-05T15:20:00", "Robbery", 14, Point(x: 433_915, y: 279_570)),
        ("b", "2024-01-06T22:10:00", "Assault, common", nil, Point(x: 433_000, y: 279_000)),
        ("c", "never", "Robbery", 20, Point(x: 433_000, y: 279_000)),
        ("d", "2024-01-06T22:10:00", "Robbery", 20, nil),
        ("e", "2024-01-06T22:15:00", "Robbery", 20, Point(x: 533_000, y: 179_000)),
        ("f", "2024-07-06T22:15:00", "He said \"no\"", 20, Point(x: 433_100, y: 279_100)),
    ]

    @Test(arguments: ["gpkg", "geojson"]) func aLayerReadsLikeCSV(_ ending: String) throws {
        let grid = try CoordinateSystem("EPSG:27700")
        let features = LayerReadingTests.rows.map { row in
            Feature(
                shape: row.point.map { .point($0) },
                values: [.text(row.id), .text(row.when), .text(row.category), row.age.map { .integer($0) } ?? .null])
        }
        let layer = Layer(
            name: "incidents", coordinateSystem: grid,
            fields: [Field("ref", .text), Field("occurred", .text), Field("offence", .text), Field("age", .integer)],
            features: features)
        try Reading.file([], "txt") { path in
            let target = path.replacingOccurrences(of: "incidents.txt", with: "incidents.\(ending)")
            try LayerWriter(path: target).write([layer])
            let reading = try IncidentReader(
                sources: [IncidentSource(path: target)], workingSystem: grid,
                clock: LocalClock(timeZone: "Europe/London"),
                studyArea: Reading.coventry
            ).read()
            #expect(reading.counts.read == 6 && reading.counts.addUp)
            #expect(reading.counts.rejected == [.badDate: 1, .missingCoordinates: 1])
            #expect(reading.counts.filtered == [.outsideStudyArea: 1])
            let table = reading.table
            #expect(table.age == [14, -1, 20])
            #expect(
                table.category.map { table.categories[Int($0)] } == ["Robbery", "Assault, common", "He said \"no\""])
            #expect(abs(table.x[0] - 433_915) < 0.02 && abs(table.y[0] - 279_570) < 0.02)
            #expect(table.second[2] == 22 * 3600 + 15 * 60)
            #expect(reading.rejects.map(\.line) == [3, 4])
        }
    }

    /// The fields, the first features and the rows each were read from a file that was opened anew. What is open can be
    /// read though its name is gone; what must be opened again cannot.
    @Test func aLayerIsOpenedOnce() throws {
        let grid = try CoordinateSystem("EPSG:27700")
        let layer = Layer(
            name: "incidents", coordinateSystem: grid, fields: [Field("occurred", .text)],
            features: (0..<150).map { index in
                Feature(
                    shape: .point(Point(x: 433_000 + Double(index), y: 279_000)),
                    values: [.text("2024-01-05T15:20:00")])
            })
        try Reading.file([], "txt") { path in
            let target = path.replacingOccurrences(of: "incidents.txt", with: "incidents.gpkg")
            try LayerWriter(path: target).write([layer])
            try IncidentFile.open(IncidentSource(path: target)) { file in
                try FileManager.default.removeItem(atPath: target)
                #expect(file.hasGeometry && file.header == ["occurred"])
                let plan = try #require(
                    RowPlan(
                        columns: ColumnDetection(
                            file: target, header: file.header, mapping: ColumnMapping(), hasGeometry: true
                        ).plan(), header: file.header, file: target, clock: LocalClock(timeZone: "Europe/London"),
                        dateOrder: .dayFirst, period: nil))
                // Twice, as where the whole column shows another order of day and month than its beginning.
                for _ in 0..<2 {
                    var builder = TableBuilder(file: target)
                    try file.read(
                        plan: plan, frame: PositionFrame(source: grid, working: grid, studyArea: nil), into: &builder)
                    #expect(builder.table.x == (0..<150).map { 433_000 + Double($0) })
                }
            }
        }
    }

    @Test func aDamagedLayerIsAnErrorThatNamesTheFile() throws {
        try Reading.file(Array("no database".utf8), "gpkg") { path in
            let reader = IncidentReader(
                sources: [IncidentSource(path: path)], workingSystem: try CoordinateSystem("EPSG:27700"),
                clock: try LocalClock(timeZone: "Europe/London"))
            let error = #expect(throws: LayersError.self) { try reader.read() }
            #expect(error?.description.contains(path) == true)
        }
    }
}
