import HomewardCore
import HomewardGeometry
import HomewardStreets

/// Where posts may stand and what each covers, as a problem for the optimiser.
struct PostSites {
    /// The sites: the gates first, then fixed posts, then nodes and inner points of edges that cover any risk.
    private(set) var places: [Snap] = []
    /// The node of a site, or nil where it lies on an edge.
    private(set) var node: [Int?] = []
    private(set) var problem: RouteProblem
    /// Fixed posts that have no place.
    private(set) var unserved: [Unserved] = []
    /// The school of each depot, an index.
    private(set) var school: [Int] = []
    private let planner: ChaperonePlanner

    init(
        planner: ChaperonePlanner, demand: ChaperoneDemand, fixed: [FixedPost], schools: [School],
        network: StreetNetwork
    ) {
        self.planner = planner
        problem = RouteProblem(
            depots: [], itemCount: demand.items.count, teams: planner.teams, dwell: planner.dwell,
            budget: planner.minutes, spacing: (planner.spacing ?? planner.reach) / (planner.walkSpeed * 60))
        let candidates = CandidateSites(reach: planner.reach, network: network)
        for gate in demand.gates { append(gate.place, node: nil) }
        var fixedSites = [[Int]](repeating: [], count: demand.gates.count)
        for post in fixed {
            guard let depot = demand.gates.firstIndex(where: { schools[$0.school].name == post.school }) else {
                unserved.append(
                    Unserved(name: "Fixed post of \(post.school)", reason: "The school itself is not served."))
                continue
            }
            guard let place = network.snap(post.point, within: planner.gateReach, component: nil),
                demand.gates[depot].paths.distance(to: place) != nil
            else {
                unserved.append(
                    Unserved(
                        name: "Fixed post of \(post.school)",
                        reason:
                            "No street within \(Int(planner.gateReach)) m of it lies within the children's walking distance."
                    ))
                continue
            }
            fixedSites[depot].append(places.count)
            append(place, node: nil)
        }
        // Which items each site covers.
        var covers: [[Int32]] = [[Int32]](repeating: [], count: places.count + candidates.places.count)
        let own = places.count
        var search = StreetSearch(network: network)
        for (item, it) in demand.items.enumerated() where demand.gates.contains(where: { $0.risk[item] > 0 }) {
            search.run(from: it.place, limit: planner.reach)
            candidates.forEachSite(of: search, origin: it.place) { covers[own + $0].append(Int32(item)) }
            for site in 0..<own where search.distance(to: places[site], from: it.place) <= planner.reach {
                covers[site].append(Int32(item))
            }
        }
        var kept = covers[0..<own].map(\.self)
        for index in candidates.places.indices where !covers[own + index].isEmpty {
            append(candidates.places[index], node: candidates.node[index])
            kept.append(covers[own + index])
        }
        for (index, gate) in demand.gates.enumerated() {
            school.append(gate.school)
            problem.depots.append(
                depot(gate, start: index, fixed: fixedSites[index], firstCandidate: own, covers: kept))
        }
    }

    private mutating func append(_ place: Snap, node: Int?) {
        places.append(place)
        self.node.append(node)
    }

    private func depot(
        _ gate: ChaperoneDemand.Gate, start: Int, fixed: [Int], firstCandidate: Int, covers: [[Int32]]
    ) -> RouteProblem.Depot {
        let speed = planner.walkSpeed * 60
        let far = (planner.minutes - 2 * planner.dwell) * speed
        var depot = RouteProblem.Depot(
            start: start, sites: [], fixed: fixed, cover: CompressedRows(), fromStart: [])
        func enter(_ site: Int) {
            depot.cover.append(
                covers[site].lazy.filter { gate.risk[Int($0)] > 0 }.map { .init(item: $0, value: gate.risk[Int($0)]) })
        }
        for site in fixed + Array(firstCandidate..<covers.count) {
            guard let distance = gate.paths.distance(to: places[site]) else { continue }
            let isFixed = site < firstCandidate
            guard isFixed || distance <= far && covers[site].contains(where: { gate.risk[Int($0)] > 0 }) else {
                continue
            }
            depot.sites.append(site)
            depot.fromStart.append(distance / speed)
            enter(site)
        }
        enter(start)
        return depot
    }

    /// Why schools with a gate, and fixed posts, have no route.
    func reasons(
        for routes: [RouteStops], builder: inout RouteBuilder, covered: [Double], schools: [School]
    ) -> [Unserved] {
        var result: [Unserved] = []
        let served = Set(routes.map(\.depot))
        for (index, depot) in problem.depots.enumerated() {
            let name = schools[school[index]].name
            if !served.contains(index) {
                result.append(Unserved(name: name, reason: reason(index, &builder, covered, routes.count)))
            }
            let standing = Set(routes.filter { $0.depot == index }.flatMap(\.fixed))
            for site in depot.fixed where !standing.contains(site) {
                result.append(
                    Unserved(
                        name: "Fixed post of \(name)",
                        reason: served.contains(index)
                            ? "The time does not suffice to walk there." : "The school itself is not served."))
            }
        }
        return result
    }

    private func reason(_ index: Int, _ builder: inout RouteBuilder, _ covered: [Double], _ routes: Int) -> String {
        if problem.teams == 0 { return "There are no teams." }
        if problem.dwell > problem.budget {
            return "The time of \(Int(problem.budget)) min is shorter than one post's \(Int(problem.dwell)) min."
        }
        guard problem.depots[index].cover.elements.contains(where: { $0.value > 0 }) else {
            return "No after-school incident lies within reach of a post on its children's ways."
        }
        let route = builder.build(depot: index, fixed: [], over: covered)
        let more = route.map { builder.worth($0, over: covered) } ?? 0
        if more <= RouteBuilder.grain { return "Other schools' routes already cover what lies on its children's ways." }
        let figure = (more * 100).rounded() / 100
        return "All \(problem.teams) teams serve schools with more risk; a route here would add "
            + "\(figure < 0.01 ? "less than 0.01" : String(figure)) a year."
    }
}
