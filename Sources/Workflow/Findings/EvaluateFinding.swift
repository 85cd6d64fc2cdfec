import HomewardAnalysis
import HomewardCalendar
import HomewardCore
import HomewardStreets

/// What `evaluate` says: whether what was done made a difference, by several methods, each with its interval or why it has none.
public struct EvaluateFinding: StudyFinding {
    /// The verb `evaluate`, and the section "Did it work?".
    public static let about = FindingAbout(
        key: "evaluate", verb: "evaluate", title: "Did it work?",
        abstract: "Tell whether what was done in some areas changed anything beyond what happened elsewhere.",
        discussion: """
            Use it when a board asks whether patrols, chaperones or another measure made a difference. Name the areas where it was \
            done (--treated) and its first day (--start). Areas to compare with are named with --control; where none are, areas with a \
            like history that do not touch the treated ones are proposed (--pool cells takes squares of the town, where there are few \
            areas). Nothing proves a cause without a lot: for a trial to come see homeward design.

            Read the interval first: "between 41 % fewer and 12 % fewer" says how great or small the effect may be. An interval that \
            holds both fewer and more says that these counts cannot tell; that is not "it did not work". "What could be seen" \
            says which reductions such counts would have shown four times in five. p is how likely so great a change is where nothing \
            was done.

            Several methods answer the same question, because each takes something for granted:

            Against the control (Poisson): treated areas' change by the control's. Seasons and trends that all share fall out; bunches \
            are allowed for. It is read first, unless a count is below \(EvaluationResult.smallCount): then the exact ratio is. Negative binomial and clustered \
            by area do the same with other ideas of how counts vary.

            Weighted displacement difference: incidents spared (below 0) or added, those in the rings around the areas counted in. It compares \
            numbers and not rates, so controls are scaled to the treated areas (--weigh).

            Displacement: the ring around the treated areas (--ring metres along --streets) against the control. Above, incidents may have \
            moved next door; below, the benefit may have spread. The quotient says how much of the gain moved (below 0) or spread (above 0).

            The treated series alone: a jump and a change of slope at the start, with the season. It has no control.

            Mixture of other areas (synthetic control): for eight areas or more apart from the treated ones.

            Where nothing was done (placebo): the same sum for other areas and dates. If many stand out as far, so great a change is \
            nothing special in this town.

            Explain it to a board like this: "Incidents fell by more than elsewhere. The likeliest figure is 30 % fewer, but anything from 12 \
            to 45 % fewer fits what we saw. Where nothing was done, 2 of 199 comparisons looked as good. There is no sign that it moved next door."

              homeward evaluate Samples/incidents.csv --areas GeoData/areas.geojson \\
                --study-area Coventry --treated Willenhall --start 2024-09-01 \\
                --streets GeoData/streets.gpkg --out evaluate.csv
            """,
        method:
            "Treated against control areas before and after a start: difference in differences by Poisson regression with effects for areas and steps "
            + "and Pearson's dispersion, exact by Fisher's noncentral hypergeometric distribution (mid-p), negative binomial (NB2) by maximum likelihood; weighted displacement "
            + "difference (Wheeler and Ratcliffe 2018) and quotient (Bowers and Johnson 2003, Fieller's interval); segmented Poisson regression with Newey–West errors; "
            + "synthetic control on courses (Abadie and others 2010) with donors as placebos; placebos over areas and dates, p = (k + 1) / (n + 1); power by "
            + "the normal approximation of the logarithm of the ratio.",
        groups: ["evaluate", "streets.file", "streets.layer", "window.days", "window.hours", "seed"],
        table: FindingTable(
            "A record for each method of an evaluation.",
            [
                .init("method", "the method"), .init("ratio", "what happened by what was to be expected"),
                .init("lower", "the lower end of its interval"),
                .init("upper", "the upper end of its interval; empty where it has none"),
                .init("p", "how likely so great a change is where nothing was done"),
                .init("confidence", "how often such intervals hold the truth"),
                .init("gap", "why the method has no answer; empty where it has one"),
            ]),
        whyNotShared: "It counts by areas and periods, and withholds nothing where few happened")

    /// A plan asks for it where it names treated areas, but not for others.
    public static func isAsked(by plan: PlanFile) -> Bool {
        plan.evaluate.treated != nil && !plan.audience.isShared
    }

    /// Incidents before and after.
    public struct Counts: Codable, Sendable, Equatable {
        /// `treated`, `control`, `treated_ring` or `control_ring`.
        public var place: String
        /// Incidents before.
        public var before: Int
        /// Incidents after.
        public var after: Int
    }

    /// A ratio with its interval, or why there is none.
    public struct Estimate: Codable, Sendable, Equatable {
        /// The method.
        public var method: String
        /// What happened by what was to be expected; absent where there is none.
        public var ratio: Double?
        /// The lower end of the interval.
        public var lower: Double?
        /// The upper end; absent where it has none.
        public var upper: Double?
        /// How likely so great a change is where nothing was done.
        public var p: Double?
        /// How often such intervals hold the truth.
        public var confidence: Double?
        /// How many times as much counts vary as independent incidents; absent where that is not looked at.
        public var dispersion: Double?
        /// Why there is no answer, by a word.
        public var gap: String?
        /// The same in words.
        public var why: String?

        init(_ method: String, _ answer: EvaluationAnswer<EffectEstimate>) {
            self.method = method
            gap = answer.gap?.code
            why = answer.gap.map(EffectWords.words)
            guard let value = answer.value else { return }
            ratio = value.ratio?.rounded(significant: 6)
            lower = value.lower.rounded(significant: 6)
            upper = value.upper?.rounded(significant: 6)
            p = value.p.rounded(significant: 6)
            confidence = value.confidence.rounded(significant: 6)
            dispersion = value.dispersion?.rounded(significant: 6)
        }

        /// The interval, and what else there is to say of it; nil where there is no answer.
        var parts: (interval: String, rest: String)? {
            guard let lower, let p, let confidence else { return nil }
            let best = ratio.map { "the likeliest is \(EffectWords.change($0))" } ?? "no likeliest value"
            return (
                EffectWords.interval(lower, upper),
                "\(EffectWords.percent(confidence)) interval; \(best), p \(Shown.probability(p))"
            )
        }

        /// The interval, the ratio and p in words; nil where there is no answer.
        package var words: String? {
            parts.map { "\($0.interval) (\($0.rest))" }
        }
    }

    /// A difference of numbers with its interval.
    public struct Difference: Codable, Sendable, Equatable {
        /// Incidents, or harm, more than to be expected; negative where fewer.
        public var difference: Double
        /// The standard error.
        public var error: Double
        /// Difference by error.
        public var z: Double
        /// The two-sided probability.
        public var p: Double
        /// The lower end of the interval.
        public var lower: Double
        /// The upper end.
        public var upper: Double
        /// The areas' own part.
        public var local: Double
        /// The rings' part.
        public var displaced: Double

        init(_ found: WeightedDisplacementDifference) {
            difference = found.difference.rounded(decimals: 4)
            error = found.error.rounded(decimals: 4)
            z = found.z.rounded(decimals: 4)
            p = found.p.rounded(significant: 6)
            lower = found.lower.rounded(decimals: 4)
            upper = found.upper.rounded(decimals: 4)
            local = found.local.rounded(decimals: 4)
            displaced = found.displaced.rounded(decimals: 4)
        }
    }

    /// How much of the gain moved or spread.
    public struct Quotient: Codable, Sendable, Equatable {
        /// The quotient; absent where there is none.
        public var quotient: Double?
        /// The lower end of its interval; absent where it has none.
        public var lower: Double?
        /// The upper end.
        public var upper: Double?
        /// Why there is none, in words.
        public var why: String?
    }

    /// The same sum where nothing was done.
    public struct Placebo: Codable, Sendable, Equatable {
        /// Draws with a ratio.
        public var draws: Int?
        /// Those that stand out as far.
        public var asFar: Int?
        /// (asFar + 1) / (draws + 1).
        public var p: Double?
        /// Between which ratios their middle lies.
        public var lower: Double?
        /// The upper end.
        public var upper: Double?
        /// Why there is none, in words.
        public var why: String?
    }

    /// What such counts could have shown.
    public struct Power: Codable, Sendable, Equatable {
        /// A reduction with the chance that it is told.
        public struct Row: Codable, Sendable, Equatable {
            /// The reduction, per cent.
            public var reductionPercent: Int
            /// The chance that the interval leaves no change out.
            public var power: Double
        }

        /// The rows.
        public var rows: [Row]
        /// The weakest reduction that is told four times in five, per cent; absent where not even 90 % would be.
        public var leastPercent: Double?
        /// Why nothing can be told, in words.
        public var why: String?
    }

    /// A control with the treated area that it was proposed for.
    public struct Match: Codable, Sendable, Equatable {
        /// The treated area.
        public var treated: String
        /// The control.
        public var control: String
        /// How far their histories lie apart, in roots of incidents a step.
        public var distance: Double
    }

    /// The treated series alone.
    public struct Series: Codable, Sendable, Equatable {
        /// The jump at the start.
        public var level: Estimate
        /// The growth in a year by that before.
        public var slopePerYear: Estimate
        /// How residuals of neighbouring steps hang together.
        public var autocorrelation: Double
        /// The lag that errors allow for.
        public var lag: Int
        /// Whether the season is in it.
        public var season: Bool
    }

    /// A donor of the mixture.
    public struct Donor: Codable, Sendable, Equatable {
        /// Its name.
        public var name: String
        /// Its weight.
        public var weight: Double
    }

    /// The treated areas.
    public var treated: [String]
    /// The areas compared with.
    public var control: [String]
    /// How they were proposed; empty where somebody named them.
    public var matches: [Match]
    /// The first and the last day before.
    public var before: [String]
    /// The first and the last day after.
    public var after: [String]
    /// Days in force before.
    public var daysBefore: Int
    /// Days in force after.
    public var daysAfter: Int
    /// `week` or `month`.
    public var step: String
    /// The days that count.
    public var days: String
    /// The hours; absent where all count.
    public var hours: WindowSummary?
    /// How far the rings reach, m; absent without.
    public var ringM: Double?
    /// How their distances were told.
    public var ringWay: String?
    /// The counts.
    public var counts: [Counts]
    /// Incidents on other days or at other hours.
    public var filtered: Int
    /// Incidents on days of neither period.
    public var outside: Int
    /// Incidents that cannot be counted by such steps, by reason.
    public var setAside: [String: Int]
    /// The method to read first; absent where none has an answer.
    public var first: String?
    /// Whether a count is small.
    public var small: Bool
    /// The ratios by method.
    public var estimates: [Estimate]
    /// The ring around the treated areas by the control.
    public var displacement: Estimate
    /// The weighted displacement difference; absent where it cannot be had.
    public var difference: Difference?
    /// The same of harm; absent where harm is not weighed.
    public var harmDifference: Difference?
    /// The weighted displacement quotient.
    public var quotient: Quotient
    /// The treated series alone; absent where it is too short.
    public var series: Series?
    /// The donors with weight; absent where there is no mixture.
    public var donors: [Donor]?
    /// How far the mixture strays before, as a share of the mean.
    public var misfit: Double?
    /// The same where nothing was done.
    public var placebo: Placebo
    /// What could be seen.
    public var power: Power
    /// What must be known of it.
    public var notes: [String]

    /// Evaluates what the plan names.
    public init(_ study: Study, _ plan: PlanFile) throws {
        let streets = try plan.streets.reference.map {
            try StreetFile.read(path: $0.file, layer: $0.layer, in: study.workingSystem, builder: plan.streetBuilder)
                .network
        }
        let window = plan.window
        let found = try study.evaluation(
            plan.evaluateMethod, window: window, streets: streets, weighsHarm: plan.study.weighsHarm,
            mostCells: plan.hotspots.mostCells)
        self.init(found, window: window)
    }

    /// Sums up an evaluation.
    public init(_ found: StudyEvaluation, window: StudyWindow) {
        let result = found.result
        let panel = result.subject.panel
        treated = found.treated
        control = found.control
        matches = found.matches.map {
            Match(treated: $0.treated, control: $0.control, distance: $0.distance.rounded(decimals: 4))
        }
        before = [found.before.first.description, found.before.last.description]
        after = [found.after.first.description, found.after.last.description]
        (daysBefore, daysAfter) = (panel.daysBefore, panel.daysAfter)
        step = result.method.step.rawValue
        days = window.days.rawValue
        hours = window.hours.map { WindowSummary($0) }
        ringM = result.ring == nil ? nil : result.method.ring
        ringWay = found.ringWay
        counts = [
            ("treated", Optional(result.treated)), ("control", result.control), ("treated_ring", result.ring),
            ("control_ring", result.controlRing),
        ].compactMap { name, sums in sums.map { Counts(place: name, before: $0.before, after: $0.after) } }
        filtered = found.filtered
        outside = found.outside
        setAside = Dictionary(uniqueKeysWithValues: found.setAside.map { ($0.key.rawValue, $0.value) })
        first = result.first?.method.rawValue
        small = result.isSmall
        func answer(_ series: EvaluationAnswer<InterruptedSeries>) -> EvaluationAnswer<EffectEstimate> {
            switch series {
            case .found(let found): .found(found.average)
            case .gap(let gap): .gap(gap)
            }
        }
        func mixed(_ mixture: EvaluationAnswer<SyntheticControl>) -> EvaluationAnswer<EffectEstimate> {
            switch mixture {
            case .found(let found): .found(found.effect)
            case .gap(let gap): .gap(gap)
            }
        }
        let answers: [(EffectMethod, EvaluationAnswer<EffectEstimate>)] = [
            (.poisson, result.poisson), (.exact, result.exact), (.negativeBinomial, result.negativeBinomial),
            (.clustered, result.clustered), (.synthetic, mixed(result.synthetic)), (.series, answer(result.series)),
            (.alone, result.alone),
        ]
        estimates = answers.map { Estimate($0.rawValue, $1) }
        displacement = Estimate("displacement", result.displaced)
        difference = result.difference.map { Difference($0) }
        harmDifference = result.harmDifference.map { Difference($0) }
        let moved = result.quotient.value
        quotient = Quotient(
            quotient: moved?.quotient.rounded(decimals: 4), lower: moved?.lower?.rounded(decimals: 4),
            upper: moved?.upper?.rounded(decimals: 4), why: result.quotient.gap.map(EffectWords.words))
        series = result.series.value.map {
            Series(
                level: Estimate("level", .found($0.level)), slopePerYear: Estimate("slope", .found($0.slopePerYear)),
                autocorrelation: $0.autocorrelation.rounded(decimals: 4), lag: $0.lag, season: $0.hasSeason)
        }
        donors = result.synthetic.value?.donors.filter { $0.weight >= 0.0005 }.map {
            Donor(name: $0.name, weight: $0.weight.rounded(decimals: 4))
        }
        misfit = result.synthetic.value?.misfit.rounded(decimals: 4)
        let drawn = result.placebo.value
        placebo = Placebo(
            draws: drawn?.draws, asFar: drawn?.asFar, p: drawn?.p.rounded(significant: 6),
            lower: drawn?.lower.rounded(significant: 6), upper: drawn?.upper.rounded(significant: 6),
            why: result.placebo.gap.map(EffectWords.words))
        let design = result.power.value
        power = Power(
            rows: design.map { design in
                [10, 20, 30, 40, 50].map {
                    .init(
                        reductionPercent: $0, power: design.power(at: 1 - Double($0) / 100).rounded(decimals: 4))
                }
            } ?? [], leastPercent: design?.ratio(ofPower: 0.8).map { ((1 - $0) * 100).rounded(decimals: 1) },
            why: result.power.gap.map(EffectWords.words))
        notes = found.notes
        if small {
            notes.append(
                "A count is below \(EvaluationResult.smallCount): the exact ratio is read first, and nothing but a great change can be told"
            )
        }
        if let spread = result.poisson.value?.dispersion, spread > 1.2, result.difference != nil {
            notes.append(
                "Counts vary \(Shown.fixed(spread, 1)) times as much as incidents that come one by one: intervals allow for it, but for the exact one, which is too narrow by about \(Shown.fixed(spread.squareRoot(), 1)) times"
            )
        }
        if found.inBothRings > 0 {
            notes.append(
                "\(Words.count(found.inBothRings, "incident lies", "incidents lie")) in both rings and \(found.inBothRings == 1 ? "counts" : "count") around the treated areas"
            )
        }
    }
}
