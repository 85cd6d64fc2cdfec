import Foundation

/// Changes of small counts, by tests on exact distributions that need no large numbers. They take incidents to come independently.
public enum ExactChange {
    /// The treated areas' change by that of the control areas: given its margins, the table of two by two has Fisher's noncentral
    /// hypergeometric distribution, whose odds ratio it is. An end of 0 or none is an answer where a count is 0. O(√incidents).
    ///
    /// Interval and p go by the mid-p, so that they hold about as often as they say: see
    /// ``NoncentralHypergeometric/midInterval(_:confidence:)``.
    public static func ratio(treated: BeforeAfter, control: BeforeAfter, confidence: Double = 0.95)
        -> EvaluationAnswer<EffectEstimate>
    {
        guard control.before + control.after > 0 else { return .gap(.noControl) }
        guard treated.before + treated.after > 0, treated.before + control.before > 0,
            treated.after + control.after > 0
        else { return .gap(.emptyCell) }
        let table = NoncentralHypergeometric(
            first: treated.before + treated.after, second: control.before + control.after,
            drawn: treated.after + control.after)
        let interval = table.midInterval(treated.after, confidence: confidence)
        let isDefined = treated.before > 0 && control.least > 0
        return .found(
            EffectEstimate(
                ratio: isDefined
                    ? Double(treated.after) / Double(treated.before)
                        / (Double(control.after) / Double(control.before)) : nil,
                lower: interval.lower, upper: interval.upper, p: table.midP(treated.after), confidence: confidence))
    }

    /// The change of one place without any control, by the e-test: it cannot tell what was done from what would have happened anyway.
    public static func alone(
        _ counts: BeforeAfter, daysBefore: Int, daysAfter: Int, confidence: Double = 0.95
    ) -> EvaluationAnswer<EffectEstimate> {
        guard counts.before + counts.after > 0, daysBefore > 0, daysAfter > 0 else { return .gap(.nothingBefore) }
        let change = RateChange(
            count: counts.after, exposure: Double(daysAfter), comparisonCount: counts.before,
            comparisonExposure: Double(daysBefore), confidence: confidence)
        return .found(
            EffectEstimate(
                ratio: change.ratio, lower: change.lower, upper: change.upper, p: change.p, confidence: confidence))
    }
}
