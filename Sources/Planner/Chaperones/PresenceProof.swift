import HomewardAnalysis
public import HomewardCalendar
import HomewardGeometry
import HomewardIncidents
import HomewardStreets

/// How a plan fares on incidents that it has not seen.
///
/// The plan is made again on the earlier part of the period, all but the last fifth of its days, and counted on the rest with
/// ``PresenceCount``, beside the same number of teams standing still at the best places by the same risk, and beside as many that
/// go round the gates of all schools evenly, a whole shift at each.
public struct PresenceProof: Sendable, Equatable {
    /// The first and the last of the days that the plan has not seen.
    public var days: ClosedRange<CivilDay>
    /// The incidents on them in the teams' hours.
    public var incidents: Int
    /// Those that the plan's teams meet.
    public var met: Int
    /// Those that the same teams meet standing still.
    public var standing: Int
    /// Those that a rota of as many teams would meet in the mean: each gate in turn, none twice on a day.
    public var rota: Double
    /// Those that the first one, two, … of the plan's teams meet.
    public var metByTeams: [Int]
    /// The fewest incidents from which anything is to be told.
    public var least: Int

    /// A proof from its parts.
    public init(
        days: ClosedRange<CivilDay>, incidents: Int, met: Int, standing: Int, rota: Double = 0, metByTeams: [Int] = [],
        least: Int = 30
    ) {
        self.days = days
        self.incidents = incidents
        self.met = met
        self.standing = standing
        self.rota = rota
        self.metByTeams = metByTeams
        self.least = least
    }

    /// Whether there are too few incidents to say anything.
    public var isTooFew: Bool { incidents < least }

    /// The exact 95 % interval of the share that the plan meets (Clopper and Pearson).
    public var interval: ClosedRange<Double> { Binomial.interval(met, of: incidents) }

    /// The exact 95 % interval of the share that teams standing still meet.
    public var standingInterval: ClosedRange<Double> { Binomial.interval(standing, of: incidents) }

    /// The chance that one of `near` gates has a team, where the teams stand at gates of which each is as likely as any other.
    static func chance(of near: Int, among gates: Int, teams: Int) -> Double {
        var none = 1.0
        for team in 0..<min(teams, gates) { none *= Double(max(0, gates - near - team)) / Double(gates - team) }
        return 1 - none
    }

    /// The fewest days on which a plan is made to be counted on others.
    static let leastDays = 91

    /// The earlier days, on which the plan is made, and the later ones, on which it is counted; nil where the earlier ones would
    /// be fewer than three months.
    static func split(_ period: ClosedRange<CivilDay>) -> (
        earlier: ClosedRange<CivilDay>, later: ClosedRange<CivilDay>
    )? {
        let days = period.lowerBound.distance(to: period.upperBound) + 1
        let earlier = days - days / 5
        guard earlier >= leastDays, earlier < days else { return nil }
        let cut = period.lowerBound.advanced(by: earlier)
        return (period.lowerBound...cut.advanced(by: -1), cut...period.upperBound)
    }
}

extension ChaperonePlanner {
    /// Makes the plan on the earlier part of the period and counts it on the rest; nil where the period is too short, too little is known
    /// for a forecast that the plan goes by, or no school has a gate on the streets.
    func proof(
        schools: [School], stops: [Stop], incidents: IncidentTable, evidence: ChaperoneEvidence,
        period: ClosedRange<CivilDay>, network: StreetNetwork, forbidden: [NamedArea], orders: ChaperoneOrders,
        homes: [Home], ground: PresenceGround?, forecast: ChosenForecast?
    ) -> PresenceProof? {
        guard let (earlier, later) = PresenceProof.split(period) else { return nil }
        // A forecast, too, is made by what was known then; where that is too little there is no proof.
        guard risk != .forecast || forecast != nil else { return nil }
        // A route that is kept may have been made from the incidents on which the plan is to be counted.
        var orders = orders
        orders.routes = []
        let field = ChaperoneField(
            planner: self, schools: schools, stops: stops, evidence: evidence.during(earlier), network: network,
            fixed: [], forbidden: forbidden, orders: orders, homes: homes, ground: ground, forecast: forecast)
        guard let problem = field.problem else { return nil }
        let choice = ChaperoneChoice(planner: self, field: field, problem: problem)
        let writer = RouteWriter(planner: self, schools: schools, stops: [], field: field, problem: problem)
        let hours = (problem.shifts.map(\.start).min() ?? 0)..<(problem.shifts.map(\.end).max() ?? 0)
        let inHours = incidents.selecting(
            (0..<incidents.count).filter {
                later.contains(incidents.civilDay($0)) && incidents.minuteOfDay($0).map(hours.contains) ?? false
            })
        let count = PresenceCount(reach: reach, nearStreet: nearStreet)
        func meetings(_ days: [TeamDay]) -> [[Int]] {
            count.meetings(inHours, by: writer.routes(days), network: network)
        }
        let first = meetings(choice.days).compactMap(\.first)
        let gates = count.meetings(inHours, by: writer.gates(), network: network)
        return PresenceProof(
            days: later, incidents: inHours.count, met: first.count,
            standing: meetings(choice.still).count { !$0.isEmpty },
            rota: gates.reduce(0) {
                $0 + PresenceProof.chance(of: $1.count, among: field.school.count, teams: teams)
            }, metByTeams: choice.days.indices.map { team in first.count { $0 <= team } }, least: leastIncidents)
    }
}
