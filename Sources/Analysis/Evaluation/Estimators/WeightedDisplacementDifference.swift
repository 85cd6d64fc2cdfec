import Foundation

/// Incidents, or harm, of one place before and after, with the variance of each.
public struct WeightedCount: Sendable, Hashable {
    /// The sum before: of incidents, or of their harm.
    public var before: Double
    /// The sum after.
    public var after: Double
    /// The sum of squares before: the variance of ``before`` where incidents come independently.
    public var squaresBefore: Double
    /// The sum of squares after.
    public var squaresAfter: Double

    /// Incidents, each of which weighs 1.
    public init(_ counts: BeforeAfter) {
        (before, after) = (Double(counts.before), Double(counts.after))
        (squaresBefore, squaresAfter) = (before, after)
    }

    /// Incidents that weigh their harm.
    public init(harmBefore: [Double], harmAfter: [Double]) {
        before = harmBefore.reduce(0, +)
        after = harmAfter.reduce(0, +)
        squaresBefore = harmBefore.reduce(0) { $0 + $1 * $1 }
        squaresAfter = harmAfter.reduce(0) { $0 + $1 * $1 }
    }
}

/// By how many incidents treated areas changed beyond the control areas, the rings around both reckoned in.
///
/// WDD = (treated after − before) − (control after − before) + (ring of treated after − before) − (ring of control after − before). Each sum is
/// divided by the weight of its period and place, so that unequal periods and sizes are made comparable, and its variance, the
/// count itself (or the sum of squared harm), by the weight's square. The published test takes incidents to come
/// one by one; where they come in bunches all variances grow by a dispersion. It compares numbers and not ratios, so control areas should be about as busy as the treated ones.
///
/// Source: A. P. Wheeler, J. H. Ratcliffe (2018), "A simple weighted displacement difference test to evaluate place based crime
/// interventions", Crime Science 7:11; harm weights as in A. P. Wheeler's ptools 2.0.
public struct WeightedDisplacementDifference: Sendable, Equatable {
    /// The difference, in incidents (or harm) of a period and place of weight 1; negative where less happens.
    public var difference: Double
    /// Its standard error.
    public var error: Double
    /// Difference by error; 0 where there is no error.
    public var z: Double
    /// The two-sided normal probability.
    public var p: Double
    /// The lower end of the interval.
    public var lower: Double
    /// The upper end.
    public var upper: Double
    /// The part of the areas themselves.
    public var local: Double
    /// The standard error of that part.
    public var localError: Double
    /// The part of the rings, 0 where there are none.
    public var displaced: Double
    /// The standard error of that part.
    public var displacedError: Double

    /// Weights by which counts are divided, each greater than 0.
    public struct Weights: Sendable, Equatable {
        /// The length of the period before.
        public var before: Double
        /// The length of the period after.
        public var after: Double
        /// The size of the control areas.
        public var control: Double
        /// The size of the treated areas.
        public var treated: Double
        /// The size of the control's ring.
        public var controlRing: Double
        /// The size of the treated areas' ring.
        public var treatedRing: Double

        /// Weights; 1 where not given.
        public init(
            before: Double = 1, after: Double = 1, control: Double = 1, treated: Double = 1, controlRing: Double = 1,
            treatedRing: Double = 1
        ) {
            self.before = before
            self.after = after
            self.control = control
            self.treated = treated
            self.controlRing = controlRing
            self.treatedRing = treatedRing
        }

        var isUsable: Bool {
            [before, after, control, treated, controlRing, treatedRing].allSatisfy { $0 > 0 && $0.isFinite }
        }
    }

    /// Computes the difference; nil where a weight is not greater than 0.
    ///
    /// - Parameters:
    ///   - treated: The treated areas.
    ///   - control: The control areas; nil where there are none, and the change itself is the difference.
    ///   - treatedRing: The ring around the treated areas; nil where it is not counted.
    ///   - controlRing: The ring around the control areas.
    ///   - weights: By what counts are divided.
    ///   - dispersion: How many times as much the counts vary as incidents that come one by one; 1, or less, for the published test.
    ///   - confidence: How often the interval holds the truth.
    public init?(
        treated: WeightedCount, control: WeightedCount?, treatedRing: WeightedCount? = nil,
        controlRing: WeightedCount? = nil, weights: Weights = Weights(), dispersion: Double = 1,
        confidence: Double = 0.95
    ) {
        guard weights.isUsable else { return nil }
        let spread = max(1, dispersion)
        func change(_ sums: WeightedCount?, _ size: Double) -> (value: Double, variance: Double) {
            guard let sums else { return (0, 0) }
            let (first, second) = (weights.before * size, weights.after * size)
            let variance = sums.squaresBefore / (first * first) + sums.squaresAfter / (second * second)
            return (sums.after / second - sums.before / first, spread * variance)
        }
        let own = change(treated, weights.treated)
        let other = change(control, weights.control)
        let ring = change(treatedRing, weights.treatedRing)
        let otherRing = change(controlRing, weights.controlRing)
        local = own.value - other.value
        localError = (own.variance + other.variance).squareRoot()
        displaced = ring.value - otherRing.value
        displacedError = (ring.variance + otherRing.variance).squareRoot()
        difference = local + displaced
        error = (own.variance + other.variance + ring.variance + otherRing.variance).squareRoot()
        z = error > 0 ? difference / error : 0
        p = StudentT.normal.twoSided(z)
        let reach = StudentT.normal.value(upperTail: (1 - confidence) / 2) * error
        (lower, upper) = (difference - reach, difference + reach)
    }
}
