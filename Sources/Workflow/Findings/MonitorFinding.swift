public import HomewardAnalysis
import HomewardCalendar
import HomewardCore

/// The figures of each month and of the twelve months up to it, for the whole and area by area.
public struct MonitorFinding: StudyFinding {
    /// The verb `monitor`, and the section "Month by month".
    public static let about = FindingAbout(
        key: "monitor", verb: "monitor", title: "Month by month",
        abstract: "Give the monthly figures that a board reads, area by area, with the limits of chance.",
        discussion: """
            Use it every month, for the partnership's board. For the whole study area, each named area and what lies in none, month by \
            month: incidents; what was to be expected of the month and the limits between which chance alone moves it; the sum of the last \
            twelve whole months, which has no season; harm where --harm weighs it; the share of young people among those whose age is \
            known, of incidents after school among those with a time of day, of knives; places to which incidents came back within \
            twelve months; police, ambulance and emergency department side by side where incidents have named sources.

            Read the limits first. A month between them is no news, up or down. Beyond the limit of 5 % (a warning) is worth a \
            look: with ten areas and no change at all, one month in two has such an area. Beyond the limit of 0.2 % (an alarm) somebody \
            should ask what happened. The limits follow from the whole months before, 24 at most and 12 at least; they allow for \
            incidents that come in bunches and, from 24 months on, for the season. Whole months alone have them: say with --from and \
            --to where the extract begins and ends.

            The funnel holds the areas against each other over the last twelve months: by residents where the areas' layer \
            has them, else each by its own year before, so that what rose or fell everywhere makes no area stand out. The trend is that \
            of up to three years, with its interval. Themes are categories and weapons against their own past.

            A figure that cannot be told is left empty and its reason given; it is never 0.

              homeward monitor Samples/incidents.csv --areas GeoData/areas.geojson --study-area Coventry \\
                --calendar GeoData/calendar.yml --from 2023-09-01 --to 2025-08-31 \
                --table monitor.csv --out monitor.geojson --pictures board
            """,
        method:
            "Limits of 5 % and 0.2 % of what the whole months before let expect (negative binomial with the dispersion of neighbouring "
            + "months, the chance of those months and, from two years on, the season of the town allowed for); funnel of areas after "
            + "Spiegelhalter (2005) with multiplicative over-dispersion; trend of up to 36 months by Poisson regression; themes by "
            + "doubled e-tests with Benjamini–Hochberg rates.",
        groups: ["monitor", "concentration.residents_field"],
        table: FindingTable(
            "The figures of every month, for the whole, each area and what lies in none, a record for each.",
            MonitorRecords.columns),
        whyNotShared: "It counts by month and area, and withholds nothing where few happened", hasOwnVerb: true)

    /// What was asked, and which incidents count.
    public struct Account: Codable, Sendable, Equatable {
        /// The first day of the first month.
        public var from: String
        /// The last day of the last month.
        public var to: String
        /// Whole months among them.
        public var wholeMonths: Int
        /// The latest whole month, `2025-08`; absent where none is whole.
        public var latest: String?
        /// All incidents.
        public var incidents: Int
        /// Those that no month can count, by reason.
        public var setAside: [String: Int]
        /// The hours after school.
        public var hours: WindowSummary
        /// Under which age a person counts as young.
        public var youngUnder: Int
        /// Words that stand for a knife.
        public var knifeWords: [String]
        /// Whether any incident has an age, and whether any has a weapon or an offence that says so.
        public var knowsAges: Bool
        /// Whether any incident has a weapon, or an offence that says so.
        public var knowsWeapons: Bool
        /// How many times more than by chance neighbouring months of the whole differ.
        public var bunchingOfWhole: Double
        /// How many times more those of areas do.
        public var bunchingOfAreas: Double
        /// Whether the season is allowed for in the latest limits.
        public var knowsSeason: Bool
        /// The named sources, where there are several.
        public var sources: [String]
        /// Under which age all persons are, where the files were read so; then their share says nothing.
        public var readUnder: Int?
    }

    /// What is told of one month.
    public struct Month: Codable, Sendable, Equatable {
        /// The month, `2025-08`.
        public var month: String
        /// Its days in the period.
        public var days: Int
        /// School days among them; absent where no calendar tells them.
        public var schoolDays: Int?
        /// Whether all of its days are in the period.
        public var whole: Bool
        /// Incidents.
        public var incidents: Int
        /// What was to be expected; absent where nothing can be.
        public var expected: Double?
        /// The least number within the limits of 5 %.
        public var lower: Int?
        /// The greatest.
        public var upper: Int?
        /// The least number within the limits of 0.2 %.
        public var lowerAlarm: Int?
        /// The greatest.
        public var upperAlarm: Int?
        /// `within`, `above`, `far_above`, `below` or `far_below`; absent where the month has no limits.
        public var verdict: String?
        /// Incidents of the twelve whole months up to this one.
        public var twelveMonths: Int?
        /// Harm by the harm table.
        public var harm: Double?
        /// Incidents of which an age is known.
        public var withAge: Int?
        /// Those of them with a young person.
        public var young: Int?
        /// Incidents with a time of day of their own.
        public var timed: Int?
        /// Those of them after school on a school day.
        public var afterSchool: Int?
        /// Incidents with a knife.
        public var knife: Int?
        /// Places with two incidents or more in the twelve months.
        public var repeatPlaces: Int?
        /// The incidents at them.
        public var repeatIncidents: Int?
        /// Incidents of each named source.
        public var bySource: [String: Int]?
    }

    /// The whole, an area, or what is in none.
    public struct Group: Codable, Sendable, Equatable {
        /// Its name.
        public var name: String
        /// `whole`, `area` or `elsewhere`.
        public var kind: String
        /// Month by month.
        public var months: [Month]
        /// The trend of the latest whole months.
        public var trend: TrendSummary
        /// How many months that is.
        public var trendMonths: Int
        /// The latest twelve whole months against the twelve before; absent where there are fewer.
        public var yearOnYear: ChangeSummary?
    }

    /// An area in the funnel.
    public struct FunnelPoint: Codable, Sendable, Equatable {
        /// The area.
        public var area: String
        /// Its incidents of the last twelve months.
        public var incidents: Int
        /// What was to be expected.
        public var expected: Double
        /// One by the other.
        public var ratio: Double?
        /// The least number within the limits of 5 %.
        public var lower: Int
        /// The greatest.
        public var upper: Int
        /// The least number within the limits of 0.2 %.
        public var lowerAlarm: Int
        /// The greatest.
        public var upperAlarm: Int
        /// Where it lies.
        public var verdict: String
    }

    /// The areas against each other.
    public struct Funnel: Codable, Sendable, Equatable {
        /// `residents` or `past`.
        public var by: String
        /// How many times more than by chance areas differ; absent where there are too few to tell.
        public var dispersion: Double?
        /// The areas.
        public var points: [FunnelPoint]
    }

    /// What was asked, and which incidents count.
    public var account: Account
    /// The whole first, then the areas in their order, then what is in none.
    public var groups: [Group]
    /// The areas against each other; absent where they cannot be held so.
    public var funnel: Funnel?
    /// Categories and weapons against their own past; none where the period is too short.
    public var themes: [GrowthSummary]

    /// Looks at all incidents of the study.
    public init(_ study: Study, _ plan: PlanFile) throws {
        try study.requireIncidents()
        let ages = Set(plan.study.incidents.map(\.source.ageUnder))
        self.init(
            try study.monitor(plan.monitor, plan), whole: study.studyArea.name, areas: study.areas.map(\.name),
            sources: study.monitoredSources.map(\.name), readUnder: ages.count == 1 ? ages.first ?? nil : nil)
    }

    /// Sums up figures.
    ///
    /// - Parameters:
    ///   - result: The figures.
    ///   - whole: The study area's name.
    ///   - areas: The areas' names.
    ///   - sources: The named sources.
    ///   - readUnder: Under which age all persons are.
    public init(
        _ result: MonitorResult, whole: String, areas: [String], sources: [String] = [], readUnder: Int? = nil
    ) {
        account = Account(
            from: MonitorFinding.day(result.months.first?.month.first),
            to: MonitorFinding.day(result.months.last?.month.last),
            wholeMonths: result.months.count { $0.isWhole },
            latest: result.latest.map { MonitorFinding.name(result.months[$0].month) }, incidents: result.incidents,
            setAside: Dictionary(uniqueKeysWithValues: result.aside.map { ($0.key.rawValue, $0.value) }),
            hours: WindowSummary(result.method.window), youngUnder: result.method.young,
            knifeWords: result.method.knifeWords ?? Monitor.usualKnifeWords, knowsAges: result.knowsAges,
            knowsWeapons: result.knowsWeapons, bunchingOfWhole: result.bunching.whole.rounded(significant: 8),
            bunchingOfAreas: result.bunching.areas.rounded(significant: 8), knowsSeason: result.knowsSeason,
            sources: sources, readUnder: readUnder)
        groups = result.groups.map { group in
            let name =
                switch group.kind {
                case .whole: whole
                case .area: group.area.map { areas[$0] } ?? ""
                case .elsewhere: "Elsewhere"
                }
            return Group(
                name: name, kind: group.kind.rawValue,
                months: zip(result.months, group.figures).map { month, figures in
                    Month(
                        month, figures, of: result, sources: sources,
                        isReadYoung: readUnder.map { $0 <= result.method.young } ?? false)
                },
                trend: TrendSummary(group.trend), trendMonths: group.trendMonths,
                yearOnYear: group.yearOnYear.map { ChangeSummary($0) })
        }
        funnel = result.funnel.map { funnel in
            Funnel(
                by: funnel.basis.rawValue,
                dispersion: funnel.toldDispersion ? funnel.dispersion.rounded(significant: 8) : nil,
                points: funnel.points.map { point in
                    FunnelPoint(
                        area: areas[point.area], incidents: point.count,
                        expected: point.expected.mean.rounded(significant: 8),
                        ratio: point.ratio?.rounded(significant: 8), lower: point.expected.warning.lower,
                        upper: point.expected.warning.upper, lowerAlarm: point.expected.alarm.lower,
                        upperAlarm: point.expected.alarm.upper, verdict: point.verdict.rawValue)
                })
        }
        themes = result.themes.map { theme in
            GrowthSummary(
                theme.ranking, by: theme.column, fdr: result.method.fdr, gap: ComparisonSummary(theme.comparison).gap)
        }
    }

    private static func day(_ day: CivilDay?) -> String { day?.description ?? "" }

    /// `2025-08`.
    static func name(_ month: CalendarMonth) -> String { String(month.first.description.prefix(7)) }

    /// The records of `monitor.csv`.
    public var records: [[FindingCell]] { MonitorRecords(self).records }
}

extension MonitorFinding.Month {
    init(
        _ month: MonitoredMonth, _ figures: MonitorResult.Figures, of result: MonitorResult, sources: [String],
        isReadYoung: Bool
    ) {
        let counts = figures.counts
        let tellsAges = result.knowsAges && !isReadYoung
        self.init(
            month: MonitorFinding.name(month.month), days: month.days, schoolDays: month.schoolDays,
            whole: month.isWhole,
            incidents: counts.incidents, expected: figures.expected?.mean.rounded(significant: 8),
            lower: figures.expected?.warning.lower, upper: figures.expected?.warning.upper,
            lowerAlarm: figures.expected?.alarm.lower, upperAlarm: figures.expected?.alarm.upper,
            verdict: figures.verdict?.rawValue, twelveMonths: figures.rollingYear,
            harm: counts.harm?.rounded(significant: 12), withAge: tellsAges ? counts.withAge : nil,
            young: tellsAges ? counts.young : nil, timed: counts.timed, afterSchool: counts.afterSchool,
            knife: result.knowsWeapons ? counts.knife : nil, repeatPlaces: counts.repeatPlaces,
            repeatIncidents: counts.repeatIncidents,
            bySource: sources.isEmpty
                ? nil : Dictionary(zip(sources, counts.bySource).map { ($0, $1) }, uniquingKeysWith: +))
    }

    /// `August 2025`.
    package var title: String { Words.span("\(month)-01", lastDay) }

    private var lastDay: String {
        CivilDay(iso: "\(month)-01").map { CalendarMonth(of: $0).last.description } ?? ""
    }
}
