import HomewardCore

/// The days of several teams: each in turn takes its best day while the others stay as they are, from several starts, and
/// two or three at a time are taken out and put back until nothing more is found.
///
/// Each turn is exact (``DayRecursion``) and never loses, the whole is a heuristic but for one team, and for two on small
/// ground (``PresencePair``); ``PresenceBound`` says how far it can be from the best. On large ground the search works among the places at which most happens and the ways between them, and
/// each team's last turn is among all places. The work is a stated number of recursions, so that the answer depends on the seed and on nothing else.
struct PresenceSolver {
    /// The number of starts.
    var starts = 3
    /// How often teams are taken out and put back.
    var repairs = 24
    /// The seed of all draws.
    var seed: UInt64 = 1

    /// The days with the greatest worth that were found; fewer than the teams where no more add anything.
    ///
    /// - Parameter hint: Days to start from beside the solver's own.
    func days(of problem: PresenceProblem, hint: [TeamDay] = []) -> [TeamDay] {
        guard problem.teams > 0,
            !problem.duties.isEmpty || problem.weight.contains(where: { $0 > 0 })
                || problem.prizes.contains(where: { $0 > 0 })
        else {
            return []
        }
        let kept = problem.workingSet()
        var search = PresenceSearch(problem, kept: kept, generator: SeededGenerator(seed: seed))
        search.greedy()
        search.turns()
        search.keep()
        if !hint.isEmpty {
            search.set(hint)
            search.turns()
            search.keep()
        }
        if problem.teams > 1 {
            for _ in 1..<max(1, starts) {
                search.set([])
                search.greedy(noise: 0.3)
                search.turns()
                search.keep()
            }
            for round in 0..<repairs { search.repair(noise: round % 2 == 0 ? 0 : 0.3) }
        }
        if kept != nil {
            search.set(search.best.days)
            search.widen()
            search.turns()
            search.keep()
        }
        if kept == nil, PresencePair.suits(problem),
            let pair = PresencePair().better(than: search.best.value, of: problem)
        {
            return pair
        }
        return search.best.days
    }
}

/// The state of a search.
private struct PresenceSearch {
    let problem: PresenceProblem
    var generator: SeededGenerator
    var field: PresenceField
    var recursions: [DayRecursion]
    var days: [TeamDay] = []
    var best: (days: [TeamDay], value: Double) = ([], -1)
    private static let grain = 1e-9

    init(_ problem: PresenceProblem, kept: [Bool]?, generator: SeededGenerator) {
        self.problem = problem
        self.generator = generator
        field = PresenceField(problem)
        let ground = kept.map { problem.restricted(to: $0) } ?? problem
        recursions = ground.shifts.indices.map { DayRecursion(ground, shift: $0) }
    }

    /// Takes all places in.
    mutating func widen() { recursions = problem.shifts.indices.map { DayRecursion(problem, shift: $0) } }

    /// What the choice is steered by: the worth and the prizes, less the cost of moves.
    func value(of days: [TeamDay]) -> Double {
        problem.worth(of: days) + problem.prize(of: days)
            - problem.moveCost * Double(days.reduce(0) { $0 + $1.stays.count - 1 })
    }

    mutating func set(_ other: [TeamDay]) {
        for day in days { field.remove(day) }
        days = other
        for day in days { field.add(day) }
    }

    /// The best day on what the others leave, or nil where it adds nothing or cannot do the duty.
    mutating func next(duty: Int? = nil, noise: Double = 0) -> TeamDay? {
        // One factor a place, so that a whole stay is thought better or worse than it is.
        var factors: [Double] = []
        if noise > 0 { factors = (0..<problem.placeCount).map { _ in 1 - noise * generator.unit() } }
        let worth = field.worth(factors: factors)
        let rule = problem.rule(duty: duty)
        var best: (value: Double, day: TeamDay)?
        for index in recursions.indices where duty.map({ problem.duties[$0].isOf(index) }) ?? true {
            guard let found = recursions[index].best(on: worth, rule: rule) else { continue }
            if found.value > (best?.value ?? (duty == nil ? PresenceSearch.grain : -.infinity)) { best = found }
        }
        best?.day.duty = duty
        return best?.day
    }

    mutating func greedy(noise: Double = 0) {
        let done = Set(days.compactMap(\.duty))
        for duty in problem.duties.indices where !done.contains(duty) && days.count < problem.teams {
            if let day = next(duty: duty, noise: noise) { append(day) }
        }
        while days.count < problem.teams, let day = next(noise: noise) { append(day) }
    }

    private mutating func append(_ day: TeamDay) {
        days.append(day)
        field.add(day)
    }

    /// Each team in turn takes its best day, until a whole round changes nothing.
    mutating func turns() {
        for _ in 0..<20 {
            var hasChanged = false
            for team in days.indices { if turn(team) { hasChanged = true } }
            let count = days.count
            greedy()
            guard hasChanged || days.count > count else { break }
        }
    }

    /// Whether the team found something better.
    private mutating func turn(_ team: Int) -> Bool {
        let old = days[team]
        field.remove(old)
        defer { field.add(days[team]) }
        guard let day = next(duty: old.duty), day.at != old.at else { return false }
        var others = days
        let before = value(of: others)
        others[team] = day
        guard value(of: others) > before + PresenceSearch.grain else { return false }
        days[team] = day
        return true
    }

    mutating func keep() {
        let now = value(of: days)
        if now > best.value + PresenceSearch.grain { best = (days, now) }
    }

    /// Takes two or three teams out of the best plan, puts them back one after the other and keeps what is better.
    mutating func repair(noise: Double) {
        set(best.days)
        guard days.count > 1 else { return }
        let count = min(days.count, 2 + generator.below(2))
        var order = Array(days.indices)
        generator.shuffle(&order)
        for team in order[0..<count].sorted(by: >) { field.remove(days.remove(at: team)) }
        greedy(noise: noise)
        for team in stride(from: days.count - 1, through: max(0, days.count - count), by: -1) { _ = turn(team) }
        // What is far from the best after that will not pass it.
        guard value(of: days) > 0.98 * best.value, days.map(\.at) != best.days.map(\.at) else { return }
        turns()
        keep()
    }
}
