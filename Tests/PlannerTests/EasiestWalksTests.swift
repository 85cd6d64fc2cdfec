import HomewardCore
import HomewardGeometry
import HomewardIncidents
import HomewardStreets
import Testing

@testable import HomewardPlanner

@Suite struct EasiestWalksTests {
    private static func weighed(_ network: StreetNetwork, by weight: (Int) -> Double) throws -> StreetNetwork {
        var edges = network.edges
        for index in edges.indices { edges[index].weight = weight(index) }
        return try StreetNetwork(nodes: network.nodes, edges: edges)
    }

    /// Incidents at one place in the first half hour and at another in the last.
    private static func moving(from a: Point, to b: Point) -> IncidentTable {
        IncidentTable(
            (0..<120).map { index in
                let isLate = index % 2 == 1
                let second = (isLate ? 16 : 15) * 3600 + (index % 23) * 60
                let day = 19_723 + index % 28
                return Incident(
                    at: isLate ? b : a, start: Int64(day * 86_400 + second), day: .init(number: day),
                    second: Int32(second), category: "violence", age: 15, line: Int32(index + 2))
            })
    }

    @Test(arguments: 1...6) func walksFromPostToPostAreTheEasiest(_ seed: UInt64) throws {
        var town = try TestTown(columns: 9, rows: 6, seed: seed)
        let weights = town.network.edges.map { _ in 0.5 + 3.5 * town.generator.unit() }
        let network = try Self.weighed(town.network) { weights[$0] }
        let nodes = network.nodes
        let incidents = Self.moving(from: nodes[9], to: nodes[9 * 4 + 7])
        let schools = [School(name: "A", gate: nodes[10], finish: 900, isFinishAssumed: false)]
        let planner = ChaperonePlanner {
            $0.teams = 1
            $0.minutes = 90
            $0.risk = .stated
            $0.riskMinutes = 10
            $0.riskBandwidth = 60
            $0.gate = .free
        }
        func plan(on network: StreetNetwork) throws -> ChaperonePlan {
            try planner.plan(schools: schools, stops: [], incidents: incidents, period: fourWeeks, network: network)
        }
        let easy = try plan(on: network)
        ChaperonePlannerTests.check(easy, planner: planner, schools: schools, network: network)
        let route = try #require(easy.routes.first)
        #expect(route.posts.count > 1, "the team has to walk")
        for (index, leg) in route.legs.enumerated() {
            let (from, to) = (route.posts[index], route.posts[index + 1])
            let start = try #require(network.snap(from.point, within: 1))
            let end = try #require(network.snap(to.point, within: 1))
            let best = try #require(network.shortestPaths(from: start, by: .effort).path(to: end))
            #expect(abs(leg - best.length) < 1e-6, "leg \(index): \(leg) m, the easiest way has \(best.length) m")
            #expect(to.arrive - from.leave >= leg / planner.walkSpeed / 60 - 1e-9, "metres take their time")
            let told = route.directions[index].reduce(0) { $0 + $1.length }
            #expect(abs(told - leg) < 1e-6, "every metre is told")
        }
        let again = try plan(on: network)
        #expect(again == easy)
    }

    @Test func aWayRoundIsTakenWhereTheStraightOneIsHard() throws {
        let town = try TestTown(columns: 9, rows: 4, seed: 3)
        // Row 1 is dark.
        let dark = try Self.weighed(town.network) { town.network.edges[$0].name == "Row 1" ? 5 : 1 }
        let incidents = Self.moving(from: town.network.nodes[10], to: town.network.nodes[16])
        let schools = [
            School(name: "A", gate: town.network.nodes[10], finish: 900, isFinishAssumed: false)
        ]
        let planner = ChaperonePlanner {
            $0.teams = 1
            $0.minutes = 90
            $0.risk = .stated
            $0.riskMinutes = 10
            $0.riskBandwidth = 60
            $0.gate = .free
        }
        func walked(_ network: StreetNetwork) throws -> (route: ChaperoneRoute, row: Double) {
            let plan = try planner.plan(
                schools: schools, stops: [], incidents: incidents, period: fourWeeks, network: network)
            let route = try #require(plan.routes.first)
            return (route, route.directions.joined().filter { $0.street == "Row 1" }.reduce(0) { $0 + $1.length })
        }
        let short = try walked(town.network)
        let easy = try walked(dark)
        #expect(short.row > 200, "the shortest way follows the row")
        #expect(easy.row < short.row / 2, "the easiest leaves it")
        #expect(easy.route.length > short.route.length, "and is longer in metres")
    }

    @Test func linksKnowMetresAndEffort() throws {
        let town = try TestTown(columns: 3, rows: 2, seed: 1)
        func hops(_ weight: @escaping (Int) -> Double) throws -> PresenceGround {
            let network = try Self.weighed(town.network, by: weight)
            let gate = try #require(network.position(node: 0))
            return PresenceGround(gates: [gate], distance: 5000, reach: 100, speed: 72, network: network)
        }
        let plain = try hops { _ in 1 }
        #expect(!plain.links.areWeighed)
        // The same weight everywhere changes nothing but that it is one.
        let double = try hops { _ in 2 }
        #expect(double.links.areWeighed && double.hops.elements == plain.hops.elements)
        var search = StreetLinks.Search(double.links)
        search.run(from: 0, within: 1e9, by: .effort)
        for place in search.done { #expect(abs(search.effort(of: place) - 2 * search.metres[place]) < 1e-9) }
        // A search forgets the one before, though it ended early.
        search.run(from: 0, within: 1e9, by: .length, to: 1)
        search.run(from: 2, within: 10, by: .length)
        #expect(search.done == [2])
    }
}
