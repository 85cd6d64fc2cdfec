import Foundation
import HomewardCore

/// Chooses how risk is spread by how well earlier incidents foretold later ones.
///
/// The period is cut into six stretches of equal length. Each of the last three is foretold from all days before it. How far
/// risk is spread along the streets, how much the neighbourhood weighs and how fast incidents age are chosen by what
/// matters in the end: the incidents of the stretch that teams would meet who stand at the places where the spread says that most
/// is to be expected, summed over one team, two, and so on to twice as many as there are. How far it is spread on the clock is
/// chosen by the mean logarithm of the chance that it gave to when the incidents of the stretch happened. One parameter after
/// the other takes its best value, but leaves the standard only for one that is better by ``margin``. What cannot be
/// judged, with fewer than ``least`` incidents to foretell, stays standard. Source: C. Loader (1999), "Local Regression and
/// Likelihood" (cross-validation).
struct RiskChoice {
    /// The values that are tried.
    var bandwidths = [50.0, 100, 200]
    var clockBandwidths = [10.0, 20, 40, 60, 90, 150]
    var halfLives = [0.0, 365, 150]
    var priors = [0.05, 0.2, 1]
    /// The fewest incidents to foretell.
    var least = 30
    /// How much more must be met for the standard to be left.
    var margin = 0.05

    /// The greatest bandwidth that is tried, the standard one among them, m.
    var widest: Double { max(RiskSpread().bandwidth, bandwidths.max() ?? 0) }

    /// An incident to be foretold.
    struct Case: Sendable {
        var piece: Int
        var slot: Int
        /// What meeting it is worth: 1, or its harm.
        var weight = 1.0
    }

    /// The spread that foretold best.
    ///
    /// - Parameters:
    ///   - inside: The pieces of street that are judged.
    ///   - cover: For each place the pieces that a team there is near, and whether they count in full or by half.
    ///   - teams: The number of teams.
    func best(
        for risk: StreetRisk, pieces: StreetPieces, inside: [Bool],
        cover: CompressedRows<(piece: Int32, isNear: Bool)>, teams: Int
    ) -> RiskSpread {
        let days = risk.period.upperBound - risk.period.lowerBound + 1
        guard days >= 60 else { return RiskSpread() }
        let cuts = (0...6).map { risk.period.lowerBound + days * $0 / 6 }
        let folds = [3, 4, 5]
        // Where and in which slot each incident to be foretold happened.
        let cases = folds.map { fold -> [Case] in
            risk.events.compactMap { event in
                guard (cuts[fold]..<cuts[fold + 1]).contains(event.day) else { return nil }
                let slot = Int(
                    (((event.from + event.to) / 2 - Double(risk.firstMinute)) / Double(risk.slotMinutes)).rounded(.down)
                )
                let piece = pieces.piece(at: event.place)
                return (0..<risk.slots).contains(slot) && inside[piece]
                    ? Case(piece: piece, slot: slot, weight: risk.usesHarm ? event.harm : 1) : nil
            }
        }
        guard cases.reduce(0, { $0 + $1.count }) >= least else { return RiskSpread() }
        let earlier = folds.map { cuts[0]...(cuts[$0] - 1) }
        func scores(
            _ spreads: [RiskSpread], at pieces: [Bool], hoods: [StreetRisk.Hood]? = nil,
            _ score: @Sendable ([Double], [Case]) -> Double
        ) -> [Double] {
            let parts = Parallel.map(spreads.count * folds.count) { job -> Double in
                let fold = job % folds.count
                let rates = risk.rates(
                    spreads[job / folds.count], days: earlier[fold], inside: pieces, hood: hoods?[fold])
                return score(rates, cases[fold])
            }
            return spreads.indices.map { spread in
                folds.indices.reduce(0) { $0 + parts[spread * folds.count + $1] }
            }
        }
        let slots = risk.slots
        let most = 2 * min(teams, 50)
        let from = RiskChoice.places(of: cover, pieces: inside.count)
        @Sendable func met(_ rates: [Double], _ cases: [Case]) -> Double {
            RiskChoice.met(rates, slots: slots, cases, cover: cover, from: from, teams: most)
        }
        var best = RiskSpread()
        var known: [RiskSpread: Double] = [:]
        // Neither bandwidth nor prior matters to the neighbourhoods' rates.
        let standard = best
        let hoods = Parallel.map(folds.count) { risk.hood(standard, days: earlier[$0], inside: inside) }
        for (values, key) in [
            (bandwidths, \RiskSpread.bandwidth), (priors, \RiskSpread.prior), (halfLives, \RiskSpread.halfLife),
        ] as [([Double], WritableKeyPath<RiskSpread, Double> & Sendable)] {
            tune(&best, values, key) { found, standard in
                found > standard * (1 + margin)
            } scores: { spreads in
                // The best so far was judged before.
                let new = spreads.filter { known[$0] == nil }
                for (spread, score) in zip(
                    new, scores(new, at: inside, hoods: key == \.halfLife ? nil : hoods, met)
                ) { known[spread] = score }
                return spreads.map { known[$0] ?? 0 }
            }
        }
        var happened = [Bool](repeating: false, count: inside.count)
        for it in cases.joined() { happened[it.piece] = true }
        tune(&best, clockBandwidths, \.clockBandwidth) {
            $0 > $1 + 1e-6
        } scores: {
            // Only where something happened is anything to be told of when.
            scores($0, at: happened) { RiskChoice.chance($0, slots: slots, $1) }
        }
        return best
    }

    /// Gives a parameter its best value where that is better than the one it has.
    private func tune(
        _ best: inout RiskSpread, _ values: [Double], _ key: WritableKeyPath<RiskSpread, Double>,
        isBetter: (Double, Double) -> Bool, scores: ([RiskSpread]) -> [Double]
    ) {
        let spreads =
            [best]
            + values.filter { $0 != best[keyPath: key] }.map { value in
                var spread = best
                spread[keyPath: key] = value
                return spread
            }
        let found = scores(spreads)
        var top = 0
        for index in found.indices.dropFirst() where found[index] > found[top] { top = index }
        if isBetter(found[top], found[0]) { best = spreads[top] }
    }

    /// The places that cover each piece.
    static func places(of cover: CompressedRows<(piece: Int32, isNear: Bool)>, pieces: Int) -> CompressedRows<Int32> {
        CompressedRows(count: pieces) { enter in
            for place in 0..<cover.count {
                for part in cover[place] { enter(Int(part.piece), Int32(place)) }
            }
        }
    }

    /// What teams meet of incidents at some pieces when they stand where rates say that most is to be expected, for one team,
    /// two, … to `teams`, summed.
    static func met(
        _ rates: [Double], slots: Int, _ cases: [Case], cover: CompressedRows<(piece: Int32, isNear: Bool)>,
        from: CompressedRows<Int32>, teams: Int
    ) -> Double {
        let count = rates.count / max(1, slots)
        var whole = [Double](repeating: 0, count: count)
        for piece in 0..<count {
            for slot in 0..<slots { whole[piece] += rates[piece * slots + slot] }
        }
        // What of each piece nobody meets yet.
        var left = [Double](repeating: 1, count: count)
        var hits = [Double](repeating: 0, count: count)
        for it in cases { hits[it.piece] += it.weight }
        func share(_ part: (piece: Int32, isNear: Bool)) -> Double {
            let piece = Int(part.piece)
            return part.isNear ? left[piece] : max(0, left[piece] - 0.5)
        }
        func worth(_ place: Int) -> Double {
            cover[place].reduce(0) { $0 + share($1) * whole[Int($1.piece)] }
        }
        // What a team changes it changes nearby: the rest keeps its worth.
        var worths = (0..<cover.count).map(worth)
        var sum = 0.0
        for team in 0..<teams {
            var best = (worth: 0.0, place: -1)
            for (place, worth) in worths.enumerated() where worth > best.worth { best = (worth, place) }
            guard best.place >= 0 else { break }
            for part in cover[best.place] {
                let met = share(part)
                left[Int(part.piece)] -= met
                // Met by this team and all that follow.
                sum += met * hits[Int(part.piece)] * Double(teams - team)
            }
            for place in Set(cover[best.place].flatMap { from[Int($0.piece)] }) {
                worths[Int(place)] = worth(Int(place))
            }
        }
        return sum
    }

    /// The sum of the logarithms of the chances that rates gave to the slots of incidents, each at its piece.
    static func chance(_ rates: [Double], slots: Int, _ cases: [Case]) -> Double {
        var score = 0.0
        for it in cases {
            let row = it.piece * slots
            var total = 0.0
            for slot in 0..<slots { total += rates[row + slot] }
            score += total > 0 ? log(max(rates[row + it.slot] / total, 1e-12)) : -30
        }
        return score
    }
}
