public import HomewardAnalysis
import HomewardCalendar
import HomewardCore

/// What the trends were asked for, and which incidents serve which count.
public struct TrendAccount: Codable, Sendable, Equatable {
    /// The days: `all`, `school`, `non-school` or `weekend`.
    public var days: String
    /// The hours; absent where all count.
    public var hours: WindowSummary?
    /// The first day.
    public var from: String
    /// The last day.
    public var to: String
    /// The days of the period that are asked for.
    public var daysInForce: Int
    /// By what the series is counted: `week` or `month`.
    public var step: String
    /// All incidents.
    public var incidents: Int
    /// Those on other days or at other hours.
    public var filtered: Int
    /// Those that `day`, `week` and `month` count.
    public var counted: [String: Int]
    /// Those that they cannot count, by reason.
    public var setAside: [String: [String: Int]]
    /// How many times more than by chance neighbouring weeks or months differ, at least 1.
    public var dispersion: Double

    /// Sums up what was asked.
    public init(_ survey: TrendSurvey) {
        days = survey.method.days.rawValue
        hours = survey.method.hours.map { WindowSummary($0) }
        from = survey.first.description
        to = survey.last.description
        daysInForce = survey.daysInForce
        step = TrendAccount.name(survey.series.unit)
        incidents = survey.incidents
        filtered = survey.filtered
        counted = TrendAccount.byName(survey.counted)
        setAside = TrendAccount.byName(survey.setAside).mapValues { reasons in
            Dictionary(uniqueKeysWithValues: reasons.map { ($0.key.rawValue, $0.value) })
        }
        dispersion = survey.dispersion.rounded(significant: 8)
    }

    private static func byName<Value>(_ values: [TimeUnit: Value]) -> [String: Value] {
        Dictionary(uniqueKeysWithValues: values.map { (name($0.key), $0.value) })
    }

    private static func name(_ unit: TimeUnit) -> String {
        switch unit {
        case .day: "day"
        case .week: "week"
        case .month: "month"
        }
    }

    /// What counts, and why the rest does not.
    package var line: String {
        let all = Words.count(incidents, "incident", "incidents")
        let units = ["day", "week", "month"].map { "\(Shown.grouped(counted[$0] ?? 0)) by the \($0)" }
        let aside = (setAside["day"] ?? [:]).filter { $0.value > 0 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { "\(Shown.grouped($0.value)) \(TimeGapWords.words($0.key, longRange: "in a range that is longer"))" }
        return
            "\(Words.date(from)) to \(Words.date(to)), \(Words.days(days))\(hours.map { ", \($0.shown)" } ?? ""), \(Words.count(daysInForce, "day", "days")) in force: of \(all) \(Words.list(units)) can be counted"
            + (filtered > 0 ? "; \(Shown.grouped(filtered)) on other days or at other hours" : "")
            + (aside.isEmpty ? "" : "; not by the day: \(aside.joined(separator: ", "))")
    }

    /// Whether incidents come in bunches.
    package var dispersionLine: String {
        let steps = step == "week" ? "weeks" : "months"
        return dispersion > 1
            ? "dispersion: neighbouring \(steps) differ \(Shown.fixed(dispersion, 2)) times as much as chance alone makes them"
            : "dispersion: neighbouring \(steps) differ no more than chance makes them"
    }
}

/// The incidents of one week or month.
public struct StepSummary: Codable, Sendable, Equatable {
    /// The first day.
    public var from: String
    /// The last day.
    public var to: String
    /// Its days in force.
    public var days: Int
    /// Its incidents.
    public var incidents: Int

    /// Sums up a step.
    public init(_ step: CountSeries.Step) {
        from = step.first.description
        to = step.last.description
        days = step.days
        incidents = step.count
    }
}

/// Incidents by day in force with the exact interval.
public struct RateSummary: Codable, Sendable, Equatable {
    /// Days in force.
    public var days: Int
    /// Incidents.
    public var incidents: Int
    /// Incidents by day in force; absent where there is no such day.
    public var perDay: Double?
    /// The lower end of the exact interval of 95 %.
    public var lower: Double
    /// The upper end; absent where there is no day.
    public var upper: Double?

    /// Sums up a rate by day.
    public init(_ rate: PoissonRate) {
        days = Int(nearest: rate.exposure)
        incidents = rate.count
        perDay = rate.rate?.rounded(significant: 8)
        lower = rate.lower.rounded(significant: 8)
        upper = rate.upper?.rounded(significant: 8)
    }

    /// `5.91 a day (5.62–6.21)`.
    package var shown: String { "\(Shown.fixed(perDay ?? 0, 2)) a day (\(interval))" }
    /// `5.62–6.21`.
    package var interval: String { "\(Shown.fixed(lower, 2))–\(upper.map { Shown.fixed($0, 2) } ?? "∞")" }
}

/// How a rate has changed, with the interval that agrees with its p.
public struct ChangeSummary: Codable, Sendable, Equatable {
    /// Incidents of the later period.
    public var incidents: Int
    /// Its days in force.
    public var days: Int
    /// Incidents of the earlier period.
    public var earlierIncidents: Int
    /// Its days in force.
    public var earlierDays: Int
    /// The later rate by the earlier; absent where the earlier has no incident.
    public var ratio: Double?
    /// The lower end of the interval.
    public var lower: Double
    /// The upper end; absent where it is unbounded.
    public var upper: Double?
    /// How likely so great a change is where there is none.
    public var p: Double

    /// Sums up a change of a rate by day.
    public init(_ change: RateChange) {
        incidents = change.count
        days = Int(nearest: change.exposure)
        earlierIncidents = change.comparisonCount
        earlierDays = Int(nearest: change.comparisonExposure)
        ratio = change.ratio?.rounded(significant: 8)
        lower = change.lower.rounded(significant: 8)
        upper = change.upper?.rounded(significant: 8)
        p = change.p.rounded(significant: 8)
    }

    /// `1.17 (0.99–1.39)`.
    package var shown: String { IntervalWords.text(ratio, lower, upper) }
}
