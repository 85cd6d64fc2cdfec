import Foundation
import HomewardCalendar
import HomewardGeometry
import HomewardLayers
import Testing

@testable import HomewardIncidents

/// A file that says that its incidents are made up is believed, so that what is made from it says so too.
@Suite struct MadeUpTests {
    @Test(
        arguments: [
            ("synthetic", "true", true), ("Synthetic", "TRUE", true), (" synthetic ", "1", true),
            ("synthetic", "yes", true), ("synthetic", "false", false), ("synthetic", "0", false),
            ("synthetic", "", false), ("synthetic", "untrue", false), ("note", "true", false),
        ])
    func theColumnSyntheticIsBelieved(_ column: String, _ value: String, _ isSynthetic: Bool) throws {
        let reading = try Reading.csv(
            """
            when,easting,northing,\(column)
            2024-01-05 15:20,433900,279500,
            2024-01-05 15:21,433901,279501,\(value)
            2024-01-05 15:22,433902,279502,false

            """)
        #expect(reading.counts.used == 3)
        #expect(reading.sources.map(\.isSynthetic) == [isSynthetic])
    }

    @Test func aRowThatCannotBeReadStillSaysIt() throws {
        let reading = try Reading.csv(
            "when,easting,northing,synthetic\n2024-01-05 15:20,433900,279500,false\n2024-13-01,433900,279500,true\n")
        #expect(reading.counts.used == 1 && reading.sources[0].isSynthetic)
    }

    @Test(arguments: ["gpkg", "geojson"]) func aLayerSaysItInAField(_ ending: String) throws {
        let grid = try CoordinateSystem("EPSG:27700")
        let layer = Layer(
            name: "incidents", coordinateSystem: grid,
            fields: [Field("occurred", .text), Field("synthetic", .boolean)],
            features: (0..<3).map { index in
                Feature(
                    shape: .point(Point(x: 433_000 + Double(index), y: 279_000)),
                    values: [.text("2024-01-05T15:20:00"), .boolean(index == 2)])
            })
        try Reading.file([], "txt") { path in
            let target = path.replacing("incidents.txt", with: "incidents.\(ending)")
            try LayerWriter(path: target).write([layer])
            let reading = try IncidentReader(
                sources: [IncidentSource(path: target)], workingSystem: grid,
                clock: LocalClock(timeZone: "Europe/London")
            ).read()
            #expect(reading.counts.used == 3 && reading.sources[0].isSynthetic)
        }
    }
}
