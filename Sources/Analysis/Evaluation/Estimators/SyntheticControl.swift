import Foundation

/// The treated areas beside a mixture of other areas that went the same way before.
///
/// 1. Each series of incidents by day in force is divided by its own mean before, so that only its course counts.
/// 2. The donors' weights, 0 or more and 1 in all, bring their mixture as near as can be to the treated course before (`SimplexWeights`).
/// 3. The effect is the treated course after by the mixture's, as a ratio.
/// 4. Chance: each donor is taken for treated in its turn, with the others as its donors. Its logarithm of the ratio by its standard error, of the counts
///    of its own and of its mixture, is how far a ratio strays where nothing was done. p is (donors that stray as far + 1) / (donors + 1), and the interval reaches as far as the
///    share of donors that ``EffectEstimate/confidence`` says: with few donors it cannot be surer than their number allows.
///
/// Source: A. Abadie, A. Diamond, J. Hainmueller (2010), "Synthetic control methods for comparative case studies", Journal of the American
/// Statistical Association 105, 493–505, with courses instead of levels and without other predictors.
public struct SyntheticControl: Sendable, Equatable {
    /// A donor with its weight.
    public struct Donor: Sendable, Equatable {
        /// Its name.
        public var name: String
        /// Its weight, 0 … 1.
        public var weight: Double
    }

    /// The effect.
    public var effect: EffectEstimate
    /// The donors, in the order in which they were given.
    public var donors: [Donor]
    /// How far the mixture lies from the treated course before: the root mean square, as a share of the mean.
    public var misfit: Double

    /// The fewest donors.
    public static let fewestDonors = 8
    /// The most donors; of more those with about as many incidents before as a treated area.
    public static let mostDonors = 60
    /// The fewest steps before.
    public static let fewestSteps = 8

    /// Mixes a control. O(donors × (steps × donors + donors³)).
    ///
    /// - Parameters:
    ///   - panel: The units; those that are not treated are donors. Donors without incidents before or after have no say.
    ///   - confidence: How often the interval shall hold the truth, if there are donors enough.
    public static func mix(_ panel: EvaluationPanel, confidence: Double = 0.95) -> EvaluationAnswer<SyntheticControl> {
        let steps = panel.steps.indices.filter { panel.steps[$0].days > 0 }
        let before = steps.filter { !panel.steps[$0].isAfter }
        let after = steps.filter { panel.steps[$0].isAfter }
        guard before.count >= fewestSteps else { return .gap(.fewSteps(before.count, wanted: fewestSteps)) }
        guard !after.isEmpty else { return .gap(.fewSteps(0, wanted: 1)) }
        let own = panel.series(treated: true)
        let ownTotal = panel.total(of: own)
        guard ownTotal.before > 0 else { return .gap(.nothingBefore) }
        guard ownTotal.after > 0 else { return .gap(.emptyCell) }
        let possible = panel.units.filter { !$0.isTreated && panel.total(of: $0.counts).least > 0 }
        // Of very many those about as busy as a treated area, whose counts are as noisy.
        let busy = log(Double(ownTotal.before) / Double(max(1, panel.units.count(where: \.isTreated))))
        let distances = possible.map { abs(log(Double(panel.total(of: $0.counts).before)) - busy) }
        let taken = Set(possible.indices.sorted { (distances[$0], $0) < (distances[$1], $1) }.prefix(mostDonors))
        let donors = possible.indices.filter { taken.contains($0) }.map { possible[$0] }
        guard donors.count >= fewestDonors else { return .gap(.fewDonors(donors.count, wanted: fewestDonors)) }
        func course(_ counts: [Int]) -> Course {
            Course(counts, panel.steps.map(\.days), before: before, after: after, total: panel.total(of: counts))
        }
        let target = course(own)
        let courses = donors.map { course($0.counts) }
        let weights = SimplexWeights.nearest(to: target.before, of: courses.map(\.before))
        let found = target.ratio(to: courses, weights)
        var strays: [Double] = []
        for index in courses.indices {
            let others = courses.indices.filter { $0 != index }.map { courses[$0] }
            let mixed = SimplexWeights.nearest(to: courses[index].before, of: others.map(\.before))
            strays.append(
                abs(log(courses[index].ratio(to: others, mixed))) / courses[index].error(beside: others, mixed))
        }
        let value = log(found)
        let ownError = target.error(beside: courses, weights)
        let far = abs(value) / ownError
        let rank = strays.count { $0 >= far * (1 - 1e-12) }
        // The k-th of n strays holds a further one with probability k/(n + 1).
        let n = strays.count
        let k = min(n, Int((confidence * Double(n + 1)).rounded(.up)))
        let reach = strays.sorted()[k - 1] * ownError
        let misfit = zip(target.before, mixture(courses.map(\.before), weights)).reduce(0) {
            $0 + ($1.0 - $1.1) * ($1.0 - $1.1)
        }
        return .found(
            SyntheticControl(
                effect: EffectEstimate(
                    ratio: found, lower: exp(value - reach), upper: exp(value + reach),
                    p: Double(rank + 1) / Double(n + 1), confidence: Double(k) / Double(n + 1)),
                donors: zip(donors, weights).map { Donor(name: $0.name, weight: $1) },
                misfit: (misfit / Double(before.count)).squareRoot()))
    }

    /// A series by its own mean before.
    private struct Course {
        var before: [Double]
        /// The mean after.
        var after: Double
        /// The variance of the logarithm of its own change.
        var variance: Double

        init(_ counts: [Int], _ days: [Int], before early: [Int], after late: [Int], total: BeforeAfter) {
            let daysBefore = early.reduce(0) { $0 + days[$1] }
            let daysAfter = late.reduce(0) { $0 + days[$1] }
            let mean = Double(total.before) / Double(daysBefore)
            before = early.map { Double(counts[$0]) / Double(days[$0]) / mean }
            after = Double(total.after) / Double(daysAfter) / mean
            variance = 1 / Double(total.before) + 1 / Double(total.after)
        }

        /// The standard error of the logarithm of its change by that of a mixture, the incidents of both reckoned in.
        func error(beside others: [Course], _ weights: [Double]) -> Double {
            zip(others, weights).reduce(variance) { $0 + $1.1 * $1.1 * $1.0.variance }.squareRoot()
        }

        func ratio(to others: [Course], _ weights: [Double]) -> Double {
            after / zip(others, weights).reduce(0) { $0 + $1.0.after * $1.1 }
        }
    }

    private static func mixture(_ columns: [[Double]], _ weights: [Double]) -> [Double] {
        guard let first = columns.first else { return [] }
        return first.indices.map { row in zip(columns, weights).reduce(0) { $0 + $1.0[row] * $1.1 } }
    }
}
