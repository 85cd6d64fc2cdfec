import Foundation
import HomewardCalendar
import HomewardGeometry
import HomewardIncidents
import Testing

private let data = ProcessInfo.processInfo.environment["HOMEWARD_DATA"]

@Suite(.enabled(if: data != nil, "HOMEWARD_DATA names no folder with the real data"))
struct RealDataTests {
    private func read(_ name: String, system: String, zone: String, crs: String? = nil) throws -> IncidentReading {
        let path = try #require(data) + "/real/\(name)"
        return try IncidentReader(
            sources: [IncidentSource(path: path, crs: crs)], workingSystem: CoordinateSystem(system),
            clock: LocalClock(timeZone: zone)
        ).read()
    }

    @Test func memphisIsReadWithoutHelp() throws {
        let reading = try read("memphis_robberies.csv", system: "EPSG:32615", zone: "America/Chicago")
        #expect(reading.counts.read == 2245 && reading.counts.addUp)
        #expect(reading.sources[0].crs == "EPSG:4326")
        #expect(reading.notes.contains { $0.contains("longitude and latitude") })
        let box = try #require(BoundingBox(of: reading.table.points))
        #expect(box.minX > 740_000 && box.maxX < 800_000 && box.minY > 3_870_000 && box.maxY < 3_910_000)
        #expect(reading.table.precision.allSatisfy { $0 == .moment })
    }

    @Test func rangesOfTheDistrictOfColumbiaAreRead() throws {
        let reading = try read("dcburglaries.csv", system: "EPSG:2248", zone: "America/New_York", crs: "EPSG:2248")
        #expect(reading.counts.read == 1025 && reading.counts.used == 1025)
        #expect(reading.table.precision.contains(.range))
        #expect(zip(reading.table.start, reading.table.end).allSatisfy { $0 <= $1 })
    }
}
