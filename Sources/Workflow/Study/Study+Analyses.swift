public import HomewardAnalysis
public import HomewardCalendar
import HomewardIncidents
public import HomewardPlanner
public import HomewardStreets

extension Study {
    /// The after-school peak of every named area over all incidents of the study.
    public func peaks(_ method: AfterSchoolPeaks) throws -> [AreaPeak] {
        try method.peaks(of: table, areas: assignment, names: areas.map(\.name), days: try schoolDays())
    }

    /// All incidents on the clock, and those of school days.
    public func clocks() throws -> (all: DataClock, schoolDays: DataClock) {
        let schoolDays = try selecting(StudyWindow.wholeDays(.school)).table
        return (DataClock(of: table, clock: clock), DataClock(of: schoolDays, clock: clock))
    }

    /// The clusters in place and hour over all incidents of the study.
    ///
    /// - Throws: ``WorkflowError/noUsableData(analysis:reason:remedy:)`` where no incident has a time of day.
    public func placeHourClusters(_ method: PlaceHourClusters) throws -> PlaceHourResult {
        try requireTimes(for: "clusters in place and hour")
        return try method.clusters(of: table, days: try schoolDays())
    }

    /// Whether the period has a day of the selection.
    func hasDays(_ selection: DaySelection) throws -> Bool {
        try selection != .school || schoolDays().count(.school) > 0
    }

    /// The chaperones' routes for the incidents on the days of a window. At which hours a team is out follows from the schools'
    /// finish times and not from the window.
    public func chaperones(
        _ planner: ChaperonePlanner, window: StudyWindow, schools: [School], stops: [Stop], network: StreetNetwork,
        kept: KeptPlaces = KeptPlaces(), homes: [Home] = []
    ) throws -> ChaperonePlan {
        try requireTimes(for: "chaperone routes")
        guard try hasDays(window.days) else {
            throw WorkflowError.noSchoolDay(
                file: calendar?.file ?? "calendar", first: period.lowerBound.description,
                last: period.upperBound.description)
        }
        let days = try selecting(StudyWindow.wholeDays(window.days)).table
        return try planner.plan(
            schools: schools, stops: stops, incidents: days, period: period, network: network, clock: clock,
            fixed: kept.posts, forbidden: kept.forbidden, orders: kept.orders, homes: homes)
    }

    /// The patrol areas and visits for the incidents in the patrol hours of any day.
    public func patrols(
        _ planner: PatrolPlanner, stops: [Stop], network: StreetNetwork?, firstDay: CivilDay,
        kept: KeptPlaces = KeptPlaces()
    ) throws -> PatrolPlan {
        try requireTimes(for: "guardian patrols")
        let window = StudyWindow {
            $0.days = .all
            $0.hours = planner.hours
            $0.ranges = .drop
        }
        // Weekdays that the calendar does not tell, or that no calendar is there to tell, stand for school days.
        let calendar = calendar
        return try planner.plan(
            incidents: try selecting(window).table, studyArea: studyArea.outline, named: areas, stops: stops,
            network: network, period: period, firstDay: firstDay, kept: kept.areas, forbidden: kept.forbidden
        ) { day in calendar?.kind(of: day) ?? (day.isWeekend ? .weekend : .school) }
    }
}
