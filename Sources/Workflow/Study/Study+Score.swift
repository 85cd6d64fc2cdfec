public import HomewardAnalysis
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents

extension Study {
    /// What forecasts would have caught, over the incidents on the days and in the hours of a window. Of each width of cells the named
    /// areas, where there are any, are those cells whose middles lie in one.
    ///
    /// - Parameters:
    ///   - method: The method.
    ///   - window: The days and hours; ``StudyWindow/ranges`` has no say.
    ///   - mostCells: The most cells.
    /// - Throws: ``WorkflowError/noCalendar(purpose:)`` where school days are asked for and no calendar was given,
    ///   ``WorkflowError/noUsableData(analysis:reason:remedy:)`` where positions are too coarse or times not known; `AnalysisError`.
    public func score(_ method: ForecastScore, window: StudyWindow, mostCells: Int) throws -> ScoreSurvey {
        try requireForecasts(method)
        let grids = try method.cells.map { try scoreGrid($0, atMost: mostCells) }
        return try method.survey(
            of: table, on: grids, areas: areas.isEmpty ? nil : grids.map { areaOfCells($0) },
            days: try kindsOfDays(for: window.days), selection: window.days, hours: window.hours, areaDays: areaDays)
    }

    /// What the best method of a score expects of the days after the period, on the first width of cells.
    ///
    /// - Throws: What ``score(_:window:mostCells:)`` throws.
    public func forecast(_ method: ForecastScore, after survey: ScoreSurvey, window: StudyWindow, mostCells: Int) throws
        -> ForecastSurface
    {
        try requireForecasts(method)
        let grid = try scoreGrid(method.cells[0], atMost: mostCells)
        guard let score = survey.cells.first else {
            throw WorkflowError.noUsableData(
                analysis: "a forecast", reason: "nothing was scored", remedy: "name at least one width of cells")
        }
        return try method.forecast(
            after: score, of: table, on: grid, areas: areas.isEmpty ? nil : areaOfCells(grid),
            days: try kindsOfDays(for: window.days), selection: window.days, hours: window.hours, areaDays: areaDays)
    }

    /// Whether the hours after school that earlier terms chose held in the next; nil without a calendar.
    public func termWindows() -> [TermWindow]? {
        guard let calendar, let days else { return nil }
        return TermWindows.test(
            of: table, days: days, areaDays: areaDays,
            terms: calendar.academicYears.flatMap(\.terms).filter {
                $0.overlaps(period)
            })
    }

    /// What a plan that goes by a forecast is made from: the methods of a score, by places alone.
    func forecastBasis(_ score: ForecastScore, hours: HourWindow? = nil) throws -> ForecastBasis {
        let method = score.with(\.byHours, false)
        try requireForecasts(method)
        return ForecastBasis(
            score: method, studyArea: studyArea.outline, days: try kindsOfDays(for: .all), hours: hours)
    }

    private func requireForecasts(_ method: ForecastScore) throws {
        try requireIncidents()
        try method.check()
        if method.step != .month && method.step != .once { try requireDays(for: "a score by \(method.step.rawValue)s") }
        if method.byHours { try requireHours(for: "a score by places and hours") }
        for cell in method.cells { try requirePlaces(asFineAs: cell, key: "score.cells_m", for: "a score") }
    }

    private func scoreGrid(_ cell: Double, atMost limit: Int) throws -> Grid {
        do {
            return try Grid(covering: studyArea.outline, cellSize: cell, atMost: limit)
        } catch AnalysisError.tooManyCells(_, let cells, let limit, _) {
            throw AnalysisError.manyScoreCells(cells: Int(min(cells, 1e15)), limit: limit)
        }
    }

    private func areaOfCells(_ grid: Grid) -> [Int32] { AreaLocator(areas).assign(grid.cells.map(\.centre)).area }
}
