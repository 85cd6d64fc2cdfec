import HomewardCore

/// The best day of one team on a field of worth, exactly, by dynamic programming over (standing or walking) × place ×
/// minute, from the last minute back to the first.
///
/// With `v(p, t)` the worth of minute t at place p, L the least stay and T the end,
///
/// - `stand(p, t)`, the stay being long enough already, is the greater of `v(p, t) + stand(p, t + 1)` and `leave(p, t)`;
/// - `walk(p, t)`, on arrival, is the greater of `v(p, t) + … + v(p, t + L − 1) + stand(p, t + L)` less the cost of a move
///   and `leave(p, t)`;
/// - `leave(p, t)` is the greatest, over the hops from p to q of k minutes, of what k minutes on the way are worth and
///   `walk(q, t + k)`.
///
/// A team that comes from a base starts with a stay at the minute at which it can be there, and one that goes back ends its last
/// stay in time. A break of b minutes in a stay leads from t to t + b and is worth nothing. While a place is to be held no
/// other is stood at and nobody walks.
///
/// Places that must be stayed at, a most number of stays, and breaks make layers: one for each set of places still to come,
/// number of stays and of breaks so far. The first of equals wins: staying before a break, a break before leaving, staying before leaving, standing before walking on, short hops before
/// long, low places first. O(layers × minutes × (places + hops)), and two numbers of memory for each layer, place and minute.
struct DayRecursion {
    /// What a day must keep beside the shift's times.
    struct Rule: Hashable {
        /// Whether it starts at a gate.
        var startsAtGate = false
        /// The most stays; nil: as many as fit.
        var mostStays: Int?
        /// Places, numbers of the problem, each of which must have a stay; at most 8.
        var musts: [Int32] = []
        /// What it must hold.
        var holds: [PresenceProblem.Hold] = []
    }

    /// What the minutes at the problem's places are worth.
    struct Worth {
        /// `values[slot × stride + place]`.
        var values: [Double]
        var stride: Int
        /// The minute of the day at which the first slot starts.
        var first: Int
        /// The minutes of a slot.
        var slotMinutes: Int
        /// What each place's worth is multiplied with; nothing where empty.
        var factors: [Double] = []
        /// Worth is rounded to multiples of this, a power of two (``PresenceProblem/grain``), so that sums of it are exact in
        /// whatever order they are made; 0: it is taken as it is.
        var grain = 0.0

        @inline(__always)
        func factor(_ place: Int) -> Double { factors.isEmpty ? 1 : factors[place] }

        /// A sum and difference with which a number is rounded to the grain: what stands behind the last place of the sum is lost.
        var rounder: Double { grain * 0x1.8p52 }
    }

    let shift: Int
    let start: Int
    let minutes: Int
    let leastStay: Int
    /// What a move costs: as the problem says, rounded as the latest worth.
    private(set) var moveCost: Double
    private let statedCost: Double
    /// The global numbers of the places. Those from which as many hops of each length lead stand side by side (``hops``).
    let places: [Int32]
    /// The local numbers by rising global number, by which equals are settled.
    private let order: [Int]
    /// The local number of each of the problem's places, or −1.
    let local: [Int32]
    /// The local numbers of the gates.
    private let gates: [Int]
    /// The hops between the places.
    let hops: DayHops
    private var longest: Int { hops.longest }
    /// Worth up to a minute: `sum[t × places + v]`.
    var sum: [Double] = []
    /// `walk[(layer × (minutes + 1) + t) × places + v]`. Nobody arrives or stands so early that the first stay is not over, so
    /// that the first ``leastStay`` minutes are not reckoned, neither here nor in ``stand``.
    var walk: [Double] = []
    var stand: [Double] = []
    /// For each tail `j` > 0 (minutes of a hop that count at its end) `walk` and the worth of the last `j` minutes, for the
    /// latest `longest + 1` minutes: `tails[((j − 1) × (longest + 1) + t mod (longest + 1)) × places + v]`.
    var tails: [Double] = []
    var layers = Layers()
    private var startsAtGate = false
    let breaks: [PresenceProblem.Break]
    /// For each local place the minute at which a team can be there first, or −1, and the one at which it must have left.
    private let earliest: [Int]
    private let latest: [Int]
    /// Whether some place must be left before the end.
    let hasEnds: Bool
    /// The holds in minutes of the shift.
    private var holds: [Range<Int>] = []
    /// How many minutes before one a local place is closed because another is to be held: `shut[t × places + v]`; empty where
    /// nothing is to be held.
    private(set) var shut: [Int32] = []
    /// How many minutes a walk may take that starts at a minute.
    private var hopLimit: [Int] = []
    /// Whether ``sum``, ``walk`` and ``stand`` are those of one layer without breaks, ends or holds, so that a change of some
    /// places' worth can be followed through them.
    private var isCurrent = false
    /// Whether ``sum`` is that of the latest worth.
    private var isSummed = false
    /// While changes are followed: what is to be reckoned anew, `isStale[t × places + v]`, and how many of each minute.
    var isStale: [UInt8] = []
    var stale: [Int] = []
    /// The hops to each place; laid when first asked for.
    var back: CompressedRows<PresenceProblem.Hop>?

    /// The layers of a recursion; a stay leads to a layer that is not lower.
    struct Layers {
        /// The local places that must be stayed at.
        var musts: [Int] = []
        /// The most stays, or 0 where any number may be.
        var most = 0

        /// The number of breaks.
        var breaks = 0

        var count: Int { (1 << musts.count) * (most + 1) * (breaks + 1) }

        /// The layer after a stay that starts at a place, or nil where there may be no more.
        func next(_ layer: Int, _ place: Int) -> Int? {
            let taken = layer % (breaks + 1)
            let stays = layer / (breaks + 1) % (most + 1)
            var mask = layer / (breaks + 1) / (most + 1)
            if most > 0, stays == most { return nil }
            if let bit = musts.firstIndex(of: place) { mask |= 1 << bit }
            return (mask * (most + 1) + (most > 0 ? stays + 1 : 0)) * (breaks + 1) + taken
        }

        /// The breaks taken in a layer.
        func taken(_ layer: Int) -> Int { layer % (breaks + 1) }

        /// Whether a day may end in a layer.
        func isLast(_ layer: Int) -> Bool {
            layer / (breaks + 1) / (most + 1) == (1 << musts.count) - 1 && taken(layer) == breaks
        }
    }

    /// Prepares recursions on one shift of a problem. O(places + hops).
    init(_ problem: PresenceProblem, shift index: Int) {
        let shift = problem.shifts[index]
        self.shift = index
        start = shift.start
        minutes = shift.minutes
        leastStay = problem.leastStay
        moveCost = problem.moveCost
        statedCost = problem.moveCost
        (hops, places) = DayHops.laid(between: shift.places, of: problem)
        var local = [Int32](repeating: -1, count: problem.placeCount)
        for (number, place) in places.enumerated() { local[Int(place)] = Int32(number) }
        self.local = local
        order = shift.places.map { Int(local[Int($0)]) }
        gates = shift.gates.map { Int(local[Int($0)]) }.filter { $0 >= 0 }
        breaks = problem.breaks
        earliest = places.map { shift.arrival.isEmpty ? 0 : Int(shift.arrival[Int($0)]) }
        latest = places.map {
            shift.departure.isEmpty ? shift.minutes : shift.minutes - Int(shift.departure[Int($0)])
        }
        hasEnds = !shift.departure.isEmpty
    }

    /// The best day, or nil where no day keeps the rule.
    ///
    /// - Parameters:
    ///   - worth: The worth of the minutes at a place of the problem, not less than 0.
    ///   - isLayered: Whether a most number of stays is heeded even where the best day has no more anyway, as ``days(atLeast:limit:)``
    ///     needs it.
    ///   - changed: The places, some perhaps twice, whose worth is not that of the latest call, where that is known: the others' is not
    ///     looked at and, where worth has a grain, only what follows from them is reckoned anew. The answer is the same.
    mutating func best(
        on worth: Worth, rule: Rule = Rule(), isLayered: Bool = false, changed: [Int32]? = nil
    ) -> (value: Double, day: TeamDay)? {
        guard minutes >= leastStay, !places.isEmpty else { return nil }
        var musts: [Int] = []
        for must in Set(rule.musts).sorted() {
            guard let place = places.firstIndex(of: must) else { return nil }
            musts.append(place)
        }
        let isPlain = musts.isEmpty && rule.holds.isEmpty && breaks.isEmpty && !hasEnds && !isLayered
        layOut()
        if isPlain, isCurrent, let changed, follow(changed, on: worth) {
            layers = Layers()
            startsAtGate = rule.startsAtGate
            let found = first()
            guard let most = rule.mostStays, let day = found?.day, day.stays.count > most else { return found }
            isCurrent = false
            return solve(Layers(most: most), startsAtGate: rule.startsAtGate)
        }
        isCurrent = false
        if let changed, isSummed {
            accumulate(worth, at: changed)
        } else {
            accumulate(worth)
        }
        isSummed = true
        close(for: rule.holds)
        if isLayered, let most = rule.mostStays {
            return solve(Layers(musts: musts, most: most, breaks: breaks.count), startsAtGate: rule.startsAtGate)
        }
        var found = solve(Layers(musts: musts, breaks: breaks.count), startsAtGate: rule.startsAtGate)
        isCurrent = isPlain
        if let most = rule.mostStays, let day = found?.day, day.stays.count > most {
            isCurrent = false
            // Only where the number of stays matters is it worth a layer each.
            found = solve(Layers(musts: musts, most: most, breaks: breaks.count), startsAtGate: rule.startsAtGate)
        }
        return found
    }

    private mutating func solve(_ layers: Layers, startsAtGate: Bool) -> (value: Double, day: TeamDay)? {
        self.layers = layers
        self.startsAtGate = startsAtGate
        let n = places.count
        let size = layers.count * (minutes + 1) * n
        if walk.count < size {
            walk = DayRecursion.room(size)
            stand = DayRecursion.room(size)
        }
        for layer in Swift.stride(from: layers.count - 1, through: 0, by: -1) {
            if breaks.isEmpty, !hasEnds, shut.isEmpty {
                sweep(layer, downFrom: minutes)
            } else {
                sweepWithPauses(layer)
            }
        }
        return first()
    }

    /// The best day by what was swept.
    private func first() -> (value: Double, day: TeamDay)? {
        var best = (value: -Double.infinity, place: -1)
        for v in startsAtGate ? gates : order {
            guard let value = value(from: v) else { continue }
            if value > best.value { best = (value, v) }
        }
        guard best.place >= 0, best.value > -.infinity else { return nil }
        return (best.value, day(from: best.place))
    }

    /// The days of the latest search that are worth at least so much, at most one from each first place, those worth most first. No
    /// two of them come to a common place, nor to neighbours.
    ///
    /// - Parameter hops: The walks from each place of the problem.
    func spread(atLeast least: Double, limit: Int, hops: CompressedRows<PresenceProblem.Hop>) -> [(
        value: Double, day: TeamDay
    )] {
        var starts: [(value: Double, place: Int)] = []
        for v in startsAtGate ? gates : order {
            guard let value = value(from: v), value >= least else { continue }
            starts.append((value, v))
        }
        starts.sort { ($1.value, places[$0.place]) < ($0.value, places[$1.place]) }
        var isTaken = [Bool](repeating: false, count: local.count)
        var days: [(value: Double, day: TeamDay)] = []
        for (value, v) in starts where !isTaken[Int(places[v])] {
            let day = day(from: v)
            let been = Set(day.at.filter { $0 >= 0 })
            guard been.allSatisfy({ !isTaken[Int($0)] }) else { continue }
            for place in been {
                isTaken[Int(place)] = true
                for hop in hops[Int(place)] { isTaken[Int(hop.to)] = true }
            }
            days.append((value, day))
            if days.count == limit { break }
        }
        return days
    }

    /// What the best day is worth that starts at a place; nil where none does.
    private func value(from v: Int) -> Double? {
        let n = places.count
        let t = earliest[v]
        guard let layer = layers.next(0, v), t >= 0, t + leastStay <= minutes, isOpen(v, t, t + leastStay),
            holds.allSatisfy({ $0.lowerBound >= t })
        else { return nil }
        return sum[(t + leastStay) * n + v] - sum[t * n + v] + stand[row(layer, t + leastStay) + v]
    }

    /// Closes all places but those that are to be held, while they are.
    private mutating func close(for wanted: [PresenceProblem.Hold]) {
        hopLimit = [Int](repeating: longest, count: minutes)
        holds = []
        shut = []
        guard !wanted.isEmpty else { return }
        let n = places.count
        var isShut = [Bool](repeating: false, count: minutes * n)
        for hold in wanted {
            let range = max(0, hold.from - start)..<max(0, min(minutes, hold.to - start))
            guard !range.isEmpty else { continue }
            holds.append(range)
            let isHeld = places.map { hold.places.contains($0) }
            for t in range {
                hopLimit[t] = 0
                for v in 0..<n where !isHeld[v] { isShut[t * n + v] = true }
            }
            for t in 0..<range.lowerBound { hopLimit[t] = min(hopLimit[t], range.lowerBound - t) }
        }
        shut = [Int32](repeating: 0, count: (minutes + 1) * n)
        for t in 0..<minutes {
            for v in 0..<n { shut[(t + 1) * n + v] = shut[t * n + v] + (isShut[t * n + v] ? 1 : 0) }
        }
    }

    /// Whether a team may stand at a place from a minute to another.
    private func isOpen(_ v: Int, _ from: Int, _ to: Int) -> Bool {
        shut.isEmpty || shut[to * places.count + v] == shut[from * places.count + v]
    }

    /// Whether a day may end at a place at a minute.
    private func isEnd(_ v: Int, _ t: Int) -> Bool { t == latest[v] && holds.allSatisfy { $0.upperBound <= t } }

    /// What may be done while standing beside staying on and leaving: the end of the day, or a break.
    private enum Pause { case end, rest(layer: Int, until: Int) }

    /// The best of staying on, the end and a break at a place and minute before the last, and which it is (nil: staying on).
    private func pause(_ layer: Int, _ v: Int, _ t: Int) -> (value: Double, pause: Pause?) {
        let n = places.count
        var best: (value: Double, pause: Pause?) = (-.infinity, nil)
        if t < latest[v], isOpen(v, t, t + 1) {
            best.value = sum[(t + 1) * n + v] - sum[t * n + v] + stand[row(layer, t + 1) + v]
        }
        if layers.isLast(layer), isEnd(v, t), best.value < 0 { best = (0, .end) }
        let taken = layers.taken(layer)
        if taken < breaks.count, breaks[taken].earliest <= t, t <= breaks[taken].latest {
            let then = t + breaks[taken].minutes
            if then <= latest[v], holds.allSatisfy({ !$0.overlaps(t..<then) }) {
                let value = stand[row(layer + 1, then) + v]
                if value > best.value { best = (value, .rest(layer: layer + 1, until: then)) }
            }
        }
        return best
    }

    /// Where the numbers of a layer and minute start.
    func row(_ layer: Int, _ t: Int) -> Int { (layer * (minutes + 1) + t) * places.count }

    /// Rounds what a move costs as worth is rounded.
    mutating func round(by rounder: Double) { moveCost = (statedCost + rounder) - rounder }

    /// Makes room for the numbers when they are first needed.
    private mutating func layOut() {
        guard sum.isEmpty else { return }
        let size = (minutes + 1) * places.count
        sum = DayRecursion.room(size)
        walk = DayRecursion.room(size)
        stand = DayRecursion.room(size)
        tails = DayRecursion.room(max(1, longest / 2) * (longest + 1) * places.count)
    }

    /// Reckons a layer where there are breaks, ends or places to hold.
    private mutating func sweepWithPauses(_ layer: Int) {
        let n = places.count
        let ring = longest + 1
        for t in Swift.stride(from: minutes, through: leastStay, by: -1) {
            let now = row(layer, t)
            for v in 0..<n {
                walk[now + v] = -.infinity
                if t == minutes {
                    stand[now + v] = layers.isLast(layer) && isEnd(v, t) ? 0 : -.infinity
                    continue
                }
                var leave = -Double.infinity
                for k in 1...longest where t + k <= minutes && k <= hopLimit[t] {
                    let tail = k / 2
                    let from = tail == 0 ? row(layer, t + k) : ((tail - 1) * ring + (t + k) % ring) * n
                    var top = -Double.infinity
                    for to in hops.of(v, k) { top = max(top, tail == 0 ? walk[from + Int(to)] : tails[from + Int(to)]) }
                    leave = max(leave, top + (sum[(t + k - tail) * n + v] - sum[t * n + v]))
                }
                let other = pause(layer, v, t).value
                stand[now + v] = other >= leave ? other : leave
                walk[now + v] = leave
                if t + leastStay <= minutes, isOpen(v, t, t + leastStay), let next = layers.next(layer, v) {
                    let value =
                        sum[(t + leastStay) * n + v] - sum[t * n + v] + stand[row(next, t + leastStay) + v] - moveCost
                    if value >= leave { walk[now + v] = value }
                }
            }
            for tail in 1..<longest / 2 + 1 {
                for v in 0..<n {
                    tails[((tail - 1) * ring + t % ring) * n + v] =
                        t >= tail ? walk[now + v] + (sum[t * n + v] - sum[(t - tail) * n + v]) : -.infinity
                }
            }
        }
    }

    /// The best hop from a place at a minute: the same comparison as in the sweep.
    private func leave(_ layer: Int, _ v: Int, _ t: Int) -> (value: Double, to: Int, minutes: Int) {
        let n = places.count
        var best = (value: -Double.infinity, to: -1, minutes: 0)
        for k in 1...longest where t + k <= minutes && k <= hopLimit[t] {
            let tail = k / 2
            var top = (value: -Double.infinity, to: -1)
            for to in hops.of(v, k) {
                let u = Int(to)
                let value = walk[row(layer, t + k) + u] + (sum[(t + k) * n + u] - sum[(t + k - tail) * n + u])
                if value > top.value { top = (value, u) }
            }
            let value = top.value + (sum[(t + k - tail) * n + v] - sum[t * n + v])
            if value > best.value { best = (value, top.to, k) }
        }
        return best
    }

    /// Every day that is worth at least so much, by the worth and the rule of the latest ``best(on:rule:isLayered:)``, or nil where
    /// there are more than `limit`. Those that have a team at the same places in the same minutes count once, the first of them.
    func days(atLeast least: Double, limit: Int) -> [TeamDay]? {
        var found: [TeamDay] = []
        var seen: Set<[Int32]> = []
        var steps = 0
        let n = places.count

        /// What a team is doing: `worth` so far, the places by minute, the stays and ways that are over.
        func stand(_ v: Int, _ t: Int, _ layer: Int, _ worth: Double, _ day: TeamDay, from: Int) {
            steps += 1
            guard steps <= 50 * limit, worth + self.stand[row(layer, t) + v] >= least else { return }
            var ended = day
            ended.stays.append(.init(place: places[v], from: start + from, to: start + t))
            if t == minutes {
                if seen.insert(day.at).inserted { found.append(ended) }
                return
            }
            var longer = day
            longer.at.append(places[v])
            stand(v, t + 1, layer, worth + sum[(t + 1) * n + v] - sum[t * n + v], longer, from: from)
            ended.ways.append([])
            walk(v, t, layer, worth, ended)
        }

        func walk(_ v: Int, _ t: Int, _ layer: Int, _ worth: Double, _ day: TeamDay) {
            for k in 1...longest where t + k <= minutes {
                let tail = k / 2
                let first = worth + sum[(t + k - tail) * n + v] - sum[t * n + v]
                for to in hops.of(v, k) {
                    let u = Int(to)
                    var there = day
                    for minute in 0..<k { there.at.append(places[minute < k - tail ? v : u]) }
                    arrive(u, t + k, layer, first + sum[(t + k) * n + u] - sum[(t + k - tail) * n + u], there)
                }
            }
        }

        func arrive(_ v: Int, _ t: Int, _ layer: Int, _ worth: Double, _ day: TeamDay) {
            steps += 1
            guard steps <= 50 * limit, worth + self.walk[row(layer, t) + v] >= least else { return }
            if t + leastStay <= minutes, let next = layers.next(layer, v) {
                var settled = day
                settled.at += [Int32](repeating: places[v], count: leastStay)
                let worth = worth + sum[(t + leastStay) * n + v] - sum[t * n + v] - moveCost
                stand(v, t + leastStay, next, worth, settled, from: t)
            }
            var onward = day
            onward.ways[onward.ways.count - 1].append(places[v])
            walk(v, t, layer, worth, onward)
        }

        for v in startsAtGate ? gates : order {
            guard let layer = layers.next(0, v) else { continue }
            let day = TeamDay(
                shift: shift, start: start, stays: [], ways: [],
                at: [Int32](repeating: places[v], count: leastStay))
            stand(v, leastStay, layer, sum[leastStay * n + v], day, from: 0)
        }
        return steps <= 50 * limit && found.count <= limit ? found : nil
    }

    /// Follows the recursion from its first stay.
    private func day(from first: Int) -> TeamDay {
        let n = places.count
        var day = TeamDay(shift: shift, start: start, stays: [], ways: [], at: [])
        var place = first
        var layer = layers.next(0, first) ?? 0
        var arrived = earliest[first]
        var t = arrived + leastStay
        day.at = [Int32](repeating: -1, count: arrived) + [Int32](repeating: places[first], count: leastStay)
        while t < minutes {
            let other = pause(layer, place, t)
            if other.value >= leave(layer, place, t).value {
                guard let pause = other.pause else {
                    day.at.append(places[place])
                    t += 1
                    continue
                }
                guard case .rest(let next, let until) = pause else { break }
                day.rests.append(start + t..<start + until)
                day.at += [Int32](repeating: -1, count: until - t)
                layer = next
                t = until
                continue
            }
            day.stays.append(.init(place: places[place], from: start + arrived, to: start + t))
            var way: [Int32] = []
            var settled = false
            while !settled {
                let hop = leave(layer, place, t)
                let tail = hop.minutes / 2
                for minute in 0..<hop.minutes {
                    day.at.append(places[minute < hop.minutes - tail ? place : hop.to])
                }
                place = hop.to
                t += hop.minutes
                if t + leastStay <= minutes, isOpen(place, t, t + leastStay), let next = layers.next(layer, place) {
                    let settle =
                        sum[(t + leastStay) * n + place] - sum[t * n + place]
                        + stand[row(next, t + leastStay) + place] - moveCost
                    if settle >= leave(layer, place, t).value {
                        settled = true
                        layer = next
                    }
                }
                if !settled { way.append(places[place]) }
            }
            day.ways.append(way)
            arrived = t
            for _ in 0..<leastStay { day.at.append(places[place]) }
            t += leastStay
        }
        day.stays.append(.init(place: places[place], from: start + arrived, to: start + t))
        day.at += [Int32](repeating: -1, count: minutes - t)
        return day
    }
}
