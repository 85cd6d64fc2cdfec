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
        let ends = folds.map { cuts[$0] - 1 }
        let rows = RiskRows(pieces, of: inside)
        // Estimates that differ in their priors alone are made from one count.
        func scores(
            _ spreads: [RiskSpread], at rows: RiskRows, hoods: [RiskHood]? = nil,
            _ score: @Sendable (RiskEstimate, _ prior: Double, [Case]) -> Double
        ) -> [Double] {
            var counts: [RiskSpread] = []
            let countOf = spreads.map { spread -> Int in
                var count = spread
                count.prior = 0
                if let known = counts.firstIndex(of: count) { return known }
                counts.append(count)
                return counts.count - 1
            }
            let found = counts
            let parts = Parallel.map(counts.count) { number -> [Double] in
                let own = spreads.indices.filter { countOf[$0] == number }
                var scores = own.map { _ in 0.0 }
                risk.estimate(
                    found[number], from: cuts[0], until: ends, of: rows,
                    hoods: hoods ?? risk.hoods(found[number], from: cuts[0], until: ends, of: rows)
                ) { fold, estimate in
                    for (index, spread) in own.enumerated() {
                        scores[index] += score(estimate, spreads[spread].prior, cases[fold])
                    }
                }
                return scores
            }
            var next = [Int](repeating: 0, count: counts.count)
            return countOf.map { number in
                defer { next[number] += 1 }
                return parts[number][next[number]]
            }
        }
        let slots = risk.slots
        let most = 2 * min(teams, 50)
        let from = RiskChoice.places(of: cover, pieces: inside.count)
        @Sendable func met(_ estimate: RiskEstimate, _ prior: Double, _ cases: [Case]) -> Double {
            var whole = [Double](repeating: 0, count: inside.count)
            estimate.forEachRow(prior: prior) { row, rates in
                var sum = 0.0
                for rate in rates { sum += rate }
                whole[Int(rows.pieces[row])] = sum
            }
            return RiskChoice.met(whole, cases, cover: cover, from: from, teams: most)
        }
        var best = RiskSpread()
        var known: [RiskSpread: Double] = [:]
        // Neither bandwidth nor prior matters to the neighbourhoods' rates.
        let hoods = risk.hoods(best, from: cuts[0], until: ends, of: rows)
        for (values, key) in [
            (bandwidths, \RiskSpread.bandwidth), (priors, \RiskSpread.prior), (halfLives, \RiskSpread.halfLife),
        ] as [([Double], WritableKeyPath<RiskSpread, Double> & Sendable)] {
            tune(&best, values, key) { found, standard in
                found > standard * (1 + margin)
            } scores: { spreads in
                // The best so far was judged before.
                let new = spreads.filter { known[$0] == nil }
                for (spread, score) in zip(
                    new, scores(new, at: rows, hoods: key == \.halfLife ? nil : hoods, met)
                ) { known[spread] = score }
                return spreads.map { known[$0] ?? 0 }
            }
        }
        // Only where something happened is anything to be told of when.
        var happened = [Bool](repeating: false, count: inside.count)
        for it in cases.joined() { happened[it.piece] = true }
        let seen = RiskRows(pieces, of: happened)
        tune(&best, clockBandwidths, \.clockBandwidth) {
            $0 > $1 + 1e-6
        } scores: {
            scores($0, at: seen) { estimate, prior, cases in
                var all: [Double] = []
                all.reserveCapacity(seen.pieces.count * slots)
                estimate.forEachRow(prior: prior) { all += $1 }
                return RiskChoice.chance(
                    all, slots: slots, cases.map { Case(piece: Int(seen.row[$0.piece]), slot: $0.slot) })
            }
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

    /// What teams meet of incidents at some pieces when they stand where most is to be expected, for one team, two, … to `teams`,
    /// summed.
    ///
    /// - Parameter whole: What is to be expected at each piece.
    static func met(
        _ whole: [Double], _ cases: [Case], cover: CompressedRows<(piece: Int32, isNear: Bool)>,
        from: CompressedRows<Int32>, teams: Int
    ) -> Double {
        let count = whole.count
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
