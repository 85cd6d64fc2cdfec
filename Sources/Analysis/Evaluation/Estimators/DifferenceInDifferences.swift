import Foundation

/// By how many times the treated areas' incidents changed beyond the control areas' (difference in differences on the logarithm of rates).
///
/// With an effect for each area and for each step, which takes out what areas and seasons are like, the Poisson regression's ratio is
/// (treated after ÷ before) ÷ (control after ÷ before): the effects take up everything else, exposures of the steps included, as long
/// as they are the same in all areas. Its variance is the sum of the four counts' reciprocals.
///
/// Real incidents come in bunches, and areas have ups and downs of their own: the variance grows by how much the treated areas' share of each
/// step's incidents varies, before and after each by itself, more than chance (Pearson's chi-square by its degrees of freedom, never below 1); the
/// interval is t's with as many degrees.
///
/// Source: J. D. Angrist, J.-S. Pischke (2009), "Mostly Harmless Econometrics", chapter 5; P. McCullagh, J. A. Nelder (1989), "Generalized
/// linear models", 4.5 and 6.
public enum DifferenceInDifferences {
    /// The fewest steps on each side for a dispersion.
    public static let fewestSteps = 3
    /// The fewest areas on each side for errors that go by area.
    public static let fewestAreas = 5
    /// The most rows times squared columns of a regression.
    static let mostWork = 4e9

    /// Poisson, the dispersion taken into account. O(units × steps).
    public static func poisson(_ panel: EvaluationPanel, confidence: Double = 0.95) -> EvaluationAnswer<EffectEstimate>
    {
        ratio(
            treated: panel.series(treated: true), control: panel.series(treated: false),
            isAfter: panel.steps.map(\.isAfter), confidence: confidence)
    }

    /// The same from two series of steps.
    public static func ratio(
        treated: [Int], control: [Int], isAfter: [Bool], confidence: Double = 0.95
    ) -> EvaluationAnswer<EffectEstimate> {
        guard let sums = FourCounts(treated: treated, control: control, isAfter: isAfter) else {
            return .gap(.emptyCell)
        }
        let spread = sums.dispersion(treated: treated, control: control, isAfter: isAfter)
        let error = (sums.variance * max(1, spread?.dispersion ?? 1)).squareRoot()
        return .found(
            EffectEstimate(
                log: sums.logRatio, error: error, degrees: spread?.degrees, confidence: confidence,
                dispersion: spread?.dispersion))
    }

    /// Negative binomial with effects for areas and steps. An area without incidents has no say. So many effects make the likeliest shape too even: the errors grow with
    /// Pearson's dispersion, where that is above 1.
    public static func negativeBinomial(_ panel: EvaluationPanel, confidence: Double = 0.95)
        -> EvaluationAnswer<EffectEstimate>
    {
        regression(panel, .negativeBinomial, confidence) { fit, _ in (fit.errors(.dispersed), Double(fit.degrees)) }
    }

    /// Poisson with errors that let each area go its own way (clustered by area).
    public static func clustered(_ panel: EvaluationPanel, confidence: Double = 0.95)
        -> EvaluationAnswer<EffectEstimate>
    {
        let used = panel.units.filter { $0.counts.contains { $0 > 0 } }
        let (treated, control) = (used.count(where: \.isTreated), used.count { !$0.isTreated })
        guard min(treated, control) >= fewestAreas else {
            return .gap(.fewAreas(min(treated, control), wanted: fewestAreas))
        }
        return regression(panel, .poisson, confidence) { fit, clusters in
            (fit.errors(.clustered(clusters)), Double(treated + control - 2))
        }
    }

    private static func regression(
        _ panel: EvaluationPanel, _ family: CountRegression.Family, _ confidence: Double,
        errors: (CountFit, [Int]) -> (errors: [Double], degrees: Double)
    ) -> EvaluationAnswer<EffectEstimate> {
        guard FourCounts(panel) != nil else { return .gap(.emptyCell) }
        let units = panel.units.filter { $0.counts.contains { $0 > 0 } }
        let busy = panel.steps.indices.filter { step in units.contains { $0.counts[step] > 0 } }
        let columns = Double(units.count + busy.count)
        guard Double(units.count * busy.count) * columns * columns <= mostWork else { return .gap(.largePanel) }
        var rows: [[Double]] = []
        var (counts, clusters, offsets) = ([Int](), [Int](), [Double]())
        for (index, unit) in units.enumerated() {
            for (place, step) in busy.enumerated() {
                var row = [Double](repeating: 0, count: units.count + busy.count)
                row[0] = unit.isTreated && panel.steps[step].isAfter ? 1 : 0
                row[1 + index] = 1
                if place > 0 { row[units.count + place] = 1 }
                rows.append(row)
                counts.append(unit.counts[step])
                clusters.append(index)
                offsets.append(log(Double(max(1, panel.steps[step].days))))
            }
        }
        let names =
            ["treated after"] + units.map { "area \($0.name)" }
            + busy.dropFirst().map { "step \(panel.steps[$0].first)" }
        do {
            let fit = try CountRegression(family).fit(counts, on: Regressors(names, rows: rows), offset: offsets)
            let found = errors(fit, clusters)
            return .found(
                EffectEstimate(
                    log: fit.coefficients[0], error: found.errors[0], degrees: found.degrees, confidence: confidence,
                    dispersion: fit.dispersion))
        } catch {
            return .gap(.noFit)
        }
    }
}

/// The four counts of a difference in differences, none of which is 0.
struct FourCounts: Sendable {
    var treatedBefore = 0.0
    var treatedAfter = 0.0
    var controlBefore = 0.0
    var controlAfter = 0.0

    init?(treated: [Int], control: [Int], isAfter: [Bool]) {
        for (step, after) in isAfter.enumerated() {
            if after {
                treatedAfter += Double(treated[step])
                controlAfter += Double(control[step])
            } else {
                treatedBefore += Double(treated[step])
                controlBefore += Double(control[step])
            }
        }
        guard min(treatedBefore, treatedAfter, controlBefore, controlAfter) > 0 else { return nil }
    }

    init?(_ panel: EvaluationPanel) {
        self.init(
            treated: panel.series(treated: true), control: panel.series(treated: false),
            isAfter: panel.steps.map(\.isAfter))
    }

    /// The logarithm of the ratio of ratios.
    var logRatio: Double { log(treatedAfter / treatedBefore) - log(controlAfter / controlBefore) }
    /// Its variance where incidents come independently.
    var variance: Double { 1 / treatedBefore + 1 / treatedAfter + 1 / controlBefore + 1 / controlAfter }

    /// How many times as much the treated share varies from step to step as chance lets it; nil where there are too few steps.
    func dispersion(treated: [Int], control: [Int], isAfter: [Bool]) -> (dispersion: Double, degrees: Double)? {
        var (square, before, after) = (0.0, 0, 0)
        for (step, isLate) in isAfter.enumerated() {
            let all = Double(treated[step] + control[step])
            guard all > 0 else { continue }
            let share =
                isLate
                ? treatedAfter / (treatedAfter + controlAfter) : treatedBefore / (treatedBefore + controlBefore)
            let far = Double(treated[step]) - all * share
            square += far * far / (all * share * (1 - share))
            if isLate { after += 1 } else { before += 1 }
        }
        guard min(before, after) >= DifferenceInDifferences.fewestSteps else { return nil }
        let degrees = Double(before + after - 2)
        return (square / degrees, degrees)
    }
}
