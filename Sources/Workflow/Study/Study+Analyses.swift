public import HomewardAnalysis
public import HomewardCalendar
public import HomewardIncidents
public import HomewardPlanner
public import HomewardStreets

extension Study {
    /// The after-school peak of every named area over all incidents of the study.
    public func peaks(_ method: AfterSchoolPeaks) throws -> [AreaPeak] {
        try method.peaks(of: table, areas: assignment, names: areas.map(\.name), days: try schoolDays())
    }

    /// All incidents on the clock, and those of school days.
    public func clocks() throws -> (all: DataClock, schoolDays: DataClock) {
        let schoolDays = try selecting(StudyWindow { $0.hours = nil }).table
        return (DataClock(of: table, clock: clock), DataClock(of: schoolDays, clock: clock))
    }

    /// The chaperones' routes for the incidents of `table`, which span the study's period.
    public func chaperones(
        _ planner: ChaperonePlanner, for table: IncidentTable, schools: [School], stops: [Stop],
        network: StreetNetwork
    ) throws -> ChaperonePlan {
        try planner.plan(
            schools: schools, stops: stops, incidents: table, years: Double(period.count) / 365.25, network: network)
    }

    /// The patrol areas and visits for the incidents in the patrol hours of any day.
    public func patrols(
        _ planner: PatrolPlanner, stops: [Stop], network: StreetNetwork?, firstDay: CivilDay
    ) throws -> PatrolPlan {
        let window = StudyWindow {
            $0.days = .all
            $0.hours = planner.hours
        }
        return try planner.plan(
            incidents: try selecting(window).table, studyArea: studyArea.outline, named: areas, stops: stops,
            network: network, firstDay: firstDay)
    }
}
