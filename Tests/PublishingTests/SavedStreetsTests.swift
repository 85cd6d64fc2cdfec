import Foundation
import HomewardGeometry
import HomewardLayers
import HomewardPublishing
import HomewardStreets
import Testing

/// A network that is written as a layer and read again is the same network.
@Suite struct SavedStreetsTests {
    private func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    /// Streets that share places without joining, a barrier, a square, a bridge, steps.
    private static let map = """
        <?xml version="1.0"?><osm version="0.6">
        <node id="1" lat="52.4000" lon="-1.5000"/><node id="2" lat="52.4000" lon="-1.4980"/>
        <node id="3" lat="52.4020" lon="-1.4980"/><node id="4" lat="52.4020" lon="-1.5000"/>
        <node id="5" lat="52.4000" lon="-1.5030"/><node id="6" lat="52.4020" lon="-1.4950"/>
        <node id="7" lat="52.4000" lon="-1.5015"/><node id="8" lat="52.3990" lon="-1.5015"/>
        <node id="9" lat="52.4010" lon="-1.5015"/><node id="10" lat="52.4000" lon="-1.5015"/>
        <node id="11" lat="52.4030" lon="-1.4965"><tag k="barrier" v="fence"/></node>
        <node id="12" lat="52.4040" lon="-1.4965"/>
        <way id="1"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="4"/><nd ref="1"/>
          <tag k="highway" v="pedestrian"/><tag k="area" v="yes"/></way>
        <way id="2"><nd ref="5"/><nd ref="7"/><nd ref="1"/><tag k="highway" v="residential"/><tag k="name" v="A"/></way>
        <way id="3"><nd ref="3"/><nd ref="6"/><tag k="highway" v="steps"/><tag k="lit" v="no"/></way>
        <way id="4"><nd ref="8"/><nd ref="10"/><nd ref="9"/><tag k="highway" v="footway"/><tag k="layer" v="-1"/></way>
        <way id="5"><nd ref="6"/><nd ref="11"/><nd ref="12"/><tag k="highway" v="service"/></way>
        </osm>
        """

    @Test(arguments: ["streets.gpkg", "streets.fgb"]) func givesTheSameDistancesAsBefore(_ name: String) throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let system = try CoordinateSystem("EPSG:27700")
        let source = folder.appending(path: "map.osm").path(percentEncoded: false)
        try Data(Self.map.utf8).write(to: URL(fileURLWithPath: source))
        let profile = WalkingProfile { $0.steps = 2 }
        let (network, report) = try StreetFile.read(
            path: source, in: system, builder: StreetBuilder(profile: profile))
        #expect(report.squares == 1 && report.barriers == 1 && network.componentLength.count == 3)
        let path = folder.appending(path: name).path(percentEncoded: false)
        _ = try LayerWriter(path: path).write([StreetLayer.make(network, system: system)])
        let (again, second) = try StreetFile.read(path: path, in: system, builder: StreetBuilder(profile: profile))
        #expect(again == network && second.addsUp)
        let places = network.edges.indices.map { network.position(edge: $0, offset: network.edges[$0].length / 3) }
        for measure in [StreetMeasure.length, .effort] {
            #expect(
                again.distances(from: places, to: places, by: measure)
                    == network.distances(from: places, to: places, by: measure))
        }
        // By coordinates alone the tunnel would join the street above it.
        let coordinates = try LayerReader(path: path).read(fields: ["name", "kind"])
        #expect(try StreetBuilder().build(from: coordinates).network.componentLength.count < 3)
    }

    @Test func aNetworkThatWasPulledApartIsRefusedByItsEdge() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let system = try CoordinateSystem("EPSG:27700")
        let source = folder.appending(path: "map.osm").path(percentEncoded: false)
        try Data(Self.map.utf8).write(to: URL(fileURLWithPath: source))
        let whole = StreetLayer.make(try StreetFile.read(path: source, in: system).network, system: system)
        func refusal(_ change: (inout Layer) throws -> Void) throws -> StreetsError? {
            var layer = whole
            try change(&layer)
            do {
                _ = try StreetBuilder().build(from: layer, file: "streets.gpkg")
                return nil
            } catch { return error as? StreetsError }
        }
        #expect(try refusal { _ in } == nil)
        let moved = try refusal { layer in
            let points = layer.features[0].shape?.lines.first?.points ?? []
            layer.features[0].shape = .lineString(
                LineString([Point(x: points[0].x + 5, y: points[0].y)] + points.dropFirst()))
        }
        #expect(moved?.description.contains("node") == true && moved?.description.contains("from_node") == true)
        let drawn = try refusal { layer in
            layer.features[1].values[try #require(layer.index(of: "to_node"))] = .null
        }
        #expect(drawn?.description.contains("E2") == true)
    }
}
