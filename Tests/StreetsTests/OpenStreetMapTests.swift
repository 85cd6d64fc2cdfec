import Foundation
import HomewardCore
import HomewardGeometry
import HomewardLayers
import Testing

@testable import HomewardStreets

/// A file of OpenStreetMap on the grid of the test, whose unit is a ten-thousandth of a degree near Coventry.
struct TestMap {
    private var nodes = ""
    private var ways = ""
    private var wayCount = 0

    /// A node at a place of the grid.
    mutating func node(_ id: Int, _ x: Double, _ y: Double, _ tags: [String: String] = [:]) {
        nodes +=
            "<node id=\"\(id)\" lat=\"\(52.4 + y / 10_000)\" lon=\"\(-1.5 + x / 10_000)\">\(Self.text(tags))</node>\n"
    }

    /// A way through nodes.
    mutating func way(_ refs: [Int], _ tags: [String: String]) {
        wayCount += 1
        let members = refs.map { "<nd ref=\"\($0)\"/>" }.joined()
        ways += "<way id=\"\(wayCount)\">\(members)\(Self.text(tags))</way>\n"
    }

    /// A multipolygon of ways that were numbered in their order from 1.
    mutating func area(outer: [Int], inner: [Int], _ tags: [String: String]) {
        let members =
            outer.map { "<member type=\"way\" ref=\"\($0)\" role=\"outer\"/>" }
            + inner.map { "<member type=\"way\" ref=\"\($0)\" role=\"inner\"/>" }
        ways += "<relation id=\"1\">\(members.joined())\(Self.text(tags))</relation>\n"
    }

    private static func text(_ tags: [String: String]) -> String {
        tags.sorted { $0.key < $1.key }.map { "<tag k=\"\($0.key)\" v=\"\($0.value)\"/>" }.joined()
    }

    /// The network, with the ways before the nodes if asked.
    func read(
        waysFirst: Bool = false, profile: WalkingProfile = WalkingProfile()
    ) throws -> (network: StreetNetwork, report: StreetReport) {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "map.osm").path(percentEncoded: false)
        let body = waysFirst ? ways + nodes : nodes + ways
        let text = "<?xml version=\"1.0\"?><osm version=\"0.6\" generator=\"test\">\n\(body)</osm>\n"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return try StreetFile.read(
            path: path, in: CoordinateSystem("EPSG:27700"), builder: StreetBuilder(profile: profile))
    }

    /// A place of the grid on the plane.
    static func point(_ x: Double, _ y: Double) throws -> Point {
        try Transformer(from: .epsg(4326), to: CoordinateSystem("EPSG:27700"))
            .transform(Point(x: -1.5 + x / 10_000, y: 52.4 + y / 10_000))
    }
}

extension StreetNetwork {
    /// The length of the way between two places of the grid of a ``TestMap``; nil where none joins them.
    fileprivate func metres(_ a: (Double, Double), _ b: (Double, Double)) throws -> Double? {
        let (from, to) = (try TestMap.point(a.0, a.1), try TestMap.point(b.0, b.1))
        let first = try #require(snap(from, within: 1, component: nil))
        let second = try #require(snap(to, within: 1, component: nil))
        return distance(between: first, and: second)
    }
}

@Suite struct OpenStreetMapTests {
    private let street = ["highway": "residential"]

    @Test func waysJoinWhereTheyShareANodeWhateverTheirLevel() throws {
        var map = TestMap()
        for (id, x, y) in [(1, -10.0, 0.0), (2, 0, 0), (3, 10, 0), (4, 0, -10), (5, 0, 10)] { map.node(id, x, y) }
        map.way([1, 2, 3], ["highway": "residential", "layer": "1"])
        map.way([4, 2, 5], street)
        let network = try map.read().network
        #expect(network.edges.count == 4 && network.componentLength.count == 1)
        #expect(network.edges.map(\.level) == [1, 1, 0, 0])
    }

    @Test func twoNodesAtOnePlaceDoNotJoin() throws {
        var map = TestMap()
        for (id, x, y) in [(1, -10.0, 0.0), (2, 0, 0), (3, 10, 0), (4, 0, -10), (5, 0, 10), (6, 0, 0)] {
            map.node(id, x, y)
        }
        map.way([1, 2, 3], street)
        map.way([4, 6, 5], street)
        let network = try map.read().network
        #expect(network.edges.count == 2 && network.componentLength.count == 2)
    }

    @Test func neighboursOnOneWayAtOnePlaceAreOne() throws {
        var map = TestMap()
        for (id, x, y) in [(1, -10.0, 0.0), (2, 0, 0), (3, 0, 0), (4, 10, 0), (5, 0, 10)] { map.node(id, x, y) }
        map.way([1, 2, 3, 4], street)
        map.way([3, 5], street)
        let network = try map.read().network
        #expect(network.edges.count == 3 && network.componentLength.count == 1)
    }

    @Test func theOrderInTheFileDoesNotMatterAndAWayIsCutWhereANodeIsMissing() throws {
        var map = TestMap()
        for (id, x) in [(1, 0.0), (2, 10), (4, 30), (5, 40)] { map.node(id, x, 0) }
        map.way([1, 2, 3, 4, 5], street)
        let (network, report) = try map.read()
        #expect(network.edges.count == 2 && network.componentLength.count == 2 && report.addsUp)
        #expect(try map.read(waysFirst: true).network == network)
    }

    @Test(
        arguments: [
            (["barrier": "fence"], true), (["barrier": "wall"], true), (["barrier": "gate"], false),
            (["barrier": "gate", "locked": "yes"], true), (["barrier": "gate", "access": "private"], true),
            (["barrier": "gate", "access": "private", "foot": "yes"], false), (["barrier": "bollard"], false),
            (["barrier": "stile"], false), (["barrier": "fence", "foot": "yes"], false),
            (["barrier": "gate", "foot": "no"], true), (["crossing": "zebra"], false),
        ] as [([String: String], Bool)])
    func aBarrierStopsPeopleUnlessItOpens(_ tags: [String: String], _ isBlocked: Bool) throws {
        var map = TestMap()
        map.node(1, -10, 0)
        map.node(2, 0, 0, tags)
        map.node(3, 10, 0)
        map.way([1, 2, 3], street)
        let (network, report) = try map.read()
        #expect(network.edges.count == (isBlocked ? 2 : 1))
        #expect(try (network.metres((-10, 0), (10, 0)) == nil) == isBlocked)
        #expect(report.barriers == (isBlocked ? 1 : 0))
    }

    @Test func climbingRoutesAndLaddersAreNoWays() throws {
        var map = TestMap()
        for (id, x) in [(1, 0.0), (2, 10), (3, 20), (4, 30)] { map.node(id, x, 0) }
        map.way([1, 2], street)
        map.way([2, 3], ["highway": "via_ferrata"])
        map.way([3, 4], ["highway": "ladder"])
        let (network, report) = try map.read()
        #expect(network.edges.count == 1 && report.dropped[.notForWalking]?.lines == 2)
    }

    /// A square with streets that come in at two opposite corners.
    private func square(_ tags: [String: String]) -> TestMap {
        var map = TestMap()
        for (id, x, y) in [
            (1, 0.0, 0.0), (2, 20, 0), (3, 20, 20), (4, 0, 20), (5, -10, 0), (6, 30, 20), (11, 5, 5), (12, 15, 5),
            (13, 15, 15), (14, 5, 15),
        ] { map.node(id, x, y) }
        map.way([1, 2, 3, 4, 1], tags)
        map.way([5, 1], street)
        map.way([3, 6], street)
        return map
    }

    @Test(
        arguments: [
            (["highway": "pedestrian", "area": "yes"], true), (["highway": "pedestrian"], true),
            (["highway": "footway", "area": "yes"], true), (["highway": "residential", "area": "yes"], true),
            (["highway": "pedestrian", "area": "no"], false), (["highway": "residential"], false),
            (["highway": "pedestrian", "area": "yes", "access": "private"], nil),
        ] as [([String: String], Bool?)])
    func aSquareIsCrossedAndWalkedRound(_ tags: [String: String], _ isCrossed: Bool?) throws {
        let (network, report) = try square(tags).read()
        let across = try TestMap.point(0, 0).distance(to: TestMap.point(20, 20))
        let round =
            try TestMap.point(0, 0).distance(to: TestMap.point(20, 0))
            + TestMap.point(20, 0).distance(to: TestMap.point(20, 20))
        let found = try network.metres((0, 0), (20, 20))
        #expect(report.squares == (isCrossed == true ? 1 : 0))
        switch isCrossed {
        case true?:
            #expect(abs((found ?? 0) - across) < 0.01)
            #expect(network.edges.last?.traits.contains(.acrossSquare) == true)
            #expect(try network.metres((10, 0), (20, 10)) != nil, "the outline is walked too")
        case false?: #expect(abs((found ?? 0) - round) < 0.01)
        case nil: #expect(found == nil)
        }
    }

    @Test func aSquareWithSomethingInItIsWalkedRoundThat() throws {
        var map = square(["amenity": "none"])
        map.way([11, 12, 13, 14, 11], ["building": "yes"])
        map.area(outer: [1], inner: [4], ["type": "multipolygon", "highway": "pedestrian"])
        let (network, report) = try map.read()
        #expect(report.squares == 1 && report.addsUp)
        // Round the corner of the building at 15, 5: the shortest way there is.
        let expected =
            try TestMap.point(0, 0).distance(to: TestMap.point(15, 5))
            + TestMap.point(15, 5).distance(to: TestMap.point(20, 20))
        let other =
            try TestMap.point(0, 0).distance(to: TestMap.point(5, 15))
            + TestMap.point(5, 15).distance(to: TestMap.point(20, 20))
        let found = try #require(try network.metres((0, 0), (20, 20)))
        #expect(abs(found - min(expected, other)) < 0.01 * found)
        #expect(found >= min(expected, other) - 0.01)
    }

    @Test func aDamagedFileIsNamed() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for name in ["map.osm", "map.osm.pbf", "map.osm.gz"] {
            let path = folder.appending(path: name).path(percentEncoded: false)
            try Data("<osm version=\"0.6\"><node id=".utf8).write(to: URL(fileURLWithPath: path))
            do {
                _ = try StreetFile.read(path: path, in: CoordinateSystem("EPSG:27700"))
                Issue.record("\(name) was read")
            } catch let error as StreetsError {
                #expect(error.description.contains(name) && error.report.code == "streets.unreadable")
            }
        }
    }

    @Test func aLayerWithoutIdentifiersCrossesItsSquaresToo() throws {
        let ring = line((0, 0), (100, 0), (100, 100), (0, 100), (0, 0))
        let streets = [(line((-50, 0), (0, 0)), "residential", ""), (line((100, 100), (150, 100)), "residential", "")]
        let closed = layer(streets + [(ring, "pedestrian", "")])
        var polygon = layer(streets)
        polygon.features.append(
            Feature(shape: .polygon(Polygon(exterior: ring.points)), values: [.text("pedestrian"), .null]))
        for input in [closed, polygon] {
            let (network, report) = try StreetBuilder().build(from: input)
            #expect(report.squares == 1 && report.addsUp)
            let (a, b) = (
                try #require(network.snap(Point(x: -50, y: 0), within: 1)),
                try #require(network.snap(Point(x: 150, y: 100), within: 1))
            )
            let metres = try #require(network.distance(between: a, and: b))
            #expect(abs(metres - 100 - 100 * 2.0.squareRoot()) < 0.01)
        }
    }
}

/// What pyosmium and networkx found in a made-up town; see Tests/Oracles/Streets/osm_topology.py.
@Suite struct OpenStreetMapOracleTests {
    private struct Oracle: Decodable {
        struct Pair: Decodable {
            var from: [Double]
            var to: [Double]
            var metres: Double?
        }
        var parts: Int
        var pairs: [Pair]
    }

    @Test func waysJoinAsOthersFind() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Oracles/Streets")
        let oracle = try JSONDecoder().decode(
            Oracle.self, from: Data(contentsOf: folder.appending(path: "osm_topology.json")))
        let system = try CoordinateSystem("EPSG:27700")
        let path = folder.appending(path: "osm_topology.osm").path(percentEncoded: false)
        let network = try StreetFile.read(path: path, in: system).network
        #expect(network.componentLength.count == oracle.parts)
        let transformer = try Transformer(from: .epsg(4326), to: system)
        func place(_ degrees: [Double]) throws -> Snap {
            let point = try transformer.transform(Point(x: degrees[0], y: degrees[1]))
            return try #require(network.snap(point, within: 0.5, component: nil))
        }
        var (joined, apart) = (0, 0)
        for pair in oracle.pairs {
            let found = network.distance(between: try place(pair.from), and: try place(pair.to))
            #expect((found == nil) == (pair.metres == nil), "\(pair)")
            if let found, let metres = pair.metres {
                #expect(abs(found - metres) <= 0.003 * metres + 0.01, "\(pair) \(found)")
                joined += 1
            } else {
                apart += 1
            }
        }
        #expect(joined > 100 && apart > 5)
    }
}
