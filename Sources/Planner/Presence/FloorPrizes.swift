/// Finds days on which teams are where they are to be for as long as they are to be there.
///
/// A minute on a floor's ground counts for a prize beside what it meets. The prizes of floors that are not kept are doubled until they
/// are, or until a minute there counts for far more than any other; then each is lowered by halves as far as the floors stay
/// kept. Of all days so found those that lack fewest team-minutes stay, of equals those that meet most. A heuristic: a stated
/// number of searches, deterministic. Source: as the prices of ``PresenceBound``, on what is to be kept and not on what is shared.
struct FloorPrizes {
    /// How often prizes are doubled; from a sixteenth of the best minute to 32 of them.
    var doublings = 10
    /// How often each is halved between what keeps its floor and what does not.
    var halvings = 3

    /// - Parameter days: Days that were found without the floors.
    func days(of problem: PresenceProblem, from days: [TeamDay]) -> [TeamDay] {
        guard problem.shortage(of: days) > 0 else { return days }
        let best = problem.mostOpen
        let unit = best > 0 ? best / 16 : 1
        var priced = problem
        priced.prizes = problem.floors.map { _ in 0 }
        var now = days
        var found = (days: days, shortage: problem.shortage(of: days), worth: problem.worth(of: days))
        func search() -> [TeamDay] {
            let other = PresenceSolver(starts: 2, repairs: 8).days(of: priced, hint: now)
            let (shortage, worth) = (problem.shortage(of: other), problem.worth(of: other))
            if (shortage, -worth) < (found.shortage, -found.worth) { found = (other, shortage, worth) }
            return other
        }
        for _ in 0..<doublings {
            let short = problem.floors.indices.filter {
                problem.minutes(of: now, on: problem.floors[$0]) < problem.floors[$0].minutes
            }
            guard !short.isEmpty else { break }
            for floor in short { priced.prizes[floor] = priced.prizes[floor] > 0 ? priced.prizes[floor] * 2 : unit }
            now = search()
        }
        guard found.shortage == 0 else { return found.days }
        for floor in problem.floors.indices where priced.prizes[floor] > 0 {
            var (low, high) = (priced.prizes[floor] > unit ? priced.prizes[floor] / 2 : 0, priced.prizes[floor])
            for _ in 0..<halvings {
                priced.prizes[floor] = (low + high) / 2
                if problem.shortage(of: search()) > 0 {
                    low = priced.prizes[floor]
                } else {
                    high = priced.prizes[floor]
                }
            }
            priced.prizes[floor] = high
        }
        return found.days
    }
}
