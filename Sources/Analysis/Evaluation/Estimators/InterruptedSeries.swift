import Foundation

/// One series before and after a start: by how many times its level jumped, and how its slope changed (segmented Poisson regression).
///
/// The logarithm of the expected count is the logarithm of the days in force, a straight line in time, a step at the start and a change of the
/// line's slope from there on, and where the period before covers a year the year's season as a sine and a cosine. Errors are the wider of two: Pearson's
/// dispersion, never below 1, and Newey and West's for incidents that hang together from step to step, with a lag of 4 (n/100)^(2/9).
///
/// It has no control: what else changed on that day, and a trend that bends, are taken for the effect.
///
/// Sources: A. K. Wagner and others (2002), "Segmented regression analysis of interrupted time series studies in medication use research",
/// Journal of Clinical Pharmacy and Therapeutics 27, 299–309; J. L. Bernal, S. Cummins, A. Gasparrini (2017), International Journal of
/// Epidemiology 46(1), 348–355; W. K. Newey, K. D. West (1987), Econometrica 55(3), 703–708.
public struct InterruptedSeries: Sendable, Equatable {
    /// The mean ratio over the period after of what happened to what the line before leads to.
    public var average: EffectEstimate
    /// The ratio at the start.
    public var level: EffectEstimate
    /// By how many times as much the series grows in a year as before.
    public var slopePerYear: EffectEstimate
    /// How the residuals of neighbouring steps hang together, −1 … 1.
    public var autocorrelation: Double
    /// The lag up to which errors allow for that.
    public var lag: Int
    /// Whether the season is in it.
    public var hasSeason: Bool
    /// Steps before and after.
    public var steps: BeforeAfter

    /// The fewest steps on each side.
    public static let fewestSteps = 8

    /// Fits a series. O(steps).
    public static func fit(
        _ counts: [Int], steps: [EvaluationPanel.Step], confidence: Double = 0.95
    ) -> EvaluationAnswer<InterruptedSeries> {
        let used = steps.indices.filter { steps[$0].days > 0 && counts.indices.contains($0) }
        let sides = BeforeAfter(
            before: used.count { !steps[$0].isAfter }, after: used.count { steps[$0].isAfter })
        guard sides.least >= fewestSteps else { return .gap(.fewSteps(sides.least, wanted: fewestSteps)) }
        guard let start = used.first(where: { steps[$0].isAfter }).map({ steps[$0].first.number }),
            let first = used.first.map({ steps[$0].first.number })
        else { return .gap(.fewSteps(0, wanted: fewestSteps)) }
        // What a year brings can be told from a trend only where a whole one lies before the start.
        let hasSeason = start - first >= 365
        let names = ["level before", "trend", "level", "slope"] + (hasSeason ? ["season sine", "season cosine"] : [])
        var late: [Double] = []
        let rows = used.map { index -> [Double] in
            let step = steps[index]
            let years = (step.middle - Double(start)) / 365.25
            let after = step.isAfter ? 1.0 : 0
            if step.isAfter { late.append(years) }
            let turn = 2 * Double.pi * step.middle / 365.25
            return [1, years, after, after * years] + (hasSeason ? [sin(turn), cos(turn)] : [])
        }
        let y = used.map { counts[$0] }
        guard y.indices.contains(where: { y[$0] > 0 && steps[used[$0]].isAfter }),
            y.indices.contains(where: { y[$0] > 0 && !steps[used[$0]].isAfter })
        else { return .gap(.emptyCell) }
        guard
            let fit = try? CountRegression(.poisson).fit(
                y, on: Regressors(names, rows: rows), offset: used.map { log(Double(steps[$0].days)) })
        else { return .gap(.noFit) }
        let n = Double(used.count)
        let lag = max(1, Int(4 * pow(n / 100, 2.0 / 9)))
        let residuals = zip(y, fit.means).map { (Double($0) - $1) / $1.squareRoot() }
        let square = residuals.reduce(0) { $0 + $1 * $1 }
        let products = zip(residuals, residuals.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
        let middle = late.reduce(0, +) / Double(max(1, late.count))
        func estimate(_ weights: [String: Double]) -> EffectEstimate {
            let plain = fit.sum(weights, .dispersed)
            let lagged = fit.sum(weights, .autocorrelated(lag: lag))
            return EffectEstimate(
                log: plain.value, error: max(plain.error, lagged.error), degrees: Double(fit.degrees),
                confidence: confidence, dispersion: fit.dispersion)
        }
        return .found(
            InterruptedSeries(
                average: estimate(["level": 1, "slope": middle]), level: estimate(["level": 1]),
                slopePerYear: estimate(["slope": 1]), autocorrelation: square > 0 ? products / square : 0, lag: lag,
                hasSeason: hasSeason, steps: sides))
    }
}
