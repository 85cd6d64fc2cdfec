public import HomewardCalendar
public import HomewardCore
public import HomewardIncidents

/// Whether it is getting more, since when, on which days and in which months, and what of it grew.
///
/// Every count goes with its days in force: the days of the period that are asked for, those without an incident among them. An
/// incident that cannot be told to the day serves weeks and months, one of which the month alone is known months; what serves no
/// method is counted by reason.
///
/// Incidents count as independent but where ``CountSeries/dispersion`` is allowed for: in the profiles, changes and the trend, not in the
/// comparisons of months, the ranking and the busiest days, whose p are too small where incidents come in bunches.
public struct Trends: Configurable, Equatable {
    /// By what the series is counted.
    public enum Step: String, Sendable, Hashable, CaseIterable {
        /// Weeks, or months where most incidents are known by the month alone.
        case auto
        /// Monday to Sunday.
        case week
        /// Months of the calendar.
        case month
    }

    /// Whose values are held against their own past.
    public enum Column: String, Sendable, Hashable, CaseIterable {
        /// The categories of offence.
        case category
        /// The weapons.
        case weapon
        /// The named areas.
        case area
    }

    /// Which days count.
    public var days = DaySelection.all
    /// Which hours count; nil for all.
    public var hours: HourWindow?
    /// By what the series is counted.
    public var step = Step.auto
    /// The most months that are held against the year before.
    public var months = 12
    /// Whose values are ranked.
    public var rank = Column.category
    /// The false-discovery rate at which a change is called.
    public var fdr = 0.05
    /// The penalty of a change of level, in logarithms of the number of steps.
    public var penalty = 2.0
    /// How often steps are put into random order to test a change.
    public var permutations = 999
    /// The seed of the orders.
    public var seed: UInt64 = 1

    /// The standard method.
    public init() {}

    /// The parameters but the seed, which a plan states once.
    public static let settings: [Setting<Self>] = [
        .choice("trends.days", \.days, "the days that are counted"),
        .value(
            "trends.hours", \.hours, domain: .text("hours"),
            "the hours that are counted, half-open local time: 15-18, 15:10-16:40 or all",
            wanted: "span of hours; write 15-18, 15:10-16:40 or all", hint: { HourWindow.hint(for: $0) },
            read: { $0 == "all" ? .some(.none) : HourWindow($0).map { .some($0) } },
            write: { $0.map(\.shortest) ?? "all" }),
        .choice(
            "trends.step", \.step,
            "by what changes and trend are counted: weeks, months, or months only where most incidents are known by the month alone (auto)"
        ),
        .whole(
            "trends.months", \.months, in: 1...12, unit: "months",
            "the most whole months that are held against the same months of the year before"),
        .choice("trends.rank", \.rank, "whose values are held against their own past"),
        .number("trends.fdr", \.fdr, in: 0.0001...0.5, "the false-discovery rate at which a change is called"),
        .number(
            "trends.penalty", \.penalty, in: 0.5...20,
            "how much a change of level must gain, in logarithms of the number of weeks or months"),
        .whole(
            "trends.permutations", \.permutations, in: 99...99_999, unit: "permutations",
            "how often weeks or months are put into random order to test a change"),
    ]

    /// All that time tells of the incidents of a table.
    ///
    /// O(incidents + days + steps² + permutations × steps). The same for any number of threads and any order of incidents.
    ///
    /// - Parameters:
    ///   - table: The incidents.
    ///   - kinds: The kind of each day of the period.
    ///   - areSchoolDaysKnown: Whether a calendar tells the kinds of weekdays.
    ///   - column: The value of each incident whose change is ranked; nil where there is none.
    /// - Throws: `SettingError` where a parameter lies outside its range.
    public func survey(
        of table: IncidentTable, days kinds: DayTable, areSchoolDaysKnown: Bool = true, column: ValueColumn? = nil
    ) throws(SettingError) -> TrendSurvey {
        try check()
        let incidents = DatedIncidents(table, places: DayPlaces(days: kinds, selection: days, hours: hours))
        let unit: TimeUnit =
            switch step {
            case .week: .week
            case .month: .month
            case .auto: incidents.isMostlyMonths ? .month : .week
            }
        let series = CountSeries(of: incidents, by: unit)
        let dispersion = series.dispersion
        var changes = ChangePoints()
        changes.penalty = penalty
        changes.shortest = unit == .week ? 4 : 3
        changes.permutations = permutations
        changes.seed = seed
        changes.fdr = fdr
        let comparisons = MonthComparison.Kind.allCases.map {
            MonthComparison($0, of: incidents, months: months)
        }
        let cycles = RateProfile.Cycle.allCases.filter { $0 != .kindOfDay || areSchoolDaysKnown }
        return TrendSurvey(
            method: self, incidents: table.count, filtered: incidents.filtered,
            counted: Dictionary(uniqueKeysWithValues: TimeUnit.allCases.map { ($0, incidents.counted($0)) }),
            setAside: Dictionary(uniqueKeysWithValues: TimeUnit.allCases.map { ($0, incidents.aside($0)) }),
            first: kinds.first, last: kinds.last, daysInForce: incidents.inForce.count { $0 },
            profiles: cycles.map { RateProfile($0, of: incidents, dispersion: dispersion) }, series: series,
            dispersion: dispersion, changes: changes.changes(in: series), trend: RateTrend(of: series),
            comparisons: comparisons,
            growth: column.flatMap { column in
                comparisons.first { $0.kind == .yearOnYear }.map {
                    GrowthRanking(column, of: table, incidents, comparison: $0, fdr: fdr)
                }
            },
            busiest: [1, 7].map { BusiestDays($0, of: incidents) })
    }
}

/// All that time tells of incidents, with what it was held to.
public struct TrendSurvey: Sendable, Equatable {
    /// The method with its settings.
    public var method: Trends
    /// All incidents.
    public var incidents: Int
    /// Those on other days or at other hours than asked for.
    public var filtered: Int
    /// Those that each unit of time counts.
    public var counted: [TimeUnit: Int]
    /// Those that it cannot count, by reason. `counted` + `setAside` + ``filtered`` = ``incidents`` for each.
    public var setAside: [TimeUnit: [TimeGap: Int]]
    /// The first day of the period.
    public var first: CivilDay
    /// The last day of the period.
    public var last: CivilDay
    /// The days of the period that are asked for.
    public var daysInForce: Int
    /// The rates by weekday, kind of day where known, month and year.
    public var profiles: [RateProfile]
    /// The incidents by week or month.
    public var series: CountSeries
    /// How many times more than by chance neighbouring weeks or months differ.
    public var dispersion: Double
    /// The levels and the changes between them.
    public var changes: ChangePointResult
    /// The steady growth.
    public var trend: RateTrend
    /// The latest months against earlier ones.
    public var comparisons: [MonthComparison]
    /// The values of a column against their own past; nil where no column was given.
    public var growth: GrowthRanking?
    /// The fullest day and the fullest seven days.
    public var busiest: [BusiestDays]
}
