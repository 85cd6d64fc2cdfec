public import HomewardCore
public import HomewardIncidents
public import HomewardStreets

/// Plans where teams of chaperones stand and walk while children go home.
///
/// 1. From each school's gate the children walk to stops and homes (`StreetJourneys`): that gives, for every place
///    on a street, the share of the school's children who pass.
/// 2. An after-school incident near a street weighs, for a school, its number per year (or harm per year) times that share:
///    the school's risk there.
/// 3. Posts may stand at every node, and on longer streets at inner points no farther apart than ``reach``, within the
///    children's walking distance of the gate. A post covers the incidents within ``reach`` metres along the streets. What several posts
///    cover counts once, and where posts of two schools cover it, for the school whose children are more at risk.
/// 4. Each team starts at a school's gate at its finish and stands there for ``dwell`` minutes, walks to the next post, stands
///    there, and so on within ``minutes``. Posts of one route are at least ``spacing`` metres apart.
/// 5. Teams and posts are chosen by greedy insertion and local search, and the plan carries an upper bound that holds for
///    every plan under these rules.
///
/// Deterministic: ties go to the school, street or position that comes first. Sources: P. Vansteenwegen, W. Souffriau,
/// D. Van Oudheusden (2011), "The orienteering problem: a survey", EJOR 209(1), 1–10; G. L. Nemhauser, L. A. Wolsey,
/// M. L. Fisher (1978), "An analysis of approximations for maximizing submodular set functions", Mathematical Programming 14.
public struct ChaperonePlanner: Configurable, Equatable {
    /// How many teams there are.
    public var teams = 6
    /// People on a team.
    public var peoplePerTeam = 2
    /// How long a team is out, from the school's finish to the end of its last post, minutes.
    public var minutes = 120.0
    /// How fast a team walks, m/s.
    public var walkSpeed = 1.2
    /// How long a team stands at each post, minutes.
    public var dwell = 10.0
    /// How far along the streets a post covers, m.
    public var reach = 100.0
    /// How far the posts of one route are apart at least, m along the streets; ``reach`` where nil.
    public var spacing: Double?
    /// How far from a street an incident may lie to count for it, m.
    public var nearStreet = 50.0
    /// How far from a street a school's gate, a stop or a fixed post may lie, m.
    public var gateReach = 300.0
    /// Where the children walk.
    public var journeys = StreetJourneys()
    /// Whether incidents weigh by their harm rather than one each.
    public var usesHarm = false

    /// The standard planner.
    public init() {}

    /// The parameters that a plan states.
    public static let settings: [Setting<Self>] = [
        .whole("chaperones.teams", \.teams, in: 1...200, "teams on a school day"),
        .whole("chaperones.people_per_team", \.peoplePerTeam, in: 1...10, "people on a team"),
        .number(
            "chaperones.minutes", \.minutes, in: 15...300, unit: "minutes",
            "the time of a team from the school's finish"),
        .number("chaperones.walk_m_per_s", \.walkSpeed, in: 0.3...3, unit: "m/s", "walking speed"),
        .number("chaperones.dwell_min", \.dwell, in: 1...60, unit: "minutes", "the stay at a post"),
        .number("chaperones.reach_m", \.reach, in: 10...500, unit: "m", "how far from a post it protects"),
        .number(
            "chaperones.walking_distance_m", \.journeys.homeDistance, in: 100...5000, unit: "m",
            "how far children walk"),
        .number(
            "chaperones.stop_distance_m", \.journeys.stopDistance, in: 0...5000, unit: "m",
            "how far children walk to a bus stop; never farther than home"),
        .number(
            "chaperones.stop_share", \.journeys.stopShare, in: 0...1,
            "the share of the children who walk to a stop where there is one"),
        .number(
            "chaperones.near_street_m", \.nearStreet, in: 0...500, unit: "m",
            "how far from a street an incident may lie to count for it"),
        .number(
            "chaperones.gate_reach_m", \.gateReach, in: 0...2000, unit: "m",
            "how far from a street a gate, a stop or a fixed post may lie"),
    ]

    /// Plans the routes.
    ///
    /// - Parameters:
    ///   - schools: The schools; the order settles ties.
    ///   - stops: Bus stops; they draw children and give names to posts.
    ///   - incidents: The after-school incidents, already selected by day and hour.
    ///   - years: The time that they span, years.
    ///   - network: The streets.
    ///   - fixed: Posts that a person has decided on. They stand in the school's first route where time allows and in ``ChaperonePlan/unserved``
    ///     otherwise.
    /// - Returns: The routes by falling risk, and every school without one with the reason.
    /// - Throws: `SettingError` for a parameter outside its range; ``PlannerError`` for a position that is not finite, a fixed post of an unknown school.
    public func plan(
        schools: [School], stops: [Stop], incidents: IncidentTable, years: Double, network: StreetNetwork,
        fixed: [FixedPost] = []
    ) throws -> ChaperonePlan {
        try check()
        guard journeys.stopDistance <= journeys.homeDistance else {
            // Nobody walks farther to a stop than home.
            let nearer = ChaperonePlanner {
                $0 = self
                $0.journeys.stopDistance = journeys.homeDistance
            }
            return try nearer.plan(
                schools: schools, stops: stops, incidents: incidents, years: years, network: network, fixed: fixed)
        }
        try check(schools: schools, stops: stops, years: years, fixed: fixed)
        let demand = ChaperoneDemand(
            planner: self, schools: schools, stops: stops, incidents: incidents, years: years, network: network)
        let sites = PostSites(planner: self, demand: demand, fixed: fixed, schools: schools, network: network)
        var unserved = demand.unserved + sites.unserved
        let limit = min(2 * max(journeys.homeDistance, journeys.stopDistance), minutes * walkSpeed * 60)
        let travel = TravelTimes(network: network, places: sites.places, speed: walkSpeed * 60, limit: limit)
        var optimiser = RouteOptimiser(problem: sites.problem, travel: travel)
        let solution = optimiser.solve()
        var covered = [Double](repeating: 0, count: sites.problem.itemCount)
        var builder = RouteBuilder(problem: sites.problem, travel: solution.travel)
        for route in solution.routes { covered = builder.cover(route, over: covered) }
        let risk = covered.reduce(0, +)
        let bound = RouteBound(problem: sites.problem).bound(plan: risk, covered: covered)
        let writer = RouteWriter(planner: self, schools: schools, stops: stops, sites: sites, network: network)
        let routes = writer.routes(solution.routes, builder: &builder)
        unserved += sites.reasons(for: solution.routes, builder: &builder, covered: covered, schools: schools)
        return ChaperonePlan(
            routes: routes, unserved: unserved, risk: risk, upperBound: bound, assumptions: assumptions(demand))
    }

    private func check(
        schools: [School], stops: [Stop], years: Double, fixed: [FixedPost]
    ) throws(PlannerError) {
        guard years.isFinite, years > 0 else {
            throw .badParameter(key: "years", value: years, wanted: "a number greater than 0")
        }
        for school in schools where !school.gate.isFinite { throw .badPosition(of: "The gate of \(school.name)") }
        for stop in stops where !stop.point.isFinite { throw .badPosition(of: "The stop \(stop.name)") }
        for post in fixed {
            guard post.point.isFinite else { throw .badPosition(of: "A fixed post of \(post.school)") }
            guard schools.contains(where: { $0.name == post.school }) else {
                throw .unknownSchool(name: post.school, available: schools.map(\.name))
            }
        }
    }

    private func assumptions(_ demand: ChaperoneDemand) -> [String] {
        let share = Int((journeys.stopShare * 100).rounded())
        return [
            "\(share) of 100 children walk to a bus stop within \(Int(journeys.stopDistance)) m of the gate, where there is one; "
                + "the others live evenly along the streets within \(Int(journeys.homeDistance)) m and walk the shortest way.",
            "A post covers incidents within \(Int(reach)) m along the streets; teams walk at \(walkSpeed) m/s and stand "
                + "\(dwell == dwell.rounded() ? String(Int(dwell)) : String(dwell)) minutes at each post.",
            "\(demand.farFromStreets) of \(demand.read) after-school incidents lie more than \(Int(nearStreet)) m from any street "
                + "and weigh on no journey.",
        ]
    }
}
