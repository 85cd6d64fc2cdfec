import HomewardGeometry

/// Chooses a number of points, no two nearer than a spacing, with the greatest sum of weights, by branch and bound.
///
/// Points nearer to one another than the spacing form a clique, of which at most one can be chosen: the heaviest points
/// that are at least half a spacing apart, taken greedily, therefore bound every choice. The search branches over the
/// members of the heaviest clique, or none of them. It stops at ``nodeLimit`` with the best choice found and the bound of
/// what is still open. Deterministic: of equal weights the point listed first wins.
struct PointSelection {
    /// How many points to choose at most.
    var count: Int
    /// The least distance between two of them.
    var spacing: Double
    /// How many nodes of the search to open at most.
    var nodeLimit = 20_000

    struct Choice: Equatable {
        /// Indices of the chosen points.
        var chosen: [Int]
        /// The sum of their weights.
        var weight: Double
        /// What no choice among the points can exceed; equal to `weight` where the choice is proven best.
        var bound: Double
        /// Points that weigh less change nothing, however many are added; −∞ where any might.
        var least = -Double.infinity
    }

    /// The best choice among `points`. Points without weight are never chosen.
    func best(of points: [Point], weights: [Double]) -> Choice {
        let order = weights.indices.filter { weights[$0] > 0 }.sorted {
            weights[$0] != weights[$1] ? weights[$0] > weights[$1] : $0 < $1
        }
        var search = PointSearch(selection: self, points: points, weights: weights)
        search.startGreedily(order)
        let (reach, heads) = search.bound(order, missing: count)
        // What cannot reach the greedy choice even in the best company is out for good.
        let floor = search.best.weight - search.bound(order, missing: count - 1).sum
        var least = -Double.infinity
        if search.best.chosen.count == count, heads.count == count, let greedy = search.best.chosen.last,
            let head = heads.last
        {
            least = min(floor - 1e-9, weights[greedy], weights[head])
        }
        search.open(order.filter { weights[$0] >= floor - 1e-9 }, chosen: [], weight: 0)
        return Choice(
            chosen: search.best.chosen, weight: search.best.weight,
            bound: max(search.best.weight, min(reach, search.openBound)), least: least)
    }
}

private struct PointSearch {
    let selection: PointSelection
    let points: [Point]
    let weights: [Double]
    var best: (chosen: [Int], weight: Double) = ([], 0)
    var openBound = 0.0
    var nodes = 0

    init(selection: PointSelection, points: [Point], weights: [Double]) {
        self.selection = selection
        self.points = points
        self.weights = weights
    }

    mutating func startGreedily(_ order: [Int]) {
        var chosen: [Int] = []
        for point in order where chosen.count < selection.count {
            if chosen.allSatisfy({ points[$0].distance(to: points[point]) >= selection.spacing }) {
                chosen.append(point)
            }
        }
        best = (chosen, chosen.reduce(0) { $0 + weights[$1] })
    }

    /// The sum of the `missing` heaviest clique heads among `remaining`, which is sorted, and those heads.
    func bound(_ remaining: [Int], missing: Int) -> (sum: Double, heads: [Int]) {
        var heads: [Int] = []
        var sum = 0.0
        for point in remaining {
            guard heads.count < missing else { break }
            if heads.allSatisfy({ points[$0].distance(to: points[point]) >= selection.spacing / 2 }) {
                heads.append(point)
                sum += weights[point]
            }
        }
        return (sum, heads)
    }

    mutating func open(_ remaining: [Int], chosen: [Int], weight: Double) {
        nodes += 1
        if weight > best.weight + 1e-9 { best = (chosen, weight) }
        guard chosen.count < selection.count, let head = remaining.first else { return }
        let reach = bound(remaining, missing: selection.count - chosen.count).sum
        guard weight + reach > best.weight + 1e-9 else { return }
        guard nodes < selection.nodeLimit else {
            openBound = max(openBound, weight + reach)
            return
        }
        let half = selection.spacing / 2
        let clique = remaining.filter { points[$0].distance(to: points[head]) < half || $0 == head }
        let others = remaining.filter { points[$0].distance(to: points[head]) >= half && $0 != head }
        for member in clique {
            guard weight + weights[member] + reach - weights[head] > best.weight + 1e-9 else { break }
            open(
                others.filter { points[$0].distance(to: points[member]) >= selection.spacing },
                chosen: chosen + [member], weight: weight + weights[member])
        }
        open(others, chosen: chosen, weight: weight)
    }
}
