/// Shares teams out over depots and plans their routes.
///
/// 1. Each team in turn goes to the depot where a route adds most to what the earlier ones cover (lazily: a depot's
///    figure is worked out anew only when it stands first).
/// 2. Then each route in turn is taken out and built again, at its own depot and at the one that promises most, the
///    others standing, until a whole round betters nothing.
///
/// Deterministic; ties go to the lowest depot.
struct RouteOptimiser {
    private var builder: RouteBuilder
    private let problem: RouteProblem

    init(problem: RouteProblem, travel: TravelTimes) {
        self.problem = problem
        builder = RouteBuilder(problem: problem, travel: travel)
    }

    /// The routes, at most as many as there are teams; and the travel times found on the way.
    mutating func solve() -> (routes: [RouteStops], travel: TravelTimes) {
        var routes: [RouteStops] = []
        var covered = [Double](repeating: 0, count: problem.itemCount)
        var stale = problem.depots.indices.map { _ in Double.infinity }
        func add(_ route: RouteStops) {
            routes.append(route)
            covered = builder.cover(route, over: covered)
        }
        // Fixed posts come first: a person wants them.
        for (depot, it) in problem.depots.enumerated() where !it.fixed.isEmpty && routes.count < problem.teams {
            if let route = builder.build(depot: depot, fixed: it.fixed, over: covered) { add(route) }
        }
        while routes.count < problem.teams {
            var best: (route: RouteStops, worth: Double)?
            var seen = Set<Int>()
            while let depot = problem.depots.indices.filter({ !seen.contains($0) }).max(by: {
                stale[$0] < stale[$1] || stale[$0] == stale[$1] && $0 > $1
            }),
                stale[depot] > (best?.worth ?? RouteBuilder.grain)
            {
                seen.insert(depot)
                guard let route = builder.build(depot: depot, fixed: [], over: covered) else {
                    stale[depot] = 0
                    continue
                }
                let worth = builder.worth(route, over: covered)
                stale[depot] = worth
                if worth > (best?.worth ?? RouteBuilder.grain) { best = (route, worth) }
            }
            guard let best else { break }
            add(best.route)
        }
        improve(&routes)
        return (routes, builder.travel)
    }

    private func covered(by routes: [RouteStops], except out: Int) -> [Double] {
        var covered = [Double](repeating: 0, count: problem.itemCount)
        for (index, route) in routes.enumerated() where index != out {
            covered = builder.cover(route, over: covered)
        }
        return covered
    }

    private mutating func improve(_ routes: inout [RouteStops]) {
        for _ in 0..<4 {
            var isBetter = false
            for index in routes.indices {
                let others = covered(by: routes, except: index)
                let old = builder.worth(routes[index], over: others)
                var candidates = [routes[index]]
                builder.improve(&candidates[0], over: others)
                if routes[index].fixed.isEmpty {
                    for depot in promising(over: others, besides: routes[index].depot) {
                        if let route = builder.build(depot: depot, fixed: [], over: others) { candidates.append(route) }
                    }
                }
                for candidate in candidates {
                    let worth = builder.worth(candidate, over: others)
                    if worth > builder.worth(routes[index], over: others) + RouteBuilder.grain * (1 + old) {
                        routes[index] = candidate
                        isBetter = true
                    }
                }
            }
            if !isBetter { return }
        }
    }

    /// The route's own depot, and the other one whose uncovered worth near its start is greatest.
    private func promising(over covered: [Double], besides own: Int) -> [Int] {
        var best: (depot: Int, worth: Double)?
        for (index, depot) in problem.depots.enumerated() where index != own {
            var seen = covered
            var worth = 0.0
            for position in 0...depot.sites.count {
                worth += depot.gain(position, over: seen)
                depot.enter(position, into: &seen)
            }
            if worth > (best?.worth ?? RouteBuilder.grain) { best = (index, worth) }
        }
        return [own] + (best.map { [$0.depot] } ?? [])
    }
}
