public import HomewardCalendar
public import HomewardCore
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
public struct PatrolPlanner: Configurable, Equatable {
    /// How many areas.
    public var areas = 5
    /// The radius of an area, m.
    public var radius = 150.0
    /// How far apart the centres are at least, m.
    public var spacing = 500.0
    /// How long a visit lasts, minutes.
    public var visitMinutes = 15
    /// Visits to each area on each day.
    public var visitsPerDay = 3
    /// The patrol hours.
    public var hours = HourWindow.patrolHours
    /// How many weeks to plan.
    public var weeks = 1
    /// How many teams share the areas; each area has one team.
    public var teams = 1
    /// How fast a team travels between areas, m/s; 5 m/s (18 km/h) stands for a car in town with its parking.
    public var travelSpeed = 5.0
    /// How much longer the way is than the straight line.
    public var detour = 1.3
    /// The least time from the end of a visit to the start of the next in the same area, minutes.
    public var apartMinutes = 60
    /// How many choices the branch and bound may look at.
    public var nodeLimit = 20_000

    /// The standard planner.
    public init() {}

    /// The parameters that a plan states.
    public static let settings: [Setting<Self>] = [
        .whole("patrols.count", \.areas, in: 1...50, "patrol areas", formerly: ["patrols.areas"]),
        .number("patrols.radius_m", \.radius, in: 25...2000, unit: "m", "the radius of an area"),
        .number(
            "patrols.spacing_m", \.spacing, in: 50...20_000, unit: "m",
            "the least distance between two centres, at least twice the radius"),
        .whole("patrols.visit_min", \.visitMinutes, in: 5...120, unit: "minutes", "the length of a visit"),
        .whole("patrols.visits_per_day", \.visitsPerDay, in: 1...24, "visits to each area on a day"),
        .hours("patrols.hours", \.hours, "the hours of the patrols, half-open local time"),
        .whole("patrols.weeks", \.weeks, in: 1...52, "weeks of the timetable"),
        .whole("patrols.teams", \.teams, in: 1...50, "patrol teams that share the visits"),
        .number(
            "patrols.travel_m_per_s", \.travelSpeed, in: 0.5...40, unit: "m/s", "how fast a team travels between areas"),
        .number(
            "patrols.detour", \.detour, in: 1...5, "how much longer the way is than the straight line"),
        .whole(
            "patrols.apart_min", \.apartMinutes, in: 0...600, unit: "minutes",
            "the least time between two visits of one area"),
    ]

    /// Areas nearer than twice their radius would overlap.
    public func checkTogether() throws(SettingError) {
        guard spacing >= 2 * radius else {
            throw .together(
                path: "patrols.spacing_m",
                message: "is less than twice the radius, so that areas would overlap; make it larger")
        }
    }

    /// Plans areas and visits.
    ///
    /// - Parameters:
    ///   - incidents: The incidents of the patrol hours, already selected; each weighs its harm.
    ///   - studyArea: Where centres may lie, in the incidents' coordinates.
    ///   - named: Areas that people know, for the places' names.
    ///   - stops: Bus stops, for the places' names.
    ///   - network: Streets, for the places' names.
    ///   - firstDay: The first day of the timetable.
    /// - Throws: `SettingError` for a parameter outside its range.
    public func plan(
        incidents: IncidentTable, studyArea: MultiPolygon, named: [NamedArea] = [], stops: [Stop] = [],
        network: StreetNetwork? = nil, firstDay: CivilDay
    ) throws -> PatrolPlan {
        try check()
        let form = PatrolForm(radius: radius)
        let points = HarmPoints(incidents: incidents, reach: radius)
        let study = AreaLocator([NamedArea(name: "study area", outline: studyArea)])
        var search = PatrolSearch(planner: self, points: points, form: form, study: study)
        let (centres, bound) = search.solve()
        let names = PositionNames(named: named, stops: stops, network: network, reach: radius)
        let found: [PatrolArea] = centres.enumerated().map { index, centre in
            let inside = (0..<incidents.count).filter { form.contains(incidents.point($0), centre: centre) }
            return PatrolArea(
                id: "A\(index + 1)", centre: centre, outline: form.polygon(at: centre),
                place: names.name(of: centre),
                incidents: inside.count, harm: points.harm(in: form, at: centre))
        }
        var unserved: [Unserved] = []
        if found.count < areas {
            let reason =
                points.isEmpty
                ? "No incident of the patrol hours has a position."
                : "No further position in the study area, \(Int(spacing)) m from the others, holds any harm."
            for index in found.count..<areas { unserved.append(Unserved(name: "A\(index + 1)", reason: reason)) }
        }
        let timetable = VisitTimetable(
            planner: self, firstDay: firstDay, areas: found, incidents: incidents, form: form)
        let harm = found.reduce(0) { $0 + $1.harm }
        return PatrolPlan(
            areas: found, visits: timetable.visits, unserved: unserved + timetable.unserved, harm: harm,
            upperBound: max(harm, bound))
    }
}
