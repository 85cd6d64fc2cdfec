import HomewardCore

/// The days of several teams: each in turn takes its best day while the others stay as they are, from several starts, and
/// two or three at a time are taken out and put back until nothing more is found.
///
/// Each turn is exact (``DayRecursion``) and never loses, the whole is a heuristic but for one team, and for two on small
/// ground (``PresencePair``); ``PresenceBound`` says how far it can be from the best. On large ground the search works among
/// the places at which most happens and the ways between them, and at last each team has one turn among all places. The work
/// is a stated number of recursions, so that the answer depends on the seed and on nothing else.
struct PresenceSolver {
    /// The number of starts.
    var starts = 3
    /// How often teams are taken out and put back.
    var repairs = 24
    /// The seed of all draws.
    var seed: UInt64 = 1
    /// Who is told of each time that teams are taken out.
    var progress: ProgressCounter?

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
            // On large ground the many repairs are worth more than another start.
            for _ in 1..<max(1, kept == nil ? starts : starts - 2) {
                search.set([])
                search.greedy(noise: 0.3)
                search.turns()
                search.keep()
            }
            for round in 0..<repairs {
                search.repair(noise: round % 2 == 0 ? 0 : 0.3)
                progress?.advance()
            }
        }
        if kept != nil {
            search.set(search.best.days)
            search.widen()
            search.turns(rounds: 1)
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
    var recursions: DayRecursions
    /// Those that think each place better or worse than it is.
    var noisy: DayRecursions?
    private let ground: PresenceProblem
    private var isNear: [Bool]
    var days: [TeamDay] = []
    var best: (days: [TeamDay], value: Double) = ([], -1)
    private static let grain = 1e-9

    init(_ problem: PresenceProblem, kept: [Bool]?, generator: SeededGenerator) {
        self.problem = problem
        self.generator = generator
        field = PresenceField(problem)
        ground = kept.map { problem.restricted(to: $0) } ?? problem
        recursions = DayRecursions(ground)
        isNear = [Bool](repeating: false, count: problem.placeCount)
    }

    /// Takes all places in, and lets the room go that the search among some of them has taken.
    mutating func widen() {
        noisy = nil
        recursions.release()
        recursions = DayRecursions(problem)
    }

    /// What the choice is steered by: the worth and the prizes, less the cost of moves.
    func value(of days: [TeamDay]) -> Double {
        problem.worth(of: days) + problem.prize(of: days)
            - problem.moveCost * Double(days.reduce(0) { $0 + $1.stays.count - 1 })
    }

    mutating func set(_ other: [TeamDay]) {
        // What both have stays, so that little changes.
        var new = other
        for day in days {
            if let same = new.firstIndex(of: day) { new.remove(at: same) } else { field.remove(day) }
        }
        for day in new { field.add(day) }
        days = other
    }

    /// The best day on what the others leave and its value, or nil where it adds nothing or cannot do the duty.
    mutating func next(duty: Int? = nil, isNoisy: Bool = false) -> (value: Double, day: TeamDay)? {
        let rule = problem.rule(duty: duty)
        var best: (value: Double, day: TeamDay)?
        for shift in 0..<recursions.count where duty.map({ problem.duties[$0].isOf(shift) }) ?? true {
            let found =
                isNoisy
                ? noisy?.best(shift: shift, on: field, rule: rule)
                : recursions.best(shift: shift, on: field, rule: rule)
            guard let found else { continue }
            if found.value > (best?.value ?? (duty == nil ? PresenceSearch.grain : -.infinity)) { best = found }
        }
        best?.day.duty = duty
        return best
    }

    /// - Parameter noise: By what share at most a place is thought worse than it is.
    mutating func greedy(noise: Double = 0) {
        if noise > 0 {
            // One factor a place, so that a whole stay is thought better or worse than it is.
            if noisy == nil { noisy = DayRecursions(ground) }
            noisy?.multiply(by: (0..<problem.placeCount).map { _ in 1 - noise * generator.unit() })
        }
        let done = Set(days.compactMap(\.duty))
        for duty in problem.duties.indices where !done.contains(duty) && days.count < problem.teams {
            if let found = next(duty: duty, isNoisy: noise > 0) { append(found.day) }
        }
        while days.count < problem.teams, let found = next(isNoisy: noise > 0) { append(found.day) }
    }

    private mutating func append(_ day: TeamDay) {
        days.append(day)
        field.add(day)
    }

    /// Each team in turn takes its best day, and again where another has changed something on its way since, until nothing changes.
    ///
    /// - Parameters:
    ///   - since: The place in the field's journal at which every team had its best day; nil: none is known to have.
    ///   - rounds: How often each team has its turn at most.
    mutating func turns(since: Int? = nil, rounds: Int = 20) {
        var seen = [Int?](repeating: since, count: days.count)
        for _ in 0..<rounds {
            var hasChanged = false
            for team in days.indices {
                if let since = seen[team], !isTouched(team, since: since) { continue }
                if turn(team) { hasChanged = true }
                seen[team] = field.journal.count
            }
            let count = days.count
            greedy()
            seen += [Int?](repeating: nil, count: days.count - count)
            guard hasChanged || days.count > count else { break }
        }
    }

    /// Whether the worth of a place at which a team is, or from one of which a single hop leads there, changed since then.
    private mutating func isTouched(_ team: Int, since: Int) -> Bool {
        guard since < field.journal.count else { return false }
        for place in days[team].at where place >= 0 {
            isNear[Int(place)] = true
            for hop in problem.hops[Int(place)] { isNear[Int(hop.to)] = true }
        }
        let isTouched = field.journal[since...].contains { isNear[Int($0)] }
        for place in days[team].at where place >= 0 {
            isNear[Int(place)] = false
            for hop in problem.hops[Int(place)] { isNear[Int(hop.to)] = false }
        }
        return isTouched
    }

    /// Whether the team found something better.
    private mutating func turn(_ team: Int) -> Bool {
        let old = days[team]
        field.remove(old)
        defer { field.add(days[team]) }
        guard let (value, day) = next(duty: old.duty), day.at != old.at else { return false }
        let before = field.worth(of: old) - problem.moveCost * Double(old.stays.count - 1)
        guard value > before + PresenceSearch.grain else { return false }
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
        let before = field.journal.count
        let count = min(days.count, 2 + generator.below(2))
        var order = Array(days.indices)
        generator.shuffle(&order)
        for team in order[0..<count].sorted(by: >) { field.remove(days.remove(at: team)) }
        greedy(noise: noise)
        for team in stride(from: days.count - 1, through: max(0, days.count - count), by: -1) { _ = turn(team) }
        // What is far from the best after that will not pass it.
        guard value(of: days) > 0.98 * best.value, days.map(\.at) != best.days.map(\.at) else { return }
        turns(since: before)
        keep()
    }
}
