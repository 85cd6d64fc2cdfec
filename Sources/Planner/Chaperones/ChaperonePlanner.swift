public import HomewardAnalysis
public import HomewardCalendar
public import HomewardCore
public import HomewardGeometry
public import HomewardIncidents
public import HomewardStreets

/// Plans where teams of chaperones stand and walk while children go home, so that they are there when it happens.
///
/// 1. Incidents on the right kind of day are spread along the streets and round the clock: the incidents to expect a year on
///    every piece of street of at most 25 m and in every five minutes (see ``RiskBasis``).
/// 2. A team is out from a school's finish, less ``lead``, for ``minutes``. It stands for at least ``dwell`` minutes, walks,
///    stands again, within the children's walking distance of the schools that finish then. Standing on is free.
/// 3. A team meets what happens within half of ``reach`` metres along the streets while it is there, and half of what happens
///    between that and the whole. So does a team on its walk. A further team at the same place and minute meets the share
///    ``secondTeam`` of what is left over for it, standard nothing.
///    Weekdays on which a school finishes at another time are planned by themselves, with the same teams.
/// 4. The worth of a plan is the number of incidents a year to expect that it meets. Each team's day is found exactly by dynamic programming while the
///    others stay as they are; teams take turns, from several starts, and two or three at a time are taken out and put back.
///    The plan carries an upper bound that holds for every plan under these rules, and what the same teams would meet
///    standing still.
///
/// Deterministic: the work is counted, not timed, and ties go to the place and minute that come first. Source for days as longest
/// paths and for bounds by prices: M. L. Fisher (1981), "The Lagrangian relaxation method for solving integer programming
/// problems", Management Science 27(1), 1–18.
public struct ChaperonePlanner: Configurable, Equatable {
    /// How a team's day starts.
    public enum GateRule: String, Sendable, CaseIterable {
        /// With a stay at the gate of a school.
        case required
        /// With a stay at a gate where that costs the team at most a twentieth of what it would meet.
        case preferred
        /// Where it meets most.
        case free
    }

    /// Where the risk comes from.
    public enum RiskBasis: String, Sendable, CaseIterable {
        /// Bandwidths, recency and shrinkage are those by which earlier incidents foretold later ones best.
        case chosen
        /// They are those that the settings state.
        case stated
        /// As `chosen`, and how much of it falls on which ground is what the best forecast of earlier incidents expects
        /// (``/HomewardAnalysis/ForecastBasis``).
        case forecast
    }

    /// Who is thought to walk where.
    public enum Exposure: String, Sendable, CaseIterable {
        /// Every incident counts, whoever walks there.
        case none
        /// An incident weighs by the share of children who pass, summed over the schools, by the model of ``journeys``; schools,
        /// homes and shares by bus count as they are where they are known. A school of twice the mean roll counts twice.
        case journeys
    }

    /// How many teams there are.
    public var teams = 6
    /// People on a team.
    public var peoplePerTeam = 2
    /// How long a team is out, minutes.
    public var minutes = 120
    /// How long before the finish it starts, minutes.
    public var lead = 0
    /// How fast a team walks, m/s.
    public var walkSpeed = 1.2
    /// The shortest stay at a post, minutes.
    public var dwell = 10
    /// The most posts of a route.
    public var mostPosts = 6
    /// How a team's day starts.
    public var gate = GateRule.preferred
    /// How far along the streets a team meets what happens, m.
    public var reach = 100.0
    /// The share of what one team has met already that a second one at the same place and minute meets again.
    public var secondTeam = 0.0
    /// How far from a street an incident may lie to count for it, m.
    public var nearStreet = 50.0
    /// How far from a street a school's gate, a stop or a fixed post may lie, m.
    public var gateReach = 300.0
    /// Where children walk. Teams stay within the distance home of a school.
    public var journeys = StreetJourneys()
    /// Who is thought to walk where.
    public var exposure = Exposure.none
    /// Where the risk comes from.
    public var risk = RiskBasis.chosen
    /// How far risk is spread along the streets where it is stated, m.
    public var riskBandwidth = 100.0
    /// How far risk is spread on the clock where it is stated, minutes each way.
    public var riskMinutes = 60.0
    /// After how many days an incident counts half where it is stated; 0: age does not matter.
    public var riskHalfLife = 0.0
    /// How many expected incidents the neighbourhood's rate weighs as much as, where it is stated.
    public var riskPrior = 0.2
    /// The fewest incidents in the teams' hours from which anything is to be told.
    public var leastIncidents = 30
    /// Whether incidents weigh by their harm rather than one each.
    public var usesHarm = false
    /// How long a break is, minutes; 0: there are none.
    public var breakMinutes = 0
    /// The longest that a team is out without a break, minutes.
    public var breakAfter = 90
    /// Whether teams that come from a base are back there when their time is over.
    public var endsAtBase = false
    /// The fewest team-minutes of a school day on the streets nearer to each school than to another; 0: none.
    public var leastPerSchool = 0
    /// Whether a school whose finish is only assumed is refused.
    public var isStrict = false

    /// The standard planner.
    public init() {}

    /// The parameters that a plan states.
    public static let settings: [Setting<Self>] = [
        .whole("chaperones.teams", \.teams, in: 1...200, "teams on a school day"),
        .whole("chaperones.people_per_team", \.peoplePerTeam, in: 1...10, "people on a team"),
        .whole("chaperones.minutes", \.minutes, in: 15...300, unit: "minutes", "how long a team is out"),
        .whole(
            "chaperones.lead_min", \.lead, in: 0...120, unit: "minutes", "how long before the school's finish it starts"
        ),
        .number("chaperones.walk_m_per_s", \.walkSpeed, in: 0.3...3, unit: "m/s", "walking speed"),
        .whole("chaperones.dwell_min", \.dwell, in: 1...60, unit: "minutes", "the shortest stay at a post"),
        .whole("chaperones.most_posts", \.mostPosts, in: 1...20, "the most posts of a route"),
        .choice(
            "chaperones.gate", \.gate, "whether a team starts with a stay at a gate; preferred: where that costs little"
        ),
        .whole(
            "chaperones.least_min_per_school", \.leastPerSchool, in: 0...1000, unit: "minutes",
            "the fewest team-minutes a school day on the streets nearer to each school's gate than to another's; 0: as is best"
        ),
        .number(
            "chaperones.reach_m", \.reach, in: 10...500, unit: "m",
            "how far along the streets a team meets what happens; half counts beyond half of it"),
        .number(
            "chaperones.second_team", \.secondTeam, in: 0...0.9,
            "the share that a second team at the same place and minute adds"),
        .number(
            "chaperones.walking_distance_m", \.journeys.homeDistance, in: 100...5000, unit: "m",
            "how far children walk, and teams from a school"),
        .choice(
            "chaperones.exposure", \.exposure, "who walks where: none, every incident counts; journeys, by who passes"),
        .number(
            "chaperones.stop_distance_m", \.journeys.stopDistance, in: 0...5000, unit: "m",
            "how far children walk to a bus stop, for journeys; never farther than home"),
        .number(
            "chaperones.stop_share", \.journeys.stopShare, in: 0...1,
            "the share of the children who walk to a stop where there is one, for journeys"),
        .choice(
            "chaperones.risk", \.risk,
            "whether the spread of risk is chosen by how earlier incidents foretold later ones, is stated, or goes by the forecast (score.*) that foretold earlier incidents best"
        ),
        .number(
            "chaperones.risk_spread_m", \.riskBandwidth, in: 1...400, unit: "m",
            "how far risk is spread, where it is stated"),
        .number(
            "chaperones.risk_clock_min", \.riskMinutes, in: 5...360, unit: "minutes",
            "how far risk is spread on the clock, where it is stated"),
        .number(
            "chaperones.risk_half_life_days", \.riskHalfLife, in: 0...3650, unit: "days",
            "after how long an incident counts half, where it is stated; 0: age does not matter"),
        .number(
            "chaperones.risk_prior", \.riskPrior, in: 0.01...100,
            "how many expected incidents the neighbourhood's rate weighs as much as, where it is stated"),
        .whole(
            "chaperones.least_incidents", \.leastIncidents, in: 1...1000,
            "the fewest incidents in the teams' hours from which anything is to be told"),
        .number(
            "chaperones.near_street_m", \.nearStreet, in: 0...500, unit: "m",
            "how far from a street an incident may lie to count for it"),
        .number(
            "chaperones.gate_reach_m", \.gateReach, in: 0...2000, unit: "m",
            "how far from a street a gate, a stop or a fixed post may lie"),
        .whole(
            "chaperones.break_min", \.breakMinutes, in: 0...60, unit: "minutes", "how long a team's break is; 0: none"),
        .whole(
            "chaperones.break_after_min", \.breakAfter, in: 15...300, unit: "minutes",
            "the longest that a team is out without a break, where it has any"),
        .yesOrNo(
            "chaperones.ends_at_base", \.endsAtBase,
            "teams that come from a base are back there when their time is over"),
        .yesOrNo("chaperones.strict", \.isStrict, "refuse schools whose finish is only assumed", flag: "strict"),
    ]

    /// Plans the routes.
    ///
    /// - Parameters:
    ///   - schools: The schools; the order settles ties.
    ///   - stops: Bus stops; they draw children, where journeys count, and give names to posts.
    ///   - incidents: The incidents on the days on which teams go out, at any hour.
    ///   - period: The days that they span.
    ///   - network: The streets.
    ///   - clock: The local clock, which reads times known only as a range of more than an hour; nil leaves those out.
    ///   - fixed: Posts that a person has decided on. They stand in a route of their school where time allows and in
    ///     ``ChaperonePlan/unserved`` otherwise.
    ///   - forbidden: Ground on which no team stands or walks.
    ///   - orders: Where teams come from, and places that must never be without one.
    ///   - homes: Where children live, for ``Exposure/journeys``; none: evenly along the streets.
    ///   - basis: What a forecast is made from, for ``RiskBasis/forecast``; its hours are the teams'.
    /// - Returns: The routes, each adding most to those before it, and every school without one with the reason.
    /// - Throws: `SettingError` for a parameter outside its range; ``PlannerError`` for a position that is not finite, a fixed post of an
    ///   unknown school, or a bound that turns out below the plan's worth.
    public func plan(
        schools: [School], stops: [Stop], incidents: IncidentTable, period: ClosedRange<CivilDay>,
        network: StreetNetwork, clock: LocalClock? = nil, fixed: [FixedPost] = [], forbidden: [NamedArea] = [],
        orders: ChaperoneOrders = ChaperoneOrders(), homes: [Home] = [], basis: ForecastBasis? = nil
    ) throws -> ChaperonePlan {
        try check()
        if risk == .forecast, basis == nil { throw PlannerError.noForecast(setting: "chaperones.risk") }
        for (index, home) in homes.enumerated() where !home.point.isFinite {
            throw PlannerError.badPosition(of: "Home \(index + 1)")
        }
        try check(schools: schools, stops: stops, fixed: fixed, forbidden: forbidden, orders: orders)
        if let first = breaks.first, first.latest < dwell {
            throw SettingError.together(
                path: "chaperones.break_after_min",
                message:
                    "the first break would come \(first.latest) minutes after the start, before the shortest stay of \(dwell) minutes is over"
            )
        }
        let groups = WeekdayGroup.groups(of: schools, keeping: orders.routes, planner: self)
        func kept(_ group: WeekdayGroup?) -> ChaperoneOrders {
            var own = orders
            own.routes = group?.routes ?? []
            return own
        }
        guard groups.count > 1 else {
            return try planOne(
                schools: groups.first?.schools ?? schools, stops: stops, incidents: incidents, period: period,
                network: network, clock: clock, fixed: fixed, forbidden: forbidden, orders: kept(groups.first),
                homes: homes, basis: basis)
        }
        return ChaperonePlan(
            joining: try groups.map { group in
                let days = (0..<incidents.count).filter { group.contains(incidents.civilDay($0)) }
                return (
                    group,
                    try planOne(
                        schools: group.schools, stops: stops, incidents: incidents.selecting(days), period: period,
                        network: network, clock: clock, fixed: fixed, forbidden: forbidden,
                        orders: kept(group), homes: homes, basis: basis)
                )
            })
    }

    /// Plans the routes of weekdays on which every school finishes at the same time.
    private func planOne(
        schools: [School], stops: [Stop], incidents: IncidentTable, period: ClosedRange<CivilDay>,
        network: StreetNetwork, clock: LocalClock?, fixed: [FixedPost], forbidden: [NamedArea],
        orders: ChaperoneOrders, homes: [Home], basis: ForecastBasis?
    ) throws -> ChaperonePlan {
        let evidence = ChaperoneEvidence(
            planner: self, schools: schools, incidents: incidents, period: period, network: network, clock: clock)
        // What no place is added to is laid out once.
        let ground =
            fixed.isEmpty && orders.routes.isEmpty && orders.always.isEmpty
            ? ChaperoneField.ground(self, evidence, network: network) : nil
        let basis = risk == .forecast ? basis.flatMap { evidence.basis($0) } : nil
        let forecast = try basis?.forecast(of: incidents, until: period.upperBound)
        let earlier = try basis.flatMap { basis in
            try PresenceProof.split(period).flatMap { days in
                try basis.forecastWhereKnown(of: incidents, until: days.earlier.upperBound)
            }
        }
        // The plan and its proof know nothing of each other, so that each can have a core.
        let parts = Parallel.map(2) { part -> Part in
            part == 0
                ? .plan(
                    Result { () throws(PlannerError) in
                        try planned(
                            on: ChaperoneField(
                                planner: self, schools: schools, stops: stops, evidence: evidence, network: network,
                                fixed: fixed, forbidden: forbidden, orders: orders, homes: homes, ground: ground,
                                forecast: forecast),
                            schools: schools,
                            stops: stops)
                    })
                : .proof(
                    proof(
                        schools: schools, stops: stops, incidents: incidents, evidence: evidence, period: period,
                        network: network, forbidden: forbidden, orders: orders, homes: homes, ground: ground,
                        forecast: earlier))
        }
        var plan = ChaperonePlan(routes: [], unserved: [], risk: 0, upperBound: 0)
        var found: PresenceProof?
        for part in parts {
            switch part {
            case .plan(let made): plan = try made.get()
            case .proof(let proof): found = proof
            }
        }
        plan.proof = found
        return plan
    }

    /// What the two cores bring.
    private enum Part: Sendable {
        case plan(Result<ChaperonePlan, PlannerError>)
        case proof(PresenceProof?)
    }

    private func planned(on field: ChaperoneField, schools: [School], stops: [Stop]) throws(PlannerError)
        -> ChaperonePlan
    {
        guard let problem = field.problem else {
            if let route = field.keptRoutes.first {
                throw .keptRoute(
                    name: route.name, problem: "serves \(route.school), and no school has its gate on the streets",
                    remedy: "check the schools' positions and the streets' extent")
            }
            return ChaperonePlan(
                routes: [], unserved: field.unserved, risk: 0, upperBound: 0, assumptions: field.assumptions)
        }
        let kept = try KeptRoutes(planner: self, schools: schools, field: field, problem: problem).days()
        let choice = ChaperoneChoice(planner: self, field: field, problem: problem, kept: kept)
        let worth = problem.worth(of: choice.days)
        let settled = problem.worth(of: kept)
        let bound = try ChaperonePlanner.honest(
            settled
                + PresenceBound().bound(
                    of: problem.rest(beside: kept), value: worth - settled,
                    days: Array(choice.days.dropFirst(kept.count))), worth: worth)
        let writer = RouteWriter(planner: self, schools: schools, stops: stops, field: field, problem: problem)
        var plan = ChaperonePlan(
            routes: writer.routes(choice.days), unserved: field.unserved + field.reasons(for: choice, problem, schools),
            risk: worth, upperBound: bound, standing: choice.standing, gatePrice: choice.gatePrice,
            oneMore: choice.oneMore(problem), evidence: field.evidence, isTooFew: field.evidence < leastIncidents,
            usesHarm: usesHarm, assumptions: field.assumptions)
        plan.hasTimeForTwoPosts = hasTimeForTwoPosts
        if !kept.isEmpty {
            plan.assumptions.append(
                "\(kept.compactMap(\.kept?.name).listed): kept as a person has decided. The upper bound holds for every plan with \(kept.count == 1 ? "that route" : "those routes"); what is said of incidents that the plan has not seen is of one planned without, because a route that is kept may have been made from them."
            )
        }
        if !problem.floors.isEmpty {
            plan.assumptions.append(
                "Teams are where they are asked to be for so long at least; without that they would meet \((choice.floorPrice * 100).rounded() / 100) more a year."
            )
        }
        return plan
    }

    /// Whether two of the shortest stays and a walk of a minute fit into a team's time.
    var hasTimeForTwoPosts: Bool { minutes > 2 * dwell }

    /// The breaks of a day: as few as keep the time without one within what is allowed, each within a window so that it does
    /// wherever in them they lie.
    var breaks: [PresenceProblem.Break] {
        guard breakMinutes > 0, minutes > breakAfter else { return [] }
        let count = (minutes - breakAfter + breakMinutes + breakAfter - 1) / (breakMinutes + breakAfter)
        let slack = count * breakMinutes + (count + 1) * breakAfter - minutes
        return (1...count).map { number in
            let last = number * breakAfter + (number - 1) * breakMinutes
            return .init(
                earliest: max(0, last - slack * number / count), latest: last - slack * (number - 1) / count,
                minutes: breakMinutes)
        }
    }

    /// The bound, which is not below the worth: what looks so within rounding, both being sums of the same numbers in another
    /// order, is the worth itself.
    ///
    /// - Throws: ``PlannerError/boundBelowWorth(bound:worth:)``: a bound that is none is a fault and is never mended.
    static func honest(_ bound: Double, worth: Double) throws(PlannerError) -> Double {
        guard bound >= worth - 1e-9 * max(1, worth) else { throw .boundBelowWorth(bound: bound, worth: worth) }
        return max(bound, worth)
    }

    private func check(
        schools: [School], stops: [Stop], fixed: [FixedPost], forbidden: [NamedArea], orders: ChaperoneOrders
    ) throws(PlannerError) {
        let assumed = schools.filter(\.isFinishAssumed).map(\.name)
        if isStrict, !assumed.isEmpty { throw .assumedFinish(schools: assumed) }
        let locator = AreaLocator(forbidden)
        for school in schools where !school.gate.isFinite { throw .badPosition(of: "The gate of \(school.name)") }
        for stop in stops where !stop.point.isFinite { throw .badPosition(of: "The stop \(stop.name)") }
        for post in fixed {
            guard post.point.isFinite else { throw .badPosition(of: post.title) }
            guard schools.contains(where: { $0.name == post.school }) else {
                throw .unknownSchool(name: post.school, available: schools.map(\.name))
            }
            if let area = locator.area(at: post.point) {
                throw .contradiction(
                    first: "the " + post.title.prefix(1).lowercased() + post.title.dropFirst(),
                    second: "the forbidden area \(forbidden[area].name.quoted) in which it lies",
                    remedy: "move the post or change the area")
            }
        }
        try KeptRoutes.check(orders.routes, schools: schools, forbidden: forbidden, teams: teams)
        for base in orders.bases where !base.point.isFinite { throw .badPosition(of: "The base \(base.name)") }
        for place in orders.always {
            guard place.point.isFinite else { throw .badPosition(of: "The place \(place.name)") }
            if place.outline == nil, let area = locator.area(at: place.point) {
                throw .contradiction(
                    first: "the place \(place.name.quoted), which must never be without a team,",
                    second: "the forbidden area \(forbidden[area].name.quoted) in which it lies",
                    remedy: "move the place or change the area")
            }
        }
    }
}
