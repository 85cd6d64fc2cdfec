public import HomewardCalendar
public import HomewardCore
public import HomewardIncidents

/// The figures of a month and of the twelve months up to it, area by area, that a board reads.
///
/// Every incident counts in one month, and in one area or elsewhere; the areas and what is elsewhere add up to the whole. Only whole months
/// of the period have limits, and only where twelve whole months lie before them; the months at its ends may be cut short.
///
/// What is to be expected of a month follows from the whole months before it, ``baseline`` at most: the rate by day, and from twenty-four
/// months on the season of the whole town. The limits allow for bunches (neighbouring months that differ by more than chance) and for the
/// chance of those earlier months themselves, see ``ExpectedCount``.
///
/// O(incidents + months × areas × baseline). The same for any number of threads and any order of incidents.
public struct Monitor: Configurable, Equatable {
    /// The most whole months before a month from which is told what it is to be.
    public var baseline = 24
    /// The side of a square that counts as one place, m.
    public var place = 50.0
    /// Under which age a person counts as young, years.
    public var young = 25
    /// Words of weapons and offences that stand for a knife; nil for ``usualKnifeWords``.
    public var knifeWords: [String]?
    /// The false-discovery rate at which the change of a theme is called.
    public var fdr = 0.05
    /// The hours after school.
    public var window = HourWindow.afterSchool

    /// The words that stand for a knife unless others are given. Capitals do not matter, and a word may be a part of a longer one.
    public static let usualKnifeWords = [
        "knife", "knives", "blade", "machete", "sword", "dagger", "sharp instrument", "sharp object",
    ]
    /// The whole months before a month without which it has no limits.
    public static let fewestMonths = 12

    /// The standard method.
    public init() {}

    /// The parameters.
    public static let settings: [Setting<Self>] = [
        .value(
            "monitor.hours", \.window, domain: .text("hours"),
            "the hours after school, half-open local time: 15-18 or 15:10-16:40",
            wanted: "span of hours; write 15-18 or 15:10-16:40", hint: { HourWindow.hint(for: $0) },
            read: { HourWindow($0) }, write: { $0.shortest }),
        .whole(
            "monitor.baseline_months", \.baseline, in: fewestMonths...60, unit: "months",
            "the most whole months before a month from which is told what it is to be"),
        .number(
            "monitor.place_m", \.place, in: 5...1000, unit: "m",
            "the side of a square that counts as one place to which incidents come back"),
        .whole("monitor.young_under", \.young, in: 10...100, unit: "years", "under which age a person counts as young"),
        .texts(
            "monitor.knife_words", \.knifeWords, kind: "word",
            "words of weapons and offences that stand for a knife: \(usualKnifeWords.joined(separator: ", ")) where not given"
        ),
        .number(
            "monitor.fdr", \.fdr, in: 0.0001...0.5, "the false-discovery rate at which the change of a theme is called"),
    ]

    /// The figures.
    ///
    /// - Parameters:
    ///   - table: The incidents.
    ///   - places: Their areas, sources and residents.
    ///   - days: The kind of each day of the period.
    ///   - areSchoolDaysKnown: Whether a calendar tells the kinds of weekdays.
    ///   - areaDays: The days of areas that go by school terms of their own.
    /// - Throws: `SettingError` where a parameter lies outside its range.
    public func figures(
        of table: IncidentTable, places: MonitoredPlaces, days: DayTable, areSchoolDaysKnown: Bool,
        areaDays: AreaDays = AreaDays()
    ) throws(SettingError) -> MonitorResult {
        try check()
        return MonitorResult(
            self,
            MonthlyTally(
                self, table, places: places, days: days, areSchoolDaysKnown: areSchoolDaysKnown, areaDays: areaDays),
            places: places, themes: themes(of: table, days: days))
    }

    /// Whether each of some names stands for a knife.
    func standForKnife(_ names: [String]) -> [Bool] {
        let words = (knifeWords ?? Monitor.usualKnifeWords).map { $0.lowercased() }
        return names.map { name in
            let name = name.lowercased()
            return words.contains { !$0.isEmpty && name.contains($0) }
        }
    }

    /// How each category and each weapon has changed, of the latest twelve whole months against the twelve before.
    private func themes(of table: IncidentTable, days: DayTable) -> [MonitorResult.Theme] {
        let incidents = DatedIncidents(table, places: DayPlaces(days: days, selection: .all, hours: nil))
        let years = MonthComparison(.yearOnYear, of: incidents, months: 12)
        guard years.change != nil else { return [] }
        return [
            (Trends.Column.category, ValueColumn(codes: table.category.lazy.map { Int($0) }, names: table.categories)),
            (.weapon, ValueColumn(codes: table.weapon.lazy.map { Int($0) }, names: table.weapons)),
        ].map { column, values in
            MonitorResult.Theme(
                column: column, comparison: years,
                ranking: GrowthRanking(values, of: table, incidents, comparison: years, fdr: fdr))
        }
    }
}

/// Where monitored incidents are, and who told of them.
public struct MonitoredPlaces: Sendable, Equatable {
    /// The area of each incident, below 0 for none.
    public var area: [Int32]
    /// The areas' names.
    public var names: [String]
    /// The residents of each area; nil where they are not known.
    public var residents: [Double]?
    /// The named sources, none where there are not several.
    public var sources: [ComparedSource]
    /// Whether harm is weighed.
    public var weighsHarm: Bool
    /// Whether positions are known closely enough to tell places apart.
    public var arePlacesKnown: Bool

    /// Describes places.
    public init(
        area: [Int32], names: [String], residents: [Double]? = nil, sources: [ComparedSource] = [],
        weighsHarm: Bool = false, arePlacesKnown: Bool = true
    ) {
        self.area = area
        self.names = names
        self.residents = residents
        self.sources = sources
        self.weighsHarm = weighsHarm
        self.arePlacesKnown = arePlacesKnown
    }
}
