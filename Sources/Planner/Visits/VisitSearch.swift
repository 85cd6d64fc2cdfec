/// The best visits of a day that keep every rule, by a search forward in time that remembers when each area may be visited
/// again, pruned by a ``VisitBound``.
///
/// A state is where the team is bound for, from which step it may start there, how many visits it has made, whether its break
/// is due, and for each area the next step and the visits so far. Equal states become one, the better; one that could not pass
/// the best day so far even with the bound's rest is dropped; of those left at a step the ``width`` most promising go on. Where
/// none had to be dropped for that the day is proven best. Ties go to the state that came first.
struct VisitSearch: Sendable {
    /// The most states of a step.
    var width = 40

    struct Answer: Sendable, Equatable {
        var stays: [VisitDay.Stay]
        /// What they are worth.
        var worth: Double
        /// Whether no day is worth more.
        var isProven: Bool
    }

    private struct State {
        var area: Int32
        var left: Int32
        var isDue: Bool
        /// The visit before, an index of `made`; −1 for none.
        var before: Int32
        /// The worth so far, with what the least of an area brings.
        var value: Double
        /// The same at the bound's prices.
        var priced: Double
        /// What the whole day can be worth at most.
        var hope: Double
    }

    private struct Made {
        var stay: VisitDay.Stay
        var before: Int32
    }

    /// The best day.
    ///
    /// - Parameters:
    ///   - day: The day; what its worth may not start where ``VisitDay/worth`` is −∞.
    ///   - bound: A bound of a day whose visits are worth at least as much.
    func best(of day: VisitDay, by bound: VisitBound) -> Answer {
        let n = day.areas
        let starts = day.starts
        guard n > 0, starts > 0, day.most > 0 else { return Answer(stays: [], worth: 0, isProven: true) }
        // A visit that an area should have counts before all that visits are worth.
        let bonus = day.leastOfArea.contains { $0 > 0 } ? 1 + 2 * bound.value : 0
        let owed = day.leastOfArea.reduce(0, +)
        var made: [Made] = []
        var best = (value: 0.0, last: Int32(-1))
        if bonus == 0, !bound.found.isEmpty, day.allows(bound.found) {
            for (index, stay) in bound.found.enumerated() { made.append(Made(stay: stay, before: Int32(index - 1))) }
            best = (day.worth(of: bound.found), Int32(made.count - 1))
        }
        var isProven = true
        // The states of each step, with the next step and the visits so far of each area beside them.
        var states = [[State]](repeating: [], count: starts)
        var memory = [[Int16]](repeating: [], count: starts)
        let grain = 1e-12 * max(1, bound.value)

        func enter(_ state: State, at step: Int, next: [Int16], count: [Int16]) {
            guard step < starts else { return }
            var state = state
            let rest = bound.recursion.most(
                left: Int(state.left), isDue: state.isDue, area: Int(state.area), step: step)
            guard rest > -.infinity else { return }
            var open = 0
            if bonus > 0 {
                for area in 0..<n { open += max(0, day.leastOfArea[area] - Int(count[area])) }
            }
            state.hope = state.priced + rest + bound.credit + bonus * Double(open)
            guard state.hope > best.value + grain else { return }
            states[step].append(state)
            memory[step] += next
            memory[step] += count
        }

        let none = [Int16](repeating: 0, count: n)
        for area in 0..<n {
            let state = State(
                area: Int32(area), left: Int32(day.most), isDue: day.rest != nil, before: -1, value: 0, priced: 0,
                hope: 0)
            enter(state, at: 0, next: none, count: none)
            if day.rest != nil, let step = day.startAfterRest(from: nil, 0, to: area) {
                var rested = state
                rested.isDue = false
                enter(rested, at: step, next: none, count: none)
            }
        }
        for step in 0..<starts {
            let kept = select(states[step], memory[step], n, step: step, above: best.value + grain, proven: &isProven)
            for index in kept {
                let state = states[step][index]
                let area = Int(state.area)
                var next = Array(memory[step][(2 * index * n)..<((2 * index + 1) * n)])
                var count = Array(memory[step][((2 * index + 1) * n)..<((2 * index + 2) * n)])
                // To wait.
                enter(state, at: step + 1, next: next, count: count)
                // To visit.
                let own = day.worth[area * starts + step]
                guard own > -.infinity, Int(next[area]) <= step, Int(count[area]) < day.mostOfArea[area] else {
                    continue
                }
                let reward = bonus > 0 && Int(count[area]) < day.leastOfArea[area] ? bonus : 0
                made.append(Made(stay: .init(area: area, start: step), before: state.before))
                count[area] += 1
                next[area] = Int16(step + day.apart[area * n + area])
                var after = state
                after.left -= 1
                after.before = Int32(made.count - 1)
                after.value += own + reward
                after.priced += own - bound.cost[area * starts + step] + reward
                if !state.isDue || day.hasRestAfter(step), after.value > best.value + grain {
                    best = (after.value, after.before)
                }
                guard after.left > 0 else { continue }
                for other in 0..<n {
                    after.area = Int32(other)
                    let from = step + day.apart[area * n + other]
                    enter(after, at: from, next: next, count: count)
                    if state.isDue, let from = day.startAfterRest(from: area, step, to: other) {
                        var rested = after
                        rested.isDue = false
                        enter(rested, at: from, next: next, count: count)
                    }
                }
            }
            states[step] = []
            memory[step] = []
        }
        var stays: [VisitDay.Stay] = []
        var last = best.last
        while last >= 0 {
            stays.append(made[Int(last)].stay)
            last = made[Int(last)].before
        }
        stays.reverse()
        return Answer(stays: stays, worth: day.worth(of: stays), isProven: isProven && (bonus == 0 || owed == 0))
    }

    /// The states that go on, equal ones once, as indices.
    private func select(
        _ states: [State], _ memory: [Int16], _ n: Int, step: Int, above least: Double, proven: inout Bool
    ) -> [Int] {
        var first: [UInt64: Int] = [:]
        var kept: [Int] = []
        for index in states.indices where states[index].hope > least {
            var key: UInt64 = 14_695_981_039_346_656_037
            func mix(_ value: Int) {
                key ^= UInt64(truncatingIfNeeded: value)
                key = key &* 1_099_511_628_211
                key ^= key >> 29
            }
            mix(Int(states[index].area))
            mix(Int(states[index].left) * 2 + (states[index].isDue ? 1 : 0))
            for area in 0..<n {
                mix(max(0, Int(memory[2 * index * n + area]) - step))
                mix(Int(memory[(2 * index + 1) * n + area]))
            }
            if let known = first[key] {
                let other = kept[known]
                if states[index].value > states[other].value { kept[known] = index }
            } else {
                first[key] = kept.count
                kept.append(index)
            }
        }
        guard kept.count > width else { return kept }
        proven = false
        kept.sort { (-states[$0].hope, $0) < (-states[$1].hope, $1) }
        return Array(kept.prefix(width))
    }
}
