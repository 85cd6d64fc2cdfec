public import HomewardAnalysis
public import HomewardCalendar
public import HomewardCore
public import HomewardGeometry
public import HomewardIncidents
public import HomewardStreets

/// Chooses where guardian patrols stay, and when.
///
/// 1. Each area is a regular polygon of 64 corners in a circle of ``radius`` metres. The centres lie in the study area, at
///    least ``spacing`` ≥ 2 × ``radius`` apart, so no two areas overlap.
///    Where ``form`` asks for it an area is the streets that hang together within that circle, at most ``patchLength`` metres
///    of them, with what lies beside them (``Form/patch``).
/// 2. An incident weighs its harm, less the older it is, and an area is drawn towards its neighbourhood, so that what has faded
///    or was chance weighs less (see ``RiskBasis``). The ``areas`` centres that are worth most together are found by greedy
///    choice, interchange and local search over all positions (not only over a list of candidates), and an upper bound over all
///    positions by branch and bound on squares of the plane (``PatrolPlan/upperBound``).
/// 3. What is to be expected in each area is told for school days, holidays and weekends, by weekday where the counts carry it,
///    in steps of five minutes. A team makes at most ``teamVisitsPerDay`` visits of ``visitMinutes`` a day, none where next to
///    nothing is to be expected, at least ``apartMinutes`` between two visits of one area; between areas it travels along the
///    streets. Each sort of day has its best visits with a bound, by dynamic programming under prices and a search that keeps
///    every rule.
/// 4. The visits of each day are drawn by ``seed`` among those near the best, so that nobody learns when a team comes: no area is
///    visited in the same quarter of an hour on more than two of any seven days, which is never broken, and the visits are worth
///    at least nine tenths of the best, which gives way where the two cannot be kept together (``PatrolPlan/isNearBest``).
///
/// Deterministic. Sources: R. L. Church (1984), "The planar maximal covering location problem", Journal of Regional Science 24(2),
/// 185–201; C. S. Koper (1995), "Just enough police presence", Justice Quarterly 12(4), 649–672, for stays of about 15 minutes.
public struct PatrolPlanner: Configurable, Equatable {
    /// How teams travel between areas.
    public enum Travel: String, Sendable, CaseIterable {
        /// On foot, 1.3 m/s.
        case foot
        /// By bicycle, 4 m/s.
        case bicycle
        /// By car, 5 m/s (18 km/h), which is a car in town with its parking.
        case car

        /// m/s where nothing else is stated.
        var speed: Double {
            switch self {
            case .foot: 1.3
            case .bicycle: 4
            case .car: 5
            }
        }
    }

    /// Where the weights of age and neighbourhood come from.
    public enum RiskBasis: String, Sendable, CaseIterable {
        /// They are those by which earlier incidents foretold later ones best.
        case chosen
        /// They are those that the settings state.
        case stated
        /// An area is worth what the best forecast of earlier incidents expects in it
        /// (``/HomewardAnalysis/ForecastBasis``).
        case forecast
    }

    /// What a patrol area is.
    public enum Form: String, Sendable, CaseIterable {
        /// All ground within the radius.
        case disc
        /// Streets that hang together, within the radius.
        case patch
    }

    /// How many areas.
    public var areas = 5
    /// What an area is.
    public var form = Form.disc
    /// The most metres of street of a patch.
    public var patchLength = 600.0
    /// How far to either side of its streets a patch goes, m.
    public var patchWidth = 30.0
    /// The radius of an area, m.
    public var radius = 150.0
    /// How far apart the centres are at least, m.
    public var spacing = 500.0
    /// How long a visit lasts, minutes.
    public var visitMinutes = 15
    /// The most visits to an area on a day.
    public var visitsPerDay = 3
    /// The fewest visits to an area on a day.
    public var leastPerDay = 0
    /// The most visits to an area in a week.
    public var visitsPerWeek = 21
    /// The fewest visits to an area in a week.
    public var leastPerWeek = 2
    /// The most visits of a team on a day.
    public var teamVisitsPerDay = 10
    /// The least that a visit must be worth, as a share of the best one.
    public var leastWorth = 0.1
    /// For how many minutes after a visit something of its effect is left.
    public var residualMinutes = 0
    /// The break in patrol hours of more than six hours, minutes.
    public var breakMinutes = 30
    /// The patrol hours.
    public var hours = HourWindow.patrolHours
    /// How many weeks to plan.
    public var weeks = 1
    /// How many teams share the areas; each area has one team.
    public var teams = 1
    /// How a team travels between areas.
    public var travel = Travel.car
    /// How fast it travels, m/s; nil for the standard of the way of travel.
    public var travelSpeed: Double?
    /// How much longer the way is than the straight line where there are no streets to go by.
    public var detour = 1.3
    /// The least time from the end of a visit to the start of the next in the same area, minutes.
    public var apartMinutes = 60
    /// Where the weights of age and neighbourhood come from.
    public var risk = RiskBasis.chosen
    /// After how many days an incident counts half where it is stated; 0: age does not matter.
    public var riskHalfLife = 365.0
    /// How far an area is drawn to its neighbourhood where it is stated, from 0 to 1.
    public var riskShrink = 0.2
    /// The fewest incidents in the areas from which anything is to be told.
    public var leastIncidents = 30
    /// How many choices the branch and bound may look at.
    public var nodeLimit = 20_000
    /// The seed of the draws.
    public var seed: UInt64 = 1

    /// The standard planner.
    public init() {}

    /// The parameters that a plan states.
    public static let settings: [Setting<Self>] = [
        .whole("patrols.count", \.areas, in: 1...50, "patrol areas", formerly: ["patrols.areas"]),
        .choice(
            "patrols.form", \.form,
            "an area is all ground within the radius (disc) or streets that hang together within it (patch)"),
        .number(
            "patrols.patch_length_m", \.patchLength, in: 50...5000, unit: "m", "the most metres of street of a patch"),
        .number(
            "patrols.patch_width_m", \.patchWidth, in: 5...100, unit: "m",
            "how far to either side of its streets a patch goes"),
        .number("patrols.radius_m", \.radius, in: 25...2000, unit: "m", "the radius of an area"),
        .number(
            "patrols.spacing_m", \.spacing, in: 50...20_000, unit: "m",
            "the least distance between two centres, at least twice the radius"),
        .whole("patrols.visit_min", \.visitMinutes, in: 5...30, unit: "minutes", "the length of a visit"),
        .whole("patrols.visits_per_day", \.visitsPerDay, in: 1...24, "the most visits to an area on a day"),
        .whole("patrols.least_per_day", \.leastPerDay, in: 0...24, "the fewest visits to an area on a day"),
        .whole("patrols.visits_per_week", \.visitsPerWeek, in: 1...168, "the most visits to an area in a week"),
        .whole("patrols.least_per_week", \.leastPerWeek, in: 0...168, "the fewest visits to an area in a week"),
        .whole("patrols.team_visits_per_day", \.teamVisitsPerDay, in: 1...96, "the most visits of a team on a day"),
        .number(
            "patrols.least_worth", \.leastWorth, in: 0...1,
            "the least that a visit must be worth, as a share of the best one"),
        .whole(
            "patrols.residual_min", \.residualMinutes, in: 0...240, unit: "minutes",
            "how long after a visit some of its effect is left, falling evenly; at most patrols.apart_min"),
        .whole(
            "patrols.break_min", \.breakMinutes, in: 0...120, unit: "minutes",
            "a team's break in patrol hours of more than six, outside their first and last hour"),
        .hours("patrols.hours", \.hours, "the hours of the patrols, half-open local time"),
        .whole("patrols.weeks", \.weeks, in: 1...52, "weeks of the timetable"),
        .whole("patrols.teams", \.teams, in: 1...50, "patrol teams that share the visits"),
        .choice(
            "patrols.travel_by", \.travel, "how teams travel between areas: along the streets where a plan names them"),
        .value(
            "patrols.travel_m_per_s", \.travelSpeed, domain: .number(0.5...40, unit: "m/s"),
            "how fast a team travels between areas; 1.3 on foot, 4 by bicycle and 5 by car where not given",
            wanted: "number from 0.5 to 40 m/s",
            read: { text in Double(text).flatMap { (0.5...40).contains($0) ? .some($0) : nil } },
            write: { $0.map(SettingName.plain) }),
        .number(
            "patrols.detour", \.detour, in: 1...5,
            "how much longer the way is than the straight line, where no streets join two areas"),
        .whole(
            "patrols.apart_min", \.apartMinutes, in: 0...600, unit: "minutes",
            "the least time between two visits of one area"),
        .choice(
            "patrols.risk", \.risk,
            "whether age and neighbourhood weigh as earlier incidents foretold later ones best, as stated, or areas go by the forecast (score.*) that foretold earlier incidents best"
        ),
        .number(
            "patrols.risk_half_life_days", \.riskHalfLife, in: 0...3650, unit: "days",
            "after how long an incident counts half, where it is stated; 0: age does not matter"),
        .number(
            "patrols.risk_shrink", \.riskShrink, in: 0...1,
            "how far an area is drawn to its neighbourhood, where it is stated"),
        .whole(
            "patrols.least_incidents", \.leastIncidents, in: 1...1000,
            "the fewest incidents in the areas from which anything is to be told"),
    ]

    /// Areas nearer than twice their radius would overlap; other limits may contradict each other.
    public func checkTogether() throws(SettingError) {
        guard spacing >= 2 * radius else {
            throw .together(
                path: "patrols.spacing_m",
                message: "is less than twice the radius, so that areas would overlap; make it larger")
        }
        guard form == .disc || radius >= patchWidth + StreetPieces.longest else {
            throw .together(
                path: "patrols.patch_width_m",
                message: "leaves no room for a street within the radius; make it less or patrols.radius_m more")
        }
        guard visitMinutes <= hours.minutes else {
            throw .together(
                path: "patrols.visit_min",
                message: "is longer than the patrol hours \(hours); make it shorter or the hours longer")
        }
        guard leastPerDay <= visitsPerDay else {
            throw .together(
                path: "patrols.least_per_day", message: "is more than the most visits to an area on a day; make it less"
            )
        }
        guard leastPerWeek <= visitsPerWeek, leastPerWeek <= 7 * visitsPerDay else {
            throw .together(
                path: "patrols.least_per_week", message: "is more than an area may have in a week; make it less")
        }
        guard residualMinutes <= apartMinutes else {
            throw .together(
                path: "patrols.residual_min",
                message:
                    "is longer than the time between two visits of an area, so that effects would count twice; make it shorter"
            )
        }
        guard travelSpeed.map({ (0.5...40).contains($0) }) ?? true else {
            throw .value(
                path: "patrols.travel_m_per_s", given: SettingName.plain(travelSpeed ?? 0),
                wanted: "number from 0.5 to 40 m/s")
        }
    }

    /// How fast a team travels, m/s.
    public var speed: Double { travelSpeed ?? travel.speed }

    /// The steps at which a visit may start.
    var visitStarts: Int {
        hours.minutes >= visitMinutes ? (hours.minutes - visitMinutes) / PatrolRisk.step + 1 : 0
    }

    /// The break, where one is due.
    var rest: VisitDay.Rest? {
        breakMinutes > 0 && hours.minutes > 360
            ? .init(minutes: breakMinutes, earliest: 60, latest: hours.minutes - 60) : nil
    }

    /// Plans areas and visits.
    ///
    /// - Parameters:
    ///   - incidents: The incidents of the patrol hours, already selected; each weighs its harm.
    ///   - studyArea: Where centres may lie, in the incidents' coordinates.
    ///   - named: Areas that people know, for the places' names.
    ///   - stops: Bus stops, for the places' names.
    ///   - network: Streets, for the ways between areas and the places' names.
    ///   - period: The days that the incidents span; from the first to the last incident where nil.
    ///   - firstDay: The first day of the timetable.
    ///   - kept: Centres of areas that a person has decided on; the rest is chosen round them.
    ///   - forbidden: Ground in which no other area's centre lies.
    ///   - basis: What a forecast is made from, for ``RiskBasis/forecast``.
    ///   - kind: What sort of day a day is for a school child, in the period and in the timetable.
    /// - Throws: `SettingError` for a parameter outside its range; ``PlannerError/boundBelowWorth(bound:worth:)``;
    ///   `GeometryError` where the study area's size cannot be told.
    public func plan(
        incidents: IncidentTable, studyArea: MultiPolygon, named: [NamedArea] = [], stops: [Stop] = [],
        network: StreetNetwork? = nil, period: ClosedRange<CivilDay>? = nil, firstDay: CivilDay,
        kept: [Point] = [], forbidden: [NamedArea] = [], basis: ForecastBasis? = nil,
        kind: @escaping @Sendable (CivilDay) -> DayKind = { $0.isWeekend ? .weekend : .school }
    ) throws -> PatrolPlan {
        try check()
        try check(kept, forbidden)
        if form == .patch, network == nil { throw PlannerError.patchesWithoutStreets }
        if risk == .forecast, basis == nil { throw PlannerError.noForecast(setting: "patrols.risk") }
        let ground = PatrolGround(
            planner: self, study: AreaLocator([NamedArea(name: "study area", outline: studyArea)]), network: network,
            names: PositionNames(named: named, stops: stops, network: network, reach: radius), kept: kept,
            forbidden: AreaLocator(forbidden), basis: risk == .forecast ? basis : nil, kind: kind)
        let period = period ?? PatrolGround.period(of: incidents) ?? firstDay...firstDay
        try ground.check()
        let sites = HarmSites(incidents)
        let choice = try ground.choice(incidents, sites: sites, period: period)
        let visits = ground.timetable(
            incidents, period: period, areas: choice.areas, days: (0..<7 * weeks).map { firstDay.advanced(by: $0) })
        let found = choice.areas
        var unserved: [Unserved] = []
        if found.count < areas {
            let reason =
                choice.isEmpty
                ? "No incident of the patrol hours has a position."
                : "No further position in the study area, \(Int(spacing)) m from the others, holds any harm."
            for index in found.count..<areas { unserved.append(Unserved(name: "A\(index + 1)", reason: reason)) }
        }
        guard choice.bound >= choice.worth * (1 - 1e-9) else {
            throw PlannerError.boundBelowWorth(bound: choice.bound, worth: choice.worth)
        }
        guard visits.bound >= visits.best * (1 - 1e-9), visits.bound >= visits.worth * (1 - 1e-9),
            visits.ruleBound >= visits.worth * (1 - 1e-9)
        else {
            throw PlannerError.boundBelowWorth(bound: visits.bound, worth: max(visits.best, visits.worth))
        }
        let evidence = found.reduce(0) { $0 + $1.incidents }
        return PatrolPlan(
            areas: found, visits: visits.visits, unserved: unserved + visits.unserved,
            harm: found.reduce(0) { $0 + $1.harm }, risk: choice.worth, upperBound: max(choice.worth, choice.bound),
            visitRisk: visits.worth, visitBest: visits.best, visitBound: max(visits.best, visits.worth, visits.bound),
            visitRuleBound: max(visits.worth, visits.ruleBound),
            evidence: evidence, isTooFew: evidence < leastIncidents,
            proof: try ground.proof(incidents, sites: sites, period: period, studyArea: studyArea),
            assumptions: found.isEmpty ? [] : ground.sentences(choice, areas: found))
    }

    /// What a person has decided must be possible together.
    private func check(_ kept: [Point], _ forbidden: [NamedArea]) throws(PlannerError) {
        let locator = AreaLocator(forbidden)
        func name(_ index: Int) -> String { "the fixed patrol area \(index + 1)" }
        for (index, point) in kept.enumerated() {
            guard point.isFinite else { throw .badPosition(of: "The fixed patrol area \(index + 1)") }
            if let area = locator.area(at: point) {
                throw .contradiction(
                    first: name(index), second: "the forbidden area \(forbidden[area].name.quoted) in which it lies",
                    remedy: "move it or change the area")
            }
            for (other, second) in kept.enumerated() where other > index && point.distance(to: second) < spacing {
                throw .contradiction(
                    first: name(index),
                    second: "\(name(other)), \(Int(point.distance(to: second).rounded())) m from it",
                    remedy: "leave \(Int(spacing)) m between them or make patrols.spacing_m less")
            }
        }
        guard kept.count <= areas else {
            throw .contradiction(
                first: "the number of \(kept.count) fixed patrol areas", second: "patrols.count, which is \(areas)",
                remedy: "make that more or fix fewer")
        }
    }
}
