import HomewardCore

/// The teams' days and what else could be done with them.
struct ChaperoneChoice {
    /// The days, first those of routes that are kept.
    private(set) var days: [TeamDay]
    /// The same teams standing still at the best places.
    let still: [TeamDay]
    /// What they would meet, incidents a year.
    let standing: Double
    /// What it costs to start at a gate where that is preferred, incidents a year.
    private(set) var gatePrice = 0.0
    /// What it costs that teams are where they are to be for so long at least, incidents a year.
    private(set) var floorPrice = 0.0
    /// The share of a team's worth that a start at a gate may cost where it is preferred.
    static let gateShare = 0.05
    /// What a further post must add, as a share of what the best team standing still meets. Less is within the error of any
    /// risk that is estimated, and a team that stands can be found and relied on.
    static let moveShare = 0.03

    /// - Parameters:
    ///   - problem: The problem of all teams.
    ///   - kept: The days of those whose routes are kept.
    init(planner: ChaperonePlanner, field: ChaperoneField, problem: PresenceProblem, kept: [TeamDay] = []) {
        still = ChaperoneChoice.standing(field.anywhere ?? problem)
        standing = problem.worth(of: still)
        let rest = problem.rest(beside: kept)
        var steered = rest
        let best = still.map { problem.worth(of: [$0]) }.max() ?? 0
        steered.moveCost = ChaperoneChoice.moveShare * best
        // Standing still is one of the plans, unless every team must start at a gate or go where a person has said.
        let isFree = !rest.startsAtGate && field.anywhere == nil && rest.duties.isEmpty && rest.floors.isEmpty
        let hint = isFree ? (kept.isEmpty ? still : ChaperoneChoice.standing(rest)) : []
        var solver = PresenceSolver()
        solver.progress = WorkProgress.counting("Planning chaperone routes", to: solver.repairs)
        days = solver.days(of: steered, hint: hint)
        if !problem.floors.isEmpty {
            let free = rest.worth(of: days)
            days = FloorPrizes().days(of: steered, from: days)
            floorPrice = max(0, free - rest.worth(of: days))
        }
        moveToGates(steered, field)
        let walks = EasiestWalks(ground: field.ground, problem: rest)
        let plain = walks.withoutPacing(days, moveCost: steered.moveCost)
        if rest.shortage(of: plain) <= rest.shortage(of: days) { days = plain }
        let easy = walks.days(days)
        if rest.shortage(of: easy) <= rest.shortage(of: days) { days = easy }
        if isFree, rest.worth(of: days) < rest.worth(of: hint) { days = hint }
        days = kept + days
    }

    /// The best places to stand for the whole time.
    static func standing(_ problem: PresenceProblem) -> [TeamDay] {
        // Where no stay fits nobody goes out, and not to stand still for less either.
        guard problem.shifts.allSatisfy({ $0.minutes >= problem.leastStay }) else { return [] }
        var still = problem
        if problem.hasIdleMinutes {
            still.mostStays = 1
        } else {
            still.leastStay = problem.shifts.map(\.minutes).max() ?? problem.leastStay
        }
        still.startsAtGate = false
        still.duties = []
        still.floors = []
        return PresenceSolver(repairs: 10).days(of: still)
    }

    /// What one more team would add while the others stay as they are: its best day on what they leave, exactly.
    func oneMore(_ problem: PresenceProblem) -> Double {
        var field = PresenceField(problem)
        for day in days { field.add(day) }
        let rule = problem.rule()
        return problem.shifts.indices.map { shift in
            var recursion = DayRecursion(problem, shift: shift)
            return recursion.best(on: field.worth(), rule: rule)?.value ?? 0
        }.max() ?? 0
    }

    /// Lets each team start at a gate where that costs little.
    private mutating func moveToGates(_ problem: PresenceProblem, _ ground: ChaperoneField) {
        guard ground.rules.contains(.preferred) else { return }
        var field = PresenceField(problem)
        for day in days { field.add(day) }
        // On large ground a day from a gate leads to where most happens.
        var recursions = DayRecursions(problem.workingSet().map { problem.restricted(to: $0) } ?? problem)
        let before = problem.worth(of: days)
        for team in days.indices {
            let day = days[team]
            guard let first = day.stays.first?.place, !problem.shifts[day.shift].gates.contains(first),
                ground.rules[ground.home(of: day, problem)] == .preferred
            else { continue }
            field.remove(day)
            let rule = problem.rule(duty: day.duty, startsAtGate: true)
            if var other = recursions.best(shift: day.shift, on: field, rule: rule)?.day {
                other.duty = day.duty
                var changed = days
                changed[team] = other
                let own = field.worth(of: day)
                if own - field.worth(of: other) <= ChaperoneChoice.gateShare * own,
                    problem.shortage(of: changed) <= problem.shortage(of: days)
                {
                    days = changed
                }
            }
            field.add(days[team])
        }
        gatePrice = max(0, before - problem.worth(of: days))
    }
}
