import Foundation

/// Changes of small counts, by exact tests that need no large numbers. They take incidents to come independently.
public enum ExactChange {
    /// The treated areas' change by that of the control areas, exactly: given its margins, the table of two by two has Fisher's noncentral
    /// hypergeometric distribution. An end of 0 or none is an answer where a count is 0. O(√incidents).
    ///
    /// p is twice the smaller tail, as the interval's. See ``TownRatio``.
    public static func ratio(treated: BeforeAfter, control: BeforeAfter, confidence: Double = 0.95)
        -> EvaluationAnswer<EffectEstimate>
    {
        guard control.before + control.after > 0 else { return .gap(.noControl) }
        guard treated.before + treated.after > 0, treated.before + control.before > 0,
            treated.after + control.after > 0
        else { return .gap(.emptyCell) }
        let rise = TownRatio(
            count: treated.after, comparisonCount: treated.before, townCount: control.after,
            townComparisonCount: control.before, confidence: confidence)
        let fall = TownRatio(
            count: treated.before, comparisonCount: treated.after, townCount: control.before,
            townComparisonCount: control.after, confidence: confidence)
        return .found(
            EffectEstimate(
                ratio: rise.ratio, lower: rise.lower, upper: rise.upper, p: min(1, rise.p, fall.p),
                confidence: confidence))
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
