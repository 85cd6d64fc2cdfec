/// A number that no plan of a route problem can exceed.
///
/// For any μ ≥ 0 and any set of stops, an item's worth max v ≤ μ + Σ (v − μ)⁺ over the stops that cover it. So the
/// worth of every plan is at most Σ μ + the most that its stops can collect of the modular worths c = Σ (v − μ)⁺. What
/// stops can collect is bounded from above by letting routes jump:
///
/// - a route with `k` stops beyond its first spends (k + 1) dwells, so that all its stops lie within the time that is left, and
///   k times the spacing fits into it too: it collects at most its first stop and the best `k` of those, over the best `k`;
/// - `m` routes from one depot collect at most `m` times that, and at most the best m·k stops of the depot;
/// - the teams go to the depots with the highest steps of these concave sums.
///
/// Prices start from half of what the plan at hand covers and are bettered by deflected subgradient steps, scaled by each
/// item's worth (M. Held, P. Wolfe, H. P. Crowder 1974, "Validation of subgradient optimization", Mathematical Programming 6).
/// Every μ gives a true bound, so the lowest found is one. O(steps × cover).
struct RouteBound {
    let problem: RouteProblem
    private let maximumStops: Int

    init(problem: RouteProblem) {
        self.problem = problem
        let each = problem.dwell + problem.leastStep
        let free = problem.budget - problem.dwell
        let most = Double(problem.depots.map(\.sites.count).max() ?? 0)
        maximumStops = free < 0 ? 0 : Int(min(most, each > 0 ? (free / each + 1e-9).rounded(.down) : most))
    }

    /// The lowest bound found in so many steps; never under `plan`, the worth of the plan that covers `covered`.
    func bound(plan: Double, covered: [Double], steps: Int = 300) -> Double {
        guard problem.teams > 0, problem.dwell <= problem.budget, !problem.depots.isEmpty else { return plan }
        // An item's price moves between 0 and the most that any stop is worth for it, and in proportion to that.
        var most = [Double](repeating: 0, count: problem.itemCount)
        for depot in problem.depots {
            for worth in depot.cover.elements { most[Int(worth.item)] = max(most[Int(worth.item)], worth.value) }
        }
        let nothing = [Double](repeating: 0, count: problem.itemCount)
        var best = evaluate(nothing).value
        var bestMu = nothing
        var mu = zip(most, covered).map { min($0, $1) / 2 }
        var direction = nothing
        var pace = 0.5
        var sinceBetter = 0
        for _ in 0..<steps {
            let (value, slope) = evaluate(mu)
            if value < best {
                sinceBetter = value < best * (1 - 1e-4) ? 0 : sinceBetter + 1
                (best, bestMu) = (value, mu)
            } else {
                sinceBetter += 1
            }
            guard best > plan * (1 + 1e-9) else { break }
            if sinceBetter >= 6 {
                (pace, sinceBetter, mu, direction) = (pace / 2, 0, bestMu, nothing)
                if pace < 1e-4 { break }
                continue
            }
            var square = 0.0
            for item in mu.indices {
                direction[item] = 0.6 * direction[item] + slope[item] * most[item]
                square += direction[item] * direction[item]
            }
            guard square > 0 else { break }
            let step = pace * (value - plan * 0.9) / square
            for item in mu.indices {
                mu[item] = min(most[item], max(0, mu[item] - step * direction[item] * most[item]))
            }
        }
        // Sums in another order differ by rounding.
        return max(plan, best * (1 + 1e-12))
    }

    private struct Offer {
        var depot: Int
        var team: Int
        var worth: Double
        var stops: ArraySlice<Int>
    }

    private func evaluate(_ mu: [Double]) -> (value: Double, slope: [Double]) {
        var offers: [Offer] = []
        for index in problem.depots.indices { offers += offersOf(index, mu) }
        offers.sort {
            if $0.worth != $1.worth { return $0.worth > $1.worth }
            return ($0.depot, $0.team) < ($1.depot, $1.team)
        }
        var value = mu.reduce(0, +)
        var slope = [Double](repeating: 1, count: mu.count)
        for offer in offers.prefix(problem.teams) {
            value += offer.worth
            let depot = problem.depots[offer.depot]
            for position in offer.stops {
                for worth in depot.cover[position] where worth.value > mu[Int(worth.item)] {
                    slope[Int(worth.item)] -= 1
                }
            }
        }
        for item in mu.indices where mu[item] == 0 && slope[item] > 0 { slope[item] = 0 }
        return (value, slope)
    }

    /// What the first, the second, … team at a depot can add at most, falling.
    private func offersOf(_ index: Int, _ mu: [Double]) -> [Offer] {
        let depot = problem.depots[index]
        var gains = depot.sites.indices.map { (position: $0, worth: depot.gain($0, over: mu)) }.filter { $0.worth > 0 }
        gains.sort { $0.worth != $1.worth ? $0.worth > $1.worth : $0.position < $1.position }
        let start = depot.gain(depot.sites.count, over: mu)
        // One route: the best over its number of stops.
        var one = (worth: 0.0, stops: [Int]())
        for count in stride(from: min(maximumStops, gains.count), through: 1, by: -1) {
            let far = problem.budget - problem.dwell * Double(count + 1) + 1e-9
            let stops = gains.lazy.filter { depot.fromStart[$0.position] <= far }.prefix(count)
            let worth = stops.reduce(0) { $0 + $1.worth }
            if worth > one.worth { one = (worth, stops.map(\.position)) }
        }
        var offers: [Offer] = []
        var taken = 0.0
        for team in 0..<problem.teams {
            let low = team * maximumStops
            guard team == 0 || low < gains.count else { break }
            let all = gains.prefix((team + 1) * maximumStops).reduce(0) { $0 + $1.worth }
            let most = min(all, one.worth * Double(team + 1))
            let stops =
                team == 0 ? one.stops[...] : gains[low..<min(gains.count, low + maximumStops)].map(\.position)[...]
            offers.append(
                Offer(
                    depot: index, team: team, worth: max(0, most - taken) + (team == 0 ? start : 0),
                    stops: team == 0 ? stops + [depot.sites.count] : stops))
            taken = most
        }
        return offers
    }
}
