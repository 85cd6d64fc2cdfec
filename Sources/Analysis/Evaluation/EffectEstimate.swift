import Foundation

/// By how many times the incidents changed beyond what was to be expected, with its interval.
public struct EffectEstimate: Sendable, Equatable {
    /// The ratio: 0.7 for a reduction of 30 %; nil where it has no value.
    public var ratio: Double?
    /// The lower end of the interval; 0 where it has none.
    public var lower: Double
    /// The upper end; nil where it has none.
    public var upper: Double?
    /// How likely so great a change, up or down, is where nothing has changed.
    public var p: Double
    /// How often such intervals hold the truth.
    public var confidence: Double
    /// How many times as much the counts vary as independent incidents; nil where that is not looked at.
    public var dispersion: Double?
    /// The degrees of freedom of its t; nil where the normal distribution or an exact one is used.
    public var degrees: Double?

    /// An estimate from its parts.
    public init(
        ratio: Double?, lower: Double, upper: Double?, p: Double, confidence: Double = 0.95, dispersion: Double? = nil,
        degrees: Double? = nil
    ) {
        self.ratio = ratio
        self.lower = lower
        self.upper = upper
        self.p = p
        self.confidence = confidence
        self.dispersion = dispersion
        self.degrees = degrees
    }

    /// An estimate from the logarithm of a ratio and its standard error, by the t distribution.
    public init(
        log value: Double, error: Double, degrees: Double?, confidence: Double = 0.95, dispersion: Double? = nil
    ) {
        let law = degrees.map { StudentT(degrees: $0) } ?? .normal
        let reach = law.value(upperTail: (1 - confidence) / 2) * error
        self.init(
            ratio: exp(value), lower: exp(value - reach), upper: exp(value + reach),
            p: error > 0 ? law.twoSided(value / error) : 1, confidence: confidence, dispersion: dispersion,
            degrees: degrees)
    }

    /// Whether the interval holds a ratio.
    public func holds(_ truth: Double) -> Bool { lower <= truth && truth <= upper ?? .infinity }
}

/// Why a method of an evaluation has no answer.
public enum EvaluationGap: Sendable, Hashable {
    /// There is no control to compare with.
    case noControl
    /// The treated areas had no incident before.
    case nothingBefore
    /// A count is 0, which no ratio of rates can do with.
    case emptyCell
    /// There are so few donors, and so many are needed.
    case fewDonors(Int, wanted: Int)
    /// There are so few steps on one side, and so many are needed.
    case fewSteps(Int, wanted: Int)
    /// There are so few areas on one side, and so many are needed.
    case fewAreas(Int, wanted: Int)
    /// No ring round the areas was counted.
    case noRing
    /// The treated areas did not do better than the control, so that there is no gain that could be displaced.
    case noGain
    /// There are so few placebos that differ, and so many are needed.
    case fewPlacebos(Int, wanted: Int)
    /// The regression found no best coefficients.
    case noFit
    /// The table of areas and steps is too large for the regression.
    case largePanel

    /// A word for programs.
    public var code: String {
        switch self {
        case .noControl: "no_control"
        case .nothingBefore: "nothing_before"
        case .emptyCell: "empty_cell"
        case .fewDonors: "few_donors"
        case .fewSteps: "few_steps"
        case .fewAreas: "few_areas"
        case .noRing: "no_ring"
        case .noGain: "no_gain"
        case .fewPlacebos: "few_placebos"
        case .noFit: "no_fit"
        case .largePanel: "large_panel"
        }
    }
}

/// What a method of an evaluation says: an answer, or why there is none.
public enum EvaluationAnswer<Answer: Sendable & Equatable>: Sendable, Equatable {
    /// The answer.
    case found(Answer)
    /// Why there is none.
    case gap(EvaluationGap)

    /// The answer where there is one.
    public var value: Answer? {
        if case .found(let answer) = self { return answer }
        return nil
    }

    /// The reason where there is none.
    public var gap: EvaluationGap? {
        if case .gap(let gap) = self { return gap }
        return nil
    }
}
