import HomewardGeometry
import Testing

@testable import HomewardStreets

@Suite struct StreetJourneysTests {
    @Test func onOneStreetTheShareFallsEvenly() throws {
        let nodes = [Point(x: 0, y: 0), Point(x: 1000, y: 0)]
        let network = try StreetNetwork(
            nodes: nodes,
            edges: [.init(from: 0, to: 1, length: 0, line: LineString(nodes), name: nil, kind: "residential")])
        let gate = network.position(edge: 0, offset: 200)
        let journeys = StreetJourneys(homeDistance: 600).journeys(from: gate, stops: [], on: network)
        func share(_ offset: Double) -> Double { journeys.share(at: network.position(edge: 0, offset: offset)) }
        // 200 m to the west, 600 m to the east: a quarter and three quarters of the children.
        #expect(abs(share(100) - 0.125) < 1e-12)
        #expect(abs(share(300) - 0.625) < 1e-12)
        #expect(abs(share(799) - 0.00125) < 1e-9)
        #expect(share(801) == 0)
        let mean = 0.125 * 0.2 + 0.375 * 0.6
        #expect(abs(journeys.share[0] - mean) < 1e-12)
        #expect(journeys.stopShare == 0 && journeys.homeShare == 1)
    }

    @Test func everyChildLeavesTheGateAndArrives() throws {
        // On a street that ends at the gate everybody passes its first metre.
        for seed in 1...20 {
            let network = try randomNetwork(nodes: 25, edges: 50, seed: UInt64(seed) &+ 660)
            let end = network.nodes.count
            let tail = [Point(x: 5000, y: 5000), network.nodes[0]]
            let edge = StreetNetwork.Edge(
                from: end, to: 0, length: 0, line: LineString(tail), name: nil, kind: "footway")
            let whole = try StreetNetwork(nodes: network.nodes + [tail[0]], edges: network.edges + [edge])
            guard whole.edges(at: 0).count > 1 else { continue }
            let gate = whole.position(edge: whole.edges.count - 1, offset: 10)
            var dice = Dice(UInt64(seed))
            let stops = (0..<4).map { _ in randomPlace(on: network, &dice) }
            let journeys = StreetJourneys(homeDistance: 9000, stopDistance: 8500)
                .journeys(from: gate, stops: stops, on: whole)
            let near = whole.position(edge: whole.edges.count - 1, offset: 20)
            #expect(abs(journeys.share(at: near) - 1) < 1e-9)
            #expect(abs(journeys.share[whole.edges.count - 1] - 1) < 0.01)
            #expect(journeys.share.allSatisfy { $0 >= 0 && $0 <= 1 })
            #expect(abs(journeys.stopShare + journeys.homeShare - 1) < 1e-12)
        }
    }

    @Test func sharesAgreeWithWalkingEveryChildHome() throws {
        let network = try gridNetwork(columns: 5, rows: 4, block: 90)
        let gate = network.position(edge: 7, offset: 33)
        let model = StreetJourneys(homeDistance: 400, stopDistance: 300, stopShare: 0.4)
        let stops = [network.position(edge: 12, offset: 20), network.position(edge: 3, offset: 60)]
        let journeys = model.journeys(from: gate, stops: stops, on: network)
        // One child every metre of street; count who passes the middle of each edge.
        let paths = network.shortestPaths(from: gate)
        var passing = [Double](repeating: 0, count: network.edges.count)
        func walk(to place: Snap, weight: Double) {
            guard let path = paths.path(to: place) else { return }
            for part in path.parts {
                let middle = network.edges[part.edge].length / 2
                if min(part.start, part.end) <= middle, max(part.start, part.end) >= middle {
                    passing[part.edge] += weight
                }
            }
        }
        let homes = network.edges.indices.flatMap { edge in
            (0..<900).map { network.position(edge: edge, offset: (Double($0) + 0.5) / 10) }
        }.filter { (paths.distance(to: $0) ?? .infinity) <= 400 }
        for home in homes { walk(to: home, weight: 0.6 / Double(homes.count)) }
        let near = stops.filter { (paths.distance(to: $0) ?? .infinity) <= 300 }
        #expect(!near.isEmpty)
        for stop in near { walk(to: stop, weight: 0.4 / Double(near.count)) }
        for edge in network.edges.indices {
            #expect(
                abs(journeys.share(at: network.position(edge: edge, offset: 45)) - passing[edge]) < 0.002,
                "edge \(edge)")
        }
    }

    @Test func knownHomesReplaceTheEvenSpread() throws {
        let network = try gridNetwork(columns: 3, rows: 1)
        let gate = network.position(edge: 0, offset: 50)
        let homes = [
            StreetJourneys.Destination(place: network.position(edge: 1, offset: 40), weight: 3),
            .init(place: network.position(edge: 0, offset: 10), weight: 1),
        ]
        let journeys = StreetJourneys().journeys(from: gate, stops: [], homes: homes, on: network)
        #expect(abs(journeys.share(at: network.position(edge: 1, offset: 20)) - 0.75) < 1e-12)
        #expect(abs(journeys.share(at: network.position(edge: 0, offset: 30)) - 0.25) < 1e-12)
        #expect(journeys.share(at: network.position(edge: 1, offset: 41)) == 0)
    }
}
