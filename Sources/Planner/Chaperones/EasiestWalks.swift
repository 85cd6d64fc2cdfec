import HomewardStreets

/// Lets teams take the easiest way from post to post, where the streets have weights.
///
/// The recursion strings hops together, each the easiest way between its ends; the whole walk need not be. So each walk of a day
/// that was found is replaced by the easiest way between its two posts, in as few minutes as hops along it take. When the team leaves
/// the first post and arrives at the second is chosen anew: as is best while the other days stay as they are, the earliest of
/// equals. Where both stays cannot be as long as they must, the walk stays as it was. The days are days of the same problem, so what bounds
/// all of them bounds these. O(walks × (minutes² + search)).
struct EasiestWalks {
    let ground: PresenceGround
    let problem: PresenceProblem

    /// The days with easy walks; the same days where every metre counts as one.
    func days(_ days: [TeamDay]) -> [TeamDay] {
        // Hours in which somebody must stand leave no choice of when to walk.
        guard ground.links.areWeighed, problem.duties.allSatisfy(\.holds.isEmpty) else { return days }
        var days = days
        var field = PresenceField(problem)
        for day in days { field.add(day) }
        var search = StreetLinks.Search(ground.links)
        // Nor do breaks, which lie in stays.
        for index in days.indices where days[index].rests.isEmpty {
            field.remove(days[index])
            var isOpen = [Bool](repeating: false, count: problem.placeCount)
            for place in problem.shifts[days[index].shift].places { isOpen[Int(place)] = true }
            for walk in days[index].ways.indices {
                let (from, to) = (days[index].stays[walk].place, days[index].stays[walk + 1].place)
                search.run(from: Int(from), within: .infinity, by: .effort, to: Int(to)) { isOpen[$0] }
                replace(walk, of: &days[index], by: search.way(to: Int(to)), on: field)
            }
            field.add(days[index])
        }
        return days
    }

    private func replace(
        _ walk: Int, of day: inout TeamDay, by way: [(place: Int32, metres: Double)], on field: PresenceField
    ) {
        let (first, second) = (day.stays[walk], day.stays[walk + 1])
        guard let (places, walked) = hops(along: way.map(\.place)) else { return }
        let minutes = walked.count
        let earliest = first.from + problem.leastStay
        let latest = second.to - problem.leastStay - minutes
        guard earliest <= latest else { return }
        func worth(_ place: Int32, _ minute: Int) -> Double {
            field.worth[(minute - problem.firstMinute) * problem.placeCount + Int(place)]
        }
        var best = (worth: -Double.infinity, leave: earliest)
        for leave in earliest...latest {
            var sum = 0.0
            for minute in earliest..<leave { sum += worth(first.place, minute) }
            for (index, place) in walked.enumerated() { sum += worth(place, leave + index) }
            for minute in leave + minutes..<latest + minutes { sum += worth(second.place, minute) }
            if sum > best.worth { best = (sum, leave) }
        }
        day.stays[walk].to = best.leave
        day.stays[walk + 1].from = best.leave + minutes
        day.ways[walk] = places
        for minute in first.from..<second.to {
            let place =
                minute < best.leave
                ? first.place
                : minute < best.leave + minutes ? walked[minute - best.leave] : second.place
            day.at[minute - day.start] = place
        }
    }

    /// The hops along a way that take the fewest minutes, as the places between its ends, and where the team counts as being in
    /// each minute; nil where no hops lead along it.
    private func hops(along way: [Int32]) -> (places: [Int32], at: [Int32])? {
        guard way.count > 1 else { return nil }
        var best = [(minutes: Int, before: Int)](repeating: (.max, -1), count: way.count)
        best[0] = (0, -1)
        for index in way.indices where best[index].minutes < .max {
            for hop in problem.hops[Int(way[index])] {
                guard let to = way.firstIndex(of: hop.to), to > index else { continue }
                let minutes = best[index].minutes + Int(hop.minutes)
                if minutes < best[to].minutes { best[to] = (minutes, index) }
            }
        }
        guard best[way.count - 1].minutes < .max else { return nil }
        var places: [Int32] = []
        var at: [Int32] = []
        var here = way.count - 1
        while best[here].before >= 0 {
            let before = best[here].before
            let minutes = best[here].minutes - best[before].minutes
            // As on every walk: the end's for the second half, the beginning's for the first and the odd minute.
            at += [Int32](repeating: way[here], count: minutes / 2)
            at += [Int32](repeating: way[before], count: minutes - minutes / 2)
            if before > 0 { places.append(way[before]) }
            here = before
        }
        return (places.reversed(), at.reversed())
    }
}
