import Foundation
public import HomewardCalendar
public import HomewardCore
import HomewardGeometry
public import HomewardIncidents

/// Would the chosen places and hours have caught what came next? Several forecasts, each made from the past alone, held against what then
/// happened and against what everybody can do: count the last 365 days.
///
/// 1. The period is cut into days, weeks or months, or in two (``HeldOutPeriod``). Each is forecast from the incidents before its first day.
/// 2. Each forecast (``ForecastMethod``) ranks the ground. The best share of it is watched; where the limit cuts through ground of one score,
///    each part of it counts with the same fraction, so that all methods watch exactly as much.
/// 3. *Hit rate*: the share of the period's incidents on watched ground. *PAI*: hit rate by share of the ground. *PEI*: hits by those of
///    the best places of as much ground, known afterwards. *RRI*: hit rate by the share that the same places had of all earlier incidents.
///    *Area under the surveillance curve*: the hit rate averaged over all shares from 0 to 1. *Presence*: the share of the incidents with a known
///    time that teams meet who stand at the forecast's best places in its best hours of the week (`PresenceTimetable`).
/// 4. Sums over all periods make the figures, so that each incident counts once whatever the period. Their intervals come from drawing
///    periods with replacement; of fewer than eight periods incidents are drawn, of more than 2,000 incidents as many runs of them in the
///    order of time. Differences from the baseline come from the same draws.
/// 5. The mixture of all methods is chosen on earlier periods alone: those tested before, and eight before the first.
/// 6. The hour of the week has one factor for the whole town (`WeekRhythm`), from earlier incidents, school days apart. What it adds is
///    told for each method, of places and hours (``ShareScore/hourGain``) and of the timetable (``MethodScore/presenceHourGain``): the
///    same forecast with the hours as they are and with all hours alike.
///
/// In towns without a pattern, where no method can be better, intervals of differences left 0 out in 5 to 7 % of 2,000 towns by method
/// (`bench score`): most often for the count of all history, which differs from the baseline in few cells.
///
/// What lies in a period or after it never reaches its forecast: a forecast is handed the incidents before it and nothing else.
///
/// Sources: S. Chainey, L. Tompson, S. Uhlig (2008), "The utility of hotspot mapping for predicting spatial patterns of crime", Security Journal
/// 21, 4–28 (PAI); J. M. Hunt (2016), *Do crime hot spots move?*, American University (PEI); N. Levine (2008), "The 'hottest' part of a hotspot",
/// Security Journal 21, 295–302 (RRI); G. Drawve, S. C. Moak, E. R. Berthelot (2016), "Predictability of gun crimes", Policing and Society 26(3),
/// 312–331 (PAI and RRI side by side); M. Adepeju, G. Rosser, T. Cheng (2016), "Novel evaluation metrics for sparse spatio-temporal point process
/// hotspot predictions", International Journal of Geographical Information Science 30(11), 2133–2154 (surveillance curves).
///
/// O(periods × (incidents + cells × methods)) and the fits of the self-exciting process. The same for any number of threads and order of rows.
public struct ForecastScore: Configurable, Equatable {
    /// By what forecasts are made and tested.
    public var step = HeldOutStep.week
    /// The first day that may be tested; nil for the first after ``training``, or of the last quarter where all is tested once.
    public var start: CivilDay?
    /// The least days to learn from, where no start is given.
    public var training = 365
    /// The widths of cells, m.
    public var cells = [250.0]
    /// The shares of the ground that are watched, per cent; the first decides which method is called best.
    public var shares = [5.0, 1, 10, 20]
    /// The methods by their words; nil for all.
    public var methods: [String]?
    /// Whether places and hours are ranked together, and not places alone.
    public var byHours = false
    /// Teams of the timetable.
    public var teams = 4
    /// The hours of each team in a week.
    public var teamHours = 20.0
    /// How far a team reaches, m.
    public var reach = 100.0
    /// The bandwidth of the kernels, m.
    public var bandwidth = 300.0
    /// How far back the recent kernel looks, days.
    public var recentDays = 60
    /// How near repeats fade.
    public var nearRepeat = NearRepeatDecay()
    /// The self-exciting process.
    public var selfExciting = SelfExciting()
    /// The most incidents, the latest, that it is fitted to.
    public var fitIncidents = 5000
    /// After how many days it is fitted anew.
    public var refitDays = 90
    /// How often periods or incidents are drawn.
    public var resamples = 999
    /// The seed of the draws.
    public var seed: UInt64 = 1

    /// The standard score.
    public init() {}

    /// The fewest incidents to learn from before the first period.
    public static let fewestLearnt = 20
    /// Of fewer periods incidents are drawn.
    public static let fewestPeriods = 8

    /// The parameters.
    public static let settings: [Setting<Self>] =
        [
            .choice(
                "score.step", \.step,
                "by what forecasts are made anew and tested: each day, week or month, or once, learning before a day and testing all after it"
            ),
            .day(
                "score.test_from", \.start,
                "the first day that may be tested; where not given the first after the training, or with once the last quarter of the period"
            ),
            .whole(
                "score.training_days", \.training, in: 28...3660, unit: "days",
                "the least days to learn from before the first test"),
            .numbers("score.cells_m", \.cells, in: 20...10_000, unit: "m", "the widths of the cells that are ranked"),
            .numbers(
                "score.shares", \.shares, in: 0.01...100, unit: "%",
                "the shares of the ground that are watched; the first decides which method is called best"),
            .texts(
                "score.methods", \.methods, kind: "method",
                "the methods to score beside the baseline, \(ForecastMethod.allCases.map(\.rawValue).joined(separator: ", ")); all where not given"
            ),
            .yesOrNo(
                "score.place_hours", \.byHours,
                "rank places and hours of the week together, so that a share is one of ground and hours"),
            .whole("score.teams", \.teams, in: 1...200, "the teams of the timetable whose presence is counted"),
            .number("score.team_hours", \.teamHours, in: 0.5...168, unit: "h", "the hours of each team in a week"),
            .number("score.reach_m", \.reach, in: 10...5000, unit: "m", "how far a team reaches from its place"),
            .number("score.bandwidth_m", \.bandwidth, in: 10...10_000, unit: "m", "the bandwidth of the kernels"),
            .whole(
                "score.recent_days", \.recentDays, in: 1...3660, unit: "days", "how far back the recent kernel looks"),
            .number(
                "score.near_days", \.nearRepeat.days, in: 0.5...366, unit: "days",
                "after how many days the weight of an incident has fallen to 37 %, for near repeats"),
            .number(
                "score.near_m", \.nearRepeat.metres, in: 10...5000, unit: "m",
                "at what distance it has, for near repeats"),
        ]
        + SelfExciting.settings.map { $0.lifted(\.selfExciting) }
        + [
            .whole(
                "score.fit_incidents", \.fitIncidents, in: 100...200_000, unit: "incidents",
                "the most incidents, the latest, that the self-exciting process is fitted to"),
            .whole(
                "score.refit_days", \.refitDays, in: 1...3660, unit: "days",
                "after how many days the self-exciting process is fitted anew"),
            .whole(
                "score.resamples", \.resamples, in: 99...99_999,
                "how often periods or incidents are drawn for the intervals"),
        ]

    /// The methods are known.
    public func checkTogether() throws(SettingError) {
        for name in methods ?? [] where ForecastMethod(rawValue: name) == nil {
            let known = ForecastMethod.allCases.map(\.rawValue)
            let nearest = Spelling.nearest(to: name, among: known).map { "; did you mean \($0.quoted)?" } ?? ""
            throw .together(
                path: "score.methods", message: "\(name.quoted) is none of \(known.joined(separator: ", "))\(nearest)")
        }
    }

    /// The methods that are scored, the baseline always among them.
    func kinds(withAreas: Bool) -> [ForecastMethod] {
        let asked = methods.map { $0.compactMap { ForecastMethod(rawValue: $0) } } ?? ForecastMethod.allCases
        return ForecastMethod.allCases.filter { kind in
            (kind == .baseline || asked.contains(kind)) && (kind != .areas || withAreas)
        }
    }

    /// Scores the methods.
    ///
    /// - Parameters:
    ///   - table: The incidents.
    ///   - grids: Square cells, one tiling for each width.
    ///   - areas: For each tiling the named area of each cell, −1 for none; nil where no areas are given.
    ///   - days: The kind of each day of the period.
    ///   - selection: The days in force.
    ///   - hours: The hours in force; nil for all.
    ///   - areaDays: The days of areas with school terms of their own.
    /// - Throws: ``AnalysisError/noHeldOutPeriod(step:days:training:)``, ``AnalysisError/testOutside(day:first:last:)``,
    ///   ``AnalysisError/emptyTest(first:last:)``, ``AnalysisError/fewToLearn(incidents:fewest:)``; `SettingError` where a parameter lies
    ///   outside its range.
    public func survey(
        of table: IncidentTable, on grids: [Grid], areas: [[Int32]]? = nil, days: DayTable,
        selection: DaySelection = .all, hours: HourWindow? = nil, areaDays: AreaDays = AreaDays()
    ) throws -> ScoreSurvey {
        try check()
        var survey = ScoreSurvey(
            method: self, incidents: table.count, outside: 0, filtered: 0, setAside: [:], cells: [])
        for (index, grid) in grids.enumerated() {
            let run = try ScoreRun(
                self, table, on: grid, areas: areas?[index], days: days, selection: selection, hours: hours,
                areaDays: areaDays)
            survey.outside = run.history.outside
            survey.filtered = run.history.filtered
            survey.setAside = run.history.setAside
            survey.cells.append(try run.score())
        }
        return survey
    }

    /// What the best method of a score expects of the days after the period: the next day, week, month, or as long as was tested.
    ///
    /// - Parameters:
    ///   - kind: The method; nil for that which ``CellScore/best`` names.
    ///   - score: What ``survey(of:on:areas:days:selection:hours:areaDays:)`` found on these cells.
    ///   - table: The incidents.
    ///   - grid: The cells.
    ///   - areas: The area of each cell, below 0 for none; nil where there are no areas.
    ///   - days: The kind of each day of the period.
    ///   - selection: The days that count.
    ///   - hours: The hours that count; nil for all.
    ///   - areaDays: The days of areas with school terms of their own.
    /// - Throws: What that throws.
    public func forecast(
        _ kind: ForecastMethod? = nil, after score: CellScore, of table: IncidentTable, on grid: Grid,
        areas: [Int32]? = nil, days: DayTable,
        selection: DaySelection = .all, hours: HourWindow? = nil, areaDays: AreaDays = AreaDays()
    ) throws -> ForecastSurface {
        try check()
        let run = try ScoreRun(
            self, table, on: grid, areas: areas, days: days, selection: selection, hours: hours, areaDays: areaDays)
        return try run.next(
            kind ?? score.best?.method ?? .baseline, mixture: ForecastMixture(shares: score.mixture.map(\.share)))
    }
}

/// What is expected of a period to come.
public struct ForecastSurface: Sendable, Equatable {
    /// By which method.
    public var method: ForecastMethod
    /// The cells.
    public var grid: Grid
    /// The days that are forecast, all in force.
    public var period: HeldOutPeriod
    /// The share of all incidents in each cell, adding up to 1.
    public var share: [Double]
    /// The share of the ground that scores more, half of its equals among it, 0 for the first to be watched.
    public var position: [Double]
    /// Incidents of each cell in the last 365 days.
    public var lastYear: [Int]

    /// A forecast from its parts, each of which has a value for every cell.
    public init(
        method: ForecastMethod, grid: Grid, period: HeldOutPeriod, share: [Double], position: [Double], lastYear: [Int]
    ) {
        self.method = method
        self.grid = grid
        self.period = period
        self.share = share
        self.position = position
        self.lastYear = lastYear
    }
}
