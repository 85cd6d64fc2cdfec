import HomewardCore
public import HomewardGeometry
public import HomewardLayers
public import HomewardWorkflow

/// The named areas with the figures of the latest whole month and of the twelve months up to it.
public enum MonitorLayer: LayerDefinition {
    /// An area with its figures.
    package struct Row: Sendable {
        let number: Int
        let area: NamedArea
        let group: MonitorFinding.Group
        /// The figures of the latest whole month; nil where none is whole.
        let latest: MonitorFinding.Month?
        let funnel: MonitorFinding.FunnelPoint?
    }

    package static let layerName = "monitor"
    package static let title = "Monthly figures"
    package static let summary =
        "The named areas with the latest whole month and the twelve months up to it. Only `homeward monitor` writes it."
    package static let geometry = LayerGeometry.areas
    package static let shared = SharedForm.none(
        "Its counts by area and month are neither withheld nor rounded")
    package static let delivery = LayerDelivery.verbOnly
    package static let group = LayerGroup.findings
    package static let basis: Set<MadeUp> = [.incidents]

    package static let name = Column<String>("name", "Name", meaning: "The name of the area.") { $0.area.name }
    package static let month = Column<String>(
        "month", "Month", meaning: "The latest whole month of the period; empty where none is whole."
    ) { $0.latest?.month }
    package static let incidents = Column<Int>(
        "incidents", "Incidents", in: .incidents, meaning: "Incidents in the area in that month."
    ) { $0.latest?.incidents }
    package static let expected = Column<Double>(
        "expected", "Expected", in: .incidents, decimals: 2,
        meaning: "Incidents to be expected of the month by the whole months before; empty where they are too few."
    ) { $0.latest?.expected }
    package static let lower = Column<Int>(
        "lower", "Least by chance", in: .incidents, meaning: "The least number within the limits of 5 %."
    ) { $0.latest?.lower }
    package static let upper = Column<Int>(
        "upper", "Most by chance", in: .incidents, meaning: "The greatest number within the limits of 5 %."
    ) { $0.latest?.upper }
    package static let verdict = Column<String>(
        "verdict", "Verdict",
        meaning:
            "within, above or below (the limits of 5 %), far_above or far_below (those of 0.2 %); empty where the month has no limits."
    ) { $0.latest?.verdict }
    package static let twelveMonths = Column<Int>(
        "twelve_months", "Twelve months", in: .incidents, short: "year_count",
        meaning: "Incidents of the twelve whole months up to that one; empty where there are fewer."
    ) { $0.latest?.twelveMonths }
    package static let earlierYear = Column<Int>(
        "before_twelve_months", "Twelve months before", in: .incidents, short: "year_bef",
        meaning: "Incidents of the twelve months before these; empty where there are fewer."
    ) { $0.group.yearOnYear?.earlierIncidents }
    package static let ratio = Column<Double>(
        "year_ratio", "Against the year before", in: .ratio, decimals: 4,
        meaning: "The rate by day of the twelve months by that of the twelve before."
    ) { $0.group.yearOnYear?.ratio }
    package static let ratioLow = Column<Double>(
        "low_year_ratio", "Against the year before, low", in: .ratio, short: "ratio_low", decimals: 4,
        meaning: "The lower end of its interval of 95 %."
    ) { $0.group.yearOnYear?.lower }
    package static let ratioHigh = Column<Double>(
        "high_year_ratio", "Against the year before, high", in: .ratio, short: "ratio_high", decimals: 4,
        meaning: "The upper end of that interval; empty where it is unbounded."
    ) { $0.group.yearOnYear?.upper }
    package static let funnelExpected = Column<Double>(
        "funnel_expected", "Expected beside the others", in: .incidents, short: "fun_exp", decimals: 2,
        meaning:
            "Incidents of the twelve months to be expected by the area's residents, or by its own year before; empty where it cannot be told."
    ) { $0.funnel?.expected }
    package static let funnelVerdict = Column<String>(
        "funnel_verdict", "Verdict beside the others", short: "fun_verd",
        meaning: "Where the area lies in the funnel of all areas: as `verdict`."
    ) { $0.funnel?.verdict }
    package static let trend = Column<Double>(
        "trend_per_year", "Trend", in: .ratio, short: "trend", decimals: 4,
        meaning: "The rate by that of a year before, over the latest whole months, thirty-six at most."
    ) { $0.group.trend.perYear }
    package static let trendLow = Column<Double>(
        "low_trend_per_year", "Trend, low", in: .ratio, short: "trend_low", decimals: 4,
        meaning: "The lower end of its interval of 95 %."
    ) { $0.group.trend.lower }
    package static let trendHigh = Column<Double>(
        "high_trend_per_year", "Trend, high", in: .ratio, short: "trend_high", decimals: 4,
        meaning: "The upper end of that interval."
    ) { $0.group.trend.upper }
    package static let harm = Column<Double>(
        "harm", "Harm", in: .none(because: "a sum of harm weights"), decimals: 2,
        meaning: "The harm of the month's incidents; empty without a harm table."
    ) { $0.latest?.harm }
    package static let young = Column<Int>(
        "young", "Young persons", in: .incidents,
        meaning: "Incidents of the month with a young person; empty where no age is known."
    ) { $0.latest?.young }
    package static let withAge = Column<Int>(
        "with_age", "With an age", in: .incidents, meaning: "Incidents of the month of which an age is known."
    ) { $0.latest?.withAge }
    package static let afterSchool = Column<Int>(
        "after_school", "After school", in: .incidents, short: "aft_school",
        meaning: "Incidents of the month after school on a school day; empty where no calendar tells."
    ) { $0.latest?.afterSchool }
    package static let timed = Column<Int>(
        "timed", "With a time of day", in: .incidents,
        meaning: "Incidents of the month with a time of day of their own."
    ) { $0.latest?.timed }
    package static let knife = Column<Int>(
        "knife", "Knife", in: .incidents,
        meaning: "Incidents of the month whose weapon or offence stands for a knife; empty where none has a weapon."
    ) { $0.latest?.knife }
    package static let repeatPlaces = Column<Int>(
        "repeat_places", "Repeat places", in: .counted("places"), short: "rep_places",
        meaning: "Places with two incidents or more in the twelve months."
    ) { $0.latest?.repeatPlaces }
    package static let repeatIncidents = Column<Int>(
        "repeat_incidents", "Incidents at repeat places", in: .incidents, short: "rep_incid",
        meaning: "The incidents at them."
    ) { $0.latest?.repeatIncidents }
    package static let columns: [any ColumnOf<Row>] = [
        name, month, incidents, expected, lower, upper, verdict, twelveMonths, earlierYear, ratio, ratioLow, ratioHigh,
        funnelExpected, funnelVerdict, trend, trendLow, trendHigh, harm, young, withAge, afterSchool, timed, knife,
        repeatPlaces, repeatIncidents,
    ]

    package static func id(of row: Row) -> String { "area-\(row.number)" }
    package static func shape(of row: Row) -> Shape? { .multiPolygon(row.area.outline) }

    package static func layer(of results: RunResults) -> Layer? { nil }

    /// Every named area with its latest figures: layer `monitor`.
    ///
    /// - Parameters:
    ///   - finding: The figures.
    ///   - areas: The areas in the order of the finding.
    ///   - system: The working coordinate system.
    public static func make(_ finding: MonitorFinding, areas: [NamedArea], system: CoordinateSystem) -> Layer {
        let groups = finding.groups.filter { $0.kind == "area" }
        return layer(
            in: system,
            rows: zip(areas, groups).enumerated().map { number, pair in
                Row(
                    number: number + 1, area: pair.0, group: pair.1,
                    latest: finding.latestIndex.map { pair.1.months[$0] },
                    funnel: finding.funnel?.points.first { $0.area == pair.1.name })
            })
    }

    /// A colour by where the month lies.
    package static func style(of layer: Layer) -> QMLStyle? {
        let classes: [(String, String, String)] = [
            ("far_above", "Above the limit of 0.2 %", Palette.heat[3]),
            ("above", "Above the limit of 5 %", Palette.heat[1]),
            ("within", "Within chance", Palette.grid), ("below", "Below the limit of 5 %", Palette.coldHistory[1]),
            ("far_below", "Below the limit of 0.2 %", Palette.coldHistory[3]),
        ]
        return QMLStyle(
            renderer: .categorised(
                field: verdict.facts.name,
                classes.map { value, label, colour in
                    (value, label, QMLSymbol.fill(colour, alpha: 150, outline: Palette.ink, width: 0.4))
                }), label: name.facts.name)
    }
}
