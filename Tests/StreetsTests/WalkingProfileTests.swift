import HomewardCore
import HomewardGeometry
import HomewardLayers
import Testing

@testable import HomewardStreets

@Suite struct WalkingProfileTests {
    /// A short way up steps and a longer one along a street, between the same two ends.
    private let twoWays = [
        (line((0, 0), (100, 0)), "steps", ""), (line((0, 0), (50, 60), (100, 0)), "residential", ""),
        (line((-50, 0), (0, 0)), "residential", ""), (line((100, 0), (150, 0)), "residential", ""),
    ]

    private func easiest(_ profile: WalkingProfile) throws -> StreetPath? {
        let network = try StreetBuilder(profile: profile).build(from: layer(twoWays)).network
        let (a, b) = (network.position(edge: 2, offset: 0), network.position(edge: 3, offset: 50))
        return network.shortestPaths(from: a, by: .effort).path(to: b)
    }

    @Test func theStandardWeighsEveryMetreAsOne() throws {
        let network = try StreetBuilder().build(from: layer(twoWays)).network
        #expect(network.edges.allSatisfy { $0.weight == 1 })
        #expect(try easiest(WalkingProfile())?.length == 200)
        try WalkingProfile().check()
    }

    @Test func stepsThatCountForMoreAreWalkedRoundAndLengthsStayLengths() throws {
        let round = 100 + 2 * (50.0 * 50 + 60 * 60).squareRoot()
        #expect(abs((try easiest(WalkingProfile { $0.steps = 3 })?.length ?? 0) - round) < 1e-9)
        #expect(try easiest(WalkingProfile { $0.steps = 1.2 })?.length == 200)
        let network = try StreetBuilder(profile: WalkingProfile { $0.steps = 3 }).build(from: layer(twoWays)).network
        let (a, b) = (network.position(edge: 2, offset: 0), network.position(edge: 3, offset: 50))
        #expect(network.distance(between: a, and: b) == 200, "the shortest way is not the easiest")
    }

    @Test(
        arguments: [
            ("steps", "", StreetTraits.steps, 2.0), ("footway", "\"lit\"=>\"no\"", .unlit, 3),
            ("footway", "\"lit\"=>\"yes\"", [], 1), ("footway", "\"footway\"=>\"sidewalk\"", .besideRoad, 5),
            ("path", "\"is_sidepath\"=>\"yes\"", .besideRoad, 5),
            ("footway", "\"footway\"=>\"crossing\"", .crossing, 1.3),
            ("path", "\"tunnel\"=>\"yes\"", .underpass, 7), ("path", "\"tunnel\"=>\"no\"", [], 1),
            ("steps", "\"lit\"=>\"no\",\"tunnel\"=>\"building_passage\"", [.steps, .unlit, .underpass], 42),
        ] as [(String, String, StreetTraits, Double)])
    func tagsBecomeTraitsAndTheirWeightsMultiply(
        _ kind: String, _ tags: String, _ traits: StreetTraits, _ weight: Double
    ) throws {
        let profile = WalkingProfile {
            $0.steps = 2
            $0.unlit = 3
            $0.besideRoad = 5
            $0.underpass = 7
            $0.crossing = 30
        }
        let network = try StreetBuilder(profile: profile).build(from: layer([(line((0, 0), (100, 0)), kind, tags)]))
            .network
        #expect(network.edges[0].traits == traits && abs(network.edges[0].weight - weight) < 1e-12)
        #expect(StreetTraits(text: traits.text) == traits)
    }

    @Test func classesCanBeLeftOut() throws {
        let profile = WalkingProfile { $0.without = ["steps"] }
        let (network, report) = try StreetBuilder(profile: profile).build(from: layer(twoWays))
        #expect(network.edges.count == 3 && report.dropped[.leftOut]?.lines == 1 && report.addsUp)
    }

    @Test func aLayerOfWeightsReachesAsFarAsItSays() throws {
        let network = try StreetBuilder().build(from: layer([(line((0, 0), (100, 0)), "residential", "")])).network
        func weights(_ features: [(Shape, FieldValue)]) -> Layer {
            Layer(
                name: "lamps", coordinateSystem: nil, fields: [Field("weight", .real)],
                features: features.map { Feature(shape: $0.0, values: [$0.1]) })
        }
        func weight(_ features: [(Shape, FieldValue)], reach: Double) throws -> Double {
            var edges = network.edges
            try StreetWeights(weights(features), file: "lamps.gpkg", reach: reach).weigh(&edges)
            return edges[0].weight
        }
        let half = Shape.polygon(
            Polygon(exterior: line((0, -1), (50, -1), (50, 1), (0, 1), (0, -1)).points))
        #expect(abs(try weight([(half, .real(3))], reach: 0) - 2) < 1e-12)
        #expect(abs(try weight([(.point(Point(x: 50, y: 0)), .real(0.5))], reach: 10) - 0.9) < 1e-12)
        #expect(try weight([(.point(Point(x: 50, y: 30)), .real(0.5))], reach: 10) == 1)
        // The nearer counts, not both.
        let pair = [(Shape.point(Point(x: 0, y: 0)), FieldValue.real(4)), (.point(Point(x: 100, y: 0)), .real(2))]
        #expect(abs(try weight(pair, reach: 200) - 3) < 1e-12)
        for bad in [FieldValue.null, .real(0), .real(-1), .real(.nan), .text("dark")] {
            #expect(throws: StreetsError.self) { try weight([(.point(Point(x: 0, y: 0)), bad)], reach: 10) }
        }
        #expect(throws: StreetsError.self) {
            try StreetWeights(layer([]), file: "lamps.gpkg", reach: 10)
        }
    }

    @Test func childrenTakeTheEasiestWayHome() throws {
        let steep = try StreetBuilder(profile: WalkingProfile { $0.steps = 3 }).build(from: layer(twoWays)).network
        let level = try StreetBuilder().build(from: layer(twoWays)).network
        func share(_ network: StreetNetwork, _ edge: Int) -> Double {
            let gate = network.position(edge: 2, offset: 0)
            let home = StreetJourneys.Destination(place: network.position(edge: 3, offset: 50), weight: 1)
            return StreetJourneys(homeDistance: 2000).journeys(from: gate, stops: [], homes: [home], on: network).share[
                edge]
        }
        #expect(share(level, 0) == 1 && share(level, 1) == 0)
        #expect(share(steep, 0) == 0 && share(steep, 1) == 1)
    }
}
