import HomewardAnalysis
import HomewardCore

/// Ratios of an evaluation in plain words, the interval first.
enum EffectWords {
    /// `between 41 % fewer and 12 % fewer`: both ends rounded away from no change.
    static func interval(_ lower: Double, _ upper: Double?) -> String {
        let (low, high) = (
            change(lower, roundsUp: false), upper.map { change($0, roundsUp: true) } ?? "any number more"
        )
        return "between \(low) and \(high)"
    }

    /// `41 % fewer`, `12 % more`, `no change`.
    static func change(_ ratio: Double, roundsUp: Bool? = nil) -> String {
        let percent = (ratio - 1) * 100
        let whole = roundsUp.map { percent.rounded($0 ? .up : .down) } ?? percent.rounded()
        if whole == 0 { return "no change" }
        // Beyond ten times as many a percentage tells nothing.
        if whole >= 900 { return "\(Shown.fixed(ratio, 0)) times as many" }
        return "\(Shown.fixed(abs(whole), 0)) % \(whole < 0 ? "fewer" : "more")"
    }

    /// `95 %`, `89 %`.
    static func percent(_ share: Double) -> String { "\(Shown.fixed(share * 100, 0)) %" }

    /// What a gap means and what to do about it.
    static func words(_ gap: EvaluationGap) -> String {
        switch gap {
        case .noControl: "there is no area to compare with"
        case .nothingBefore: "the treated areas had no incident to begin with"
        case .emptyCell: "a count is 0, and a ratio of rates needs every one above it"
        case .fewDonors(let count, let wanted):
            "\(wanted) other areas with incidents before and after are needed, and there are \(count)"
        case .fewSteps(let count, let wanted):
            "\(wanted) weeks or months are needed on either side, and there are \(count)"
        case .fewAreas(let count, let wanted): "\(wanted) areas are needed on that side, and there are \(count)"
        case .noRing: "no ring was counted"
        case .noGain: "the treated areas did not do better than the control, so that nothing could have moved"
        case .fewPlacebos(let count, let wanted):
            "there are \(count) other choices of areas and start, and \(wanted) are needed"
        case .noFit: "the regression has no best answer for these counts"
        case .largePanel: "there are too many areas and steps; count by months"
        }
    }
}
