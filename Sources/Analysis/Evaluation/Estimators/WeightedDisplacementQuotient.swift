/// How much of what the treated areas gained moved into the ring around them, or spread there as a benefit.
///
/// WDQ = (ring/control after − ring/control before) ÷ (treated/control after − treated/control before). Where the treated areas did better than the
/// control (the lower part is below 0): above 0 the ring gained too (diffusion of benefits), below 0 incidents moved into it, below −1
/// more moved than was gained. Where the treated areas did not do better it says nothing and there is none.
///
/// The interval is Fieller's (``FiellerInterval``), with Poisson variances by the delta method; where the gain itself is not sure it has no
/// ends.
///
/// Sources: K. J. Bowers, S. D. Johnson (2003), "Measuring the geographical displacement and diffusion of benefit effects of crime prevention
/// activity", Journal of Quantitative Criminology 19(3), 275–301.
public struct WeightedDisplacementQuotient: Sendable, Equatable {
    /// The quotient.
    public var quotient: Double
    /// The lower end of its interval; nil where it has none.
    public var lower: Double?
    /// The upper end; nil where it has none.
    public var upper: Double?
    /// What the treated areas gained: incidents by one of the control's, below 0.
    public var gain: Double
    /// The same of the ring.
    public var ring: Double

    /// Computes the quotient from counts; `dispersion` says how many times as much they vary as independent incidents.
    public static func of(
        treated: BeforeAfter, ring: BeforeAfter, control: BeforeAfter, dispersion: Double = 1,
        confidence: Double = 0.95
    ) -> EvaluationAnswer<WeightedDisplacementQuotient> {
        guard control.least > 0 else { return .gap(.emptyCell) }
        let (a0, a1) = (Double(treated.before), Double(treated.after))
        let (b0, b1) = (Double(ring.before), Double(ring.after))
        let (c0, c1) = (Double(control.before), Double(control.after))
        let gain = a1 / c1 - a0 / c0
        let moved = b1 / c1 - b0 / c0
        guard gain < 0 else { return .gap(.noGain) }
        func variance(_ n0: Double, _ n1: Double) -> Double {
            n1 / (c1 * c1) + n1 * n1 / (c1 * c1 * c1) + n0 / (c0 * c0) + n0 * n0 / (c0 * c0 * c0)
        }
        let covariance = a1 * b1 / (c1 * c1 * c1) + a0 * b0 / (c0 * c0 * c0)
        let z = StudentT.normal.value(upperTail: (1 - confidence) / 2) * max(1, dispersion).squareRoot()
        let ends = FiellerInterval.of(
            moved, by: gain, variances: (variance(b0, b1), variance(a0, a1)), covariance: covariance, reach: z)
        return .found(
            WeightedDisplacementQuotient(
                quotient: moved / gain, lower: ends?.lowerBound, upper: ends?.upperBound, gain: gain, ring: moved))
    }
}
