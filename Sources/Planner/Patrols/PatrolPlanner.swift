public import HomewardCalendar
public import HomewardGeometry
public import HomewardIncidents
public import HomewardStreets

/// Chooses where guardian patrols stay, and when.
///
/// 1. Each area is a regular polygon of 64 corners in a circle of ``radius`` metres. The centres lie in the study area, at
///    least ``spacing`` ≥ 2 × ``radius`` apart, so no two areas overlap.
/// 2. The ``areas`` centres that hold the most harm together are found by greedy choice, interchange and local search over all
///    positions (not only over a list of candidates), and an upper bound over all positions by branch and bound on squares of the
///    plane (``PatrolPlan/upperBound``).
/// 3. Each area gets ``visitsPerDay`` visits of ``visitMinutes`` on each day, where its own risk by weekday and time of day
///    is highest, at least ``apartMinutes`` between two visits of one area. One team does them all unless ``teams`` says
///    otherwise; it is in one place at a time, and between places it travels at ``travelSpeed``.
///
/// Deterministic. Sources: R. L. Church (1984), "The planar maximal covering location problem", Journal of Regional Science 24(2),
/// 185–201; C. S. Koper (1995), "Just enough police presence", Justice Quarterly 12(4), 649–672, for stays of about 15 minutes.
public struct PatrolPlanner: Sendable, Equatable {
    /// How many areas.
    public var areas: Int
    /// The radius of an area, m.
    public var radius: Double
    /// How far apart the centres are at least, m.
    public var spacing: Double
    /// How long a visit lasts, minutes.
    public var visitMinutes: Int
    /// Visits to each area on each day.
    public var visitsPerDay: Int
    /// The patrol hours.
    public var hours: HourWindow
    /// How many weeks to plan.
    public var weeks: Int
    /// The first day.
    public var firstDay: CivilDay
    /// How many teams share the areas; each area has one team.
    public var teams: Int
    /// How fast a team travels between areas, m/s; 5 m/s (18 km/h) stands for a car in town with its parking.
    public var travelSpeed: Double
    /// How much longer the way is than the straight line.
    public var detour: Double
    /// The least time from the end of a visit to the start of the next in the same area, minutes.
    public var apartMinutes: Int
    /// How many choices the branch and bound may look at.
    public var nodeLimit: Int

    /// Creates a planner; the defaults are the plan file's.
    public init(
        areas: Int = 5, radius: Double = 150, spacing: Double = 500, visitMinutes: Int = 15, visitsPerDay: Int = 3,
        hours: HourWindow, weeks: Int = 1, firstDay: CivilDay, teams: Int = 1, travelSpeed: Double = 5,
        detour: Double = 1.3, apartMinutes: Int = 60, nodeLimit: Int = 20_000
    ) {
        self.areas = areas
        self.radius = radius
        self.spacing = spacing
        self.visitMinutes = visitMinutes
        self.visitsPerDay = visitsPerDay
        self.hours = hours
        self.weeks = weeks
        self.firstDay = firstDay
        self.teams = teams
        self.travelSpeed = travelSpeed
        self.detour = detour
        self.apartMinutes = apartMinutes
        self.nodeLimit = nodeLimit
    }

    /// Plans areas and visits.
    ///
    /// - Parameters:
    ///   - incidents: The incidents of the patrol hours, already selected; each weighs its harm.
    ///   - studyArea: Where centres may lie, in the incidents' coordinates.
    ///   - named: Areas that people know, for the places' names.
    ///   - stops: Bus stops, for the places' names.
    ///   - network: Streets, for the places' names.
    /// - Throws: ``PlannerError`` for a parameter without meaning.
    public func plan(
        incidents: IncidentTable, studyArea: MultiPolygon, named: [NamedArea] = [], stops: [Stop] = [],
        network: StreetNetwork? = nil
    ) throws(PlannerError) -> PatrolPlan {
        try check()
        let outline = PatrolOutline(radius: radius)
        let points = HarmPoints(incidents: incidents, reach: radius)
        let study = AreaLocator([NamedArea(name: "study area", outline: studyArea)])
        var search = PatrolSearch(planner: self, points: points, outline: outline, study: study)
        let (centres, bound) = search.solve()
        let names = PlaceNames(named: named, stops: stops, network: network, reach: radius)
        let found: [PatrolArea] = centres.enumerated().map { index, centre in
            let inside = (0..<incidents.count).filter { outline.contains(incidents.point($0), centre: centre) }
            return PatrolArea(
                id: "A\(index + 1)", centre: centre, outline: outline.polygon(at: centre),
                place: names.name(of: centre),
                incidents: inside.count, harm: points.harm(in: outline, at: centre))
        }
        var unserved: [Unserved] = []
        if found.count < areas {
            let reason =
                points.isEmpty
                ? "No incident of the patrol hours has a position."
                : "No further position in the study area, \(Int(spacing)) m from the others, holds any harm."
            for index in found.count..<areas { unserved.append(Unserved(name: "A\(index + 1)", reason: reason)) }
        }
        let timetable = VisitTimetable(planner: self, areas: found, incidents: incidents, outline: outline)
        let harm = found.reduce(0) { $0 + $1.harm }
        return PatrolPlan(
            areas: found, visits: timetable.visits, unserved: unserved + timetable.unserved, harm: harm,
            upperBound: max(harm, bound))
    }

    private func check() throws(PlannerError) {
        try PlannerError.check("areas", Double(areas), wanted: "a whole number from 0 to 1000") {
            (0...1000).contains($0)
        }
        try PlannerError.check("radius_m", radius, wanted: "from 1 to 100000") { (1...100_000).contains($0) }
        try PlannerError.check("spacing_m", spacing, wanted: "a number of metres") { $0 > 0 }
        guard spacing >= 2 * radius else { throw .spacingTooSmall(spacing: spacing, radius: radius) }
        try PlannerError.check("visit_min", Double(visitMinutes), wanted: "from 1 to 1440") { (1...1440).contains($0) }
        try PlannerError.check("visits_per_day", Double(visitsPerDay), wanted: "from 0 to 96") { (0...96).contains($0) }
        try PlannerError.check("weeks", Double(weeks), wanted: "from 0 to 520") { (0...520).contains($0) }
        try PlannerError.check("teams", Double(teams), wanted: "at least 1") { (1...10_000).contains($0) }
        try PlannerError.check("travel_m_per_s", travelSpeed, wanted: "a number greater than 0") { $0 > 0 }
        try PlannerError.check("detour", detour, wanted: "at least 1") { $0 >= 1 }
        try PlannerError.check("apart_min", Double(apartMinutes), wanted: "0 or more") { $0 >= 0 }
        try PlannerError.check("node_limit", Double(nodeLimit), wanted: "0 or more") { $0 >= 0 }
    }
}
