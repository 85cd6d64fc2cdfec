public import HomewardAnalysis
import HomewardCalendar
import HomewardCore

/// What `design` says: which areas and how many weeks a trial needs, and who has the measure by lot.
public struct DesignFinding: StudyFinding {
    /// The verb `design`.
    public static let about = FindingAbout(
        key: "design", verb: "design", title: "A trial to come",
        abstract: "Tell which areas and how many weeks a trial needs to see an effect, and draw who has the measure.",
        discussion: """
            Use it before a measure begins, while it can still be told who has it and who waits: a lot is the only comparison that \
            nobody can explain away. From the incidents so far it works out how many pairs of areas and weeks show a reduction (--reduction 0.3 \
            is 30 %) four times in five (--power 0.8), and draws by the seed (--seed) which area of each pair has the measure. Write seed and \
            command into the minutes before the first day: who runs it again gets the same lot.

            --unit areas pairs the busiest areas that do not touch, each with the next in activity (matched pairs). --unit days takes all areas \
            named together and pairs days of the same weekday in weeks that follow each other: one has the measure, the other not. Days need \
            fewer weeks, but a measure that lasts beyond its day is then taken for nothing.

            Read the table like this: "With 3 pairs of areas a reduction of 30 % would show four times in five after 26 weeks; in the 12 weeks \
            that we have it must be 45 %." Where no row reaches the power, do not begin: choose more areas, longer, or another outcome.

              homeward design Samples/incidents.csv --areas GeoData/areas.geojson \\
                --reduction 0.3 --weeks 26 --seed 7 --out assignment.csv
            """,
        method:
            "Power of a difference in differences by the normal approximation of the logarithm of the ratio, with the dispersion of the history; matched pairs of areas by "
            + "activity (Imai, King and Nall 2009), or of days by weekday, one of each by seeded lot.",
        groups: ["design", "window.days", "window.hours", "seed"],
        table: FindingTable(
            "Who has the measure: a record for each area or day of a pair.",
            [
                .init("pair", "the pair's number"), .init("unit", "the area or the day"),
                .init("measure", "1 where it has the measure, 0 where it has not"),
            ]),
        whyNotShared: "It names areas by their incidents")

    /// A plan never asks for it: a trial is designed once, by its verb.
    public static func isAsked(by plan: PlanFile) -> Bool { false }

    /// What so many pairs show.
    public struct Row: Codable, Sendable, Equatable {
        /// Pairs of areas; 0 where days are drawn.
        public var pairs: Int
        /// Incidents a week in all that take part.
        public var perWeek: Double
        /// How many times as much counts vary as independent incidents.
        public var dispersion: Double
        /// The fewest weeks; absent where ten years are too few.
        public var weeks: Int?
        /// The power in the weeks allowed.
        public var power: Double
        /// The weakest reduction with the power in the weeks allowed, per cent; absent where there is none.
        public var leastPercent: Double?
    }

    /// Two of which one has the measure.
    public struct Pair: Codable, Sendable, Equatable {
        /// The area or day that has it.
        public var treated: String
        /// The area or day that has not.
        public var control: String
    }

    /// `areas` or `days`.
    public var unit: String
    /// The reduction to be seen, per cent.
    public var reductionPercent: Double
    /// The probability with which.
    public var power: Double
    /// The weeks allowed.
    public var weeks: Int
    /// Weeks of history.
    public var historyWeeks: Int
    /// The rows, the fewest pairs first.
    public var rows: [Row]
    /// The row chosen.
    public var chosen: Row?
    /// Whether it reaches the power in the weeks allowed.
    public var reaches: Bool
    /// The pairs.
    public var pairs: [Pair]
    /// The first day.
    public var start: String?
    /// How many weeks the assignment covers.
    public var assignedWeeks: Int
    /// The seed of the lot.
    public var seed: UInt64
    /// The areas that may take part.
    public var areas: [String]

    /// Designs the plan's trial.
    public init(_ study: Study, _ plan: PlanFile) throws {
        let (result, areas) = try study.design(plan.designMethod, window: plan.window)
        self.init(result, areas: areas)
    }

    /// Sums up a design.
    public init(_ result: DesignResult, areas: [String]) {
        self.areas = areas
        unit = result.method.unit.rawValue
        reductionPercent = (result.method.reduction * 100).rounded(decimals: 2)
        power = result.method.power
        weeks = result.method.weeks
        historyWeeks = result.historyWeeks
        func row(_ row: DesignRow) -> Row {
            Row(
                pairs: row.pairs, perWeek: row.perWeek.rounded(decimals: 3),
                dispersion: row.dispersion.rounded(decimals: 3),
                weeks: row.weeks, power: row.power.rounded(decimals: 4),
                leastPercent: row.least.map { ($0 * 100).rounded(decimals: 1) })
        }
        rows = result.rows.map(row)
        chosen = result.chosen.map(row)
        reaches = (result.chosen?.weeks ?? .max) <= result.method.weeks
        pairs =
            result.areaPairs.map { Pair(treated: areas[$0.treated], control: areas[$0.control]) }
            + result.dayPairs.map { Pair(treated: $0.treated.description, control: $0.control.description) }
        start = result.start?.description
        assignedWeeks = result.weeks
        seed = result.method.seed
    }

    private func words(_ row: Row) -> String {
        let who =
            row.pairs > 0 ? Words.count(row.pairs, "pair of areas", "pairs of areas") : "days in \(Words.list(areas))"
        let needed = row.weeks.map { "\(Words.count($0, "week", "weeks"))" } ?? "more than ten years"
        let least = row.leastPercent.map { "\(Shown.fixed($0, 0)) %" } ?? "no reduction"
        return
            "\(who), \(Shown.fixed(row.perWeek, 1)) incidents a week, dispersion \(Shown.fixed(row.dispersion, 2)): \(needed); in \(Words.count(weeks, "week", "weeks")) \(least) is seen so often, and \(Shown.fixed(reductionPercent, 0)) % with a power of \(EffectWords.percent(row.power))"
    }

    private var lead: [String] {
        var lines = [
            "To see a reduction of \(Shown.fixed(reductionPercent, 0)) % with a power of \(EffectWords.percent(power)), from \(Words.count(historyWeeks, "week", "weeks")) of history:"
        ]
        lines += rows.map { words($0) }
        if let chosen {
            lines.append(
                reaches
                    ? "Chosen: \(chosen.pairs > 0 ? Words.count(chosen.pairs, "pair", "pairs") : "days"), \(Words.count(assignedWeeks, "week", "weeks")) from \(start.map(Words.date) ?? "")"
                    : "None reaches it in \(Words.count(weeks, "week", "weeks")): the lot below is drawn, but such a trial would probably see nothing. Take more areas, more weeks or a stronger measure"
            )
        }
        return lines
    }

    /// The design in words.
    public var lines: [String] {
        lead + ["The lot by seed \(seed), matched pairs, the first of each has the measure:"]
            + pairs.prefix(40).map { "\($0.treated) has it, \($0.control) has not" }
            + (pairs.count > 40
                ? ["… and \(Words.count(pairs.count - 40, "more pair", "more pairs")); --out writes all"] : [])
    }

    /// The words, then the lot.
    public var section: FindingSection {
        FindingSection(
            lead.map { Words.sentence($0) },
            tables: [
                .init(
                    "The lot", [.text("Has the measure"), .text("Has not")],
                    rows: pairs.map { [$0.treated, $0.control] })
            ])
    }

    /// A record for each area or day.
    public var records: [[FindingCell]] {
        pairs.enumerated().flatMap { number, pair in
            [
                [.whole(number + 1), .text(pair.treated), .whole(1)],
                [.whole(number + 1), .text(pair.control), .whole(0)],
            ]
        }
    }
}
