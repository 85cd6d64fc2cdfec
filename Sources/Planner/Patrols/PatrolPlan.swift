public import HomewardCalendar
public import HomewardGeometry
import HomewardIncidents

/// A small area that a guardian patrol covers.
public struct PatrolArea: Sendable, Equatable {
    /// `A1`, `A2`, … in descending order of harm.
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

    /// An area from its parts.
    public init(id: String, centre: Point, outline: Polygon, place: String, incidents: Int, harm: Double) {
        self.id = id
        self.centre = centre
        self.outline = outline
        self.place = place
        self.incidents = incidents
        self.harm = harm
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
    /// The harm inside all areas together.
    public var harm: Double
    /// A number that no choice of as many areas of that size and spacing can exceed, wherever their centres lie: it is over all
    /// positions of the plane, not only over the positions that were tried.
    public var upperBound: Double

    /// A plan from its parts.
    public init(areas: [PatrolArea], visits: [Visit], unserved: [Unserved], harm: Double, upperBound: Double) {
        self.areas = areas
        self.visits = visits
        self.unserved = unserved
        self.harm = harm
        self.upperBound = upperBound
    }

    /// (bound − harm) / bound, 0 where the choice is proven optimal.
    public var gap: Double { upperBound > 0 ? max(0, (upperBound - harm) / upperBound) : 0 }
}
