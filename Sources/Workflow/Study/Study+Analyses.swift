public import HomewardAnalysis
public import HomewardCalendar
public import HomewardIncidents
public import HomewardPlanner
public import HomewardStreets

extension Study {
    /// The after-school peak of every named area over all incidents of the study.
    public func peaks(window: HourWindow, falseDiscoveryRate: Double) throws -> [AreaPeak] {
        AfterSchoolPeaks(window: window, fdr: falseDiscoveryRate)
            .peaks(of: table, areas: assignment, names: areas.map(\.name), days: try schoolDays())
    }

    /// All incidents on the clock, and those of school days.
    public func clocks() throws -> (all: DataClock, schoolDays: DataClock) {
        let schoolDays = try selecting(days: .school, hours: nil).table
        return (DataClock(of: table, clock: clock), DataClock(of: schoolDays, clock: clock))
    }

    /// The tiling of the study area.
    public func grid(_ settings: PlanFile.HotspotSettings) throws -> Grid {
        try Grid(
            covering: studyArea.outline, cellSize: settings.cell, form: settings.isHexagonal ? .hexagonal : .square)
    }

    /// The significance of each cell for the incidents of `table`.
    public func hotspots(of table: IncidentTable, on grid: Grid, _ settings: PlanFile.HotspotSettings) -> Hotspots {
        let counted = grid.count(table.points)
        return GetisOrd(neighbours: .queen, fdr: settings.falseDiscoveryRate)
            .scores(of: grid, count: counted.count, outside: counted.outside)
    }

    /// The density of the incidents of `table`.
    public func density(of table: IncidentTable, on grid: Grid, _ settings: PlanFile.HotspotSettings) -> KernelSurface {
        KernelDensity(kernel: .quartic, bandwidth: settings.bandwidth).density(of: table.points, weights: nil, on: grid)
    }

    /// The clusters in place and hour over all incidents of the study.
    public func clusters(_ settings: PlanFile.ClusterSettings, seed: UInt64) throws -> PlaceHourResult {
        let days = try schoolDays()
        return PlaceHourClusters(
            radius: settings.radius, hours: settings.hours, minimum: settings.minimum,
            permutations: settings.permutations, seed: seed
        ).clusters(of: table, days: days)
    }

    /// The chaperones' routes for the incidents of `table`.
    public func chaperones(
        for table: IncidentTable, schools: [School], stops: [Stop], network: StreetNetwork,
        _ settings: PlanFile.ChaperoneSettings
    ) throws -> ChaperonePlan {
        var planner = ChaperonePlanner(
            teams: settings.teams, peoplePerTeam: settings.peoplePerTeam, minutes: settings.minutes,
            walkSpeed: settings.walkSpeed, dwell: settings.dwell, reach: settings.reach)
        planner.journeys.homeDistance = settings.walkingDistance
        // Nobody walks farther to a stop than home.
        planner.journeys.stopDistance = min(planner.journeys.stopDistance, settings.walkingDistance)
        return try planner.plan(
            schools: schools, stops: stops, incidents: table, years: Double(period.count) / 365.25, network: network)
    }

    /// The patrol areas and visits for the incidents in the patrol hours of any day.
    public func patrols(
        _ settings: PlanFile.PatrolSettings, stops: [Stop], network: StreetNetwork?, firstDay: CivilDay
    ) throws -> PatrolPlan {
        let incidents = try selecting(days: .all, hours: settings.hours).table
        let planner = PatrolPlanner(
            areas: settings.areas, radius: settings.radius, spacing: settings.spacing,
            visitMinutes: settings.visitMinutes, visitsPerDay: settings.visitsPerDay, hours: settings.hours,
            weeks: settings.weeks, firstDay: firstDay, teams: settings.teams)
        return try planner.plan(
            incidents: incidents, studyArea: studyArea.outline, named: areas, stops: stops, network: network)
    }
}
