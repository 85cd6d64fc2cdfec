import HomewardStreets

/// Lets teams take the easiest way from post to post, where the streets have weights, and no walk come through a place twice.
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
                if let fitted = fitted(walk, of: days[index], by: search.way(to: Int(to)).map(\.place), on: field) {
                    days[index] = fitted.day
                }
            }
            field.add(days[index])
        }
        return days
    }

    /// The days without walks that come through a place twice.
    ///
    /// Walking to and fro meets as much as standing where it happens, and no team does it for long. Such a walk becomes the same
    /// without its rounds, or the way that is shortest (easiest), whichever is worth more; where it leads back to its own post the team stays
    /// there. When it leaves is chosen anew, as for easy walks. Where no other walk fits between the stays it remains. Then those teams take turns as in the
    /// search, each with its best day for moves that cost something, nothing, or less than that, made plain in the same way, until none is worth more.
    /// A heuristic: a stated number of recursions, none where no walk comes through a place twice.
    ///
    /// - Parameter moveCost: What a stay after the first must add.
    func withoutPacing(_ days: [TeamDay], moveCost: Double = 0) -> [TeamDay] {
        var search = StreetLinks.Search(ground.links)
        let pacing = days.indices.filter { isPacing(days[$0], &search) }
        guard !pacing.isEmpty else { return days }
        var days = days
        var field = PresenceField(problem)
        for day in days { field.add(day) }
        // On large ground among the places at which most happens.
        let kept = problem.workingSet()
        var ground = kept.map { problem.restricted(to: $0) } ?? problem
        var recursions = (kept == nil ? [moveCost, 0, -moveCost] : [moveCost, 0]).map { cost in
            ground.moveCost = cost
            return DayRecursions(ground)
        }
        for round in 0..<4 {
            var hasChanged = false
            for index in pacing {
                let day = days[index]
                field.remove(day)
                func value(_ day: TeamDay) -> (isPlain: Int, worth: Double) {
                    (isPacing(day, &search) ? 0 : 1, field.worth(of: day) - moveCost * Double(day.stays.count - 1))
                }
                var best = (day: day, value: value(day))
                func offer(_ other: TeamDay) {
                    let plain = plain(other, on: field, &search)
                    let value = value(plain)
                    let more = value.worth > best.value.worth + 1e-9
                    guard value.isPlain > best.value.isPlain || value.isPlain == best.value.isPlain && more else {
                        return
                    }
                    best = (plain, value)
                    hasChanged = true
                }
                if round == 0 { offer(day) }
                let startsAtGate =
                    problem.startsAtGate || problem.shifts[day.shift].gates.contains(day.stays.first?.place ?? -1)
                let rule = problem.rule(duty: day.duty, startsAtGate: startsAtGate)
                for cost in recursions.indices {
                    guard var other = recursions[cost].best(shift: day.shift, on: field, rule: rule)?.day else {
                        continue
                    }
                    other.duty = day.duty
                    offer(other)
                }
                days[index] = best.day
                field.add(best.day)
            }
            if !hasChanged { break }
        }
        return days
    }

    /// A day without walks that come through a place twice, as far as that can be, on what other days leave.
    private func plain(_ day: TeamDay, on field: PresenceField, _ search: inout StreetLinks.Search) -> TeamDay {
        var isOpen = [Bool](repeating: false, count: problem.placeCount)
        for place in problem.shifts[day.shift].places { isOpen[Int(place)] = true }
        var day = day
        var walk = 0
        while walk < day.ways.count {
            guard paces(walk: walk, of: day, &search) else {
                walk += 1
                continue
            }
            let (from, to) = (day.stays[walk].place, day.stays[walk + 1].place)
            if from == to {
                day = staying(walk, of: day)
                continue
            }
            let whole = course(of: walk, of: day, &search)
            search.run(from: Int(from), within: .infinity, by: measure, to: Int(to)) { isOpen[$0] }
            var best: (day: TeamDay, worth: Double)?
            for way in [EasiestWalks.withoutRounds(whole), search.way(to: Int(to)).map(\.place)] {
                guard let fitted = fitted(walk, of: day, by: way, on: field),
                    !paces(walk: walk, of: fitted.day, &search)
                else { continue }
                if fitted.worth > best?.worth ?? -.infinity { best = fitted }
            }
            if let best { day = best.day }
            walk += 1
        }
        return day
    }

    /// Whether any walk of a day comes through a place twice.
    func isPacing(_ day: TeamDay, _ search: inout StreetLinks.Search) -> Bool {
        day.ways.indices.contains { paces(walk: $0, of: day, &search) }
    }

    private var measure: StreetMeasure { ground.links.areWeighed ? .effort : .length }

    /// Whether a walk comes through a place twice.
    func paces(walk: Int, of day: TeamDay, _ search: inout StreetLinks.Search) -> Bool {
        let course = course(of: walk, of: day, &search)
        return Set(course).count < course.count
    }

    /// All places through which a walk leads, those within its hops and both ends too.
    private func course(of walk: Int, of day: TeamDay, _ search: inout StreetLinks.Search) -> [Int32] {
        let ends = [day.stays[walk].place] + day.ways[walk] + [day.stays[walk + 1].place]
        var course = [ends[0]]
        for (from, to) in zip(ends, ends.dropFirst()) {
            search.run(from: Int(from), within: .infinity, by: measure, to: Int(to))
            course += search.way(to: Int(to)).dropFirst().map(\.place)
        }
        return course
    }

    /// A course without what it walks from a place until it is there again.
    static func withoutRounds(_ course: [Int32]) -> [Int32] {
        var plain: [Int32] = []
        for place in course {
            if let before = plain.firstIndex(of: place) {
                plain.removeSubrange((before + 1)...)
            } else {
                plain.append(place)
            }
        }
        return plain
    }

    /// The day on which the team stays at a post instead of walking from it back to it.
    private func staying(_ walk: Int, of day: TeamDay) -> TeamDay {
        var day = day
        for minute in day.stays[walk].to..<day.stays[walk + 1].from {
            day.at[minute - day.start] = day.stays[walk].place
        }
        day.stays[walk].to = day.stays[walk + 1].to
        day.stays.remove(at: walk + 1)
        day.ways.remove(at: walk)
        return day
    }

    /// The day with another way for a walk, left when it is worth most, and what the day is then worth from the arrival at
    /// the first post to the leaving of the second; nil where it does not fit.
    private func fitted(_ walk: Int, of day: TeamDay, by way: [Int32], on field: PresenceField) -> (
        day: TeamDay, worth: Double
    )? {
        let (first, second) = (day.stays[walk], day.stays[walk + 1])
        guard let (places, walked) = hops(along: way) else { return nil }
        let minutes = walked.count
        // Breaks, and hours in which somebody must stand, stay where they are.
        let fixed = day.rests + (day.duty.map { problem.duties[$0].holds.map { $0.from..<$0.to } } ?? [])
        let earliest = fixed.filter { $0.overlaps(first.from..<first.to) }.map(\.upperBound)
            .reduce(first.from + problem.leastStay) { max($0, $1) }
        let latest =
            fixed.filter { $0.overlaps(second.from..<second.to) }.map(\.lowerBound)
            .reduce(second.to - problem.leastStay) { min($0, $1) } - minutes
        guard earliest <= latest else { return nil }
        func worth(_ place: Int32, _ minute: Int) -> Double {
            field.worth[(minute - problem.firstMinute) * problem.placeCount + Int(place)]
        }
        var day = day
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
            let isRest = day.rests.contains { $0.contains(minute) }
            day.at[minute - day.start] = isRest ? -1 : place
        }
        return (day, best.worth)
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
