import HomewardGeometry
import HomewardIncidents
import HomewardStreets

/// Turns days into routes that a team can walk.
struct RouteWriter {
    let planner: ChaperonePlanner
    let schools: [School]
    let stops: [Stop]
    let field: ChaperoneField
    let problem: PresenceProblem

    /// The routes by falling worth, then by their start. What several teams meet counts for the first of them.
    func routes(_ days: [TeamDay]) -> [ChaperoneRoute] {
        let ranked = days.map { (day: $0, worth: problem.worth(of: [$0])) }.enumerated().sorted {
            if $0.element.worth != $1.element.worth { return $0.element.worth > $1.element.worth }
            return ($0.element.day.start, $0.offset) < ($1.element.day.start, $1.offset)
        }.map(\.element.day)
        var count = [UInt16](repeating: 0, count: problem.minutes * problem.itemCount)
        return ranked.enumerated().map { number, day in
            route(id: "R\(number + 1)", day, minutes: share(of: day, &count))
        }
    }

    /// What each minute of a day adds to the days before.
    private func share(of day: TeamDay, _ count: inout [UInt16]) -> [Double] {
        day.at.enumerated().map { index, place in
            let minute = day.start + index - problem.firstMinute
            var sum = 0.0
            for item in problem.cover[Int(place)] {
                let key = minute * problem.itemCount + Int(item)
                let before = Int(count[key])
                sum +=
                    problem.weight[Int(item) * problem.slots + problem.slot(minute)]
                    * (problem.met(by: before + 1) - problem.met(by: before))
                count[key] += 1
            }
            return sum
        }
    }

    private func route(id: String, _ day: TeamDay, minutes: [Double]) -> ChaperoneRoute {
        let school = schools[field.school[field.home(of: day, problem)]]
        var walk: [Point] = [place(day.stays[0].place).point]
        var legs: [Double] = []
        var posts: [Post] = []
        for (index, stay) in day.stays.enumerated() {
            if index > 0 {
                var length = 0.0
                let way = [day.stays[index - 1].place] + day.ways[index - 1] + [stay.place]
                for (from, to) in zip(way, way.dropFirst()) {
                    let limit = planner.walkSpeed * 60 * Double(PresenceGround.hopMinutes) + 1
                    let paths = field.ground.network.shortestPaths(from: place(from), limit: limit)
                    guard let path = paths.path(to: place(to)) else { continue }
                    for point in path.line.points where point != walk[walk.count - 1] { walk.append(point) }
                    length += path.length
                }
                legs.append(length)
            }
            posts.append(
                Post(
                    id: "\(id)-P\(index + 1)", point: place(stay.place).point, place: name(stay.place),
                    arrive: Double(stay.from), leave: Double(stay.to),
                    risk: minutes[(stay.from - day.start)..<(stay.to - day.start)].reduce(0, +),
                    isFixed: day.duty.map { problem.duties[$0].places.contains(stay.place) } ?? false))
        }
        if walk.count == 1 { walk.append(walk[0]) }
        return ChaperoneRoute(
            id: id, school: school.name, start: day.start, isStartAssumed: school.isFinishAssumed, posts: posts,
            walk: LineString(walk), length: legs.reduce(0, +), minutes: Double(day.at.count),
            people: planner.peoplePerTeam, risk: minutes.reduce(0, +), legs: legs)
    }

    private func place(_ index: Int32) -> Snap { field.ground.places[Int(index)] }

    /// The gate, the names of the streets that meet there, the nearest stop within 60 m, or the streets' class.
    private func name(_ index: Int32) -> String {
        if let gate = field.ground.gates.firstIndex(where: { $0.place == index }) {
            return "Gate of \(schools[field.school[gate]].name)"
        }
        let here = place(index)
        let network = field.ground.network
        let node = field.ground.node[Int(index)]
        let edges = node.map(network.edges(at:)) ?? [here.edge]
        var names: [String] = []
        for name in edges.compactMap({ network.edges[$0].name }) where !names.contains(name) { names.append(name) }
        if !names.isEmpty { return names.prefix(2).joined(separator: " / ") }
        let near = stops.map { ($0.name, $0.point.distance(to: here.point)) }.filter { $0.1 <= 60 }
        if let stop = near.min(by: { $0.1 != $1.1 ? $0.1 < $1.1 : $0.0 < $1.0 }) { return "Stop \(stop.0)" }
        let kind = network.edges[here.edge].kind?.replacing("_", with: " ") ?? "street"
        return node == nil ? "Unnamed \(kind)" : "Junction on an unnamed \(kind)"
    }
}
