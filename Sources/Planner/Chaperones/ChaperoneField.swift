import HomewardAnalysis
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents
import HomewardStreets

/// What a chaperone plan is made on: the ground around the schools, the risk on it and the shifts.
struct ChaperoneField {
    /// The problem; nil where no school has a gate on the streets.
    private(set) var problem: PresenceProblem?
    let ground: PresenceGround
    /// The school of each gate of the ground, an index.
    private(set) var school: [Int] = []
    /// Schools and fixed posts that no plan can serve, with the reason.
    private(set) var unserved: [Unserved] = []
    /// How risk is spread.
    private(set) var spread = RiskSpread()
    /// The incidents in the teams' hours within reach of where they may be.
    private(set) var evidence = 0
    private(set) var assumptions: [String] = []
    /// The fixed posts of each duty of the problem, as places.
    private(set) var fixed: Set<Int32> = []
    /// The routes that stay as they are, and for each the places of its posts; nil where one is off the streets.
    let keptRoutes: [ChaperoneOrders.Route]
    private(set) var keptPlaces: [[Int32?]] = []
    /// The problem without the rule on where days start, where only some schools have one; nil otherwise.
    private(set) var anywhere: PresenceProblem?
    /// How routes that serve the school of each gate start.
    private(set) var rules: [ChaperonePlanner.GateRule] = []
    /// Where on the streets each base is, by its name.
    private(set) var bases: [String: Snap] = [:]
    /// The names of the fixed posts at a place.
    private var titles: [Int32: [String]] = [:]

    /// - Parameters:
    ///   - ground: The ground of the same schools without further places, where it is laid out already; it serves where nothing is added
    ///     to it.
    ///   - forecast: Where the next incidents are expected, for a plan that goes by a forecast.
    init(
        planner: ChaperonePlanner, schools: [School], stops: [Stop], evidence: ChaperoneEvidence,
        network: StreetNetwork, fixed posts: [FixedPost], forbidden: [NamedArea],
        orders: ChaperoneOrders = ChaperoneOrders(), homes: [Home] = [], ground laid: PresenceGround? = nil,
        forecast: ChosenForecast? = nil
    ) {
        let gates = evidence.gates
        school = evidence.school
        unserved = evidence.unserved
        let alwaysPlaces = orders.always.map {
            $0.outline == nil ? network.snap($0.point, within: planner.gateReach, component: nil) : nil
        }
        let postPlaces = posts.map { network.snap($0.point, within: planner.gateReach, component: nil) }
        keptRoutes = orders.routes
        let keptSnaps = orders.routes.map { route in
            route.stays.map { network.snap($0.point, within: planner.gateReach, component: nil) }
        }
        let more = (postPlaces + alwaysPlaces + keptSnaps.joined()).compactMap { $0 }
        if more.isEmpty, let laid {
            ground = laid
        } else {
            ground = ChaperoneField.ground(planner, evidence, network: network, more: more)
        }
        guard let risk = evidence.risk else {
            addUnserved(posts)
            return
        }
        // One shift for all schools that finish at the same time.
        let starts = school.map { schools[$0].finish - planner.lead }
        let shifts = Set(starts).sorted().map { start in
            (start: start, minutes: planner.minutes, gates: starts.indices.filter { starts[$0] == start })
        }
        let (first, slots, length) = (risk.firstMinute, risk.slots, risk.slotMinutes)
        var inside = [Bool](repeating: false, count: ground.pieces.count)
        for part in ground.cover.elements { inside[Int(part.piece)] = true }
        spread =
            planner.risk == .stated
            ? RiskSpread(
                bandwidth: planner.riskBandwidth, clockBandwidth: planner.riskMinutes, halfLife: planner.riskHalfLife,
                prior: planner.riskPrior)
            : RiskChoice().best(
                for: risk, pieces: ground.pieces, inside: inside, cover: ground.cover, teams: planner.teams)
        self.evidence = risk.events.count { event in
            let middle = (event.from + event.to) / 2
            return inside[ground.pieces.piece(at: event.place)]
                && shifts.contains { middle >= Double($0.start) && middle < Double($0.start + $0.minutes) }
        }
        // A forecast's shares are of all streets, and not of those alone that teams come to.
        var rates =
            self.evidence > 0
            ? risk.rates(spread, inside: forecast == nil ? inside : nil)
            : [Double](repeating: 0, count: ground.pieces.count * slots)
        if let forecast {
            rates = ForecastRates.fitted(
                rates, slots: slots, middles: ground.pieces.middle.map(\.point), to: forecast.surface)
        }
        if planner.exposure == .journeys {
            weigh(
                &rates, slots: slots, gates: gates, schools: school.map { schools[$0] }, stops: stops, homes: homes,
                planner: planner, network: network)
        }
        var made = ground.problem(
            rates: rates, firstMinute: first, slots: slots, slotMinutes: length, shifts: shifts, teams: planner.teams,
            leastStay: planner.dwell)
        made.again = planner.secondTeam
        rules = school.map { schools[$0].gateRule ?? planner.gate }
        made.startsAtGate = rules.allSatisfy { $0 == .required }
        made.mostStays = planner.mostPosts
        made.breaks = planner.breaks
        let locator = AreaLocator(forbidden)
        if !forbidden.isEmpty {
            let isOpen = ground.places.map { !locator.contains($0.point) }
            made = made.restricted(to: isOpen)
            for index in made.shifts.indices { made.shifts[index].gates.removeAll { !isOpen[Int($0)] } }
        }
        enter(orders.bases, planner: planner, network: network, into: &made)
        enter(posts, at: postPlaces, starts: starts, schools: schools, planner: planner, into: &made)
        let firstFurther = postPlaces.count { $0 != nil }
        enter(
            orders.always,
            at: alwaysPlaces.enumerated().map { index, snap in
                snap == nil ? nil : ground.further[firstFurther + alwaysPlaces[..<index].count { $0 != nil }]
            }, planner: planner, into: &made)
        var further = ground.further.dropFirst(ground.further.count - keptSnaps.joined().count { $0 != nil })
        keptPlaces = keptSnaps.map {
            $0.map { $0 == nil ? nil : (further.popFirst() ?? nil).map { samePlace(as: $0) } }
        }
        made.floors = floors(orders.least, planner, schools, starts: starts, of: made)
        if !made.startsAtGate, rules.contains(.required) {
            anywhere = made
            for index in made.shifts.indices { startAtRequiredGates(&made.shifts[index]) }
        }
        problem = made
        assumptions = sentences(
            planner, schools, hasHomes: !homes.isEmpty, read: evidence.read, far: evidence.far,
            timeless: evidence.timeless, forecast: forecast)
    }

    /// The ground around the gates, with further places.
    static func ground(
        _ planner: ChaperonePlanner, _ evidence: ChaperoneEvidence, network: StreetNetwork, more: [Snap] = []
    ) -> PresenceGround {
        PresenceGround(
            gates: evidence.gates, distance: planner.journeys.homeDistance, reach: planner.reach,
            speed: planner.walkSpeed * 60, network: network, more: more, pieces: evidence.pieces)
    }

    /// Closes all places that are nearest to a gate which is required as starts of a day, but that gate.
    private func startAtRequiredGates(_ shift: inout PresenceProblem.Shift) {
        let own = ground.gates.indices.filter { shift.gates.contains(ground.gates[$0].place) }
        guard own.contains(where: { rules[$0] == .required }) else { return }
        var nearest = [(distance: Double, gate: Int)](repeating: (.infinity, -1), count: ground.places.count)
        for gate in own {
            let paths = ground.network.shortestPaths(
                from: ground.places[Int(ground.gates[gate].place)], limit: ground.distance + 1)
            for place in ground.gates[gate].near {
                let distance = paths.distance(to: ground.places[Int(place)]) ?? .infinity
                if distance < nearest[Int(place)].distance { nearest[Int(place)] = (distance, gate) }
            }
        }
        if shift.arrival.isEmpty { shift.arrival = [Int32](repeating: 0, count: ground.places.count) }
        for place in shift.places {
            let gate = nearest[Int(place)].gate
            guard gate >= 0, rules[gate] == .required, ground.gates[gate].place != place else { continue }
            shift.arrival[Int(place)] = -1
        }
    }

    /// The first place that is where another is: what an earlier plan wrote is a place of the streets already.
    private func samePlace(as place: Int32) -> Int32 {
        let point = ground.places[Int(place)].point
        return ground.places.firstIndex { $0.point.distance(to: point) < 0.5 }.map(Int32.init) ?? place
    }

    /// A place on the main network or, failing that, on a part of at least a kilometre.
    static func onStreet(_ point: Point, within reach: Double, network: StreetNetwork) -> Snap? {
        if let place = network.snap(point, within: reach) { return place }
        guard let place = network.snap(point, within: reach, component: nil) else { return nil }
        let part = network.component[network.edges[place.edge].from]
        return network.componentLength[part] >= 1000 ? place : nil
    }

    static func offStreet(_ school: School, _ planner: ChaperonePlanner, _ network: StreetNetwork) -> String {
        guard let near = network.snap(school.gate, within: .infinity, component: nil) else {
            return "There are no streets to walk."
        }
        if near.distance <= planner.gateReach {
            return
                "The gate's streets are joined to no others: \(Int(planner.gateReach)) m around it there is only a part of "
                + "less than a kilometre."
        }
        return "The gate lies \(Int(near.distance.rounded())) m from the nearest street, more than the "
            + "\(Int(planner.gateReach)) m allowed: check its position or the streets' extent."
    }

    /// Weighs each piece by the share of the children who pass, summed over the schools, each by its roll against the mean of
    /// those that are known.
    private func weigh(
        _ rates: inout [Double], slots: Int, gates: [Snap], schools: [School], stops: [Stop], homes: [Home],
        planner: ChaperonePlanner, network: StreetNetwork
    ) {
        let places = stops.compactMap { network.snap($0.point, within: planner.gateReach, component: nil) }
        var model = planner.journeys
        // Nobody walks farther to a stop than home.
        model.stopDistance = min(model.stopDistance, model.homeDistance)
        let living = homes.compactMap { home in
            network.snap(home.point, within: planner.gateReach, component: nil).map {
                StreetJourneys.Destination(place: $0, weight: home.children)
            }
        }
        let rolls = schools.compactMap(\.pupils)
        let mean = rolls.reduce(0, +) / Double(max(1, rolls.count))
        var share = [Double](repeating: 0, count: ground.pieces.count)
        for (gate, school) in zip(gates, schools) {
            model.stopShare = school.busShare ?? planner.journeys.stopShare
            let journeys = model.journeys(
                from: gate, stops: places, homes: homes.isEmpty ? nil : living, on: network)
            let size = mean > 0 ? (school.pupils ?? mean) / mean : 1
            for piece in share.indices { share[piece] += size * journeys.share(at: ground.pieces.middle[piece]) }
        }
        for piece in share.indices {
            for slot in 0..<slots { rates[piece * slots + slot] *= share[piece] }
        }
    }

    /// Makes the fixed posts of each school the duty of one team.
    private mutating func enter(
        _ posts: [FixedPost], at places: [Snap?], starts: [Int], schools: [School], planner: ChaperonePlanner,
        into problem: inout PresenceProblem
    ) {
        var next = 0
        var byGate: [Int: [Int32]] = [:]
        for (index, post) in posts.enumerated() {
            let further = places[index] == nil ? nil : ground.further[next]
            if places[index] != nil { next += 1 }
            guard let gate = school.firstIndex(where: { schools[$0].name == post.school }) else {
                unserved.append(Unserved(name: post.title, reason: "The school itself is not served."))
                continue
            }
            guard let further, ground.gates[gate].near.contains(further) else {
                unserved.append(
                    Unserved(
                        name: post.title,
                        reason:
                            "No street within \(Int(planner.gateReach)) m of it lies within the children's walking distance of \(Int(planner.journeys.homeDistance)) m."
                    ))
                continue
            }
            titles[further, default: []].append(post.title)
            byGate[gate, default: []].append(further)
        }
        let shiftStarts = problem.shifts.map(\.start)
        for (gate, places) in byGate.sorted(by: { $0.key < $1.key }) {
            // From whichever base, where there are several.
            let able = shiftStarts.indices.filter { shiftStarts[$0] == starts[gate] }
            guard let shift = able.first else { continue }
            // A route takes in no more posts than it may have, nor than the recursion can tell apart.
            let most = min(6, planner.mostPosts)
            let closed = places.filter { !problem.shifts[shift].places.contains($0) }
            for title in titles(of: closed) {
                unserved.append(
                    Unserved(name: title, reason: "The street nearest to it lies in an area that is forbidden."))
            }
            let places = distinct(places.filter { !closed.contains($0) })
            guard !places.isEmpty else { continue }
            for title in titles(of: Array(places.dropFirst(most))) {
                unserved.append(Unserved(name: title, reason: "One route takes in at most \(most) fixed posts."))
            }
            problem.duties.append(
                .init(shift: shift, others: Array(able.dropFirst()), places: Array(places.prefix(most))))
            fixed.formUnion(places.prefix(most))
        }
    }

    /// Lets every shift start at each of the bases.
    private mutating func enter(
        _ bases: [ChaperoneOrders.Base], planner: ChaperonePlanner, network: StreetNetwork,
        into problem: inout PresenceProblem
    ) {
        var shifts: [PresenceProblem.Shift] = []
        for base in bases {
            guard let start = network.snap(base.point, within: planner.gateReach, component: nil) else {
                unserved.append(
                    Unserved(
                        name: "Base \(base.name)", reason: "No street lies within \(Int(planner.gateReach)) m of it."))
                continue
            }
            self.bases[base.name] = start
            let paths = network.shortestPaths(from: start)
            let minutes = ground.places.map { place -> Int32 in
                guard let length = paths.distance(to: place) else { return -1 }
                let whole = (length / (planner.walkSpeed * 60) - 1e-9).rounded(.up)
                return whole < Double(planner.minutes) ? Int32(max(0, whole)) : -1
            }
            let room = planner.minutes - planner.dwell
            guard minutes.contains(where: { $0 >= 0 && Int($0) * (planner.endsAtBase ? 2 : 1) <= room }) else {
                unserved.append(
                    Unserved(
                        name: "Base \(base.name)",
                        reason:
                            "It is too far to walk from it to the children's ways and to stay there in the team's time."
                    ))
                continue
            }
            for var shift in problem.shifts {
                shift.arrival = minutes
                // Where nobody can come from nobody can go back to either.
                if planner.endsAtBase { shift.departure = minutes.map { $0 < 0 ? Int32(planner.minutes) : $0 } }
                shift.base = base.name
                shifts.append(shift)
            }
        }
        if !shifts.isEmpty { problem.shifts = shifts.sorted { $0.start < $1.start } }
    }

    /// Makes the hours of each place that must never be without a team the duty of one team or, where its time is shorter, of
    /// several one after the other.
    private mutating func enter(
        _ always: [ChaperoneOrders.Always], at snapped: [Int32?], planner: ChaperonePlanner,
        into problem: inout PresenceProblem
    ) {
        for (index, order) in always.enumerated() {
            let name = "\(order.name), never without a team"
            var places: [Int32] = []
            if let outline = order.outline {
                let locator = AreaLocator([NamedArea(name: order.name, outline: outline)])
                places = ground.places.indices.filter { locator.contains(ground.places[$0].point) }.map(Int32.init)
            } else if let place = snapped[index] {
                places = [place]
            }
            guard !places.isEmpty else {
                unserved.append(
                    Unserved(
                        name: name,
                        reason:
                            "No street of it lies within the children's walking distance of a school, \(Int(planner.journeys.homeDistance)) m."
                    ))
                continue
            }
            /// When a team of a shift can stand at a place.
            func hours(_ shift: PresenceProblem.Shift, _ place: Int32) -> Range<Int>? {
                let arrival = shift.arrival.isEmpty ? 0 : Int(shift.arrival[Int(place)])
                let departure = shift.departure.isEmpty ? 0 : Int(shift.departure[Int(place)])
                guard arrival >= 0, arrival + departure + planner.dwell <= shift.minutes else { return nil }
                return shift.start + arrival..<shift.end - departure
            }
            var missing: [Range<Int>] = []
            var now = order.from
            while now < order.to {
                var best: (shift: Int, to: Int)?
                var next = order.to
                for (number, shift) in problem.shifts.enumerated() {
                    for place in places where shift.places.contains(place) {
                        guard let hours = hours(shift, place) else { continue }
                        if hours.lowerBound > now { next = min(next, hours.lowerBound) }
                        guard hours.contains(now) else { continue }
                        let to = min(hours.upperBound, order.to)
                        if to > best?.to ?? now { best = (number, to) }
                    }
                }
                guard let best else {
                    missing.append(now..<next)
                    now = next
                    continue
                }
                let shift = problem.shifts[best.shift]
                let able = places.filter { place in
                    shift.places.contains(place)
                        && hours(shift, place).map { $0.contains(now) && best.to <= $0.upperBound } ?? false
                }
                problem.duties.append(
                    .init(
                        shift: best.shift, places: [], holds: [.init(places: able, from: now, to: best.to)], name: name)
                )
                now = best.to
            }
            if !missing.isEmpty {
                let hours = missing.map { "from \(Shown.clock($0.lowerBound)) to \(Shown.clock($0.upperBound))" }
                unserved.append(
                    Unserved(name: name, reason: "No team's time reaches \(hours.joined(separator: " and ")) there."))
            }
        }
    }

    /// Where teams are to be for so long at least: on ground that was drawn, and around each school.
    private func floors(
        _ least: [ChaperoneOrders.Least], _ planner: ChaperonePlanner, _ schools: [School], starts: [Int],
        of problem: PresenceProblem
    ) -> [PresenceProblem.Floor] {
        let hours = problem.firstMinute..<problem.firstMinute + problem.minutes
        let allowed = Set(problem.shifts.flatMap(\.places))
        var floors = least.map { order in
            let locator = AreaLocator([NamedArea(name: order.name, outline: order.outline)])
            return PresenceProblem.Floor(
                name: order.name,
                isInside: ground.places.enumerated().map {
                    allowed.contains(Int32($0.offset)) && locator.contains($0.element.point)
                }, hours: hours,
                minutes: order.minutes)
        }
        guard planner.leastPerSchool > 0 else { return floors }
        // The nearest gate among those of schools that finish at the same time; of equals the first.
        for start in Set(starts).sorted() {
            var nearest = [(distance: Double, gate: Int)](
                repeating: (.infinity, -1), count: ground.places.count)
            for gate in ground.gates.indices where starts[gate] == start {
                let paths = ground.network.shortestPaths(
                    from: ground.places[Int(ground.gates[gate].place)], limit: ground.distance + 1)
                for place in ground.gates[gate].near where allowed.contains(place) {
                    let distance = paths.distance(to: ground.places[Int(place)]) ?? .infinity
                    if distance < nearest[Int(place)].distance { nearest[Int(place)] = (distance, gate) }
                }
            }
            for gate in ground.gates.indices where starts[gate] == start {
                floors.append(
                    .init(
                        name: schools[school[gate]].name, isInside: nearest.map { $0.gate == gate },
                        hours: start..<start + planner.minutes, minutes: planner.leastPerSchool))
            }
        }
        return floors
    }

    /// The names of the fixed posts at places, in their order; places that stand twice count once.
    private func titles(of places: [Int32]) -> [String] { distinct(places).flatMap { titles[$0] ?? [] } }

    private func distinct(_ places: [Int32]) -> [Int32] {
        var seen: Set<Int32> = []
        return places.filter { seen.insert($0).inserted }
    }

    private mutating func addUnserved(_ posts: [FixedPost]) {
        unserved += posts.map {
            Unserved(name: $0.title, reason: "The school itself is not served.")
        }
    }

    private func sentences(
        _ planner: ChaperonePlanner, _ schools: [School], hasHomes: Bool, read: Int, far: Int, timeless: Int,
        forecast: ChosenForecast?
    ) -> [String] {
        func number(_ value: Double) -> String { value == value.rounded() ? String(Int(value)) : String(value) }
        let age = spread.halfLife > 0 ? "counts half after \(number(spread.halfLife)) days" : "counts whatever its age"
        var sentences = [
            "A team meets what happens within \(number(planner.reach / 2)) m along the streets while it is there, and half of what happens "
                + "between that and \(number(planner.reach)) m; teams walk at \(planner.walkSpeed) m/s and stand at least "
                + "\(planner.dwell) minutes at each post.",
            "Each incident is spread over \(number(spread.bandwidth)) m along the streets and \(number(spread.clockBandwidth)) minutes "
                + "each way on the clock and \(age); the spread is "
                + (planner.risk == .stated
                    ? "as the plan states it."
                    : "the one by which earlier incidents foretold best where later ones could be met."),
        ]
        if let forecast {
            sentences.append(
                "How much is to be expected on which ground goes by a forecast, in cells of \(number(forecast.surface.grid.cellSize)) m; how it is shared among the streets of a cell, and at which hours, goes by the incidents there. "
                    + forecast.sentence)
        }
        if planner.exposure == .journeys {
            let share = Int((planner.journeys.stopShare * 100).rounded())
            let ways = ground.links.areWeighed ? "easiest" : "shortest"
            sentences.append(
                "Incidents weigh by the share of the children who pass, summed over the schools: what is met a year counts incidents so weighed. "
                    + "\(share) of 100 children, or the share that a school's bus_share says, walk to a bus stop within \(Int(planner.journeys.stopDistance)) m of the gate, where there is one; "
                    + (hasHomes
                        ? "the others walk the \(ways) way to the homes that are given, within \(Int(planner.journeys.homeDistance)) m."
                        : "the others live evenly along the streets within \(Int(planner.journeys.homeDistance)) m and walk the \(ways) way.")
            )
            let known = schools.count { $0.pupils != nil }
            if known > 0 {
                sentences.append(
                    known == schools.count
                        ? "Each school weighs by its number of pupils."
                        : "\(known) of \(schools.count) schools weigh by their number of pupils, the others by the mean of those."
                )
            }
        }
        if planner.minutes >= planner.dwell, !planner.hasTimeForTwoPosts {
            sentences.append(
                "There is no time for a second post: two stays of \(planner.dwell) min and a walk do not fit into \(planner.minutes) min, so every team stands still."
            )
        }
        for (gate, school) in school.enumerated() {
            let network = ground.network
            let part = network.component[network.edges[ground.places[Int(ground.gates[gate].place)].edge].from]
            guard part > 0 else { continue }
            sentences.append(
                "The streets at the gate of \(schools[school].name) are joined to no others, \(Int((network.componentLength[part] / 1000).rounded())) km of them: a team there does not leave them."
            )
        }
        if schools.contains(where: { $0.gateRule != nil && $0.gateRule != planner.gate }) {
            let named = ChaperonePlanner.GateRule.allCases.compactMap { rule in
                let names = schools.filter { $0.gateRule == rule }.map(\.name)
                return names.isEmpty ? nil : "\(rule.rawValue) for \(names.listed)"
            }
            sentences.append(
                "Whether a route starts with a stay at the gate of the school that it serves: \(named.joined(separator: "; ")); \(planner.gate.rawValue) for any other."
            )
        }
        if let minutes = planner.breaks.first?.minutes {
            sentences.append(
                "Each team has \(planner.breaks.count == 1 ? "a break" : "\(planner.breaks.count) breaks") of \(minutes) min, no more than \(planner.breakAfter) min after the start or the one before, and meets nothing meanwhile."
            )
        }
        if problem?.shifts.contains(where: { $0.base != nil }) ?? false {
            sentences.append(
                "Teams come from a base\(planner.endsAtBase ? " and are back there in their time" : ""); on that way they are thought to meet nothing."
            )
        }
        sentences.append(
            "\(far) of \(read) incidents on the teams' days lie more than \(Int(planner.nearStreet)) m from any street and "
                + "\(timeless) have no time of day: neither weighs in the routes.")
        return sentences
    }
}

extension ChaperoneField {
    /// Why schools with a gate, and fixed posts, have no route.
    func reasons(for choice: ChaperoneChoice, _ problem: PresenceProblem, _ schools: [School]) -> [Unserved] {
        var result: [Unserved] = []
        let served = Set(choice.days.map { home(of: $0, problem) })
        let kept = choice.days.count { $0.kept != nil }
        for (index, duty) in problem.duties.enumerated() where !choice.days.contains(where: { $0.duty == index }) {
            if let name = duty.name, let hold = duty.holds.first {
                let why =
                    index >= problem.teams - kept
                    ? "\(problem.duties.count + kept) teams would be needed for all that a person has fixed, and there \(problem.teams == 1 ? "is 1" : "are \(problem.teams)")."
                    : "No team's day with its breaks and its shortest stay leaves room for that."
                result.append(
                    Unserved(name: name, reason: "From \(Shown.clock(hold.from)) to \(Shown.clock(hold.to)): \(why)"))
                continue
            }
            let reason =
                index >= problem.teams - kept
                ? "\(problem.duties.count + kept) teams would be needed for all fixed posts, one for each school\(kept > 0 ? ", beside the routes that are kept" : ""), and there \(problem.teams == 1 ? "is 1" : "are \(problem.teams)")."
                : "The time does not suffice to walk from one fixed post of the school to the next and to stay \(problem.leastStay) min at each."
            result += titles(of: duty.places).map { Unserved(name: $0, reason: reason) }
        }
        for floor in problem.floors {
            let minutes = problem.minutes(of: choice.days, on: floor)
            guard minutes < floor.minutes else { continue }
            let most = problem.teams * (problem.shifts.map(\.minutes).max() ?? 0)
            result.append(
                Unserved(
                    name: floor.name,
                    reason: "Teams are there for \(minutes) of the \(floor.minutes) team-minutes asked for; "
                        + (problem.floors.reduce(0) { $0 + $1.minutes } > most
                            ? "all that is asked for needs more than the \(most) that there are."
                            : floor.isInside.contains(true)
                                ? "no plan with more was found."
                                : "no place where a team may stand lies on that ground.")))
        }
        var field = PresenceField(problem)
        for day in choice.days { field.add(day) }
        for (gate, school) in school.enumerated() where !served.contains(gate) {
            result.append(
                Unserved(
                    name: schools[school].name,
                    reason: reason(gate, schools[school], field.worth(), problem, teams: choice.days.count)))
        }
        return result
    }

    private func reason(
        _ gate: Int, _ school: School, _ worth: DayRecursion.Worth, _ problem: PresenceProblem, teams: Int
    ) -> String {
        let minutes = problem.shifts.first?.minutes ?? 0
        if problem.leastStay > minutes {
            return "The time of \(minutes) min is shorter than one post's \(problem.leastStay) min."
        }
        var own = problem
        guard let shift = problem.shifts.firstIndex(where: { $0.gates.contains(ground.gates[gate].place) }) else {
            return "No shift starts at its finish."
        }
        own.shifts = [problem.shifts[shift]]
        own.shifts[0].places = ground.gates[gate].near
        own.shifts[0].gates = [ground.gates[gate].place]
        own.moveCost = 0
        var recursion = DayRecursion(own, shift: 0)
        let found = recursion.best(on: worth)
        guard let value = found?.value, value > 1e-9 else {
            return
                "No incident of those hours lies within reach of the streets around it that another team does not meet."
        }
        let figure = (value * 100).rounded() / 100
        return "All \(teams) teams are where more happens; one more here would meet "
            + "\(figure < 0.01 ? "less than 0.01" : String(figure)) a year."
    }

    /// The gate that a day belongs to: of those of its shift the nearest to its first stay.
    func home(of day: TeamDay, _ problem: PresenceProblem) -> Int {
        if let kept = day.kept { return kept.gate }
        let shift = problem.shifts[day.shift]
        let own = ground.gates.indices.filter { shift.gates.contains(ground.gates[$0].place) }
        guard let first = day.stays.first?.place else { return own.first ?? 0 }
        // No gate that counts is farther.
        let paths = ground.network.shortestPaths(from: ground.places[Int(first)], limit: ground.distance + 1)
        var best = (distance: Double.infinity, gate: own.first ?? 0)
        for gate in own where ground.gates[gate].near.contains(first) {
            let distance = paths.distance(to: ground.places[Int(ground.gates[gate].place)]) ?? .infinity
            if distance < best.distance { best = (distance, gate) }
        }
        return best.gate
    }
}
