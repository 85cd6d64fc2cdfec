import HomewardAnalysis
import HomewardCore

/// Whether it is getting more, since when, on which days and in which months, and what of it grew.
public struct TrendsFinding: StudyFinding {
    /// The verb `trends`, and the section "More or less".
    public static let about = FindingAbout(
        key: "trends", verb: "trends", title: "More or less",
        abstract:
            "Tell whether there is more or less than before, since when, when in the week and year, and what grew.",
        discussion: """
            Use it before a tasking meeting or a panel asks "is it getting worse?". It answers five questions, each with its \
            interval and p; read the interval first, for it says how great or small the change may be.

            Against the past: the latest whole months, twelve at most, against the same months of the year before, the latest month \
            against the one before it, and against the same month a year ago. Rates are by day in force, so that February is not \
            behind for its 28 days; --days school counts school days alone and --hours 15-18 the hours after school. A month \
            against the one before it holds a season too: what happens every July is no news.

            Since when: the weeks or months at which the level changed, by the best cut of the series into levels. Each change must \
            gain as much as --penalty says and is then tested by putting the weeks around it into random order; only one whose q is \
            within --fdr stands out. The trend is what the whole period grows by in a year if it grows steadily.

            When: rates by weekday, kind of day, month of the year and year, with exact intervals. p is for all parts having one rate.

            What grew: each category, weapon or area (--rank) against its own past, the surest growth first. q allows for the number of \
            values. "Too few" means that not even all of them in one period would be a change; a value that stands in one period \
            only may be new or have a new name.

            The fullest day and seven days: p is for the worst of the whole period, not for a day chosen beforehand.

            Dispersion says how many times more than by chance neighbouring weeks differ. Well above 1, incidents come in \
            bunches: changes, trend and the p of weekdays and months allow for that, the comparisons with the past, the ranking and \
            the fullest days do not, so take theirs with care. A range of time counts at its middle, and only by days, weeks or \
            months that are as long as it; what serves no count is told by reason.

              homeward trends Samples/incidents.csv --areas GeoData/areas.geojson \\
                --calendar GeoData/calendar.yml --rank weapon --out trends.csv
            """,
        method:
            "Rates by day in force with exact Poisson intervals (Garwood 1936) and Pearson's chi-square; the latest whole "
            + "months against earlier ones by the one-sided e-tests (Krishnamoorthy and Thomson 2004), doubled, with the interval "
            + "that agrees; levels by optimal partitioning (Jackson and others 2005) with a penalty of ln(steps) on the deviance, "
            + "each change tested by seeded permutation of the steps around it, p = (k + 1) / (n + 1); the trend by Poisson "
            + "regression; values of a column ranked by the doubled e-test with Benjamini–Hochberg rates; the fullest days by Naus's "
            + "scan statistic (1982). Dispersion by neighbouring steps is allowed for in profiles, changes and trend.",
        groups: ["trends", "seed"],
        table: FindingTable(
            "Rates by weekday, kind of day, month and year, by week or month, levels, comparisons and values of a column, a record for each.",
            TrendRecords.columns),
        whyNotShared: "It counts by days and names, and withholds nothing where few happened")

    /// What was asked, and the account of all incidents.
    public var account: TrendAccount
    /// The latest months against earlier ones.
    public var comparisons: [ComparisonSummary]
    /// The steady growth.
    public var trend: TrendSummary
    /// The levels of the series and the changes between them.
    public var levels: LevelsSummary
    /// Rates by weekday, kind of day, month and year.
    public var profiles: [ProfileSummary]
    /// The incidents by week or month.
    public var series: [StepSummary]
    /// The values of a column against their own past.
    public var growth: GrowthSummary
    /// The fullest day and the fullest seven days.
    public var busiest: [BusiestSummary]

    /// Looks at all incidents of the study.
    public init(_ study: Study, _ plan: PlanFile) throws {
        try study.requireIncidents()
        self.init(try study.trends(plan.trendsMethod))
    }

    /// Sums up a survey.
    public init(_ survey: TrendSurvey) {
        account = TrendAccount(survey)
        comparisons = survey.comparisons.map { ComparisonSummary($0) }
        trend = TrendSummary(survey.trend)
        levels = LevelsSummary(survey)
        profiles = survey.profiles.map { ProfileSummary($0) }
        series = survey.series.steps.map { StepSummary($0) }
        growth = GrowthSummary(survey)
        busiest = survey.busiest.map { BusiestSummary($0) }
    }

    /// Everything but the series in words.
    public var lines: [String] {
        [account.line] + comparisons.map(\.line) + [trend.line] + levels.lines(account.step) + [account.dispersionLine]
            + profiles.map(\.line) + growth.lines(most: 10) + busiest.map(\.line)
    }

    /// The verdicts as sentences, then the tables.
    public var section: FindingSection {
        let lead = [account.line] + comparisons.map(\.line) + [trend.line] + levels.lines(account.step)
        return FindingSection(
            (lead + [account.dispersionLine] + busiest.map(\.line)).map { Words.sentence($0) },
            tables: profiles.map(\.table) + [growth.table()].compactMap { $0 })
    }

    /// The records of `trends.csv`.
    public var records: [[FindingCell]] { TrendRecords(self).records }
}
