/// The best days of two teams on small ground, exactly.
///
/// At the prices of a ``PresenceBound`` every pair of days is worth at most what the prices leave (the credit) and each day's own
/// worth at them. So in a pair that is better than the best known, the better of the two days at those prices is worth at
/// least half of that less the credit. Those days are few; for each the other team's best answer is found exactly
/// (``DayRecursion``). The first of equals wins.
struct PresencePair {
    /// The most days to try.
    var limit = 20_000
    /// The most places × minutes of a shift for which it is tried.
    static let size = 5000

    /// Whether a problem is small enough.
    static func suits(_ problem: PresenceProblem) -> Bool {
        problem.teams == 2 && problem.duties.isEmpty && problem.prizes.isEmpty && !problem.hasIdleMinutes
            && problem.shifts.allSatisfy { $0.places.count * $0.minutes <= size }
    }

    /// A pair better than one of that value, less the cost of its moves; nil where there is none, or where there are too many
    /// days to try.
    func better(than value: Double, of problem: PresenceProblem) -> [TeamDay]? {
        guard let (worth, credit) = PresenceBound(steps: 200, enough: 0).prices(of: problem, value: value) else {
            return nil
        }
        let grain = 1e-9 * max(1, value)
        let rule = DayRecursion.Rule(startsAtGate: problem.startsAtGate, mostStays: problem.mostStays)
        var tried: [TeamDay] = []
        for shift in problem.shifts.indices {
            var recursion = DayRecursion(problem, shift: shift)
            guard recursion.best(on: worth, rule: rule, isLayered: true) != nil else { continue }
            guard let days = recursion.days(atLeast: (value - credit) / 2 - grain, limit: limit) else { return nil }
            tried += days
        }
        guard tried.count <= limit else { return nil }
        func cost(_ day: TeamDay) -> Double { problem.moveCost * Double(day.stays.count - 1) }
        var recursions = problem.shifts.indices.map { DayRecursion(problem, shift: $0) }
        var field = PresenceField(problem)
        var best: (days: [TeamDay], value: Double) = ([], value)
        for day in tried {
            let own = problem.worth(of: [day]) - cost(day)
            field.add(day)
            let left = field.worth()
            for shift in recursions.indices {
                guard let answer = recursions[shift].best(on: left, rule: rule) else { continue }
                if own + answer.value > best.value + grain { best = ([day, answer.day], own + answer.value) }
            }
            field.remove(day)
        }
        return best.days.isEmpty ? nil : best.days
    }
}
