import Foundation
import HomewardCore
import HomewardGeometry
import Testing

@testable import HomewardLayers

@Suite struct OpenStreetMapTests {
    private static let xml = """
        <?xml version="1.0" encoding="UTF-8"?>
        <osm version="0.6">
          <node id="1" lat="52.40" lon="-1.50"/>
          <node id="2" lat="52.41" lon="-1.50"/>
          <node id="3" lat="52.41" lon="-1.49"><tag k="highway" v="bus_stop"/><tag k="name" v="Stop"/></node>
          <way id="10"><nd ref="1"/><nd ref="2"/><tag k="highway" v="footway"/><tag k="foot" v="yes"/></way>
          <way id="11"><nd ref="2"/><nd ref="3"/><tag k="highway" v="residential"/><tag k="name" v="Far Gosford Street"/></way>
        </osm>
        """

    @Test(arguments: ["streets.osm", "streets.osm.gz"])
    func readsTheLines(name: String) throws {
        let folder = try TemporaryFolder()
        try AtomicFile.write(Self.xml, to: folder.path("streets.osm"))
        if name.hasSuffix(".gz") {
            guard Tool.exists("gzip") else { return }
            #expect(try Tool.run("gzip", [folder.path("streets.osm")]).code == 0)
        }
        let layer = try LayerReader(path: folder.path(name)).read()
        #expect(layer.name == "lines")
        #expect(layer.coordinateSystem?.definition == "EPSG:4326")
        #expect(layer.features.map(\.id) == ["10", "11"])
        #expect(layer.features.map { layer.value("highway", of: $0) } == [.text("footway"), .text("residential")])
        #expect(layer.value("name", of: layer.features[1]) == .text("Far Gosford Street"))
        let tags = try #require(layer.value("other_tags", of: layer.features[0])?.asText)
        #expect(OpenStreetMapTags.parse(tags) == ["foot": "yes"])
        #expect(layer.features[0].shape?.vertices == [Point(x: -1.5, y: 52.4), Point(x: -1.5, y: 52.41)])
        let points = try LayerReader(path: folder.path(name)).read(layer: "points", fields: ["name"])
        #expect(points.features.map(\.values) == [[.text("Stop")]])
    }

    @Test func undoesTheQuotingOfTags() {
        let tags = OpenStreetMapTags.parse(#""a"=>"b","note"=>"say \"hi\" \\ bye","ü"=>"=>""#)
        #expect(tags == ["a": "b", "note": #"say "hi" \ bye"#, "ü": "=>"])
        #expect(OpenStreetMapTags.parse("").isEmpty)
        #expect(OpenStreetMapTags.parse(#""a"=>"b","c"=>"#) == ["a": "b"])
    }

    private static let data = ProcessInfo.processInfo.environment["HOMEWARD_DATA"]

    @Test(
        .enabled(if: data != nil, "HOMEWARD_DATA is not set"),
        arguments: [
            "osm/leeds-its-example.osm.pbf", "osm/monaco.osm.gz", "osm/abst-turn_restriction_ltn_boundary.osm",
        ])
    func readsRealFiles(name: String) throws {
        let path = try #require(Self.data) + "/" + name
        let layer = try LayerReader(path: path).read(fields: ["highway", "name", "other_tags"])
        let highways = layer.features.filter { $0.values[0] != .null }
        #expect(highways.count > 10, "\(highways.count) of \(layer.features.count)")
        guard Tool.exists("ogrinfo"), !name.hasSuffix(".gz") else { return }
        let told = try Tool.run("ogrinfo", ["-ro", "-so", path, "lines", "-oo", "INTERLEAVED_READING=YES"])
        if let count = told.text.firstMatch(of: /Feature Count: (\d+)/)?.1 {
            #expect(Int(count) == layer.features.count)
        }
    }

    @Test(.enabled(if: data != nil, "HOMEWARD_DATA is not set"), arguments: [0.3, 0.9])
    func noticesThatAFileIsCutOff(share: Double) throws {
        let folder = try TemporaryFolder()
        let whole = try Data(
            contentsOf: URL(fileURLWithPath: try #require(Self.data) + "/osm/leeds-its-example.osm.pbf"))
        let path = folder.path("cut.osm.pbf")
        try whole.prefix(Int(Double(whole.count) * share)).write(to: URL(fileURLWithPath: path))
        #expect(throws: LayersError.self) { try LayerReader(path: path).read() }
    }
}
