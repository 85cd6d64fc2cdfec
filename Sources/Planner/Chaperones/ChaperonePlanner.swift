public import HomewardIncidents
public import HomewardStreets

/// Plans where teams of chaperones stand and walk while children go home.
///
/// 1. From each school's gate the children walk to stops and homes (``StreetJourneys``): that gives, for every place
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
public struct ChaperonePlanner: Sendable, Equatable {
    /// How many teams there are.
    public var teams: Int
    /// People on a team.
    public var peoplePerTeam: Int
    /// How long a team is out, from the school's finish to the end of its last post, minutes.
    public var minutes: Double
    /// How fast a team walks, m/s.
    public var walkSpeed: Double
    /// How long a team stands at each post, minutes.
    public var dwell: Double
    /// How far along the streets a post covers, m.
    public var reach: Double
    /// How far the posts of one route are apart at least, m along the streets; `reach` unless told otherwise.
    public var spacing: Double
    /// How far from a street an incident may lie to count for it, m.
    public var nearStreet: Double
    /// How far from a street a school's gate, a stop or a fixed post may lie, m.
    public var gateReach: Double
    /// Where the children walk.
    public var journeys: StreetJourneys
    /// Whether incidents weigh by their harm rather than one each.
    public var usesHarm: Bool

    /// Creates a planner; the defaults are the plan file's.
    public init(
        teams: Int = 6, peoplePerTeam: Int = 2, minutes: Double = 120, walkSpeed: Double = 1.2, dwell: Double = 10,
        reach: Double = 100, spacing: Double? = nil, nearStreet: Double = 50, gateReach: Double = 300,
        journeys: StreetJourneys = StreetJourneys(), usesHarm: Bool = false
    ) {
        self.teams = teams
        self.peoplePerTeam = peoplePerTeam
        self.minutes = minutes
        self.walkSpeed = walkSpeed
        self.dwell = dwell
        self.reach = reach
        self.spacing = spacing ?? reach
        self.nearStreet = nearStreet
        self.gateReach = gateReach
        self.journeys = journeys
        self.usesHarm = usesHarm
    }

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
    /// - Throws: ``PlannerError`` for a parameter without meaning, a position that is not finite, a fixed post of an unknown school.
    public func plan(
        schools: [School], stops: [Stop], incidents: IncidentTable, years: Double, network: StreetNetwork,
        fixed: [FixedPost] = []
    ) throws(PlannerError) -> ChaperonePlan {
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
        let positive = "a number greater than 0"
        try PlannerError.check("teams", Double(teams), wanted: "a whole number from 0 to 10000") {
            (0...10_000).contains($0)
        }
        try PlannerError.check("people_per_team", Double(peoplePerTeam), wanted: "at least 1") { $0 >= 1 }
        try PlannerError.check("minutes", minutes, wanted: "from 0 to 1440") { (0...1440).contains($0) }
        try PlannerError.check("walk_m_per_s", walkSpeed, wanted: "from 0.1 to 10") { (0.1...10).contains($0) }
        try PlannerError.check("dwell_min", dwell, wanted: "at least 1 minute") { $0 >= 1 }
        try PlannerError.check("reach_m", reach, wanted: positive) { $0 > 0 }
        try PlannerError.check("spacing_m", spacing, wanted: "0 or more") { $0 >= 0 }
        try PlannerError.check("near_street_m", nearStreet, wanted: "0 or more") { $0 >= 0 }
        try PlannerError.check("gate_reach_m", gateReach, wanted: "0 or more") { $0 >= 0 }
        try PlannerError.check("home_distance_m", journeys.homeDistance, wanted: "0 or more") { $0 >= 0 }
        try PlannerError.check("stop_distance_m", journeys.stopDistance, wanted: "0 or more") { $0 >= 0 }
        try PlannerError.check("stop_share", journeys.stopShare, wanted: "from 0 to 1") { (0...1).contains($0) }
        try PlannerError.check("years", years, wanted: positive) { $0 > 0 }
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
