import HomewardGeometry
import HomewardIncidents
import HomewardStreets

/// Turns the optimiser's stops into routes that a team can walk.
struct RouteWriter {
    let planner: ChaperonePlanner
    let schools: [School]
    let stops: [Stop]
    let sites: PostSites
    let network: StreetNetwork

    /// The routes by falling risk, then by school.
    func routes(_ solution: [RouteStops], builder: inout RouteBuilder) -> [ChaperoneRoute] {
        let nothing = [Double](repeating: 0, count: sites.problem.itemCount)
        let ranked = solution.map { (route: $0, worth: builder.worth($0, over: nothing)) }.enumerated().sorted {
            let (a, b) = ($0.element, $1.element)
            if a.worth != b.worth { return a.worth > b.worth }
            return (a.route.depot, $0.offset) < (b.route.depot, $1.offset)
        }
        return ranked.enumerated().map { number, entry in
            route(id: "R\(number + 1)", entry.element.route, risk: entry.element.worth)
        }
    }

    private func route(id: String, _ stops: RouteStops, risk: Double) -> ChaperoneRoute {
        let school = schools[sites.school[stops.depot]]
        let depot = sites.problem.depots[stops.depot]
        let nothing = [Double](repeating: 0, count: sites.problem.itemCount)
        var walk: [Point] = [sites.places[stops.stops[0]].point]
        var length = 0.0
        var clock = Double(school.finish)
        var posts: [Post] = []
        for (index, site) in stops.stops.enumerated() {
            if index > 0 {
                let paths = network.shortestPaths(
                    from: sites.places[stops.stops[index - 1]], limit: planner.minutes * planner.walkSpeed * 60)
                if let path = paths.path(to: sites.places[site]) {
                    for point in path.line.points where point != walk[walk.count - 1] { walk.append(point) }
                    length += path.length
                    clock += path.length / (planner.walkSpeed * 60)
                }
            }
            posts.append(
                Post(
                    id: "\(id)-P\(index + 1)", point: sites.places[site].point,
                    place: index == 0 ? "Gate of \(school.name)" : place(site), arrive: clock,
                    leave: clock + planner.dwell,
                    risk: depot.position(of: site).map { depot.gain($0, over: nothing) } ?? 0,
                    isFixed: stops.fixed.contains(site)))
            clock += planner.dwell
        }
        if walk.count == 1 { walk.append(walk[0]) }
        return ChaperoneRoute(
            id: id, school: school.name, start: school.finish, isStartAssumed: school.isFinishAssumed, posts: posts,
            walk: LineString(walk), length: length, minutes: clock - Double(school.finish),
            people: planner.peoplePerTeam, risk: risk)
    }

    /// The names of the streets that meet there, the nearest stop within 60 m, or the streets' class.
    private func place(_ site: Int) -> String {
        let here = sites.places[site]
        let edges = sites.node[site].map(network.edges(at:)) ?? [here.edge]
        var names: [String] = []
        for name in edges.compactMap({ network.edges[$0].name }) where !names.contains(name) { names.append(name) }
        if !names.isEmpty { return names.prefix(2).joined(separator: " / ") }
        let near = stops.map { ($0.name, $0.point.distance(to: here.point)) }.filter { $0.1 <= 60 }
        if let stop = near.min(by: { $0.1 != $1.1 ? $0.1 < $1.1 : $0.0 < $1.0 }) { return "Stop \(stop.0)" }
        let kind = network.edges[here.edge].kind?.replacing("_", with: " ") ?? "street"
        return sites.node[site] == nil ? "Unnamed \(kind)" : "Junction on an unnamed \(kind)"
    }
}
