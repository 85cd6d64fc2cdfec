import HomewardCore

/// A worth that no plan can exceed, from prices on the cover (Lagrangian relaxation).
///
/// What n teams meet of an item's worth is concave in n, so that for every price m from 0 to 1 it is at most
/// `Σ_{j ≥ 0} max(0, again^j − m) + m n`. With a price for each item and slot the teams no longer meet one another, and
/// every plan is worth at most the sum of the first terms and, for each team, the best day on the priced field, which
/// ``DayRecursion`` finds exactly. That holds for all prices; a subgradient search looks for those that bound best, and where
/// few days are worth more than all others it lowers their prices until they are worth no more (dual ascent). On large ground
/// it searches among the places at which most happens, but only what was found among all places counts as a bound, and teams
/// may have any number of stays, which bounds those with fewer too.
/// Sources: M. L. Fisher (1981), "The Lagrangian relaxation method for solving integer programming problems", Management
/// Science 27(1), 1–18; B. T. Polyak (1969), "Minimization of unsmooth functionals", USSR Computational Mathematics 9(3).
struct PresenceBound {
    /// How many prices are tried.
    var steps = 300
    /// After how many of them all places are tried.
    var stretch = 30
    /// The gap at which the search may stop.
    var enough = 5e-3
    /// How many steps there are at most on large ground, times its places.
    var work = 500_000
    /// The number of teams from which prices are levelled. Few teams leave little to level, and many steps little to gain.
    var crowd = 20

    /// The least bound that was found; 0 where there are no teams.
    ///
    /// - Parameters:
    ///   - value: The worth of a plan, which sets how far a step goes. It does not limit the answer.
    ///   - days: The days of a plan, from which the first prices are told; they do not limit the answer either.
    func bound(of problem: PresenceProblem, value: Double, days: [TeamDay] = []) -> Double {
        guard problem.teams > 0, problem.itemCount > 0 else { return 0 }
        var free = problem
        free.moveCost = 0
        var prices = PresencePrices(free)
        if !days.isEmpty { prices.begin(with: days) }
        return search(&prices, value: value) ?? 0
    }

    /// The prices that bound best, as the field that they leave and what every plan is worth at most beside its teams' days on
    /// it, each less the cost of its moves; nil where no day keeps the rules.
    func prices(of problem: PresenceProblem, value: Double) -> (worth: DayRecursion.Worth, credit: Double)? {
        guard problem.teams > 0, problem.itemCount > 0 else { return nil }
        var prices = PresencePrices(problem)
        guard search(&prices, value: value) != nil else { return nil }
        prices.recall()
        guard prices.widest() != nil else { return nil }
        return (prices.worth, prices.credit)
    }

    /// Looks for prices; the least bound, or nil where no day keeps the rules.
    private func search(_ prices: inout PresencePrices, value: Double) -> Double? {
        guard prices.widest() != nil else { return nil }
        var least = prices.total
        let isCrowd = prices.problem.teams >= crowd
        var pace = isCrowd ? 0.5 : 1
        var poor = 0
        var lowest = Double.infinity
        let stretch = isCrowd ? stretch * 2 / 3 : stretch
        let steps = min(
            steps, max(isCrowd ? stretch : stretch + 10, (isCrowd ? work / 5 : work) / max(1, prices.placesInSearch)))
        for step in 1...steps {
            if least <= value * (1 + enough) { break }
            guard let days = prices.best(within: max(0.002, (least / max(value, 1e-9) - 1) / 4)) else { break }
            let total = prices.total
            if !prices.isNarrow { least = min(least, total) }
            if total < lowest * (1 - 1e-4) { poor = 0 } else { poor += 1 }
            if total < lowest {
                lowest = total
                prices.remember()
            }
            if poor >= 10 {
                pace *= 0.7
                poor = 0
            }
            let isLevelled = isCrowd && days.count * 5 < prices.problem.teams && prices.level(narrowly: prices.isNarrow)
            guard isLevelled || prices.step(from: days, length: pace * (total - value * (1 - 0.0005))) else { break }
            guard prices.isNarrow, step % stretch == 0 || step == steps else { continue }
            let now = prices.price
            prices.recall()
            if isCrowd {
                least = min(least, widen(&prices, value: value))
                lowest = prices.total
                prices.remember()
            } else {
                guard prices.widest() != nil else { break }
                least = min(least, prices.total)
                // What a wider look has found makes the lowest so far worth less.
                lowest = max(lowest, prices.total)
                prices.set(now)
            }
        }
        return least
    }

    /// Levels what is worth more than the rest among all places, looking at more of them; the least bound that was found.
    private func widen(_ prices: inout PresencePrices, value: Double) -> Double {
        var least = Double.infinity
        for round in 1...4 {
            guard prices.widest() != nil else { break }
            let isBetter = prices.total < least * 0.995
            least = min(least, prices.total)
            guard isBetter, round < 4, least > value * (1 + enough), prices.level(narrowly: false) else { break }
            var lowest = Double.infinity
            for _ in 0..<5 {
                guard prices.best(within: 0) != nil, prices.total < lowest * 0.999 else { break }
                lowest = prices.total
                guard prices.level(narrowly: true) else { break }
            }
        }
        return least
    }
}

/// Prices on items and slots, and the best day that they leave.
private struct PresencePrices {
    let problem: PresenceProblem
    /// `price[item × slots + slot]`, from 0 to 1.
    private(set) var price: [Double]
    /// What all plans are worth at most at the prices of the latest search.
    private(set) var total = 0.0
    /// Whether ``best()`` looks at some places only.
    let isNarrow: Bool
    private var kept: [Bool]
    private var narrow: [DayRecursion] = []
    private var wide: [DayRecursion]
    private(set) var worth: DayRecursion.Worth
    /// What all plans are worth at most beside their days at the prices of the latest search.
    private(set) var credit = 0.0
    /// What the best day is worth at the prices of the latest search.
    private var top = 0.0
    /// What several teams meet of an item: 1, again, again², …
    private let levels: [Double]
    /// For each slot how many of its minutes lie in any shift.
    private var open: [Double]
    private var push: [Double]
    private var covered: [Double]
    /// The keys that ever had a team, in the order in which they had one first; the others' prices are 1.
    private var active: [Int] = []
    private var isActive: [Bool]
    private var remembered: [Double] = []
    /// The items whose price has changed since the worth of their places was reckoned, and whether each is among them.
    private var changed: [Int] = []
    private var isChanged: [Bool]
    private let coveredFrom: CompressedRows<Int32>
    /// The places whose worth is not that of the prices.
    private var isStale: [Bool]
    /// The places whose worth was reckoned anew, in the order in which it was, and how many of them the recursions have seen; nil:
    /// they are to begin anew.
    private var journal: [Int32] = []
    private var seenNarrow: Int?
    private var seenWide: Int?

    init(_ problem: PresenceProblem) {
        self.problem = problem
        let keys = problem.weight.count
        price = [Double](repeating: 1, count: keys)
        push = [Double](repeating: 0, count: keys)
        covered = push
        isActive = [Bool](repeating: false, count: keys)
        isChanged = [Bool](repeating: false, count: problem.itemCount)
        coveredFrom = problem.coveredFrom()
        isStale = [Bool](repeating: true, count: problem.placeCount)
        var levels = [1.0]
        while levels.count < problem.teams, problem.again > 0 {
            levels.append(levels[levels.count - 1] * problem.again)
        }
        self.levels = levels
        open = [Double](repeating: 0, count: problem.slots)
        for minute in 0..<problem.minutes {
            let now = problem.firstMinute + minute
            if problem.shifts.contains(where: { now >= $0.start && now < $0.end }) { open[problem.slot(minute)] += 1 }
        }
        worth = DayRecursion.Worth(
            values: [Double](repeating: 0, count: problem.slots * problem.placeCount), stride: problem.placeCount,
            first: problem.firstMinute, slotMinutes: problem.slotMinutes)
        wide = problem.shifts.indices.map { DayRecursion(problem, shift: $0) }
        let set = problem.workingSet()
        isNarrow = set != nil
        kept = set ?? [Bool](repeating: true, count: problem.placeCount)
        if isNarrow { layNarrow() }
    }

    private mutating func layNarrow() {
        let ground = problem.restricted(to: kept)
        narrow = ground.shifts.indices.map { DayRecursion(ground, shift: $0) }
        seenNarrow = nil
    }

    /// Sets one price.
    private mutating func set(_ key: Int, _ value: Double) {
        guard price[key] != value else { return }
        price[key] = value
        let item = key / problem.slots
        if !isChanged[item] {
            isChanged[item] = true
            changed.append(item)
        }
    }

    /// Sets all prices.
    mutating func set(_ prices: [Double]) {
        for key in active { set(key, prices[key]) }
    }

    /// How many places ``best()`` looks at, over all shifts.
    var placesInSearch: Int { (isNarrow ? narrow : wide).reduce(0) { $0 + $1.places.count } }

    mutating func remember() { remembered = active.map { price[$0] } }

    /// The prices that were remembered; keys that came later cost 1.
    mutating func recall() {
        for (index, key) in active.enumerated() { set(key, index < remembered.count ? remembered[index] : 1) }
    }

    /// Sets prices so that no day of a plan is worth more than what one more team would add to it.
    mutating func begin(with days: [TeamDay]) {
        var field = PresenceField(problem)
        for day in days { field.add(day) }
        var more = 0.0
        for index in problem.shifts.indices {
            let rule = DayRecursion.Rule()
            let found =
                isNarrow
                ? narrow[index].best(on: field.worth(), rule: rule) : wide[index].best(on: field.worth(), rule: rule)
            more = max(more, found?.value ?? 0)
        }
        for day in days {
            field.remove(day)
            let own = field.worth(of: day)
            field.add(day)
            guard own > more else { continue }
            var keys: Set<Int> = []
            visit(day) { keys.insert($0) }
            for key in keys.sorted() {
                set(key, min(price[key], more / own))
                activate(key)
            }
        }
    }

    /// The best day among the places that are looked at, and others far from it that are worth nearly as much, by no more than a share
    /// less.
    mutating func best(within share: Double) -> [TeamDay]? {
        guard let best = isNarrow ? search(narrowly: true) : widest() else { return nil }
        guard problem.teams > 2 else { return [best.day] }
        var days: [(value: Double, day: TeamDay)] = []
        for recursion in isNarrow ? narrow : wide {
            days += recursion.spread(
                atLeast: best.value * (1 - share), limit: problem.teams, hops: problem.hops)
        }
        // The first of each shift may be the same hours' best.
        return days.isEmpty ? [best.day] : days.sorted { $0.value > $1.value }.prefix(problem.teams).map(\.day)
    }

    /// The best day among all places; where it and those that are worth nearly as much come to is looked at from now on.
    mutating func widest() -> (value: Double, day: TeamDay)? {
        guard let best = search(narrowly: false) else { return nil }
        guard isNarrow else { return best }
        var isNew = false
        for recursion in wide {
            for found in recursion.spread(atLeast: best.value * Self.nearly, limit: problem.teams, hops: problem.hops) {
                for place in found.day.at.filter({ $0 >= 0 }) + found.day.ways.joined() where !kept[Int(place)] {
                    isNew = true
                    kept[Int(place)] = true
                    for hop in problem.hops[Int(place)] { kept[Int(hop.to)] = true }
                }
            }
        }
        if isNew { layNarrow() }
        return best
    }

    private mutating func search(narrowly isNarrow: Bool) -> (value: Double, day: TeamDay)? {
        reckon(narrowly: isNarrow)
        // A day with a duty is one of these days too, so that the bound holds with duties and without.
        var rule = problem.rule()
        if self.isNarrow { rule.mostStays = nil }
        var best: (value: Double, day: TeamDay)?
        for index in problem.shifts.indices {
            let day =
                isNarrow
                ? narrow[index].best(on: worth, rule: rule, changed: seenNarrow.map { Array(journal[$0...]) })
                : wide[index].best(on: worth, rule: rule, changed: seenWide.map { Array(journal[$0...]) })
            guard let found = day else { continue }
            if found.value > (best?.value ?? -.infinity) { best = found }
        }
        if isNarrow { seenNarrow = journal.count } else { seenWide = journal.count }
        guard let best else { return nil }
        top = best.value
        credit = 0
        for key in active where price[key] < 1 {
            var spare = 0.0
            for level in levels where level > price[key] { spare += level - price[key] }
            credit += problem.weight[key] * open[key % problem.slots] * spare
        }
        total = credit + best.value * Double(problem.teams)
        return best
    }

    /// Reckons the worth of the places whose items' prices have changed.
    private mutating func reckon(narrowly isNarrow: Bool) {
        for item in changed {
            isChanged[item] = false
            for place in coveredFrom[item] { isStale[Int(place)] = true }
        }
        changed.removeAll(keepingCapacity: true)
        let problem = problem
        let slots = problem.slots
        let n = problem.placeCount
        problem.weight.withUnsafeBufferPointer { weight in
            price.withUnsafeBufferPointer { price in
                worth.values.withUnsafeMutableBufferPointer { values in
                    for place in 0..<n where isStale[place] && (!isNarrow || kept[place]) {
                        isStale[place] = false
                        journal.append(Int32(place))
                        for slot in 0..<slots { values[slot * n + place] = 0 }
                        for item in problem.cover[place] {
                            let row = Int(item) * slots
                            for slot in 0..<slots { values[slot * n + place] += weight[row + slot] * price[row + slot] }
                        }
                    }
                }
            }
        }
    }

    /// Lowers the prices of the days that are worth most to what the next is worth; false where that would not lower the bound.
    ///
    /// With n teams a lower worth of the best days takes n times as much from the bound as it takes from each of them, and
    /// adds what it takes from them for each team that meets their items: days are lowered as long as that is less.
    mutating func level(narrowly: Bool) -> Bool {
        var days: [(value: Double, day: TeamDay)] = []
        for recursion in narrowly ? narrow : wide {
            days += recursion.spread(atLeast: top * Self.nearly, limit: problem.teams, hops: problem.hops)
        }
        days.sort { $0.value > $1.value }
        var cost = 0.0
        var count = 0
        for (value, day) in days {
            var more = 0.0
            visit(day) { key in
                var above = 0.0
                for level in levels where level > price[key] { above += 1 }
                more += problem.weight[key] * price[key] * max(1, above)
            }
            cost += more / max(value, 1e-12)
            if cost > 0.7 * Double(problem.teams) { break }
            count += 1
        }
        guard count > 0 else { return false }
        let floor = count < days.count ? days[count].value : top * Self.nearly
        for (value, day) in days.prefix(count) where value > floor {
            var keys: Set<Int> = []
            visit(day) { keys.insert($0) }
            for key in keys.sorted() {
                set(key, price[key] * (floor / value))
                activate(key)
            }
        }
        return true
    }

    /// How much of the best day's worth other days are to have to be looked at beside it.
    private static let nearly = 0.85

    /// Calls with the key of each item and slot that a day covers, once for each minute.
    private func visit(_ day: TeamDay, _ body: (Int) -> Void) {
        for (index, place) in day.at.enumerated() where place >= 0 {
            let slot = problem.slot(day.start + index - problem.firstMinute)
            for item in problem.cover[Int(place)] { body(Int(item) * problem.slots + slot) }
        }
    }

    private mutating func activate(_ key: Int) {
        guard !isActive[key] else { return }
        isActive[key] = true
        active.append(key)
    }

    /// Moves the prices by what all teams on these days, as many on each, would cover too much; false where nothing is to move.
    mutating func step(from days: [TeamDay], length: Double) -> Bool {
        let slots = problem.slots
        let each = Double(problem.teams) / Double(days.count)
        for day in days {
            var keys: [Int] = []
            visit(day) { keys.append($0) }
            for key in keys {
                covered[key] += each
                activate(key)
            }
        }
        var norm = 0.0
        for key in active {
            let weight = problem.weight[key]
            let minutes = open[key % slots]
            let have = covered[key] / minutes
            covered[key] = 0
            guard weight > 0, price[key] < 1 || have > 0 else {
                push[key] = 0
                continue
            }
            var wanted = 0.0
            for level in levels where level > price[key] { wanted += 1 }
            if price[key] >= 1 { wanted = min(1, have) }
            push[key] = have - wanted + 0.6 * push[key]
            norm += weight * minutes * push[key] * push[key]
        }
        guard norm > 0, length > 0 else { return false }
        for key in active where push[key] != 0 {
            set(key, min(1, max(0, price[key] - length / norm * push[key])))
        }
        return true
    }
}
