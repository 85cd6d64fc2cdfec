import Foundation
import HomewardCore
import HomewardGeometry
import HomewardLayers
import Testing

@testable import HomewardStreets

@Suite struct StreetFileTests {
    static let data = ProcessInfo.processInfo.environment["HOMEWARD_DATA"]

    @Test(
        .enabled(if: data != nil, "HOMEWARD_DATA is not set"),
        arguments: [("leeds-its-example.osm.pbf", "EPSG:27700"), ("monaco.osm.gz", "EPSG:32632")])
    func realStreetsBecomeANetwork(_ name: String, _ system: String) throws {
        let path = try #require(Self.data) + "/osm/" + name
        let (network, report) = try StreetFile.read(path: path, in: CoordinateSystem(system))
        #expect(report.addsUp && !report.isSynthetic)
        #expect(report.walkable.lines > 50 && (report.dropped[.notAStreet]?.lines ?? 0) > 0)
        #expect(report.main.metres > 0.75 * network.length, "most streets are joined")
        #expect(network.edges.contains { $0.name != nil } && network.edges.allSatisfy { $0.length > 0 })
        let again = try StreetFile.read(path: path, in: CoordinateSystem(system))
        #expect(again.network == network && again.report == report)
        // There and back between far corners of the main component.
        let ends = network.nodes.indices.filter { network.component[$0] == 0 }
        let west = try #require(ends.min { network.nodes[$0].x < network.nodes[$1].x })
        let east = try #require(ends.max { network.nodes[$0].x < network.nodes[$1].x })
        let there = try #require(network.shortestPaths(fromNode: west)?.path(toNode: east))
        let back = try #require(network.shortestPaths(fromNode: east)?.distance(toNode: west))
        #expect(abs(there.length - back) < 1e-6)
        #expect(there.length >= network.nodes[west].distance(to: network.nodes[east]))
        #expect(abs(there.line.length - there.length) < 1e-6)
    }

    @Test func aFileThatIsNotThereIsNamed() throws {
        let system = try CoordinateSystem("EPSG:27700")
        #expect(throws: FileError.self) { try StreetFile.read(path: "no-such-streets.gpkg", in: system) }
    }

    /// Degrees that nobody names would make a town of some square metres at the corner of the national grid.
    @Test(arguments: ["EPSG:4326", "EPSG:27700"])
    func aLayerWithoutASystemIsTakenForMetresUnlessItLooksLikeDegrees(_ written: String) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "streets.shp").path(percentEncoded: false)
        let system = try CoordinateSystem("EPSG:27700")
        var streets = layer([(line((433_000, 279_000), (433_100, 279_000)), "residential", "")])
        streets.coordinateSystem = system
        _ = try LayerWriter(path: path).write([streets.transformed(to: CoordinateSystem(written))])
        try FileManager.default.removeItem(atPath: folder.appending(path: "streets.prj").path(percentEncoded: false))
        if written == "EPSG:27700" {
            let (network, report) = try StreetFile.read(path: path, in: system)
            #expect(abs(network.length - 100) < 0.01 && report.notes.contains { $0.contains("does not say") })
        } else {
            do {
                _ = try StreetFile.read(path: path, in: system)
                Issue.record("degrees were taken for metres")
            } catch let error as StreetsError {
                #expect(error.report.code == "streets.unnamed_degrees")
                for part in ["streets.shp", "degrees", "EPSG:4326"] { #expect(error.description.contains(part)) }
            }
        }
    }

    @Test func aFileIsReadAsTheLayerThatItHolds() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "streets.gpkg").path(percentEncoded: false)
        let system = try CoordinateSystem("EPSG:27700")
        var streets = layer(
            [
                (line((433_000, 279_000), (433_100, 279_000)), "residential", ""),
                (line((433_100, 279_000), (433_100, 279_100)), "motorway", ""),
            ], name: "streets_synthetic")
        streets.coordinateSystem = system
        _ = try LayerWriter(path: path).write([streets])
        let (network, report) = try StreetFile.read(path: path, in: system)
        #expect(network.isSynthetic && network.edges.count == 1 && report.dropped[.motorway]?.lines == 1)
        #expect(throws: StreetsError.self) { try StreetFile.read(path: path, in: CoordinateSystem("EPSG:4326")) }
    }

    /// Streets of New York were written in the British National Grid.
    @Test func streetsElsewhereThanTheSystemServesAreRefused() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let grid = try CoordinateSystem("EPSG:27700")
        let zone = try CoordinateSystem("EPSG:32618")
        var streets = layer([(line((583_000, 4_507_000), (583_100, 4_507_000)), "residential", "")])
        streets.coordinateSystem = zone
        let path = folder.appending(path: "streets.shp").path(percentEncoded: false)
        _ = try LayerWriter(path: path).write([streets])
        let error = #expect(throws: GeometryError.self) { try StreetFile.read(path: path, in: grid) }
        let text = try #require(error?.description)
        for part in ["EPSG:27700", "the streets in \(path)", "40.7 N 74.0 W", "EPSG:32618"] {
            #expect(text.contains(part), "\(text)")
        }
        #expect(abs(try StreetFile.read(path: path, in: zone).network.length - 100) < 0.1)
        // Without its system they are numbers beyond the grid.
        try FileManager.default.removeItem(atPath: folder.appending(path: "streets.prj").path(percentEncoded: false))
        let unnamed = #expect(throws: StreetsError.self) { try StreetFile.read(path: path, in: grid) }
        #expect(unnamed?.report.code == "streets.unnamed_elsewhere")
        #expect(abs(try StreetFile.read(path: path, in: zone).network.length - 100) < 0.1)
        let map = folder.appending(path: "map.osm").path(percentEncoded: false)
        try Data(
            """
            <osm version="0.6"><node id="1" lat="40.71" lon="-74.01"/><node id="2" lat="40.711" lon="-74.01"/>
            <way id="3"><nd ref="1"/><nd ref="2"/><tag k="highway" v="residential"/></way></osm>
            """.utf8
        ).write(to: URL(fileURLWithPath: map))
        #expect(throws: GeometryError.self) { try StreetFile.read(path: map, in: grid) }
        #expect(abs(try StreetFile.read(path: map, in: zone).network.length - 111) < 1)
    }
}
