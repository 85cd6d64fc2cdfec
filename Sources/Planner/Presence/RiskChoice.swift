import Foundation
import HomewardCore

/// Chooses how risk is spread by how well earlier incidents foretold later ones.
///
/// The period is cut into six stretches of equal length. Each of the last two is foretold from all days before it; a
/// spread scores the mean logarithm of the chance that it gave to where and when the incidents of the stretch happened. One
/// parameter after the other takes its best value. What cannot be judged, with fewer than ``least`` incidents to
/// foretell, stays standard. Source: C. Loader (1999), "Local Regression and Likelihood" (likelihood
/// cross-validation).
struct RiskChoice {
    /// The values that are tried.
    var bandwidths = [30.0, 50, 80, 120, 200]
    var clockBandwidths = [10.0, 20, 40, 60, 90, 150]
    var halfLives = [0.0, 365, 150]
    var priors = [0.02, 0.05, 0.2, 1]
    /// The fewest incidents to foretell.
    var least = 30

    /// The spread that foretold best.
    ///
    /// - Parameter inside: The pieces of street that are judged.
    func best(for risk: StreetRisk, pieces: StreetPieces, inside: [Bool]) -> RiskSpread {
        let days = risk.period.upperBound - risk.period.lowerBound + 1
        guard days >= 60 else { return RiskSpread() }
        let cuts = (0...6).map { risk.period.lowerBound + days * $0 / 6 }
        // Where and in which slot each incident to be foretold happened.
        let cases = (4..<6).map { fold -> [Int] in
            risk.events.compactMap { event in
                guard (cuts[fold]..<cuts[fold + 1]).contains(event.day) else { return nil }
                let slot = Int(
                    (((event.from + event.to) / 2 - Double(risk.firstMinute)) / Double(risk.slotMinutes)).rounded(.down)
                )
                let piece = pieces.piece(at: event.place)
                return (0..<risk.slots).contains(slot) && inside[piece] ? piece * risk.slots + slot : nil
            }
        }
        guard cases.reduce(0, { $0 + $1.count }) >= least else { return RiskSpread() }
        func scores(_ spreads: [RiskSpread]) -> [Double] {
            let parts = Parallel.map(spreads.count * 2) { job -> Double in
                let fold = job % 2
                let rates = risk.rates(spreads[job / 2], days: cuts[0]...(cuts[fold + 4] - 1), inside: inside)
                var total = 0.0
                for piece in inside.indices where inside[piece] {
                    for slot in 0..<risk.slots { total += rates[piece * risk.slots + slot] }
                }
                var score = 0.0
                for key in cases[fold] {
                    score += total > 0 ? log(max(rates[key] / total, 1e-12)) : -30
                }
                return score
            }
            return spreads.indices.map { parts[2 * $0] + parts[2 * $0 + 1] }
        }
        var best = RiskSpread()
        tune(&best, priors, \.prior, scores)
        tune(&best, bandwidths, \.bandwidth, scores)
        tune(&best, clockBandwidths, \.clockBandwidth, scores)
        tune(&best, halfLives, \.halfLife, scores)
        return best
    }

    private func tune(
        _ best: inout RiskSpread, _ values: [Double], _ place: WritableKeyPath<RiskSpread, Double>,
        _ scores: ([RiskSpread]) -> [Double]
    ) {
        let spreads = values.map { value in
            var spread = best
            spread[keyPath: place] = value
            return spread
        }
        let found = scores(spreads)
        var top = 0
        // A later value must be better by more than rounding.
        for index in found.indices where found[index] > found[top] + 1e-6 { top = index }
        best = spreads[top]
    }
}
