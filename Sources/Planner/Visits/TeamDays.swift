import HomewardCore

/// One team's visits on days that follow one another, drawn by seed near the best of each day, so that no area is visited in the
/// same quarter of an hour on more than two of any seven days.
///
/// That rule is never broken. A week is drawn day by day, what each time is worth being lessened by chance; where the week loses
/// more than ``enough`` against the best of its days, single days are solved again given what the others use, then it is drawn
/// anew with less chance, then at prices at which the days share the quarters out (``QuarterPrices``), then so in other orders of its days, and at last
/// two or three days at a time are solved again. The best of those draws stands. The prices also bound what any week that keeps the rule is worth, so that
/// where a draw stays more than ``mostLoss`` below the best, it can be told whether the rule leaves no other.
struct TeamDays: Sendable {
    /// The problem of a sort of day for the team's areas, and its bound.
    struct Sort: Sendable {
        /// The day with the visits that are worth it.
        var day: VisitDay
        var bound: VisitBound
        var best: VisitSearch.Answer
        /// The day with every visit at which anything is to be expected, for areas that must have some.
        var open: VisitDay
        var openBound: VisitBound
    }

    /// On how many of seven days an area may be visited in the same quarter of an hour.
    static let mostDays = 2
    /// What the days may lose against the best of each.
    static let mostLoss = 0.1
    /// What a week may lose before another is drawn.
    static let enough = 0.08
    /// How much less a time may be thought to be worth in a draw, and whether it pays for its quarters.
    private static let tries: [(noise: Double, isPriced: Bool)] = [
        (0.3, false), (0.12, false), (0, false), (0.1, true), (0, true),
    ]

    /// How often a week is drawn in other orders of its days where nothing else serves.
    private static let restarts = 12
    /// How many threes of days are solved again after that.
    private static let triples = 60

    /// The visits of each day.
    private(set) var drawn: [[VisitDay.Stay]] = []
    /// What no visits that keep the rule can be worth more than.
    private(set) var ruleBound = 0.0
    private let planner: PatrolPlanner
    private let sorts: [Sort]
    /// The sort of each day, an index of `sorts`.
    private let sortOf: [Int]
    private let quarters: QuarterHours
    private let search = VisitSearch()

    /// - Parameters:
    ///   - sorts: The sorts of day.
    ///   - sortOf: The sort of each day, an index of `sorts`.
    ///   - stream: Which stream of chance the draws come from.
    init(planner: PatrolPlanner, sorts: [Sort], sortOf: [Int], stream: UInt64) {
        self.planner = planner
        self.sorts = sorts
        self.sortOf = sortOf
        quarters = QuarterHours(planner)
        var generator = SeededGenerator(seed: planner.seed, stream: stream)
        var prices: [[Int]: QuarterPrices] = [:]
        for week in stride(from: 0, to: sortOf.count, by: 7) {
            drawWeek(week..<min(week + 7, sortOf.count), &prices, &generator)
        }
    }

    private func sort(_ number: Int) -> Sort { sorts[sortOf[number]] }

    /// What a day's visits are worth.
    func worth(_ number: Int) -> Double { sort(number).open.worth(of: drawn[number]) }

    private func worth(_ span: Range<Int>) -> Double { span.reduce(0) { $0 + worth($1) } }

    private mutating func drawWeek(
        _ span: Range<Int>, _ prices: inout [[Int]: QuarterPrices], _ generator: inout SeededGenerator
    ) {
        let best = span.reduce(0) { $0 + sort($1).best.worth }
        var rule = span.reduce(0) { $0 + sort($1).openBound.value }
        var top: (days: TeamDays, missing: Int, worth: Double)?
        for (noise, isPriced) in Self.tries {
            var paid: QuarterPrices?
            if isPriced {
                let key = Array(sortOf[span])
                let own =
                    prices[key]
                    ?? QuarterPrices(
                        span.map { sort($0).open }, span.map { sort($0).openBound }, quarters: quarters,
                        floor: top?.worth ?? 0)
                prices[key] = own
                // Two visits of a day in one quarter are one day; the prices count them as two.
                if planner.apartMinutes >= 15 { rule = min(rule, own.bound) }
                paid = own
            }
            var days = self
            for number in span {
                days.drawn.append(days.drawnDay(number, noise, paid, at: number - span.lowerBound, &generator))
            }
            days.meetLeast(span)
            if days.worth(span) < (1 - Self.enough) * best { days.repair(span) }
            let found = (days, days.missing(span), days.worth(span))
            if top.map({ (found.1, -found.2) < ($0.missing, -$0.worth) }) ?? true { top = found }
            if let top, top.missing == 0, top.worth >= (1 - Self.enough) * best { break }
        }
        guard var top else { return }
        let wanted = (1 - Self.mostLoss) * best
        if top.worth < wanted, rule >= wanted, let paid = prices[Array(sortOf[span])] {
            var days = top.days
            days.restart(span, paid, until: wanted, &generator)
            days.exchange(span, until: wanted, &generator)
            top.days = days
        }
        drawn = top.days.drawn
        ruleBound += rule
    }

    /// A day's visits near the best that keep clear of what the days around it do.
    private func drawnDay(
        _ number: Int, _ noise: Double, _ prices: QuarterPrices?, at place: Int, _ generator: inout SeededGenerator
    ) -> [VisitDay.Stay] {
        let sort = sort(number)
        var priced = sort.day
        if let prices { priced.worth = prices.priced(sort.day) }
        var day = opened(priced, on: number, isFrugal: prices == nil)
        let factors = (0..<day.areas * quarters.count).map { _ in generator.unit() }
        for area in 0..<day.areas {
            for start in 0..<day.starts where day.worth[area * day.starts + start] > 0 {
                day.worth[area * day.starts + start] *=
                    1 - noise * factors[area * quarters.count + quarters.of(start).lowerBound]
            }
        }
        return search.best(of: day, by: prices?.bounds[place] ?? sort.bound).stays
    }

    /// The day with times closed at which an area has been visited on two days of the six before or after, or for which its
    /// visits of the week are used up.
    ///
    /// - Parameter isFrugal: Whether times that the week has used once, or that take in more quarters than they need, are worth
    ///   a little less.
    private func opened(_ day: VisitDay, on number: Int, isFrugal: Bool) -> VisitDay {
        var day = day
        var used = [[Int]](repeating: [], count: day.areas * quarters.count)
        for other in max(0, number - 6)..<min(drawn.count, number + 7) where other != number {
            for stay in drawn[other] {
                for quarter in quarters.of(stay.start) { used[stay.area * quarters.count + quarter].append(other) }
            }
        }
        var left = [Int](repeating: planner.visitsPerWeek, count: day.areas)
        for other in week(of: number) where other != number { for stay in drawn[other] { left[stay.area] -= 1 } }
        for area in 0..<day.areas {
            day.mostOfArea[area] = max(0, min(day.mostOfArea[area], left[area]))
            for start in 0..<day.starts {
                let key = area * day.starts + start
                let taken = quarters.of(start)
                // A visit that takes in two quarters takes two of those that are left to the week.
                if isFrugal, taken.count > 1 { day.worth[key] *= 0.95 }
                for quarter in taken {
                    let others = used[area * quarters.count + quarter]
                    guard !others.isEmpty else { continue }
                    if isFrugal { day.worth[key] *= 0.97 }
                    if isFull(others, with: number) { day.worth[key] = -.infinity }
                }
            }
        }
        return day
    }

    /// The days of a day's week that have been drawn.
    private func week(of number: Int) -> Range<Int> {
        let first = number / 7 * 7
        return first..<max(first, min(drawn.count, first + 7))
    }

    /// Whether a further day would be one of more than two in seven days.
    private func isFull(_ others: [Int], with number: Int) -> Bool {
        for (index, first) in others.enumerated() {
            for second in others[(index + 1)...] where second != first {
                if max(first, second, number) - min(first, second, number) < 7 { return true }
            }
        }
        return false
    }

    /// Solves single days again, given what the others use, as long as any gains.
    private mutating func repair(_ span: Range<Int>) {
        for _ in 0..<3 {
            var hasGained = false
            for number in span where solve(number) { hasGained = true }
            if !hasGained { return }
        }
    }

    /// Draws the week anew at the prices, its days in an order of chance, until it is worth enough; the best of ``restarts`` stands
    /// where it is better.
    private mutating func restart(
        _ span: Range<Int>, _ prices: QuarterPrices, until enough: Double, _ generator: inout SeededGenerator
    ) {
        for _ in 0..<Self.restarts where worth(span) < enough {
            var days = self
            var order = Array(span)
            generator.shuffle(&order)
            for number in span { days.drawn[number] = [] }
            for number in order {
                days.drawn[number] = days.drawnDay(number, 0.05, prices, at: number - span.lowerBound, &generator)
            }
            days.meetLeast(span)
            days.repair(span)
            if days.worth(span) > worth(span) + 1e-12, days.missing(span) <= missing(span) { self = days }
        }
    }

    /// Solves two days at a time again, in either order, then three that chance picks, until the week is worth enough.
    private mutating func exchange(_ span: Range<Int>, until enough: Double, _ generator: inout SeededGenerator) {
        var hasGained = true
        while hasGained, worth(span) < enough {
            hasGained = false
            for first in span {
                for second in span where second != first && worth(span) < enough {
                    if solveAnew([first, second], span) { hasGained = true }
                }
            }
        }
        for _ in 0..<Self.triples where worth(span) < enough {
            var order = Array(span)
            generator.shuffle(&order)
            _ = solveAnew(Array(order.prefix(3)), span)
        }
    }

    /// Solves days again, one after the other, as if they had no visits; whether the week gained.
    private mutating func solveAnew(_ numbers: [Int], _ span: Range<Int>) -> Bool {
        var other = self
        for number in numbers { other.drawn[number] = [] }
        for number in numbers { _ = other.solve(number) }
        guard other.worth(span) > worth(span) * (1 + 1e-9), other.missing(span) <= missing(span) else { return false }
        self = other
        return true
    }

    /// Solves a day again, given what the others use; whether it gained. Areas keep the visits that the week owes them.
    private mutating func solve(_ number: Int) -> Bool {
        let sort = sort(number)
        let now = sort.day.areas
        let owed = owed(on: number)
        let isOwing = owed.contains { $0 > 0 }
        var day = opened(isOwing ? sort.open : sort.day, on: number, isFrugal: false)
        let had = (0..<now).map { area in drawn[number].count { $0.area == area } }
        if isOwing {
            for area in 0..<now where owed[area] > 0 {
                day.leastOfArea[area] = min(day.mostOfArea[area], max(day.leastOfArea[area], owed[area]))
            }
            close(&day, sort, had: had)
        }
        let found = search.best(of: day, by: isOwing ? sort.openBound : sort.bound).stays
        for area in 0..<now {
            guard found.count(where: { $0.area == area }) >= min(had[area], day.leastOfArea[area]) else { return false }
        }
        guard sort.open.worth(of: found) > worth(number) + 1e-12 else { return false }
        drawn[number] = found
        return true
    }

    /// How many visits areas lack of the least of the week.
    private func missing(_ span: Range<Int>) -> Int {
        guard planner.leastPerWeek > 0, span.count == 7 else { return 0 }
        return (0..<sort(span.lowerBound).day.areas).reduce(0) { sum, area in
            sum + max(0, planner.leastPerWeek - count(span, of: area))
        }
    }

    private func count(_ span: Range<Int>, of area: Int) -> Int {
        span.reduce(0) { sum, day in sum + drawn[day].count { $0.area == area } }
    }

    /// Gives areas that would have fewer visits of a week than they should more, each on the day on which that costs least. Another
    /// area may lose a visit for it that the week does not owe it.
    private mutating func meetLeast(_ span: Range<Int>) {
        guard planner.leastPerWeek > 0, span.count == 7 else { return }
        for area in 0..<sort(span.lowerBound).day.areas {
            while count(span, of: area) < planner.leastPerWeek {
                var best: (number: Int, stays: [VisitDay.Stay], gain: Double)?
                for number in span {
                    guard let stays = oneMore(area, on: number) else { continue }
                    let gain = sort(number).open.worth(of: stays) - worth(number)
                    if best.map({ gain > $0.gain }) ?? true { best = (number, stays, gain) }
                }
                guard let best else { break }
                drawn[best.number] = best.stays
            }
        }
    }

    /// A day's visits with one more to an area; nil where there is none.
    private func oneMore(_ area: Int, on number: Int) -> [VisitDay.Stay]? {
        let sort = sort(number)
        let owed = owed(on: number)
        var day = opened(sort.open, on: number, isFrugal: true)
        let had = (0..<day.areas).map { other in drawn[number].count { $0.area == other } }
        for other in 0..<day.areas {
            day.leastOfArea[other] = min(had[other], max(day.leastOfArea[other], owed[other]))
        }
        day.leastOfArea[area] = had[area] + 1
        guard day.leastOfArea[area] <= day.mostOfArea[area] else { return nil }
        close(&day, sort, had: had)
        let found = search.best(of: day, by: sort.openBound).stays
        let isServed = (0..<day.areas).allSatisfy { other in
            found.count { $0.area == other } >= day.leastOfArea[other]
        }
        return isServed ? found : nil
    }

    /// Keeps visits that are not worth it out of a day with every visit, but for those that an area is owed.
    private func close(_ day: inout VisitDay, _ sort: Sort, had: [Int]) {
        for area in 0..<day.areas {
            if day.leastOfArea[area] > 0 {
                day.mostOfArea[area] = min(day.mostOfArea[area], max(had[area], day.leastOfArea[area]))
            } else {
                for key in (area * day.starts)..<((area + 1) * day.starts) where sort.day.worth[key] == -.infinity {
                    day.worth[key] = -.infinity
                }
            }
        }
    }

    /// How many visits each area should have on a day for the least of the week, as the other days are.
    private func owed(on number: Int) -> [Int] {
        let areas = sort(number).day.areas
        guard number / 7 * 7 + 7 <= sortOf.count else { return [Int](repeating: 0, count: areas) }
        var owed = [Int](repeating: planner.leastPerWeek, count: areas)
        for other in week(of: number) where other != number { for stay in drawn[other] { owed[stay.area] -= 1 } }
        return owed
    }
}
