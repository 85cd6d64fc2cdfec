public import HomewardAnalysis
import HomewardCalendar
import HomewardCore

/// Months held against earlier ones.
public struct ComparisonSummary: Codable, Sendable, Equatable {
    /// `year_on_year`, `month_on_month` or `month_on_year`.
    public var kind: String
    /// How many months.
    public var months: Int
    /// The first day of the later ones; absent where there are none.
    public var from: String?
    /// Their last day.
    public var to: String?
    /// The first day of the earlier ones.
    public var earlierFrom: String?
    /// Their last day.
    public var earlierTo: String?
    /// How the rate by day in force has changed; absent where it was not tested.
    public var change: ChangeSummary?
    /// Why not: `too_few_months`, `no_day` or `no_incident`.
    public var gap: String?
    /// How many whole months the period has, where they are too few.
    public var wholeMonths: Int?
    /// How many are needed.
    public var neededMonths: Int?

    /// Sums up a comparison.
    public init(_ comparison: MonthComparison) {
        kind = comparison.kind.rawValue
        months = comparison.months
        from = comparison.later?.first.description
        to = comparison.later?.last.description
        earlierFrom = comparison.earlier?.first.description
        earlierTo = comparison.earlier?.last.description
        change = comparison.change.map { ChangeSummary($0) }
        switch comparison.gap {
        case .tooFewMonths(let whole, let needed):
            (gap, wholeMonths, neededMonths) = ("too_few_months", whole, needed)
        case .noDay: gap = "no_day"
        case .noIncident: gap = "no_incident"
        case nil: break
        }
    }

    private var subject: String {
        switch MonthComparison.Kind(rawValue: kind) {
        case .yearOnYear: "year on year"
        case .monthOnMonth: "month on month"
        case .monthOnYear: "month on the same month a year before"
        case nil: kind
        }
    }

    /// Why it was not tested, in words; nil where it was.
    package var gapWords: String? {
        switch gap {
        case "too_few_months":
            "the period has \(Words.count(wholeMonths ?? 0, "whole month", "whole months")), and \(neededMonths ?? 0) are needed (--from and --to say which days the files cover)"
        case "no_day": "one of the two has none of the days that are counted"
        case "no_incident": "neither has an incident"
        default: gap
        }
    }

    /// The comparison in one line.
    package var line: String {
        guard let change, let from, let to, let earlierFrom, let earlierTo else {
            return "\(subject): not tested: \(gapWords ?? "")"
        }
        let verdict =
            change.p > ChanceLevel.usual ? "no change beyond chance" : (change.ratio ?? 2) > 1 ? "more" : "less"
        return
            "\(subject): \(verdict): \(Words.span(from, to)) \(Shown.grouped(change.incidents)) on \(Words.count(change.days, "day", "days")), \(Words.span(earlierFrom, earlierTo)) \(Shown.grouped(change.earlierIncidents)) on \(Shown.grouped(change.earlierDays)); ratio \(change.shown), p \(Shown.probability(change.p))"
    }
}

/// The steady growth.
public struct TrendSummary: Codable, Sendable, Equatable {
    /// The rate by that of a year before; absent where none was told.
    public var perYear: Double?
    /// The lower end of its interval of 95 %.
    public var lower: Double?
    /// The upper end.
    public var upper: Double?
    /// How likely so great a trend is where there is none.
    public var p: Double?
    /// Pearson's chi-square by its degrees of freedom.
    public var dispersion: Double?
    /// Why none was told.
    public var gap: String?

    /// Sums up a trend.
    public init(_ trend: RateTrend) {
        func finite(_ value: Double?) -> Double? {
            value.flatMap { $0.isFinite ? $0.rounded(significant: 8) : nil }
        }
        perYear = finite(trend.perYear)
        lower = finite(trend.lower)
        upper = finite(trend.upper)
        p = finite(trend.p)
        dispersion = finite(trend.dispersion)
        gap = trend.gap?.rawValue
    }

    /// The trend in one line.
    package var line: String {
        guard let perYear, let lower, let p else {
            let why =
                switch gap.flatMap({ RateTrend.Gap(rawValue: $0) }) {
                case .noIncident: "there is no incident"
                case .tooFewSteps: "the series has fewer than \(RateTrend.fewestSteps) weeks or months"
                case .atOneEnd: "all incidents lie at one end of the period"
                case nil: gap ?? "the slope is too steep to be told"
                }
            return "trend: not tested: \(why)"
        }
        let verdict = p > ChanceLevel.usual ? "none beyond chance" : perYear > 1 ? "growing" : "falling"
        return
            "trend: \(verdict): in a year the rate becomes \(IntervalWords.text(perYear, lower, upper)) times what it was, p \(Shown.probability(p))"
    }
}

/// The levels of the series.
public struct LevelsSummary: Codable, Sendable, Equatable {
    /// Weeks or months that have one rate.
    public struct Level: Codable, Sendable, Equatable {
        /// The first day.
        public var from: String
        /// The last day.
        public var to: String
        /// How many weeks or months.
        public var steps: Int
        /// Its incidents by day in force.
        public var rate: RateSummary
        /// How likely so great a change from the level before is by chance; absent for the first.
        public var p: Double?
        /// The false-discovery rate over the changes found; absent for the first.
        public var q: Double?
        /// Whether the change to it stands out from chance.
        public var called: Bool
    }

    /// The levels in order; none where nothing was looked for.
    public var levels: [Level]
    /// By how much a change had to raise the deviance.
    public var penalty: Double
    /// Why nothing was looked for: `no_incident` or `too_few_steps`.
    public var gap: String?
    /// How many weeks or months are needed, where they are too few.
    public var neededSteps: Int?

    /// Sums up levels.
    public init(_ survey: TrendSurvey) {
        levels = survey.changes.levels.map { level in
            Level(
                from: level.first.description, to: level.last.description, steps: level.steps,
                rate: RateSummary(level.rate), p: level.p?.rounded(significant: 8), q: level.q?.rounded(significant: 8),
                called: level.isCalled)
        }
        penalty = survey.changes.penalty.rounded(significant: 8)
        switch survey.changes.gap {
        case .noIncident: gap = "no_incident"
        case .tooFewSteps(let needed): (gap, neededSteps) = ("too_few_steps", needed)
        case nil: break
        }
    }

    /// A line for each change, or that there is none.
    package func lines(_ step: String) -> [String] {
        let steps = step == "week" ? "weeks" : "months"
        switch gap {
        case "no_incident": return ["changes: not tested: there is no incident"]
        case "too_few_steps": return ["changes: not tested: the period has fewer than \(neededSteps ?? 0) \(steps)"]
        default: break
        }
        guard levels.count > 1, let first = levels.first else {
            return ["changes: none: one level of \(levels.first?.rate.shown ?? "0") over all \(steps)"]
        }
        return ["changes: until \(Words.date(first.to)) \(first.rate.shown)"]
            + zip(levels, levels.dropFirst()).map { before, level in
                let word = (level.rate.perDay ?? 0) > (before.rate.perDay ?? 0) ? "more" : "less"
                return
                    "\(level.called ? word : "perhaps \(word), not beyond chance") from \(Words.date(level.from)) on: \(level.rate.shown), p \(Shown.probability(level.p ?? 1)), q \(Shown.probability(level.q ?? 1))"
            }
    }
}

/// Rates by weekday, kind of day, month of the year or year.
public struct ProfileSummary: Codable, Sendable, Equatable {
    /// One part.
    public struct Part: Codable, Sendable, Equatable {
        /// The number: of the weekday 0 for Monday, of the month, the year; of the kind of day 0 for school days.
        public var number: Int
        /// The name.
        public var name: String
        /// Its incidents by day in force.
        public var rate: RateSummary
    }

    /// `weekday`, `kind_of_day`, `month` or `year`.
    public var cycle: String
    /// The parts that have days in force.
    public var parts: [Part]
    /// The chi-square, divided by the dispersion; absent where it was not tested.
    public var chiSquare: Double?
    /// How likely so different rates are where all parts have one.
    public var p: Double?
    /// Why it was not tested.
    public var gap: String?

    /// Sums up a profile.
    public init(_ profile: RateProfile) {
        cycle = profile.cycle.rawValue
        parts = profile.parts.map { part in
            let name =
                switch profile.cycle {
                case .weekday: Shown.weekdays[part.number]
                case .kindOfDay: Words.kindOfDay(DayKind.allCases[part.number])
                case .month: Words.month(part.number)
                case .year: String(part.number)
                }
            return Part(number: part.number, name: name, rate: RateSummary(part.rate))
        }
        chiSquare = profile.chiSquare?.rounded(significant: 8)
        p = profile.p?.rounded(significant: 8)
        gap = profile.gap?.rawValue
    }

    private var subject: String {
        switch RateProfile.Cycle(rawValue: cycle) {
        case .weekday: "by weekday"
        case .kindOfDay: "by kind of day"
        case .month: "by month of the year"
        case .year: "by year"
        case nil: cycle
        }
    }

    private var verdict: String {
        if let p {
            return p > ChanceLevel.usual
                ? "no difference beyond chance, p \(Shown.probability(p))" : "p \(Shown.probability(p))"
        }
        switch gap.flatMap({ RateProfile.Gap(rawValue: $0) }) {
        case .noIncident: return "not tested: there is no incident that can be counted so"
        case .onePart: return "not tested: the period has one part only"
        case .tooFew: return "not tested: too few incidents"
        case nil: return "not tested"
        }
    }

    /// The rates in one line.
    package var line: String {
        let rates = parts.map { "\($0.name) \(Shown.fixed($0.rate.perDay ?? 0, 2))" }
        return "\(subject), incidents a day: \(rates.joined(separator: ", ")); \(verdict)"
    }

    /// The rates as a table of the report.
    package var table: FindingSection.Table {
        FindingSection.Table(
            "Incidents \(subject), with exact intervals of 95 %; \(verdict)",
            [.text("Part"), .number("Days"), .number("Incidents"), .number("A day"), .number("Interval")],
            rows: parts.map { part in
                [
                    part.name, Shown.grouped(part.rate.days), Shown.grouped(part.rate.incidents),
                    Shown.fixed(part.rate.perDay ?? 0, 2), part.rate.interval,
                ]
            })
    }
}

/// The values of a column against their own past.
public struct GrowthSummary: Codable, Sendable, Equatable {
    /// One value.
    public struct Value: Codable, Sendable, Equatable {
        /// The value.
        public var name: String
        /// How its rate has changed.
        public var change: ChangeSummary
        /// The false-discovery rate; absent where it was not tested.
        public var q: Double?
        /// `grew`, `fell`, `no_change` or `too_few`.
        public var verdict: String
        /// How many incidents are needed, where there are too few.
        public var needed: Int?
    }

    /// `category`, `weapon` or `area`.
    public var by: String
    /// Values that were tested.
    public var tested: Int
    /// How often each interval holds the true ratio, nearly.
    public var confidence: Double
    /// Incidents of both periods without a value.
    public var unnamed: Int
    /// The values, the surest growth first.
    public var values: [Value]
    /// Why none was ranked: `no_column`, or what the comparison of years lacks.
    public var gap: String?

    /// Sums up the ranking of a survey.
    public init(_ survey: TrendSurvey) {
        self.init(
            survey.growth, by: survey.method.rank, fdr: survey.method.fdr,
            gap: survey.comparisons.first { $0.kind == .yearOnYear }.flatMap { ComparisonSummary($0).gap })
    }

    /// Sums up a ranking.
    ///
    /// - Parameters:
    ///   - growth: The ranking; nil where there is no column.
    ///   - column: Whose values were ranked.
    ///   - fdr: The false-discovery rate at which a change is called.
    ///   - gap: What the comparison of years lacks.
    init(_ growth: GrowthRanking?, by column: Trends.Column, fdr: Double, gap: String?) {
        by = column.rawValue
        guard let growth else {
            (tested, confidence, unnamed, values, self.gap) = (0, 1 - fdr, 0, [], "no_column")
            return
        }
        tested = growth.tested
        confidence = growth.confidence.rounded(decimals: 8)
        unnamed = growth.unnamed
        values = growth.values.map { value in
            var needed: Int?
            let verdict =
                switch value.verdict {
                case .grew: "grew"
                case .fell: "fell"
                case .noChange: "no_change"
                case .tooFew: "too_few"
                }
            if case .tooFew(let number) = value.verdict { needed = number }
            return Value(
                name: value.name, change: ChangeSummary(value.change), q: value.q?.rounded(significant: 8),
                verdict: verdict, needed: needed)
        }
        self.gap = gap
    }

    private func words(_ value: Value) -> String {
        let once =
            value.change.earlierIncidents == 0
            ? ", in the later period alone: new, or under a new name"
            : value.change.incidents == 0 ? ", in the earlier period alone: gone, or under a new name" : ""
        switch value.verdict {
        case "grew": return "grew\(once)"
        case "fell": return "fell\(once)"
        case "too_few": return "too few to tell, \(value.needed ?? 0) are needed\(once)"
        default: return "no change beyond chance\(once)"
        }
    }

    /// A line for each of the first values.
    package func lines(most: Int) -> [String] {
        let subject = "\(by) against its own past"
        if gap == "no_column" { return ["\(subject): not ranked: there are no named areas"] }
        if gap != nil { return ["\(subject): not ranked: there are no months to hold against each other"] }
        guard !values.isEmpty else {
            return [
                "\(subject): not ranked: no incident is of any \(by)"
                    + (unnamed > 0 ? " (\(Words.count(unnamed, "incident", "incidents")) without)" : "")
            ]
        }
        let head =
            "\(subject): \(Words.count(tested, "value", "values")) tested, \(values.count { $0.verdict == "grew" }) grew, \(values.count { $0.verdict == "fell" }) fell, \(values.count { $0.verdict == "too_few" }) with too few incidents"
            + (unnamed > 0 ? "; \(Words.count(unnamed, "incident", "incidents")) of no \(by)" : "")
            + "; intervals of \(Shown.percent(confidence))"
        let rest = values.count - most
        return [head]
            + values.prefix(most).map { value in
                "\(value.name): \(words(value)): \(Shown.grouped(value.change.incidents)) against \(Shown.grouped(value.change.earlierIncidents)), ratio \(value.change.shown)"
                    + (value.q.map { ", p \(Shown.probability(value.change.p)), q \(Shown.probability($0))" } ?? "")
            }
            + (rest > 0 ? ["\(Words.count(rest, "further value", "further values")) in --json and --out"] : [])
    }

    /// The values as a table of the report; nil where there are none. `lead` opens its caption, which stands once in a page.
    package func table(_ lead: String = "Each") -> FindingSection.Table? {
        guard !values.isEmpty else { return nil }
        return FindingSection.Table(
            "\(lead) \(by) against the same months of the year before, the surest growth first; intervals of \(Shown.percent(confidence))",
            [
                .text("Value"), .number("Later"), .number("Earlier"), .number("Ratio"), .number("p"), .number("q"),
                .text("Verdict"),
            ],
            rows: values.prefix(40).map { value in
                [
                    value.name, Shown.grouped(value.change.incidents), Shown.grouped(value.change.earlierIncidents),
                    value.change.shown, Shown.probability(value.change.p), value.q.map { Shown.probability($0) } ?? "–",
                    words(value),
                ]
            })
    }
}

/// The fullest days in a row.
public struct BusiestSummary: Codable, Sendable, Equatable {
    /// How many days.
    public var days: Int
    /// The first day; absent where nothing was looked for.
    public var from: String?
    /// The last day.
    public var to: String?
    /// Incidents on them.
    public var incidents: Int
    /// Incidents to be expected on as many days.
    public var expected: Double
    /// How likely the fullest so many days are as full by chance.
    public var p: Double?

    /// Sums up the fullest days.
    public init(_ busiest: BusiestDays) {
        days = busiest.length
        from = busiest.first?.description
        to = busiest.last?.description
        incidents = busiest.count
        expected = busiest.expected.rounded(significant: 8)
        p = busiest.p?.rounded(significant: 8)
    }

    /// The days in one line.
    package var line: String {
        let subject = days == 1 ? "the fullest day" : "the fullest \(days) days"
        guard let from, let to, let p else {
            return "\(subject): not tested: no incident is known to the day, or the period is too short"
        }
        return
            "\(subject): \(days == 1 ? Words.date(from) : Words.span(from, to)) with \(Words.count(incidents, "incident", "incidents")), \(Shown.fixed(expected, 1)) to be expected; the fullest of all would have as many by chance with p \(Shown.probability(p))"
    }
}
