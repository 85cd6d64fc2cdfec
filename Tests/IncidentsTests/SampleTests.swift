import Foundation
import HomewardCalendar
import HomewardGeometry
import HomewardIncidents
import HomewardLayers
import Testing

/// The sample's truth file says what became of every planted fault.
@Suite struct SampleTests {
    private struct Truth: Decodable {
        struct Expected: Decodable {
            var read: Int
            var used: Int
            var rejected: [String: Int]
            var outsideStudyArea: Int
        }
        var expected: Expected
    }

    @Test func everyPlantedFaultIsFound() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let truth = try decoder.decode(
            Truth.self, from: Data(contentsOf: root.appendingPathComponent("Samples/incidents.truth.json"))
        ).expected
        let grid = try CoordinateSystem("EPSG:27700")
        let city = try AreaFile.read(
            path: root.appendingPathComponent("GeoData/areas.geojson").path, layer: nil, names: ["Coventry"],
            nameField: nil,
            in: grid)
        let source = IncidentSource(path: root.appendingPathComponent("Samples/incidents.csv").path)
        let reading = try IncidentReader(
            sources: [source], workingSystem: grid, clock: LocalClock(timeZone: "Europe/London"),
            studyArea: #require(city.first).outline
        ).read()
        #expect(reading.counts.read == truth.read && reading.counts.addUp)
        let rejected = Dictionary(reading.counts.rejected.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: +)
        #expect(rejected == truth.rejected.filter { $0.value > 0 })
        #expect(reading.counts.filtered[.outsideStudyArea, default: 0] == truth.outsideStudyArea)
        #expect(reading.counts.used == truth.used)
        #expect(reading.sources.map(\.isSynthetic) == [true])
    }
}
