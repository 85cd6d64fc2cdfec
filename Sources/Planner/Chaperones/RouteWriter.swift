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

    /// The routes, first the one that meets most, then each time the one that adds most to those before; of equals the one that
    /// starts first. What several teams meet counts for the first of them. O(days² × minutes × cover).
    func routes(_ days: [TeamDay]) -> [ChaperoneRoute] {
        var count = [UInt16](repeating: 0, count: problem.minutes * problem.itemCount)
        var left = days.enumerated().sorted { ($0.element.start, $0.offset) < ($1.element.start, $1.offset) }
            .map(\.element)
        var ranked: [(day: TeamDay, minutes: [Double])] = []
        while !left.isEmpty {
            var best = (worth: -1.0, index: 0)
            for index in left.indices {
                let worth = share(of: left[index], among: count, by: 1).reduce(0, +)
                if worth > best.worth { best = (worth, index) }
            }
            let day = left.remove(at: best.index)
            ranked.append((day, share(of: day, among: count, by: 1)))
            enter(day, &count)
        }
        // A route that is kept has its own name; the others are numbered past it.
        let taken = ranked.compactMap(\.day.kept?.name)
        var number = 0
        return ranked.map { entry in
            if entry.day.kept == nil {
                repeat { number += 1 } while taken.contains { $0 == "R\(number)" || $0.hasPrefix("R\(number)-") }
            }
            // What the last of several teams at a place and minute meets is what would be lost without it.
            let lost = share(of: entry.day, among: count, by: 0).reduce(0, +)
            return route(id: entry.day.kept?.name ?? "R\(number)", entry.day, minutes: entry.minutes, lost: lost)
        }
    }

    /// A team at each gate from its start to its end.
    func gates() -> [ChaperoneRoute] {
        field.ground.gates.enumerated().compactMap { index, gate in
            guard let shift = problem.shifts.first(where: { $0.gates.contains(gate.place) && isOf(index, $0) }) else {
                return nil
            }
            let stay = TeamDay(
                shift: 0, start: shift.start,
                stays: [.init(place: gate.place, from: shift.start, to: shift.end)], ways: [],
                at: [Int32](repeating: gate.place, count: shift.minutes))
            return route(
                id: "", stay, minutes: [Double](repeating: 0, count: shift.minutes), lost: 0,
                of: schools[field.school[index]])
        }
    }

    /// Whether the school of a gate finishes when a shift starts.
    private func isOf(_ gate: Int, _ shift: PresenceProblem.Shift) -> Bool {
        schools[field.school[gate]].finish - planner.lead == shift.start
    }

    /// What each minute of a day meets of what the other days in `count` leave: as a further one (1), or as one of them (0).
    private func share(of day: TeamDay, among count: [UInt16], by step: Int) -> [Double] {
        day.at.enumerated().map { index, place in
            guard place >= 0 else { return 0 }
            let minute = day.start + index - problem.firstMinute
            var sum = 0.0
            for item in problem.cover[Int(place)] {
                let after = Int(count[minute * problem.itemCount + Int(item)]) + step
                sum +=
                    problem.weight[Int(item) * problem.slots + problem.slot(minute)]
                    * (problem.met(by: after) - problem.met(by: after - 1))
            }
            return sum
        }
    }

    private func enter(_ day: TeamDay, _ count: inout [UInt16]) {
        for (index, place) in day.at.enumerated() where place >= 0 {
            let minute = day.start + index - problem.firstMinute
            for item in problem.cover[Int(place)] { count[minute * problem.itemCount + Int(item)] += 1 }
        }
    }

    private func route(
        id: String, _ day: TeamDay, minutes: [Double], lost: Double, of known: School? = nil
    ) -> ChaperoneRoute {
        let school = known ?? schools[field.school[field.home(of: day, problem)]]
        var walk: [Point] = [place(day.stays[0].place).point]
        var legs: [Double] = []
        var directions: [[Direction]] = []
        var posts: [Post] = []
        for (index, stay) in day.stays.enumerated() {
            if index > 0 {
                var length = 0.0
                var parts: [StreetPath.Part] = []
                let way = [day.stays[index - 1].place] + day.ways[index - 1] + [stay.place]
                for (from, to) in zip(way, way.dropFirst()) {
                    guard let path = hop(from: place(from), to: place(to)) else { continue }
                    parts += path.parts
                    for point in path.line.points where point != walk[walk.count - 1] { walk.append(point) }
                    length += path.length
                }
                legs.append(length)
                directions.append(field.ground.network.directions(along: parts))
            }
            posts.append(
                Post(
                    id: "\(id)-P\(index + 1)", point: place(stay.place).point, place: name(stay.place),
                    arrive: Double(stay.from), leave: Double(stay.to),
                    risk: minutes[(stay.from - day.start)..<(stay.to - day.start)].reduce(0, +),
                    isFixed: day.kept != nil
                        ? true
                        : day.duty.map {
                            let duty = problem.duties[$0]
                            return (duty.places + duty.holds.flatMap(\.places)).contains(stay.place)
                        } ?? false))
        }
        if walk.count == 1 { walk.append(walk[0]) }
        var route = ChaperoneRoute(
            id: id, school: school.name, start: day.start, isStartAssumed: school.isFinishAssumed, posts: posts,
            walk: LineString(walk), length: legs.reduce(0, +), minutes: Double(day.at.count),
            people: planner.peoplePerTeam, risk: minutes.reduce(0, +), lost: lost, legs: legs,
            directions: directions, breaks: day.rests, base: problem.shifts[day.shift].base)
        route.isKept = day.kept != nil
        if let base = route.base.flatMap({ field.bases[$0] }) {
            let limit = planner.walkSpeed * 60 * Double(planner.minutes) + 1
            route.approach = field.ground.network.shortestPaths(from: base, limit: limit)
                .path(to: place(day.stays[0].place)).map(\.line)
        }
        return route
    }

    /// The way of a hop: the easiest where the streets have weights, else the shortest; nil where none is.
    private func hop(from start: Snap, to end: Snap) -> StreetPath? {
        let network = field.ground.network
        let limit = planner.walkSpeed * 60 * Double(PresenceGround.hopMinutes) + 1
        guard field.ground.links.areWeighed else {
            return network.shortestPaths(from: start, limit: limit).path(to: end)
        }
        // How hard a way of so many metres is nobody knows beforehand, so the search goes farther until it is there.
        var effort = limit
        while true {
            let paths = network.shortestPaths(from: start, limit: effort, by: .effort)
            if let path = paths.path(to: end) { return path }
            guard effort < 1000 * limit else { return nil }
            effort *= 4
        }
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
