/// Prices of the quarters of an hour of a week, at which its days share them out, and what they prove.
///
/// No area may be visited in a quarter of an hour on more than two days of the week. A price on each quarter of each area,
/// which every visit pays that takes it in, makes that rule part of what a visit is worth: then each day is a problem of its
/// own, and the sum of the days' bounds with twice the prices bounds every week that keeps the rule, for all prices not below
/// 0. A subgradient search looks for those that bound best. Source: as ``VisitBound``.
struct QuarterPrices: Sendable {
    /// What a visit pays for a quarter: `price[area × quarters + quarter]`.
    private(set) var price: [Double]
    /// What no week that keeps the rule can be worth more than.
    private(set) var bound: Double
    /// The days' bounds at these prices, in the order of the week.
    private(set) var bounds: [VisitBound]
    private let quarters: QuarterHours

    /// Searches with a stated number of prices.
    ///
    /// - Parameters:
    ///   - days: The days of the week.
    ///   - bounds: A bound of each.
    ///   - floor: What a week that keeps the rule is known to be worth.
    init(_ days: [VisitDay], _ bounds: [VisitBound], quarters: QuarterHours, floor: Double, steps: Int = 40) {
        self.quarters = quarters
        self.bounds = bounds
        let areas = days.first?.areas ?? 0
        price = [Double](repeating: 0, count: areas * quarters.count)
        bound = bounds.reduce(0) { $0 + $1.value }
        var recursions = bounds.map(\.recursion)
        var tried = price
        var pace = 1.0
        var poor = 0
        for _ in 0..<steps where bound > floor * (1 + 1e-4) {
            var push = [Double](repeating: -Double(TeamDays.mostDays), count: price.count)
            var total = Double(TeamDays.mostDays) * tried.reduce(0, +)
            for (index, day) in days.enumerated() {
                let worth = priced(day, tried)
                recursions[index].solve(zip(worth, bounds[index].cost).map { $0 - $1 })
                let (value, stays) = recursions[index].best()
                total += value + bounds[index].credit
                for stay in stays {
                    for quarter in quarters.of(stay.start) { push[stay.area * quarters.count + quarter] += 1 }
                }
            }
            if total < bound - 1e-12 {
                (bound, price) = (total, tried)
                poor = 0
            } else {
                poor += 1
                if poor >= 4 {
                    pace *= 0.6
                    poor = 0
                }
            }
            var norm = 0.0
            for key in push.indices {
                if tried[key] == 0, push[key] < 0 { push[key] = 0 }
                norm += push[key] * push[key]
            }
            guard norm > 0 else { break }
            let length = pace * (total - min(floor, total * 0.999)) / norm
            for key in push.indices where push[key] != 0 { tried[key] = max(0, tried[key] + length * push[key]) }
        }
        // The days' own prices were made before these.
        self.bounds = days.map { day in
            var day = day
            day.worth = priced(day, price)
            return VisitBound(day, steps: 20)
        }
        bound = min(bound, self.bounds.reduce(Double(TeamDays.mostDays) * price.reduce(0, +)) { $0 + $1.value })
    }

    /// What visits of a day are worth less what they pay.
    func priced(_ day: VisitDay) -> [Double] { priced(day, price) }

    private func priced(_ day: VisitDay, _ price: [Double]) -> [Double] {
        var worth = day.worth
        for start in 0..<day.starts {
            let taken = quarters.of(start)
            for area in 0..<day.areas {
                for quarter in taken { worth[area * day.starts + start] -= price[area * quarters.count + quarter] }
            }
        }
        return worth
    }
}
