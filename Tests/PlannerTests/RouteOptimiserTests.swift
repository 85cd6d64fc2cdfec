import HomewardCore
import HomewardGeometry
import HomewardIncidents
import HomewardStreets
import Testing

@testable import HomewardPlanner

/// The optimiser against every plan there is, on towns small enough to look at all of them.
@Suite struct RouteOptimiserTests {
    private func orders(_ sites: [Int]) -> [[Int]] {
        guard let first = sites.first else { return [[]] }
        return orders(Array(sites.dropFirst())).flatMap { rest in
            (0...rest.count).map { Array(rest[..<$0]) + [first] + Array(rest[$0...]) }
        }
    }

    /// The worth of the best plan, by trying every set of stops of every route.
    private func optimum(_ problem: RouteProblem, _ builder: inout RouteBuilder) -> Double {
        var routes: [[Double]] = []
        for (index, depot) in problem.depots.enumerated() {
            for subset in 0..<(1 << depot.sites.count) {
                let stops = depot.sites.indices.filter { subset >> $0 & 1 == 1 }.map { depot.sites[$0] }
                guard stops.count <= 4 else { continue }
                let all = [depot.start] + stops
                var isApart = true
                for a in all {
                    for b in all where b != a && builder.travel.row(a)[b] < problem.spacing { isApart = false }
                }
                let best = orders(stops).map { builder.minutes([depot.start] + $0) }.min() ?? .infinity
                guard isApart, best <= problem.budget else { continue }
                let nothing = [Double](repeating: 0, count: problem.itemCount)
                routes.append(builder.cover(RouteStops(depot: index, stops: all), over: nothing))
            }
        }
        var best = 0.0
        for (number, a) in routes.enumerated() {
            let others = problem.teams > 1 ? routes[number...] : routes[number...number]
            for b in others {
                var sum = 0.0
                for item in a.indices { sum += max(a[item], b[item]) }
                best = max(best, sum)
            }
        }
        return best
    }

    @Test(arguments: 1...14) func theBestPlanLiesBetweenThePlanAndTheBound(_ seed: Int) throws {
        var town = try TestTown(columns: 4, rows: 2, block: 150, seed: UInt64(seed) &+ 200)
        let schools = town.schools(2)
        let incidents = town.incidents(25, places: 2)
        var planner = ChaperonePlanner {
            $0.teams = 1 + seed % 2
            $0.minutes = 30 + Double(seed)
            $0.dwell = 8
            $0.reach = 75
        }
        planner.spacing = seed % 3 == 0 ? 0 : 75
        let demand = ChaperoneDemand(
            planner: planner, schools: schools, stops: [], incidents: incidents, years: 1, network: town.network)
        var problem = PostSites(
            planner: planner, demand: demand, fixed: [], schools: schools, network: town.network
        ).problem
        let places = PostSites(
            planner: planner, demand: demand, fixed: [], schools: schools, network: town.network
        ).places
        // Few enough sites to try all sets of them.
        for depot in problem.depots.indices {
            let keep = min(8, problem.depots[depot].sites.count)
            problem.depots[depot] = problem.depots[depot].keeping(keep)
        }
        let travel = TravelTimes(network: town.network, places: places, speed: 72, limit: 10_000)
        var optimiser = RouteOptimiser(problem: problem, travel: travel)
        let (routes, known) = optimiser.solve()
        var builder = RouteBuilder(problem: problem, travel: known)
        var covered = [Double](repeating: 0, count: problem.itemCount)
        for route in routes {
            covered = builder.cover(route, over: covered)
            #expect(builder.minutes(route.stops) <= problem.budget + 1e-9)
            #expect(route.stops.first == problem.depots[route.depot].start && route.stops.count <= 5)
        }
        let plan = covered.reduce(0, +)
        let bound = RouteBound(problem: problem).bound(plan: plan, covered: covered)
        let best = optimum(problem, &builder)
        #expect(plan <= best + 1e-9)
        #expect(bound >= best - 1e-9)
        #expect(plan >= 0.95 * best, "plan \(plan), optimum \(best)")
    }
}

extension RouteProblem.Depot {
    /// The depot with its first sites alone.
    fileprivate func keeping(_ count: Int) -> RouteProblem.Depot {
        var result = self
        result.sites = Array(sites.prefix(count))
        result.fromStart = Array(fromStart.prefix(count))
        result.cover = CompressedRows(((0..<count) + [sites.count]).map { cover[$0] })
        return result
    }
}
