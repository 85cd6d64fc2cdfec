/// A worth that no row of visits of a day can exceed, from prices (Lagrangian relaxation).
///
/// In any span of as many steps as two visits to an area must lie apart, at most one starts there, and an area has at most
/// so many visits. A price on each span and each area makes those rules part of what a visit is worth, ``VisitRecursion``
/// finds the best day at these prices exactly, and its worth with the sum of the prices bounds every day that keeps the
/// rules. That holds for all prices not below 0; a subgradient search looks for those that bound best.
/// Source: M. L. Fisher (1981), "The Lagrangian relaxation method for solving integer programming problems", Management
/// Science 27(1), 1–18.
struct VisitBound: Sendable {
    /// The recursion at the prices that bound best.
    private(set) var recursion: VisitRecursion
    /// The bound.
    private(set) var value: Double
    /// What a visit costs at those prices: `cost[area × starts + start]`.
    private(set) var cost: [Double]
    /// The sum of the prices, each times what it may be used for.
    private(set) var credit: Double
    /// Days of the relaxed problem that keep every rule, the best of them.
    private(set) var found: [VisitDay.Stay] = []

    /// Searches with a stated number of prices.
    init(_ day: VisitDay, steps: Int = 30) {
        let n = day.areas
        let starts = day.starts
        var span = [Double](repeating: 0, count: n * starts)
        var area = [Double](repeating: 0, count: n)
        var recursion = VisitRecursion(day)
        var best = (value: Double.infinity, cost: [Double](repeating: 0, count: n * starts), credit: 0.0)
        var incumbent = -Double.infinity
        var pace = 1.0
        var poor = 0
        var last: [Double]?
        for step in 0..<max(1, steps) {
            let cost = VisitBound.cost(day, span: span, area: area)
            let credit = span.reduce(0, +) + zip(area, day.mostOfArea).reduce(0) { $0 + $1.0 * Double($1.1) }
            recursion.solve(zip(day.worth, cost).map { $0 - $1 })
            last = cost
            let (priced, stays) = recursion.best()
            let total = priced + credit
            if day.allows(stays) {
                let worth = day.worth(of: stays)
                if worth > incumbent { (incumbent, found) = (worth, stays) }
            }
            if total < best.value - 1e-12 {
                best = (total, cost, credit)
                poor = 0
            } else {
                poor += 1
                if poor >= 4 {
                    pace *= 0.6
                    poor = 0
                }
            }
            if step + 1 == steps || best.value <= incumbent * (1 + 1e-4) { break }
            // How far the day uses each price beyond what it may.
            var push = [Double](repeating: 0, count: n * starts)
            var pushArea = [Double](repeating: 0, count: n)
            for stay in stays {
                let apart = day.apart[stay.area * n + stay.area]
                for now in stay.start..<min(starts, stay.start + apart) { push[stay.area * starts + now] += 1 }
                pushArea[stay.area] += 1
            }
            var norm = 0.0
            for key in push.indices {
                push[key] -= 1
                if span[key] == 0, push[key] < 0 { push[key] = 0 }
                norm += push[key] * push[key]
            }
            for index in 0..<n {
                pushArea[index] -= Double(day.mostOfArea[index])
                if area[index] == 0, pushArea[index] < 0 { pushArea[index] = 0 }
                norm += pushArea[index] * pushArea[index]
            }
            guard norm > 0 else { break }
            let aim = max(incumbent, total * 0.9)
            let length = pace * (total - min(aim, total * 0.999)) / norm
            for key in push.indices where push[key] != 0 { span[key] = max(0, span[key] + length * push[key]) }
            for index in 0..<n { area[index] = max(0, area[index] + length * pushArea[index]) }
        }
        if last != best.cost { recursion.solve(zip(day.worth, best.cost).map { $0 - $1 }) }
        self.recursion = recursion
        (value, cost, credit) = best
    }

    /// What a visit pays: the price of its area and of every span that it starts in.
    private static func cost(_ day: VisitDay, span: [Double], area: [Double]) -> [Double] {
        var cost = [Double](repeating: 0, count: span.count)
        for index in 0..<day.areas {
            let apart = day.apart[index * day.areas + index]
            var sum = 0.0
            for now in stride(from: day.starts - 1, through: 0, by: -1) {
                let row = index * day.starts
                sum += span[row + now]
                if now + apart < day.starts { sum -= span[row + now + apart] }
                cost[row + now] = max(0, sum) + area[index]
            }
        }
        return cost
    }
}
