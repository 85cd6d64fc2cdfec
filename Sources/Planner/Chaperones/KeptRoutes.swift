import HomewardCore
import HomewardGeometry

/// Turns routes that a person keeps into days of the problem.
///
/// A stay has the times that are stated. Those that are not are chosen so that the team meets most while the kept routes before it
/// stay as they are, the earliest of equals: a team stands at least the shortest stay, walks in the fewest minutes, is out from its
/// shift's start to its end. Where both ends of a walk are stated and more minutes lie between than it needs, the team walks
/// slowly. O(routes × stays × minutes²).
struct KeptRoutes {
    let planner: ChaperonePlanner
    let schools: [School]
    let field: ChaperoneField
    let problem: PresenceProblem

    /// The weekdays on which a route goes: those that it names, else those on which its times lie in its team's; all where
    /// they do on none.
    static func weekdays(of route: ChaperoneOrders.Route, schools: [School], planner: ChaperonePlanner) -> [Int] {
        if let days = route.weekdays { return days }
        let times = route.stays.flatMap { [$0.from, $0.to].compactMap(\.self) }
        guard let school = schools.first(where: { $0.name == route.school }), let first = times.min(),
            let last = times.max()
        else { return Array(0..<5) }
        let days = (0..<5).filter { day in
            let start = school.finish(on: day) - planner.lead
            return start <= first && last <= start + planner.minutes
        }
        return days.isEmpty ? Array(0..<5) : days
    }

    /// What is wrong with routes, whatever the streets.
    static func check(
        _ routes: [ChaperoneOrders.Route], schools: [School], forbidden: [NamedArea], teams: Int
    ) throws(PlannerError) {
        let locator = AreaLocator(forbidden)
        for (index, route) in routes.enumerated() {
            func wrong(_ problem: String, _ remedy: String) -> PlannerError {
                .keptRoute(name: route.name, problem: problem, remedy: remedy)
            }
            guard !routes[..<index].contains(where: { $0.name == route.name }) else {
                throw wrong("stands there twice", "give each route a name of its own")
            }
            guard schools.contains(where: { $0.name == route.school }) else {
                throw wrong(
                    "serves \(route.school.quoted), which is none of the schools",
                    "name one of \(schools.map(\.name).listed) in its field school, or leave that empty for the nearest"
                )
            }
            guard !route.stays.isEmpty else { throw wrong("has no post", "keep at least one") }
            if let day = route.weekdays?.first(where: { !(0..<5).contains($0) }) {
                throw wrong(
                    "goes on a \(Shown.weekdays.indices.contains(day) ? Shown.weekdays[day] : "day of no week"), when \(route.school) does not open",
                    "take that day out of its field days")
            }
            for (number, stay) in route.stays.enumerated() {
                guard stay.point.isFinite else {
                    throw .badPosition(of: "Post \(number + 1) of the route \(route.name.quoted)")
                }
                if let area = locator.area(at: stay.point) {
                    throw .contradiction(
                        first: "post \(number + 1) of the route \(route.name.quoted), which is to be kept,",
                        second: "the forbidden area \(forbidden[area].name.quoted) in which it lies",
                        remedy: "let the route go or change the area")
                }
                if let from = stay.from, let to = stay.to, from >= to {
                    throw wrong(
                        "leaves its post \(number + 1) at \(Shown.clock(to)), not after it arrives there at \(Shown.clock(from))",
                        "mend its times")
                }
            }
        }
        let most = (0..<5).map { day in routes.count { $0.weekdays?.contains(day) ?? false } }.max() ?? 0
        guard most <= teams else {
            throw .contradiction(
                first: "keeping \(most) routes on one day",
                second: "having \(teams == 1 ? "1 team" : "\(teams) teams")",
                remedy: "keep fewer, or raise chaperones.teams")
        }
    }

    /// The days, in the routes' order.
    func days() throws(PlannerError) -> [TeamDay] {
        let routes = field.keptRoutes
        guard !routes.isEmpty else { return [] }
        guard routes.count <= problem.teams else {
            throw .contradiction(
                first: "keeping \(routes.count) routes (\(routes.map(\.name).listed))",
                second: "having \(problem.teams == 1 ? "1 team" : "\(problem.teams) teams")",
                remedy: "keep fewer, or raise chaperones.teams")
        }
        var presence = PresenceField(problem)
        var days: [TeamDay] = []
        for (index, route) in routes.enumerated() {
            let day = try self.day(of: route, at: field.keptPlaces[index], on: presence)
            presence.add(day)
            days.append(day)
        }
        return days
    }

    private func day(
        of route: ChaperoneOrders.Route, at snapped: [Int32?], on presence: PresenceField
    ) throws(PlannerError) -> TeamDay {
        func wrong(_ problem: String, _ remedy: String) -> PlannerError {
            .keptRoute(name: route.name, problem: problem, remedy: remedy)
        }
        guard let gate = field.school.firstIndex(where: { schools[$0].name == route.school }) else {
            throw wrong(
                "serves \(route.school), whose gate lies on no street that leads anywhere",
                "check the school's position and the streets' extent, or let the route go")
        }
        let start = schools[field.school[gate]].finish - planner.lead
        let shifts = problem.shifts.indices.filter { problem.shifts[$0].start == start }
        guard let any = shifts.first.map({ problem.shifts[$0] }) else {
            throw wrong("has no team that starts at \(Shown.clock(start))", "check the finish of \(route.school)")
        }
        var places: [Int32] = []
        for (number, place) in snapped.enumerated() {
            guard let place, any.places.contains(place) else {
                throw wrong(
                    place == nil
                        ? "has its post \(number + 1) more than \(Int(planner.gateReach)) m from any street, or farther along the streets than the children's walking distance of \(Int(planner.journeys.homeDistance)) m from any school"
                        : "has its post \(number + 1) on a street that is forbidden, or farther than the walking distance of \(Int(planner.journeys.homeDistance)) m from every school that finishes when \(route.school) does",
                    "move the post, raise chaperones.walking_distance_m, or let the route go")
            }
            places.append(place)
        }
        // From any base, where there are several: the first from which it can be done.
        var problems: [PlannerError] = []
        for shift in shifts {
            do throws(PlannerError) {
                return try timed(route, places, gate: gate, shift: shift, on: presence)
            } catch {
                problems.append(error)
            }
        }
        throw problems.first ?? wrong("cannot be walked", "let it go")
    }

    /// The day in one shift.
    private func timed(
        _ route: ChaperoneOrders.Route, _ places: [Int32], gate: Int, shift index: Int, on presence: PresenceField
    ) throws(PlannerError) -> TeamDay {
        func wrong(_ problem: String, _ remedy: String = "mend its times, or let it go") -> PlannerError {
            .keptRoute(name: route.name, problem: problem, remedy: remedy)
        }
        let shift = problem.shifts[index]
        let last = places.count - 1
        let arrival = shift.arrival.isEmpty ? 0 : Int(shift.arrival[Int(places[0])])
        let departure = shift.departure.isEmpty ? 0 : Int(shift.departure[Int(places[last])])
        let (opens, closes) = (shift.start + max(0, arrival), shift.end - departure)
        let base = shift.base.map { " from the base \($0) and back" } ?? ""
        let (first, end) = (route.stays[0].from ?? opens, route.stays[last].to ?? closes)
        guard arrival >= 0, first >= opens, end <= closes, first < end else {
            throw wrong(
                "is to go from \(Shown.clock(first)) to \(Shown.clock(end)), and its team's time\(base) is from \(Shown.clock(opens)) to \(Shown.clock(closes))",
                "mend its times or chaperones.minutes, or let it go")
        }
        let ways = try self.ways(of: route, places, in: shift)
        /// What standing at a post is worth from its shift's first minute to a minute.
        let sums = places.map { place in
            var sum = [0.0]
            for minute in shift.start..<shift.end {
                let row = (minute - problem.firstMinute) * problem.placeCount
                sum.append(sum[sum.count - 1] + presence.worth[row + Int(place)])
            }
            return sum
        }
        func least(_ stay: Int) -> Int {
            route.stays[stay].from != nil && route.stays[stay].to != nil ? 1 : problem.leastStay
        }
        /// The best from the arrival at a stay on, and when the team leaves it; from the last stay back.
        var best = [[(worth: Double, leave: Int)?]](
            repeating: [(worth: Double, leave: Int)?](repeating: nil, count: shift.minutes + 1), count: places.count)
        for stay in places.indices.reversed() {
            for arrive in shift.start...shift.end - 1 {
                let stated = stay == last ? end : route.stays[stay].to
                let low = arrive + least(stay)
                for leave in stated.map({ $0...$0 }) ?? low...max(low, shift.end)
                where leave >= low && leave <= shift.end {
                    var worth = sums[stay][leave - shift.start] - sums[stay][arrive - shift.start]
                    if stay < last {
                        let soonest = leave + ways[stay].minutes
                        let next = route.stays[stay + 1].from ?? soonest
                        // A team that may stand on does not dawdle.
                        guard next >= soonest, next == soonest || stated != nil, next < shift.end,
                            let further = best[stay + 1][next - shift.start]
                        else { continue }
                        worth += further.worth
                    }
                    if worth > best[stay][arrive - shift.start]?.worth ?? -.infinity {
                        best[stay][arrive - shift.start] = (worth, leave)
                    }
                }
            }
        }
        guard best[0][first - shift.start] != nil else { throw wrong(reason(route, ways.map(\.minutes))) }
        var day = TeamDay(
            shift: index, start: first - max(0, arrival), stays: [], ways: ways.map(\.places),
            at: [Int32](repeating: -1, count: max(0, arrival)), kept: .init(name: route.name, gate: gate))
        var arrive = first
        for stay in places.indices {
            guard let leave = best[stay][arrive - shift.start]?.leave else { break }
            day.stays.append(.init(place: places[stay], from: arrive, to: leave))
            day.at += [Int32](repeating: places[stay], count: leave - arrive)
            guard stay < last else { break }
            let walked = ways[stay].at
            arrive = route.stays[stay + 1].from ?? leave + walked.count
            let minutes = arrive - leave
            day.at += (0..<minutes).map { walked.isEmpty ? places[stay] : walked[$0 * walked.count / minutes] }
        }
        day.at += [Int32](repeating: -1, count: departure)
        try rest(&day, route, on: presence)
        return day
    }

    /// Why no times suit.
    private func reason(_ route: ChaperoneOrders.Route, _ walks: [Int]) -> String {
        for (number, walk) in walks.enumerated() {
            guard let leave = route.stays[number].to, let arrive = route.stays[number + 1].from, arrive - leave < walk
            else { continue }
            return
                "leaves its post \(number + 1) at \(Shown.clock(leave)) to be at the next at \(Shown.clock(arrive)), and the way there takes \(walk) min"
        }
        return
            "cannot be walked in its time: its ways take \(walks.reduce(0, +)) min, and a team stands at least \(problem.leastStay) min at a post whose times are not both stated"
    }

    /// Takes the breaks of a day, each where least is lost.
    private func rest(_ day: inout TeamDay, _ route: ChaperoneOrders.Route, on presence: PresenceField)
        throws(PlannerError)
    {
        guard let out = problem.breaks.first?.latest, day.at.count > out else { return }
        var free = day.start
        for rest in problem.breaks where day.start + rest.latest < day.start + day.at.count {
            var best: (loss: Double, from: Int)?
            for from in max(free, day.start + rest.earliest)...max(free, day.start + rest.latest) {
                let to = from + rest.minutes
                guard let stay = day.stays.first(where: { $0.from <= from && to <= $0.to }) else { continue }
                var loss = 0.0
                for minute in from..<to {
                    loss +=
                        presence.worth[
                            (minute - problem.firstMinute) * problem.placeCount + Int(stay.place)]
                }
                if loss < best?.loss ?? .infinity { best = (loss, from) }
            }
            guard let best else {
                throw .keptRoute(
                    name: route.name,
                    problem:
                        "has no stay in which a break of \(rest.minutes) min fits from \(Shown.clock(day.start + rest.earliest)) to \(Shown.clock(day.start + rest.latest))",
                    remedy: "mend its times or chaperones.break_after_min, or let it go")
            }
            free = best.from + rest.minutes
            day.rests.append(best.from..<free)
            for minute in best.from..<free { day.at[minute - day.start] = -1 }
        }
    }

    /// The ways from post to post in the fewest minutes, along the route's lines where it has any.
    private func ways(
        of route: ChaperoneOrders.Route, _ places: [Int32], in shift: PresenceProblem.Shift
    ) throws(PlannerError) -> [(places: [Int32], at: [Int32], minutes: Int)] {
        var isOpen = [Bool](repeating: false, count: problem.placeCount)
        let line = route.line.isEmpty ? nil : Shape.multiLineString(route.line)
        for place in shift.places {
            isOpen[Int(place)] =
                line.map { $0.distance(toPoint: field.ground.places[Int(place)].point) <= planner.nearStreet } ?? true
        }
        for place in places { isOpen[Int(place)] = true }
        var ways: [(places: [Int32], at: [Int32], minutes: Int)] = []
        for (number, (from, to)) in zip(places, places.dropFirst()).enumerated() {
            let found =
                line == nil
                ? way(from: from, to: to, atMost: shift.minutes, over: isOpen)
                : wayAlong(from: from, to: to, atMost: shift.minutes, over: isOpen)
            guard let way = found else {
                throw .keptRoute(
                    name: route.name,
                    problem: line == nil
                        ? "cannot be walked: no way over ground that is not forbidden leads from its post \(number + 1) to the next in the team's time"
                        : "cannot be walked: its line leaves the streets by more than \(Int(planner.nearStreet)) m, or crosses ground that is forbidden, or takes longer than the team's time",
                    remedy: "mend it, or let it go")
            }
            ways.append(way)
        }
        return ways
    }

    /// The shortest way between two places over those that are open, from each to the next, in as few minutes as hops along it take.
    /// A hop that would cut across is none of them.
    private func wayAlong(from: Int32, to: Int32, atMost limit: Int, over isOpen: [Bool]) -> (
        places: [Int32], at: [Int32], minutes: Int
    )? {
        guard from != to else { return ([], [], 0) }
        var search = StreetLinks.Search(field.ground.links)
        search.run(from: Int(from), within: .infinity, by: .length, to: Int(to)) { isOpen[$0] }
        let way = search.way(to: Int(to))
        guard way.count > 1 else { return nil }
        let speed = planner.walkSpeed * 60
        var best = [(minutes: Int, before: Int)](repeating: (.max, -1), count: way.count)
        best[0].minutes = 0
        for index in way.indices where best[index].minutes < .max {
            for hop in problem.hops[Int(way[index].place)] {
                guard let next = way.firstIndex(where: { $0.place == hop.to }), next > index,
                    next == index + 1
                        || hop.minutes == PresenceGround.minutes(way[next].metres - way[index].metres, speed)
                else { continue }
                let minutes = best[index].minutes + Int(hop.minutes)
                if minutes < best[next].minutes { best[next] = (minutes, index) }
            }
        }
        guard best[way.count - 1].minutes <= limit else { return nil }
        var places: [Int32] = []
        var at: [Int32] = []
        var here = way.count - 1
        while best[here].before >= 0 {
            let before = best[here].before
            let length = best[here].minutes - best[before].minutes
            at += [Int32](repeating: way[here].place, count: length / 2)
            at += [Int32](repeating: way[before].place, count: length - length / 2)
            if before > 0 { places.append(way[before].place) }
            here = before
        }
        return (places.reversed(), at.reversed(), best[way.count - 1].minutes)
    }

    /// The way of the fewest minutes between two places, of equals the one whose places come first.
    private func way(from: Int32, to: Int32, atMost limit: Int, over isOpen: [Bool]) -> (
        places: [Int32], at: [Int32], minutes: Int
    )? {
        guard from != to else { return ([], [], 0) }
        var minutes = [Int](repeating: .max, count: problem.placeCount)
        var before = [Int32](repeating: -1, count: problem.placeCount)
        var queue = [[Int32]](repeating: [], count: limit + 1)
        minutes[Int(from)] = 0
        queue[0] = [from]
        for now in 0...limit {
            var index = 0
            while index < queue[now].count {
                let place = queue[now][index]
                index += 1
                guard minutes[Int(place)] == now else { continue }
                for hop in problem.hops[Int(place)] where isOpen[Int(hop.to)] {
                    let then = now + Int(hop.minutes)
                    guard then <= limit, then < minutes[Int(hop.to)] else { continue }
                    minutes[Int(hop.to)] = then
                    before[Int(hop.to)] = place
                    queue[then].append(hop.to)
                }
            }
        }
        guard minutes[Int(to)] < .max else { return nil }
        var places: [Int32] = []
        var at: [Int32] = []
        var here = to
        while here != from {
            let previous = before[Int(here)]
            let length = minutes[Int(here)] - minutes[Int(previous)]
            // As on every walk: the end's for the second half, the beginning's for the first and the odd minute.
            at += [Int32](repeating: here, count: length / 2)
            at += [Int32](repeating: previous, count: length - length / 2)
            if previous != from { places.append(previous) }
            here = previous
        }
        return (places.reversed(), at.reversed(), minutes[Int(to)])
    }
}
