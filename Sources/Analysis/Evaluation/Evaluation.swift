public import HomewardCalendar
public import HomewardCore

/// Whether what was done somewhere changed anything beyond what happened elsewhere: treated and control areas, before and after, the rings around them.
///
/// Several methods answer the same question, because none is free of assumptions: ratios by regression (``DifferenceInDifferences``), exact ones for small counts
/// (``ExactChange``), differences of numbers with what the rings lost or gained (``WeightedDisplacementDifference``,
/// ``WeightedDisplacementQuotient``), the treated series alone (``InterruptedSeries``), a mixture of other areas (``SyntheticControl``); then what the same sum says where nothing was
/// done (``EvaluationPlacebo``), and what such counts could have shown at all (``EvaluationPower``). Each says why where it has no answer.
public struct Evaluation: Configurable, Equatable {
    /// By what incidents are counted.
    public enum Step: String, Sendable, Hashable, CaseIterable {
        /// Weeks from Monday.
        case week
        /// Months of the calendar.
        case month
    }

    /// By what numbers of incidents are divided in the weighted displacement difference.
    public enum Weigh: String, Sendable, Hashable, CaseIterable {
        /// Nothing: treated and control areas count as they are.
        case none
        /// The ground that they cover.
        case area
        /// The incidents that they had before.
        case before
    }

    /// Among what controls are proposed, and donors and placebos found.
    public enum Pool: String, Sendable, Hashable, CaseIterable {
        /// The other named areas.
        case areas
        /// Squares of the study area.
        case cells
    }

    /// The areas where something was done; nil where nothing is to be evaluated.
    public var treated: [String]?
    /// The areas to compare with; nil for proposed ones.
    public var control: [String]?
    /// The first day of what was done.
    public var start: CivilDay?
    /// The days before that count; nil for all of the period before the start.
    public var before: DayRange?
    /// The days after that count; nil for all of the period from the start on.
    public var after: DayRange?
    /// By what incidents are counted.
    public var step = Step.month
    /// How far the rings around the areas reach, m; 0 for none.
    public var ring = 300.0
    /// By what the weighted displacement difference divides.
    public var weigh = Weigh.before
    /// How many controls are proposed for a treated area where none are named.
    public var matches = 2
    /// Among what controls are proposed.
    public var pool = Pool.areas
    /// The width of a square, m.
    public var cell = 750.0
    /// How many placebos are drawn.
    public var placebos = 199
    /// How often an interval shall hold the truth.
    public var confidence = 0.95
    /// The seed of the placebos.
    public var seed: UInt64 = 1

    /// The standard method.
    public init() {}

    /// The parameters.
    public static let settings: [Setting<Self>] = [
        .texts(
            "evaluate.treated", \.treated, kind: "name", "the areas where something was done, by name", flag: "treated"),
        .texts(
            "evaluate.control", \.control, kind: "name",
            "the areas to compare with; areas with a like history that do not touch the treated ones where not given",
            flag: "control"),
        .day(
            "evaluate.start", \.start,
            "the first day of what was done; the first day of evaluate.after where not given", flag: "start"),
        .value(
            "evaluate.before", \.before, domain: .text("from..to"),
            "the days before that count; all of the period before the start where not given", flag: "before",
            wanted: "span of days; write 2023-09-01..2024-08-31", read: { DayRange($0).map { .some($0) } },
            write: { $0?.description }),
        .value(
            "evaluate.after", \.after, domain: .text("from..to"),
            "the days after that count; all of the period from the start on where not given", flag: "after",
            wanted: "span of days; write 2024-09-01..2025-08-31", read: { DayRange($0).map { .some($0) } },
            write: { $0?.description }),
        .choice(
            "evaluate.step", \.step, "by what before and after are counted: months of the calendar or weeks from Monday"
        ),
        .number(
            "evaluate.ring_m", \.ring, in: 0...10_000, unit: "m",
            "how far the rings around the areas reach in which displacement is looked for, along the streets where they are given; 0 for none"
        ),
        .choice(
            "evaluate.weigh", \.weigh,
            "by what the weighted displacement difference divides areas of unlike size: none, their area, or their incidents before"
        ),
        .whole(
            "evaluate.matches", \.matches, in: 1...20, unit: "areas",
            "how many controls are proposed for a treated area where none are named"),
        .choice(
            "evaluate.pool", \.pool,
            "among what controls are proposed, and the mixture and the placebos found: the other areas, or squares of the study area"
        ),
        .number("evaluate.cell_m", \.cell, in: 50...20_000, unit: "m", "the width of such a square"),
        .whole(
            "evaluate.placebos", \.placebos, in: 39...9999, unit: "draws",
            "how often the same sum is done for areas and dates where nothing was done"),
        .number("evaluate.confidence", \.confidence, in: 0.5...0.999, "how often an interval shall hold the truth"),
    ]

    /// Refuses periods that overlap and areas that are treated and control.
    public func checkTogether() throws(SettingError) {
        if let before, let after, before.overlaps(after) || before.first > after.first {
            throw .together(
                path: "evaluate.before",
                message:
                    "\(before) is not over before \(after) begins; give two spans of days of which the first ends before the second"
            )
        }
        if let start, let after, after.first < start {
            throw .together(
                path: "evaluate.after",
                message: "\(after) begins before the start, \(start); begin on that day or later")
        }
        if let start, let before, before.last >= start {
            throw .together(
                path: "evaluate.before",
                message: "\(before) reaches to the start, \(start), or beyond; end on the day before or earlier")
        }
        if let name = treated?.first(where: { control?.contains($0) == true }) {
            throw .together(
                path: "evaluate.control",
                message: "\(name.quoted) is treated too; an area cannot be compared with itself")
        }
    }

    /// Evaluates. The order of the units has no say but in lists.
    public func result(of subject: EvaluationCase) -> EvaluationResult {
        let panel = subject.panel
        let treated = panel.totals(treated: true)
        let control = panel.totals(treated: false)
        let (daysBefore, daysAfter) = (panel.daysBefore, panel.daysAfter)
        let hasControl = panel.units.contains { !$0.isTreated }
        let alone = ExactChange.alone(treated, daysBefore: daysBefore, daysAfter: daysAfter, confidence: confidence)
        func compared(_ make: () -> EvaluationAnswer<EffectEstimate>) -> EvaluationAnswer<EffectEstimate> {
            hasControl ? make() : .gap(.noControl)
        }
        let poisson = compared { DifferenceInDifferences.poisson(panel, confidence: confidence) }
        let rings = subject.rings
        let ringTotal = rings.map { panel.total(of: $0.treated) }
        let controlRing = rings.map { panel.total(of: $0.control) }
        var displaced = EvaluationAnswer<EffectEstimate>.gap(.noRing)
        if let rings, hasControl {
            let others = zip(panel.series(treated: false), rings.control).map { $0 + $1 }
            displaced = DifferenceInDifferences.ratio(
                treated: rings.treated, control: others, isAfter: panel.steps.map(\.isAfter), confidence: confidence)
        }
        var quotient = EvaluationAnswer<WeightedDisplacementQuotient>.gap(hasControl ? .noRing : .noControl)
        if let ringTotal, hasControl {
            quotient = WeightedDisplacementQuotient.of(
                treated: treated, ring: ringTotal, control: control, dispersion: poisson.value?.dispersion ?? 1,
                confidence: confidence)
        }
        var placebo = EvaluationAnswer<EvaluationPlacebo>.gap(hasControl ? .emptyCell : .noControl)
        if let real = poisson.value {
            // Every area that was not treated may play the treated one.
            let all = EvaluationPanel(
                steps: panel.steps,
                units: panel.units.filter(\.isTreated)
                    + (subject.donors.isEmpty ? panel.units.filter { !$0.isTreated } : subject.donors))
            placebo = EvaluationPlacebo.draw(all, real: real, draws: placebos, seed: seed, confidence: confidence)
        }
        let donors = subject.donors.isEmpty ? panel.units.filter { !$0.isTreated } : subject.donors
        return EvaluationResult(
            method: self, subject: subject, treated: treated, control: hasControl ? control : nil, ring: ringTotal,
            controlRing: controlRing,
            difference: weighted(
                subject, WeightedCount(treated), hasControl ? WeightedCount(control) : nil,
                dispersion: poisson.value?.dispersion),
            harmDifference: subject.harm.flatMap { harm in
                weighted(
                    subject, harm.treated, hasControl ? harm.control : nil, harm.treatedRing, harm.controlRing,
                    dispersion: poisson.value?.dispersion)
            },
            quotient: quotient, alone: alone,
            exact: compared { ExactChange.ratio(treated: treated, control: control, confidence: confidence) },
            poisson: poisson,
            negativeBinomial: compared {
                DifferenceInDifferences.negativeBinomial(panel, confidence: confidence)
            },
            clustered: compared { DifferenceInDifferences.clustered(panel, confidence: confidence) },
            displaced: displaced,
            series: InterruptedSeries.fit(panel.series(treated: true), steps: panel.steps, confidence: confidence),
            synthetic: SyntheticControl.mix(
                EvaluationPanel(steps: panel.steps, units: panel.units.filter(\.isTreated) + donors),
                confidence: confidence),
            placebo: placebo, power: power(panel, treated, control, poisson.value))
    }

    private func power(
        _ panel: EvaluationPanel, _ treated: BeforeAfter, _ control: BeforeAfter, _ found: EffectEstimate?
    ) -> EvaluationAnswer<EvaluationPower> {
        guard control.least > 0 else { return .gap(control.before + control.after > 0 ? .emptyCell : .noControl) }
        guard treated.before > 0 else { return .gap(.nothingBefore) }
        return .found(
            EvaluationPower(
                treatedBefore: Double(treated.before),
                treatedAfter: Double(treated.before) * Double(control.after) / Double(control.before),
                controlBefore: Double(control.before), controlAfter: Double(control.after),
                dispersion: found?.dispersion ?? 1, degrees: found?.degrees, confidence: confidence))
    }

    /// The weighted displacement difference of counts or harm, in those of the period after.
    private func weighted(
        _ subject: EvaluationCase, _ treated: WeightedCount, _ control: WeightedCount?,
        _ treatedRing: WeightedCount? = nil,
        _ controlRing: WeightedCount? = nil, dispersion: Double?
    ) -> WeightedDisplacementDifference? {
        let panel = subject.panel
        let isHarm = subject.harm?.treated == treated
        let ring = isHarm ? treatedRing : subject.rings.map { WeightedCount(panel.total(of: $0.treated)) }
        let otherRing = isHarm ? controlRing : subject.rings.map { WeightedCount(panel.total(of: $0.control)) }
        guard panel.daysBefore > 0, panel.daysAfter > 0 else { return nil }
        func ratio(_ other: Double?, _ own: Double) -> Double {
            guard let other, other > 0, own > 0 else { return 1 }
            return other / own
        }
        var weights = WeightedDisplacementDifference.Weights(
            before: Double(panel.daysBefore) / Double(panel.daysAfter))
        switch weigh {
        case .none: break
        case .area:
            weights.control = ratio(subject.sizes?.control, subject.sizes?.treated ?? 0)
            weights.controlRing = ratio(subject.sizes?.controlRing, subject.sizes?.treatedRing ?? 0)
        case .before:
            weights.control = ratio(control?.before, treated.before)
            weights.controlRing = ratio(otherRing?.before, ring?.before ?? 0)
        }
        return WeightedDisplacementDifference(
            treated: treated, control: control, treatedRing: ring, controlRing: otherRing, weights: weights,
            dispersion: dispersion ?? 1, confidence: confidence)
    }
}

/// What is to be evaluated: the counts, and what is known of the areas.
public struct EvaluationCase: Sendable, Equatable {
    /// Incidents by step in the rings around the areas.
    public struct Rings: Sendable, Equatable {
        /// Around the treated areas.
        public var treated: [Int]
        /// Around the control areas.
        public var control: [Int]

        /// Two rings.
        public init(treated: [Int], control: [Int]) {
            self.treated = treated
            self.control = control
        }
    }

    /// The harm of the same incidents.
    public struct Harm: Sendable, Equatable {
        /// In the treated areas.
        public var treated: WeightedCount
        /// In the control areas.
        public var control: WeightedCount
        /// In the ring around the treated areas; nil without rings.
        public var treatedRing: WeightedCount?
        /// In the ring around the control areas.
        public var controlRing: WeightedCount?

        /// Harm by place.
        public init(
            treated: WeightedCount, control: WeightedCount, treatedRing: WeightedCount? = nil,
            controlRing: WeightedCount? = nil
        ) {
            self.treated = treated
            self.control = control
            self.treatedRing = treatedRing
            self.controlRing = controlRing
        }
    }

    /// The ground covered, m².
    public struct Sizes: Sendable, Equatable {
        /// By the treated areas.
        public var treated: Double
        /// By the control areas.
        public var control: Double
        /// By the treated areas' ring.
        public var treatedRing: Double
        /// By the control areas' ring.
        public var controlRing: Double

        /// Ground by place.
        public init(treated: Double, control: Double, treatedRing: Double = 0, controlRing: Double = 0) {
            self.treated = treated
            self.control = control
            self.treatedRing = treatedRing
            self.controlRing = controlRing
        }
    }

    /// Treated and control areas.
    public var panel: EvaluationPanel
    /// Further areas where nothing was done and that do not touch the treated ones, the controls among them; none for the controls alone.
    public var donors: [EvaluationPanel.Unit]
    /// Incidents in the rings; nil where none are looked at.
    public var rings: Rings?
    /// Harm; nil where it is not weighed.
    public var harm: Harm?
    /// Ground; nil where it is not known.
    public var sizes: Sizes?

    /// A case.
    public init(
        panel: EvaluationPanel, donors: [EvaluationPanel.Unit] = [], rings: Rings? = nil, harm: Harm? = nil,
        sizes: Sizes? = nil
    ) {
        self.panel = panel
        self.donors = donors
        self.rings = rings
        self.harm = harm
        self.sizes = sizes
    }
}

/// What an evaluation found.
public struct EvaluationResult: Sendable, Equatable {
    /// The method.
    public var method: Evaluation
    /// What was evaluated.
    public var subject: EvaluationCase
    /// The treated areas' incidents.
    public var treated: BeforeAfter
    /// The control's; nil where there is none.
    public var control: BeforeAfter?
    /// The ring's around the treated areas; nil without rings.
    public var ring: BeforeAfter?
    /// The ring's around the control areas.
    public var controlRing: BeforeAfter?
    /// The weighted displacement difference, in incidents of the period after.
    public var difference: WeightedDisplacementDifference?
    /// The same of harm; nil where harm is not weighed.
    public var harmDifference: WeightedDisplacementDifference?
    /// The weighted displacement quotient.
    public var quotient: EvaluationAnswer<WeightedDisplacementQuotient>
    /// The treated areas' own change, without a control.
    public var alone: EvaluationAnswer<EffectEstimate>
    /// The exact ratio, for small counts.
    public var exact: EvaluationAnswer<EffectEstimate>
    /// The ratio by Poisson regression with dispersion.
    public var poisson: EvaluationAnswer<EffectEstimate>
    /// The ratio by negative binomial regression.
    public var negativeBinomial: EvaluationAnswer<EffectEstimate>
    /// The ratio with errors that go by area.
    public var clustered: EvaluationAnswer<EffectEstimate>
    /// The ratio of the ring around the treated areas against control areas and their ring: above 1 where incidents moved into it.
    public var displaced: EvaluationAnswer<EffectEstimate>
    /// The treated series alone.
    public var series: EvaluationAnswer<InterruptedSeries>
    /// The mixture of other areas.
    public var synthetic: EvaluationAnswer<SyntheticControl>
    /// The same where nothing was done.
    public var placebo: EvaluationAnswer<EvaluationPlacebo>
    /// What could be seen at all.
    public var power: EvaluationAnswer<EvaluationPower>

    /// Counts below this are small: the exact ratio is the one to read.
    public static let smallCount = 10

    /// Whether one of the four counts is small.
    public var isSmall: Bool { min(treated.least, control?.least ?? treated.least) < EvaluationResult.smallCount }

    /// The method whose interval is read first, and its answer.
    public var first: (method: EffectMethod, estimate: EffectEstimate)? {
        let order: [(EffectMethod, EvaluationAnswer<EffectEstimate>)] =
            isSmall
            ? [(.exact, exact), (.poisson, poisson), (.alone, alone)]
            : [(.poisson, poisson), (.exact, exact), (.alone, alone)]
        for (method, answer) in order { if let estimate = answer.value { return (method, estimate) } }
        return nil
    }
}

/// The methods that give a ratio.
public enum EffectMethod: String, Sendable, Hashable, CaseIterable {
    /// Poisson regression with the dispersion seen.
    case poisson
    /// The exact ratio.
    case exact
    /// Negative binomial regression.
    case negativeBinomial = "negative_binomial"
    /// Poisson with errors by area.
    case clustered
    /// A mixture of other areas.
    case synthetic
    /// The treated series alone.
    case series
    /// Before and after without control.
    case alone
}
