import HomewardCore

/// Teams on the streets as a problem of place and time: who stands where at which minute, and what that meets.
///
/// A team is at one place in each minute of its shift. A place covers items, stretches of street with a worth for each
/// minute. The first team that covers an item in a minute meets its worth, a second one meets the share ``again`` of it, a
/// third the square of that share, and so on. A day is a row of stays of at least ``leastStay`` minutes, the first from the
/// shift's first minute and the last to its end, with walks between them.
struct PresenceProblem: Sendable {
    /// A walk from a place to another.
    struct Hop: Sendable, Equatable {
        var to: Int32
        /// Whole minutes, at least 1.
        var minutes: Int32
    }

    /// When and where a team may be out.
    struct Shift: Sendable, Equatable {
        /// The first minute of the day.
        var start: Int
        /// How many minutes it lasts.
        var minutes: Int
        /// The places of the shift, ascending.
        var places: [Int32]
        /// Those among them where a day that starts at a gate starts, ascending.
        var gates: [Int32]
        /// For each place of the problem how many minutes after the start the team can be there, coming from its base, or
        /// −1 where it cannot; empty where it starts anywhere at once.
        var arrival: [Int32] = []
        /// For each place of the problem how many minutes before the end the team must leave it for its base; empty where it
        /// may end anywhere.
        var departure: [Int32] = []
        /// The name of its base.
        var base: String?

        var end: Int { start + minutes }
    }

    /// The number of places.
    var placeCount: Int
    /// For each place the walks from it.
    var hops: CompressedRows<Hop>
    /// For each place the items that a team there covers.
    var cover: CompressedRows<Int32>
    /// The number of items.
    var itemCount: Int
    /// The minutes of a slot, in which worth is even.
    var slotMinutes: Int
    /// Minute of the day at which the first slot starts.
    var firstMinute: Int
    /// The number of slots.
    var slots: Int
    /// What an item is worth in a minute: `weight[item × slots + slot]`, at least 0.
    var weight: [Double]
    /// When and where teams may be out.
    var shifts: [Shift]
    /// The number of teams; each may take any shift.
    var teams: Int
    /// The shortest stay, minutes.
    var leastStay: Int
    /// What a further team meets of what the one before met, 0 ..< 1.
    var again = 0.0
    /// What a stay after the first must add to be worth the walk; it steers the choice and is no part of a plan's worth.
    var moveCost = 0.0
    /// Whether every day starts at a gate.
    var startsAtGate = false
    /// The most stays of a day; nil: as many as fit.
    var mostStays: Int?
    /// Days that somebody has to do: a shift and the places at which a stay is a must. One team each, the first ones.
    var duties: [Duty] = []
    /// The breaks of every day, in their order.
    var breaks: [Break] = []
    /// Where teams are to be for so long at least. The search does not know of them but by ``prizes``.
    var floors: [Floor] = []
    /// What a team's minute on the ground of each floor counts for in the choice beside what it meets; empty: nothing. It steers
    /// and is no part of a plan's worth.
    var prizes: [Double] = []

    /// Minutes that all teams together are to spend on some ground.
    struct Floor: Sendable, Equatable {
        var name: String
        /// Whether each place of the problem is on that ground.
        var isInside: [Bool]
        /// The minutes of the day that count.
        var hours: Range<Int>
        /// The least number of team-minutes.
        var minutes: Int
    }

    /// A break: minutes in a stay in which the team meets nothing.
    struct Break: Sendable, Equatable {
        /// The minutes after the shift's start from which and until which it may begin.
        var earliest: Int
        var latest: Int
        /// How long it lasts.
        var minutes: Int
    }

    /// Minutes of the day through which a team stands at one of some places, without a break.
    struct Hold: Sendable, Hashable {
        var places: [Int32]
        var from: Int
        var to: Int
    }

    /// A day with places at which a stay is a must.
    struct Duty: Sendable, Equatable {
        var shift: Int
        /// Further shifts in which it may be done.
        var others: [Int] = []
        var places: [Int32]
        var holds: [Hold] = []
        /// What it is for, where that is not the fixed posts of a school.
        var name: String?

        /// Whether it may be done in a shift.
        func isOf(_ shift: Int) -> Bool { shift == self.shift || others.contains(shift) }
    }

    /// What a day must keep, with a duty or without.
    func rule(duty: Int? = nil, startsAtGate: Bool? = nil) -> DayRecursion.Rule {
        DayRecursion.Rule(
            startsAtGate: startsAtGate ?? self.startsAtGate, mostStays: mostStays,
            musts: duty.map { duties[$0].places } ?? [], holds: duty.map { duties[$0].holds } ?? [])
    }

    /// Whether a team is out, but nowhere, in some minutes of its shift: on a break, or on the way from or to its base.
    var hasIdleMinutes: Bool {
        !breaks.isEmpty || shifts.contains { !$0.arrival.isEmpty || !$0.departure.isEmpty }
    }

    /// The minutes from the first slot's start to the last's end.
    var minutes: Int { slots * slotMinutes }

    /// What an item is worth in the first minute counted from ``firstMinute``, the second, …
    func slot(_ minute: Int) -> Int { minute / slotMinutes }

    /// Calls `body` with what a minute at each of some places is worth in each slot while nobody else is out.
    /// O(places × slots × cover).
    func forEachOpen(
        of places: some Sequence<Int>, _ body: (_ place: Int, _ worth: UnsafeBufferPointer<Double>) -> Void
    ) {
        var row = [Double](repeating: 0, count: slots)
        row.withUnsafeMutableBufferPointer { row in
            weight.withUnsafeBufferPointer { weight in
                for place in places {
                    for slot in row.indices { row[slot] = 0 }
                    for item in cover[place] {
                        let first = Int(item) * slots
                        for slot in row.indices { row[slot] += weight[first + slot] }
                    }
                    body(place, UnsafeBufferPointer(row))
                }
            }
        }
    }

    /// The most that a minute at any place of a shift is worth while nobody else is out.
    var mostOpen: Double {
        var most = 0.0
        var isSeen = [Bool](repeating: false, count: placeCount)
        for shift in shifts { for place in shift.places { isSeen[Int(place)] = true } }
        forEachOpen(of: isSeen.indices.lazy.filter { isSeen[$0] }) { _, worth in
            for value in worth { most = max(most, value) }
        }
        return most
    }

    /// A power of two so small that no plan feels it, and so large that the worth of days rounded to its multiples is summed exactly:
    /// 2⁵⁰ of it are more than a day at a place can be worth. O(places × slots × cover).
    var grain: Double {
        var top = mostOpen
        top = (top + prizes.reduce(0, +)) * Double(max(1, minutes)) + moveCost
        return top > 0 && top.isFinite ? Double(sign: .plus, exponent: top.exponent + 1 - 50, significand: 1) : 0x1p-50
    }

    /// The same with each shift at these places only.
    func restricted(to kept: [Bool]) -> PresenceProblem {
        var problem = self
        for index in shifts.indices { problem.shifts[index].places.removeAll { !kept[Int($0)] } }
        return problem
    }

    /// The places at which most happens, as many as the teams can choose from with care, and those on the shortest ways
    /// between them; nil where that would be most of the places. What a search finds among them is to be tried on all.
    func workingSet() -> [Bool]? {
        let wanted = 150 + 40 * teams
        let allowed = Set(shifts.flatMap(\.places)).sorted().map(Int.init)
        guard allowed.count > 2 * wanted else { return nil }
        var potential = [Double](repeating: 0, count: placeCount)
        forEachOpen(of: allowed) { place, worth in
            for value in worth { potential[place] += value }
        }
        var isHot = [Bool](repeating: false, count: placeCount)
        for place in allowed.sorted(by: { (-potential[$0], $0) < (-potential[$1], $1) }).prefix(wanted) {
            isHot[place] = true
        }
        for shift in shifts { for gate in shift.gates { isHot[Int(gate)] = true } }
        for floor in floors {
            let inside = allowed.filter { floor.isInside[$0] }.sorted { (-potential[$0], $0) < (-potential[$1], $1) }
            for place in inside.prefix(40) { isHot[place] = true }
        }
        for duty in duties {
            for place in duty.places + duty.holds.flatMap(\.places) { isHot[Int(place)] = true }
        }
        var kept = isHot
        // How far a team may be thought to walk between posts, minutes.
        let far = 12
        var minutes = [Int](repeating: .max, count: placeCount)
        var before = [Int32](repeating: -1, count: placeCount)
        for origin in allowed where isHot[origin] {
            var queue = [[Int]](repeating: [], count: far + 1)
            var reached = [origin]
            minutes[origin] = 0
            queue[0] = [origin]
            for now in 0...far {
                var index = 0
                while index < queue[now].count {
                    let place = queue[now][index]
                    index += 1
                    guard minutes[place] == now else { continue }
                    for hop in hops[place] {
                        let then = now + Int(hop.minutes)
                        let to = Int(hop.to)
                        guard then <= far, then < minutes[to] else { continue }
                        if minutes[to] == .max { reached.append(to) }
                        minutes[to] = then
                        before[to] = Int32(place)
                        queue[then].append(to)
                    }
                }
            }
            for place in reached where isHot[place] && place > origin {
                var back = Int(before[place])
                while back >= 0, !kept[back] || back != origin {
                    kept[back] = true
                    back = Int(before[back])
                }
            }
            for place in reached {
                minutes[place] = .max
                before[place] = -1
            }
        }
        return kept
    }

    /// The items' places: for each item the places that cover it. O(cover).
    func coveredFrom() -> CompressedRows<Int32> {
        CompressedRows(count: itemCount) { enter in
            for place in 0..<placeCount {
                for item in cover[place] { enter(Int(item), Int32(place)) }
            }
        }
    }

    /// How many team-minutes the days spend on a floor's ground in its hours.
    func minutes(of days: [TeamDay], on floor: Floor) -> Int {
        days.reduce(0) { sum, day in
            sum
                + day.at.indices.count {
                    day.at[$0] >= 0 && floor.isInside[Int(day.at[$0])] && floor.hours.contains(day.start + $0)
                }
        }
    }

    /// How many team-minutes the days lack on all floors together.
    func shortage(of days: [TeamDay]) -> Int {
        floors.reduce(0) { $0 + max(0, $1.minutes - minutes(of: days, on: $1)) }
    }

    /// What the prizes count the days for.
    func prize(of days: [TeamDay]) -> Double {
        zip(floors, prizes).reduce(0) { $1.1 > 0 ? $0 + $1.1 * Double(minutes(of: days, on: $1.0)) : $0 }
    }

    /// What `count` teams meet of an item's worth.
    func met(by count: Int) -> Double {
        var sum = 0.0
        var share = 1.0
        for _ in 0..<count {
            sum += share
            share *= again
            if share == 0 { break }
        }
        return sum
    }

    /// What the days meet together. O(minutes × cover).
    func worth(of days: [TeamDay]) -> Double {
        var sum = 0.0
        var count = [Int](repeating: 0, count: itemCount)
        for minute in 0..<minutes {
            var touched: [Int] = []
            for day in days {
                guard let place = day.place(at: minute + firstMinute) else { continue }
                for item in cover[Int(place)] {
                    if count[Int(item)] == 0 { touched.append(Int(item)) }
                    count[Int(item)] += 1
                }
            }
            for item in touched.sorted() {
                sum += weight[item * slots + slot(minute)] * met(by: count[item])
                count[item] = 0
            }
        }
        return sum
    }
}

/// What one team does in its shift.
struct TeamDay: Sendable, Equatable {
    /// A stay at a place.
    struct Stay: Sendable, Equatable {
        var place: Int32
        /// The minutes of the day from which and until which the team stands there.
        var from: Int
        var to: Int
    }

    /// The shift, an index.
    var shift: Int
    /// The minute of the day at which the shift starts.
    var start: Int
    /// The stays in order.
    var stays: [Stay]
    /// For each stay but the last the places that the walk to the next leads over, the stays' own left out.
    var ways: [[Int32]]
    /// For each minute of the shift the place where the team counts as being: on a walk of k minutes from one place to
    /// the next the first for the first half, rounded up, and the second for the rest; −1 where it is nowhere, on a break or on
    /// the way from or to its base.
    var at: [Int32]
    /// The duty that the day fulfils, an index.
    var duty: Int?
    /// The breaks, minutes of the day; each lies in a stay.
    var rests: [Range<Int>] = []
    /// The name and the gate of the route that a person keeps so, which no search changes.
    var kept: Kept?

    /// What a person keeps.
    struct Kept: Sendable, Equatable {
        var name: String
        /// The gate of its school, an index of the ground's.
        var gate: Int
    }

    /// The place in a minute of the day, or nil outside the shift and where the team is nowhere.
    func place(at minute: Int) -> Int32? {
        at.indices.contains(minute - start) && at[minute - start] >= 0 ? at[minute - start] : nil
    }
}
