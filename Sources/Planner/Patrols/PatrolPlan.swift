public import HomewardCalendar
public import HomewardGeometry
import HomewardIncidents

/// A small area that a guardian patrol covers.
public struct PatrolArea: Sendable, Equatable {
    /// `A1`, `A2`, … in descending order of risk.
    public var id: String
    /// The middle.
    public var centre: Point
    /// The outline.
    public var outline: Polygon
    /// A name that people know: the named area that holds the centre, or the nearest street or stop.
    public var place: String
    /// Incidents inside during the patrol hours of the period.
    public var incidents: Int
    /// Their harm.
    public var harm: Double
    /// The harm a year to expect in it: older incidents weigh less, and it is drawn towards its neighbourhood.
    public var risk: Double
    /// Whether a person decided on it.
    public var isFixed: Bool

    /// An area from its parts.
    public init(
        id: String, centre: Point, outline: Polygon, place: String, incidents: Int, harm: Double, risk: Double = 0,
        isFixed: Bool = false
    ) {
        self.id = id
        self.centre = centre
        self.outline = outline
        self.place = place
        self.incidents = incidents
        self.harm = harm
        self.risk = risk
        self.isFixed = isFixed
    }
}

/// One timed stay in a patrol area.
public struct Visit: Sendable, Hashable {
    /// The area's id.
    public var area: String
    /// The day.
    public var day: CivilDay
    /// Minute of the day at which it starts.
    public var start: Int
    /// How long it lasts, minutes.
    public var minutes: Int
    /// Which team makes it, from 1.
    public var team: Int

    /// A visit from its parts.
    public init(area: String, day: CivilDay, start: Int, minutes: Int, team: Int = 1) {
        self.area = area
        self.day = day
        self.start = start
        self.minutes = minutes
        self.team = team
    }
}

/// The patrol areas, their visits, and how good the choice is.
public struct PatrolPlan: Sendable, Equatable {
    /// The areas, none overlapping another.
    public var areas: [PatrolArea]
    /// The visits in the order of time, then of area.
    public var visits: [Visit]
    /// What could not be placed, with the reason.
    public var unserved: [Unserved]
    /// The harm inside all areas together in the period.
    public var harm: Double
    /// The harm a year to expect in all areas together.
    public var risk: Double
    /// A number that no choice of as many areas of that size and spacing can exceed in ``risk``, wherever their centres lie: it is
    /// over all positions of the plane, not only over the positions that were tried.
    public var upperBound: Double
    /// The harm to expect at the visits of the timetable.
    public var visitRisk: Double
    /// The same for visits that are the best for their sort of day and the same on every such day.
    public var visitBest: Double
    /// What no visits of these teams to these areas can exceed.
    public var visitBound: Double
    /// The same for visits that come to no area in the same quarter of an hour on more than two of seven days, as the timetable's.
    public var visitRuleBound: Double
    /// The incidents in the areas.
    public var evidence: Int
    /// Whether those are too few to say anything.
    public var isTooFew: Bool
    /// How such a plan fares on incidents that it has not seen; nil where the period is too short to tell.
    public var proof: PatrolProof?
    /// What the plan takes for granted, a sentence each.
    public var assumptions: [String]

    /// A plan from its parts.
    public init(
        areas: [PatrolArea], visits: [Visit], unserved: [Unserved], harm: Double, risk: Double = 0, upperBound: Double,
        visitRisk: Double = 0, visitBest: Double = 0, visitBound: Double = 0, visitRuleBound: Double? = nil,
        evidence: Int = 0, isTooFew: Bool = false,
        proof: PatrolProof? = nil, assumptions: [String] = []
    ) {
        self.areas = areas
        self.visits = visits
        self.unserved = unserved
        self.harm = harm
        self.risk = risk
        self.upperBound = upperBound
        self.visitRisk = visitRisk
        self.visitBest = visitBest
        self.visitBound = visitBound
        self.visitRuleBound = visitRuleBound ?? visitBound
        self.evidence = evidence
        self.isTooFew = isTooFew
        self.proof = proof
        self.assumptions = assumptions
    }

    /// (bound − risk) / bound, 0 where the choice is proven optimal.
    public var gap: Double { upperBound > 0 ? max(0, (upperBound - risk) / upperBound) : 0 }

    /// The share of ``visitBest`` that visits should be worth, however unpredictable they are.
    public static let leastShare = 1 - TeamDays.mostLoss

    /// Whether the visits are worth ``leastShare`` of the best. Where they are not, that rule gave way to the one that no area is
    /// visited in the same quarter of an hour on more than two of seven days.
    public var isNearBest: Bool { visitRisk >= PatrolPlan.leastShare * visitBest - 1e-12 }

    /// What the visits fall short of their bound, as a share of it: what chance costs, what the rules of the week cost, and what
    /// the search has not found.
    public var visitGap: Double { visitBound > 0 ? max(0, (visitBound - visitRisk) / visitBound) : 0 }
}
