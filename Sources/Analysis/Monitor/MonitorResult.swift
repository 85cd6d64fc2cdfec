import HomewardCalendar

/// The monthly figures of the whole, of each area and of what is in none.
public struct MonitorResult: Sendable, Equatable {
    /// What is told of a group in one month.
    public struct Figures: Sendable, Equatable {
        /// What was counted.
        public var counts: MonthlyCounts
        /// What was to be expected; nil for a month that is cut short or has too few whole months before it.
        public var expected: ExpectedCount?
        /// Incidents of the twelve whole months up to this one; nil where there are fewer.
        public var rollingYear: Int?

        /// Where the month lies; nil where it has no limits.
        public var verdict: ExpectedCount.Verdict? { expected?.verdict(of: counts.incidents) }
    }

    /// The whole, an area, or what is in none.
    public struct Group: Sendable, Equatable {
        /// What it is.
        public enum Kind: String, Sendable, Hashable, CaseIterable {
            /// All incidents.
            case whole
            /// A named area.
            case area
            /// Incidents in no named area.
            case elsewhere
        }

        /// What it is.
        public var kind: Kind
        /// The number of the area; nil for the others.
        public var area: Int?
        /// The figures, month by month.
        public var figures: [Figures]
        /// By how much the rate grows in a year over the latest whole months, thirty-six at most.
        public var trend: RateTrend
        /// How many months that is.
        public var trendMonths: Int
        /// The latest twelve whole months against the twelve before; nil where there are fewer than twenty-four.
        public var yearOnYear: RateChange?
    }

    /// How the values of a column changed.
    public struct Theme: Sendable, Equatable {
        /// The column.
        public var column: Trends.Column
        /// The months that are compared.
        public var comparison: MonthComparison
        /// Its values.
        public var ranking: GrowthRanking
    }

    /// The method with its settings.
    public var method: Monitor
    /// The months of the period.
    public var months: [MonitoredMonth]
    /// The whole first, then the areas in their order, then what is in none; the whole alone where no area is named.
    public var groups: [Group]
    /// The areas against each other over the latest twelve whole months; nil where there are fewer, or no two areas to compare.
    public var funnel: AreaFunnel?
    /// What changed.
    public var themes: [Theme]
    /// How many times more than by chance neighbouring months of the whole differ, and those of areas.
    public var bunching: (whole: Double, areas: Double)
    /// Whether the season of the whole town was allowed for in the limits of the latest whole month.
    public var knowsSeason: Bool
    /// All incidents, and those that no month can count, by reason.
    public var incidents: Int
    /// Those that no month can count, by reason.
    public var aside: [TimeGap: Int]
    /// Whether any incident has an age.
    public var knowsAges: Bool
    /// Whether any incident has a weapon, or an offence that says so.
    public var knowsWeapons: Bool

    /// The latest whole month's place among ``months``; nil where no month is whole.
    public var latest: Int? { months.lastIndex { $0.isWhole } }

    /// Equal in everything.
    public static func == (a: MonitorResult, b: MonitorResult) -> Bool {
        a.method == b.method && a.months == b.months && a.groups == b.groups && a.funnel == b.funnel
            && a.themes == b.themes && a.bunching == b.bunching && a.knowsSeason == b.knowsSeason
            && a.incidents == b.incidents && a.aside == b.aside && a.knowsAges == b.knowsAges
            && a.knowsWeapons == b.knowsWeapons
    }

    /// Works the figures out. O(groups × months × baseline).
    init(_ method: Monitor, _ tally: MonthlyTally, places: MonitoredPlaces, themes: [Theme]) {
        self.method = method
        let months = tally.months
        self.months = months
        self.themes = themes
        (incidents, aside) = (tally.incidents, tally.aside)
        (knowsAges, knowsWeapons) = (tally.anyAge, tally.anyWeapon)
        let counts = tally.counts.map { $0.map(\.incidents) }
        let areas = 1..<max(1, counts.count - 1)
        let whole = MonitorResult.differences(counts[0], months)
        let parts = areas.map { MonitorResult.differences(counts[$0], months) }
        let all = (sum: parts.reduce(0) { $0 + $1.sum }, pairs: parts.reduce(0) { $0 + $1.pairs })
        let bunching = (
            whole: MonitorResult.bunching(whole), areas: all.pairs > 0 ? MonitorResult.bunching(all) : 1
        )
        self.bunching = bunching
        groups = tally.counts.indices.map { group in
            let own = group == 0 ? bunching.whole : bunching.areas
            let figures = months.indices.map { month in
                Figures(
                    counts: tally.counts[group][month],
                    expected: MonitorResult.expected(
                        of: counts[group], in: month, months, whole: group == 0 ? nil : counts[0],
                        baseline: method.baseline,
                        bunching: own, bunchingOfWhole: bunching.whole),
                    rollingYear: MonthlyTally.isYear(months, to: month)
                        ? counts[group][(month - 11)...month].reduce(0, +) : nil)
            }
            let series = MonitorResult.latestSteps(counts[group], months, most: 36)
            let isArea = areas.contains(group)
            return Group(
                kind: group == 0 ? .whole : isArea ? .area : .elsewhere, area: isArea ? group - 1 : nil,
                figures: figures, trend: RateTrend(of: CountSeries(unit: .month, steps: series)),
                trendMonths: series.count, yearOnYear: MonitorResult.years(counts[group], months))
        }
        let last = months.lastIndex { $0.isWhole }
        knowsSeason =
            last.map { MonitorResult.season(counts[0], before: $0, months, baseline: method.baseline) != nil } ?? false
        funnel = nil
        if let last, areas.count > 1, MonthlyTally.isYear(months, to: last) {
            let now = areas.map { counts[$0][(last - 11)...last].reduce(0, +) }
            let hasPast = last >= 23 && MonthlyTally.isYear(months, to: last - 12)
            if places.residents != nil || hasPast {
                func year(of group: Int, to month: Int) -> Int { counts[group][(month - 11)...month].reduce(0, +) }
                let past = hasPast ? areas.map { year(of: $0, to: last - 12) } : []
                let before = hasPast ? year(of: 0, to: last - 12) : 0
                let funnel = AreaFunnel(
                    counts: now, past: past, change: before > 0 ? Double(year(of: 0, to: last)) / Double(before) : 1,
                    residents: places.residents, bunching: bunching.areas)
                self.funnel = funnel.points.count > 1 ? funnel : nil
            }
        }
    }

    /// The latest whole months, as many as there are in a row.
    private static func latestSteps(_ counts: [Int], _ months: [MonitoredMonth], most: Int) -> [CountSeries.Step] {
        guard let last = months.lastIndex(where: \.isWhole) else { return [] }
        let first = max(months.firstIndex(where: \.isWhole) ?? last, last - most + 1)
        return (first...last).map { month in
            let own = months[month]
            return CountSeries.Step(
                first: own.month.first, last: own.month.last, days: own.days, count: counts[month])
        }
    }

    /// The latest year against the one before.
    private static func years(_ counts: [Int], _ months: [MonitoredMonth]) -> RateChange? {
        guard let last = months.lastIndex(where: \.isWhole), last >= 23, MonthlyTally.isYear(months, to: last),
            MonthlyTally.isYear(months, to: last - 12)
        else { return nil }
        func sum(_ range: ClosedRange<Int>) -> (count: Int, days: Double) {
            (counts[range].reduce(0, +), Double(months[range].reduce(0) { $0 + $1.days }))
        }
        let (late, early) = (sum((last - 11)...last), sum((last - 23)...(last - 12)))
        return RateChange(
            count: late.count, exposure: late.days, comparisonCount: early.count, comparisonExposure: early.days)
    }

    /// Of each two whole months in a row with an incident the chi-square against one rate: their sum and their number.
    private static func differences(_ counts: [Int], _ months: [MonitoredMonth]) -> (sum: Double, pairs: Int) {
        var (sum, pairs) = (0.0, 0)
        for month in counts.indices.dropFirst() where months[month].isWhole && months[month - 1].isWhole {
            guard counts[month] + counts[month - 1] > 0 else { continue }
            let (x, y) = (Double(months[month - 1].days), Double(months[month].days))
            let difference = Double(counts[month - 1]) * y - Double(counts[month]) * x
            sum += difference * difference / (x * y * Double(counts[month] + counts[month - 1]))
            pairs += 1
        }
        return (sum, pairs)
    }

    private static func bunching(_ found: (sum: Double, pairs: Int)) -> Double {
        found.pairs > 0 ? max(1, found.sum / Double(found.pairs)) : 1
    }

    /// The whole months before a month that serve as its past; nil where there are too few.
    private static func past(of month: Int, _ months: [MonitoredMonth], baseline: Int) -> Range<Int>? {
        guard months[month].isWhole else { return nil }
        let first = max(months.firstIndex(where: \.isWhole) ?? month, month - baseline)
        return month - first >= Monitor.fewestMonths ? first..<month : nil
    }

    /// How many times as busy as the rest of the year the whole is in a month of the calendar, and the incidents that tell it; nil where
    /// fewer than two years do.
    private static func season(_ whole: [Int], before month: Int, _ months: [MonitoredMonth], baseline: Int) -> (
        factor: Double, incidents: Double
    )? {
        guard let past = past(of: month, months, baseline: baseline), past.count >= 24 else { return nil }
        // Of whole years alone, so that each month of the calendar counts as often as the others.
        let years = past.upperBound - past.count / 12 * 12..<past.upperBound
        let same = years.filter { months[$0].month.month == months[month].month.month }
        func rate(_ of: some Sequence<Int>) -> (count: Double, days: Double) {
            of.reduce(into: (0, 0)) { sum, index in
                sum.0 += Double(whole[index])
                sum.1 += Double(months[index].days)
            }
        }
        let (own, all) = (rate(same), rate(years))
        guard all.count > 0, own.days > 0 else { return nil }
        // Half an incident more, so that a month without any is not impossible.
        let expected = all.count / all.days * own.days
        return ((own.count + 0.5) / (expected + 0.5), own.count + 0.5)
    }

    /// What is to be expected of a group in a month.
    ///
    /// - Parameter whole: The counts of the whole, whose season is the group's; nil for the whole itself.
    private static func expected(
        of counts: [Int], in month: Int, _ months: [MonitoredMonth], whole: [Int]?, baseline: Int, bunching: Double,
        bunchingOfWhole: Double
    ) -> ExpectedCount? {
        guard let past = past(of: month, months, baseline: baseline) else { return nil }
        let count = Double(past.reduce(0) { $0 + counts[$1] })
        let days = Double(past.reduce(0) { $0 + months[$1].days })
        guard days > 0, count > 0 else { return nil }
        let season = season(whole ?? counts, before: month, months, baseline: baseline)
        let mean = count / days * Double(months[month].days) * (season?.factor ?? 1)
        // The past is a sample: of the group's rate, and of the season.
        var relative = bunching / count
        if let season {
            relative = whole == nil ? bunching / season.incidents : relative + bunchingOfWhole / season.incidents
        }
        return ExpectedCount(mean: mean, variance: bunching * mean + mean * mean * relative)
    }
}
