import Foundation
import HomewardCore

/// The same sum where nothing was done: areas without treatment taken for treated, at dates drawn at random.
///
/// Each draw takes as many untreated areas as are treated, at most half of them, and a start that leaves a quarter of the steps on either side; the rest of the
/// untreated areas are the control. The ratio of each draw by its standard error is held against the real one.
///
/// p = (draws that stray as far + 1) / (draws + 1). Draws follow from the seed and do not depend on threads.
public struct EvaluationPlacebo: Sendable, Equatable {
    /// Draws that have a ratio.
    public var draws: Int
    /// Those whose ratio lies as many standard errors from 1 as the real one, or more.
    public var asFar: Int
    /// How likely it is to stand as far out where nothing was done.
    public var p: Double
    /// Between which ratios the middle of the draws lies, at the confidence asked for.
    public var lower: Double
    /// The upper end.
    public var upper: Double
    /// How many choices of areas and start there are; draws repeat where these are few.
    public var choices: Double

    /// The fewest choices: of fewer, not even the furthest would be rare.
    public static let fewestChoices = 39

    /// Draws placebos. O(draws × units × steps).
    public static func draw(
        _ panel: EvaluationPanel, real: EffectEstimate, draws: Int, seed: UInt64, confidence: Double = 0.95
    ) -> EvaluationAnswer<EvaluationPlacebo> {
        let idle = panel.units.filter { !$0.isTreated && $0.counts.contains { $0 > 0 } }
        let treated = panel.units.count(where: \.isTreated)
        guard idle.count >= 4 else { return .gap(.fewAreas(idle.count, wanted: 4)) }
        let size = max(1, min(treated, idle.count / 2))
        let count = panel.steps.count
        let margin = max(2, count / 4)
        guard count - 2 * margin >= 0 else { return .gap(.fewSteps(count, wanted: 2 * margin)) }
        let starts = Array(margin...(count - margin))
        var choices = Double(starts.count)
        for k in 0..<size { choices *= Double(idle.count - k) / Double(k + 1) }
        guard choices >= Double(fewestChoices) else {
            return .gap(.fewPlacebos(Int(choices), wanted: fewestChoices))
        }
        let far = EvaluationPlacebo.distance(real)
        let found = Parallel.map(draws) { draw -> EffectEstimate? in
            var generator = SeededGenerator(seed: seed, stream: UInt64(draw))
            var order = Array(idle.indices)
            generator.shuffle(&order)
            let start = starts[generator.below(starts.count)]
            let chosen = Set(order.prefix(size))
            var (own, other) = ([Int](repeating: 0, count: count), [Int](repeating: 0, count: count))
            for (index, unit) in idle.enumerated() {
                for step in 0..<count {
                    if chosen.contains(index) {
                        own[step] += unit.counts[step]
                    } else {
                        other[step] += unit.counts[step]
                    }
                }
            }
            return DifferenceInDifferences.ratio(
                treated: own, control: other, isAfter: (0..<count).map { $0 >= start }
            ).value
        }.compactMap { $0 }
        guard found.count >= fewestChoices else { return .gap(.fewPlacebos(found.count, wanted: fewestChoices)) }
        let asFar = found.count { EvaluationPlacebo.distance($0) >= far * (1 - 1e-12) }
        let ratios = found.compactMap(\.ratio).sorted()
        let tail = (1 - confidence) / 2
        let low = min(ratios.count - 1, Int(tail * Double(ratios.count)))
        return .found(
            EvaluationPlacebo(
                draws: found.count, asFar: asFar, p: Double(asFar + 1) / Double(found.count + 1), lower: ratios[low],
                upper: ratios[ratios.count - 1 - low], choices: choices))
    }

    /// How many standard errors a ratio lies from 1, by its own interval.
    static func distance(_ estimate: EffectEstimate) -> Double {
        guard let ratio = estimate.ratio, ratio > 0, let upper = estimate.upper, estimate.lower > 0 else { return 0 }
        let width = log(upper / estimate.lower)
        return width > 0 ? abs(log(ratio)) / width : 0
    }
}
