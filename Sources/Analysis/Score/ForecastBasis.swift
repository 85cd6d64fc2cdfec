public import HomewardCalendar
import HomewardCore
public import HomewardGeometry
public import HomewardIncidents

/// What a plan is made from that goes by a forecast: where the next incidents are expected by the method that has foretold earlier ones
/// best.
///
/// The methods that learn from incidents are scored on the days that are known, period by period, each on what came before it
/// (``ForecastScore``); that of the greatest hit rate on as much ground as the plan will take is taken and looks ahead. Nothing after the last
/// known day reaches it, so that a plan made for a proof on earlier days is made by the method that would have been chosen then.
public struct ForecastBasis: Sendable {
    /// How methods are scored.
    public var score: ForecastScore
    /// The ground.
    public var studyArea: MultiPolygon
    /// The kind of each day of the period.
    public var days: DayTable
    /// The hours in force; nil for all.
    public var hours: HourWindow?
    /// The most cells of a grid.
    public var mostCells: Int

    /// A basis from its parts.
    public init(
        score: ForecastScore, studyArea: MultiPolygon, days: DayTable, hours: HourWindow? = nil,
        mostCells: Int = 1_000_000
    ) {
        self.score = score
        self.studyArea = studyArea
        self.days = days
        self.hours = hours
        self.mostCells = mostCells
    }

    /// What is expected after a day, and how the method that says so did before.
    ///
    /// O(the score) and one surface on the finer cells. The same for any number of threads and order of rows.
    ///
    /// - Parameters:
    ///   - table: The incidents of the days in force; those after `last` have no say.
    ///   - last: The last day that is known.
    ///   - cell: The width of the cells that are expected in, m; the score's first width where nil.
    ///   - share: The share of the ground on which methods are held against each other, 0 to 1: that which the plan will take; the score's
    ///     first where nil.
    /// - Throws: `AnalysisError` where there are too few days or incidents to score, or more cells than there may be.
    public func forecast(of table: IncidentTable, until last: CivilDay, cell: Double? = nil, share: Double? = nil)
        throws
        -> ChosenForecast
    {
        let known = max(0, min(days.kinds.count, days.first.distance(to: last) + 1))
        let seen = DayTable(first: days.first, kinds: Array(days.kinds.prefix(known)))
        let rows = (0..<table.count).filter { table.civilDay($0) <= last }
        let earlier = rows.count < table.count ? table.selecting(rows) : table
        var method = score
        if let share { method.shares = [max(0.01, min(100, 100 * share))] }
        // Who wins is asked, and not how surely.
        method.resamples = 99
        let wanted = score.methods.map { $0.compactMap { ForecastMethod(rawValue: $0) } } ?? ForecastMethod.allCases
        method.methods = wanted.filter { $0 != .chance && $0 != .areas }.map(\.rawValue)
        let width = method.cells.first ?? 250
        let scored = try Grid(covering: studyArea, cellSize: width, atMost: mostCells)
        let survey = try method.survey(
            of: earlier, on: [scored], days: seen, hours: hours)
        guard let result = survey.cells.first, let best = result.best else {
            throw AnalysisError.fewToLearn(incidents: earlier.count, fewest: ForecastScore.fewestLearnt)
        }
        let fine = cell ?? width
        let grid = fine == width ? scored : try Grid(covering: studyArea, cellSize: fine, atMost: mostCells)
        let surface = try method.forecast(
            best.method, after: result, of: earlier, on: grid, days: seen, hours: hours)
        let base = result.methods.first { $0.method == .baseline }
        return ChosenForecast(
            surface: surface, share: best.shares.first?.share ?? 0, hitRate: best.shares.first?.hitRate.value,
            baselineHitRate: base?.shares.first?.hitRate.value, tested: result.tested,
            lastYear: surface.lastYear.reduce(0, +), daysOfLastYear: min(365, known))
    }
}

extension ForecastBasis {
    /// The same; nil where too little is known to score methods by.
    public func forecastWhereKnown(of table: IncidentTable, until last: CivilDay) throws -> ChosenForecast? {
        do {
            return try forecast(of: table, until: last)
        } catch is AnalysisError {
            return nil
        }
    }
}

/// A forecast by the method that foretold earlier incidents best.
public struct ChosenForecast: Sendable, Equatable {
    /// What it expects where.
    public var surface: ForecastSurface
    /// The share of the ground on which methods were held against each other, 0 to 1.
    public var share: Double
    /// The share of the tested incidents that fell on that ground.
    public var hitRate: Double?
    /// The same of the count of the last 365 days.
    public var baselineHitRate: Double?
    /// Tested incidents.
    public var tested: Int
    /// Incidents of the last year that is known, and its days, 365 or fewer.
    public var lastYear: Int
    /// The days of that year that are known.
    public var daysOfLastYear: Int

    /// Incidents a year, by the last one.
    public var perYear: Double { daysOfLastYear > 0 ? Double(lastYear) * 365.25 / Double(daysOfLastYear) : 0 }

    /// Which method it is and how it did, as a sentence of the plan's assumptions.
    public var sentence: String {
        let percent = { (rate: Double?) in rate.map { "\(($0 * 1000).rounded() / 10) %" } ?? "none" }
        let ground = "on \((share * 1000).rounded() / 10) % of the ground"
        guard surface.method != .baseline else {
            return
                "The forecast is the \(surface.method.words): no other method foretold earlier incidents better; \(ground) it held \(percent(hitRate)) of \(tested) that it had not seen."
        }
        return
            "The forecast is the \(surface.method.words), which of all foretold earlier incidents best: \(ground) it held \(percent(hitRate)) of \(tested) that it had not seen, the \(ForecastMethod.baseline.words) \(percent(baselineHitRate))."
    }
}
