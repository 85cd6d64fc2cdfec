public import HomewardAnalysis
public import HomewardCalendar
import HomewardIncidents
public import HomewardPlanner
public import HomewardStreets

extension Study {
    /// The after-school peak of every named area, or of the study area where none is named, over all incidents of the
    /// study. Without a calendar none is tested.
    public func peaks(_ method: AfterSchoolPeaks) throws -> PeakSurvey {
        try method.peaks(
            of: table, areas: areas.isEmpty ? [Int32](repeating: 0, count: table.count) : assignment.area,
            names: areas.isEmpty ? [studyArea.name] : areas.map(\.name), days: days, areaDays: areaDays,
            clock: clock)
    }

    /// All incidents on the hours of the week.
    public func dataClock() -> DataClock { DataClock(of: table, clock: clock) }

    /// The incidents of school days on the hours of the week.
    ///
    /// - Throws: ``WorkflowError/noCalendar(purpose:)``.
    public func schoolDayClock() throws -> DataClock {
        DataClock(of: try selecting(StudyWindow.wholeDays(.school)).table, clock: clock)
    }

    /// When in the day incidents happen: on all days and, where a calendar tells them apart, on school days and on others.
    public func dayRhythms(_ method: CircularScan) throws -> [DayRhythm] {
        let selections: [DaySelection] = days == nil ? [.all] : [.all, .school, .nonSchool]
        return try selections.map { selection in
            let times = DayTimes(
                of: selection == .all ? table : try selecting(StudyWindow.wholeDays(selection)).table, clock: clock)
            return DayRhythm(
                days: selection, unplaced: times.unplaced, mean: CircularMean(of: times),
                peak: try method.peak(of: times))
        }
    }

    /// What changes with time, over all incidents of the study. Days are told by the calendar of the whole.
    ///
    /// - Throws: ``WorkflowError/noCalendar(purpose:)`` where school days are asked for and no calendar was given.
    public func trends(_ method: Trends) throws -> TrendSurvey {
        try method.survey(
            of: table, days: try kindsOfDays(for: method.days), areSchoolDaysKnown: days != nil,
            column: column(method.rank))
    }

    /// What the sources of the study share, and what each alone has.
    ///
    /// - Parameter method: How near in place and time the same incident is.
    /// - Throws: `SettingError` where a parameter lies outside its range.
    public func sources(_ method: SourceComparison) throws -> SourceSurvey {
        try method.survey(
            of: table,
            sources: reading.namedSources.map {
                ComparedSource(name: $0.name, files: $0.files, precision: $0.precision ?? 0)
            }, areas: assignment.area, areaCount: areas.count, clock: clock)
    }

    /// The value of each incident in a column; nil where the study has none.
    private func column(_ column: Trends.Column) -> ValueColumn? {
        switch column {
        case .category: ValueColumn(codes: table.category.lazy.map { Int($0) }, names: table.categories)
        case .weapon: ValueColumn(codes: table.weapon.lazy.map { Int($0) }, names: table.weapons)
        case .area:
            areas.isEmpty ? nil : ValueColumn(codes: assignment.area.lazy.map { Int($0) }, names: areas.map(\.name))
        }
    }

    /// Refuses to go on where no incident has a time of day, which `analysis` cannot do without.
    ///
    /// - Throws: ``WorkflowError/noUsableData(analysis:reason:remedy:)``.
    public func requireTimesOfDay(for analysis: String) throws(WorkflowError) {
        try requireIncidents()
        guard isUntimed else { return }
        let months = table.precision.count { $0 == .month }
        let known = months == 0 ? "the day" : months == table.count ? "the month" : "the day or the month"
        throw .noUsableData(
            analysis: analysis,
            reason:
                "no row has a time of day: \(Words.count(table.count, "incident", "incidents")) with \(known) alone",
            remedy:
                "name the column of the time, \(setting: "incidents[].columns", "time=COLUMN"), or use an extract that has one"
        )
    }

    /// The clusters in place and hour over all incidents of the study.
    ///
    /// - Throws: ``WorkflowError/noUsableData(analysis:reason:remedy:)`` where no incident has a time of day.
    public func placeHourClusters(_ method: PlaceHourClusters) throws -> PlaceHourResult {
        try requireHours(for: "clusters in place and hour")
        return try method.clusters(of: table, days: try schoolDays(), areaDays: areaDays)
    }

    /// The clusters in place and time that a scan finds among all incidents of the study.
    ///
    /// - Throws: ``WorkflowError/noUsableData(analysis:reason:remedy:)`` where no incident has an hour, or a day, of its own or the
    ///   positions are coarser than the places; ``WorkflowError/noCalendar(purpose:)`` where school days are asked for and no calendar
    ///   was given; `AnalysisError` where a window is longer than the period or the circles hold too many incidents.
    public func scan(_ method: PermutationScan) throws -> PermutationScanResult {
        switch method.time {
        case .days: try requireDays(for: "the scan by days")
        case .hours: try requireHours(for: "the scan by hours")
        }
        try requirePlaces(asFineAs: method.cell, key: "scan.cell_m", for: "the scan")
        return try method.clusters(of: table, days: try kindsOfDays(for: method.days), areaDays: areaDays)
    }

    /// Whether the period has a day of the selection.
    func hasDays(_ selection: DaySelection) throws -> Bool {
        try selection != .school || schoolDays().count(.school) > 0
    }

    /// The chaperones' routes for the incidents on the days of a window. At which hours a team is out follows from the schools'
    /// finish times and not from the window. Routes that go by a forecast take the best by `score`.
    public func chaperones(
        _ planner: ChaperonePlanner, window: StudyWindow, schools: [School], stops: [Stop], network: StreetNetwork,
        kept: KeptPlaces = KeptPlaces(), homes: [Home] = [], score: ForecastScore = ForecastScore()
    ) throws -> ChaperonePlan {
        try requireHours(for: "chaperone routes")
        guard try hasDays(window.days) else {
            throw WorkflowError.noSchoolDay(
                file: calendar?.file ?? "calendar", first: period.lowerBound.description,
                last: period.upperBound.description)
        }
        let days = try selecting(StudyWindow.wholeDays(window.days)).table
        return try planner.plan(
            schools: schools, stops: stops, incidents: days, period: period, network: network, clock: clock,
            fixed: kept.posts, forbidden: kept.forbidden, orders: kept.orders, homes: homes,
            basis: planner.risk == .forecast ? try forecastBasis(score) : nil)
    }

    /// The patrol areas and visits for the incidents in the patrol hours of any day. Areas that go by a forecast take the best by `score`.
    public func patrols(
        _ planner: PatrolPlanner, stops: [Stop], network: StreetNetwork?, firstDay: CivilDay,
        kept: KeptPlaces = KeptPlaces(), score: ForecastScore = ForecastScore()
    ) throws -> PatrolPlan {
        try requireHours(for: "guardian patrols")
        let window = StudyWindow {
            $0.days = .all
            $0.hours = planner.hours
            $0.ranges = .drop
        }
        // Weekdays that the calendar does not tell, or that no calendar is there to tell, stand for school days.
        let calendar = calendar
        return try planner.plan(
            incidents: try selecting(window).table, studyArea: studyArea.outline, named: areas, stops: stops,
            network: network, period: period, firstDay: firstDay, kept: kept.areas, forbidden: kept.forbidden,
            basis: planner.risk == .forecast ? try forecastBasis(score, hours: planner.hours) : nil
        ) { day in calendar?.kind(of: day) ?? (day.isWeekend ? .weekend : .school) }
    }
}
