/// What is left for other teams where the days of some are settled.
///
/// With c settled teams at an item and minute, n further ones meet `again^c (1 + again + … + again^(n − 1))` of its worth beside what
/// those meet. So the rest is a problem of the same kind, its worth by the minute multiplied with `again^c`: what settled and
/// further days meet together is what the settled ones meet and the worth of the further ones in the rest, and a bound on the
/// rest bounds every plan that has the settled days.
extension PresenceProblem {
    /// The problem of the other teams; the same problem where no day is settled. O(items × minutes + minutes × cover).
    func rest(beside days: [TeamDay]) -> PresenceProblem {
        guard !days.isEmpty else { return self }
        var rest = self
        rest.slotMinutes = 1
        rest.slots = minutes
        rest.weight = [Double](repeating: 0, count: itemCount * minutes)
        for item in 0..<itemCount {
            for minute in 0..<minutes { rest.weight[item * minutes + minute] = weight[item * slots + slot(minute)] }
        }
        for day in days {
            for (index, place) in day.at.enumerated() where place >= 0 {
                let minute = day.start + index - firstMinute
                for item in cover[Int(place)] { rest.weight[Int(item) * minutes + minute] *= again }
            }
        }
        rest.teams = max(0, teams - days.count)
        for index in floors.indices {
            rest.floors[index].minutes = max(0, floors[index].minutes - minutes(of: days, on: floors[index]))
        }
        return rest
    }
}
