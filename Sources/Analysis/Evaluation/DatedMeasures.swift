import Foundation
public import HomewardCalendar
public import HomewardCore

/// Measures at places, each with a start of its own, such as cameras, lighting or murals: whether incidents near them changed beyond those elsewhere.
///
/// Each place has as many days after its start as before it, at most ``span``; near it is within ``near`` m of it, its ring reaches ``ring`` m further, and what lies in neither of
/// any place is the control, in the same days. ``PooledMeasures`` takes the places together.
public struct DatedMeasures: Configurable, Equatable {
    /// How near to a measure incidents count, m.
    public var near = 100.0
    /// How far beyond that displacement is looked for, m; 0 for nowhere.
    public var ring = 200.0
    /// The most days on either side of a start.
    public var span = 365
    /// How often an interval shall hold the truth.
    public var confidence = 0.95

    /// The standard method.
    public init() {}

    /// The fewest days on either side of a start.
    public static let fewestDays = 28

    /// The parameters.
    public static let settings: [Setting<Self>] = [
        .number("measures.near_m", \.near, in: 1...5000, unit: "m", "how near to a measure incidents count"),
        .number(
            "measures.ring_m", \.ring, in: 0...5000, unit: "m",
            "how far beyond that displacement is looked for; 0 for nowhere"),
        .whole(
            "measures.span_days", \.span, in: 28...3650, unit: "days", "the most days on either side of a start",
            flag: "span"),
        .number("measures.confidence", \.confidence, in: 0.5...0.999, "how often an interval shall hold the truth"),
    ]

    /// The days before and after a start: as many on either side as the period and ``span`` allow; nil where fewer than ``fewestDays``.
    public func periods(around start: CivilDay, in period: ClosedRange<CivilDay>) -> (
        before: DayRange, after: DayRange
    )? {
        let days = min(span, start.number - period.lowerBound.number, period.upperBound.number - start.number + 1)
        guard days >= DatedMeasures.fewestDays,
            let before = DayRange(start.advanced(by: -days), start.advanced(by: -1)),
            let after = DayRange(start, start.advanced(by: days - 1))
        else { return nil }
        return (before, after)
    }

    /// One measure with its counts.
    public struct Place: Sendable, Equatable {
        /// Its name.
        public var name: String
        /// Its first day.
        public var start: CivilDay
        /// Days in force before and after.
        public var days: BeforeAfter
        /// Incidents near it.
        public var near: BeforeAfter
        /// Incidents in its ring; nil without one.
        public var ring: BeforeAfter?
        /// Incidents elsewhere.
        public var control: BeforeAfter

        /// A measure.
        public init(
            name: String, start: CivilDay, days: BeforeAfter, near: BeforeAfter, ring: BeforeAfter?,
            control: BeforeAfter
        ) {
            self.name = name
            self.start = start
            self.days = days
            self.near = near
            self.ring = ring
            self.control = control
        }
    }

    /// Takes the measures together. O(places).
    public func result(of places: [Place]) -> DatedMeasuresResult {
        func pooled(_ counts: (Place) -> BeforeAfter?) -> EvaluationAnswer<EffectEstimate> {
            PooledMeasures.ratio(
                of: places.compactMap { place in
                    counts(place).map { .init(name: place.name, near: $0, control: place.control) }
                }, confidence: confidence)
        }
        return DatedMeasuresResult(
            method: self, places: places,
            single: places.map { ExactChange.ratio(treated: $0.near, control: $0.control, confidence: confidence) },
            near: pooled { $0.near }, ring: ring > 0 ? pooled { $0.ring } : .gap(.noRing))
    }
}

/// What became of incidents near dated measures.
public struct DatedMeasuresResult: Sendable, Equatable {
    /// The method.
    public var method: DatedMeasures
    /// The measures.
    public var places: [DatedMeasures.Place]
    /// The exact ratio of each.
    public var single: [EvaluationAnswer<EffectEstimate>]
    /// The ratio near all of them together.
    public var near: EvaluationAnswer<EffectEstimate>
    /// The same in their rings.
    public var ring: EvaluationAnswer<EffectEstimate>
}
