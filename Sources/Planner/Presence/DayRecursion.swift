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
/// Places that must be stayed at, and a most number of stays, make layers: one for each set of places still to come and
/// number of stays so far. The first of equals wins: staying before leaving, standing before walking on, short hops before
/// long, low places first. O(layers × minutes × (places + hops)), and two numbers of memory for each layer, place and minute.
struct DayRecursion {
    /// What a day must keep beside the shift's times.
    struct Rule {
        /// Whether it starts at a gate.
        var startsAtGate = false
        /// The most stays; nil: as many as fit.
        var mostStays: Int?
        /// Places, numbers of the problem, each of which must have a stay; at most 8.
        var musts: [Int32] = []
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

        @inline(__always)
        func factor(_ place: Int) -> Double { factors.isEmpty ? 1 : factors[place] }
    }

    let shift: Int
    let start: Int
    let minutes: Int
    let leastStay: Int
    let moveCost: Double
    /// The global numbers of the places.
    let places: [Int32]
    /// The local numbers of the gates.
    private let gates: [Int32]
    private let longest: Int
    /// The hops from local place `v` of `k` minutes: `hopTo[hopStart[v × longest + k − 1] ..< hopStart[v × longest + k]]`.
    private var hopStart: [Int32] = [0]
    private var hopTo: [Int32] = []
    /// Worth up to a minute: `sum[t × places + v]`.
    private var sum: [Double]
    /// `walk[(layer × (minutes + 1) + t) × places + v]`.
    private var walk: [Double]
    private var stand: [Double]
    /// For each tail `j` (minutes of a hop that count at its end) `walk` and the worth of the last `j` minutes, for the
    /// latest `longest + 1` minutes: `tails[(j × (longest + 1) + t mod (longest + 1)) × places + v]`.
    private var tails: [Double]
    private var layers = Layers()
    private var startsAtGate = false

    /// The layers of a recursion; a stay leads to a layer that is not lower.
    private struct Layers {
        /// The local places that must be stayed at.
        var musts: [Int] = []
        /// The most stays, or 0 where any number may be.
        var most = 0

        var count: Int { (1 << musts.count) * (most + 1) }

        /// The layer after a stay that starts at a place, or nil where there may be no more.
        func next(_ layer: Int, _ place: Int) -> Int? {
            let stays = layer % (most + 1)
            var mask = layer / (most + 1)
            if most > 0, stays == most { return nil }
            if let bit = musts.firstIndex(of: place) { mask |= 1 << bit }
            return mask * (most + 1) + (most > 0 ? stays + 1 : 0)
        }

        /// Whether a day may end in a layer.
        func isLast(_ layer: Int) -> Bool { layer / (most + 1) == (1 << musts.count) - 1 }
    }

    /// Prepares recursions on one shift of a problem. O(places + hops).
    init(_ problem: PresenceProblem, shift index: Int) {
        let shift = problem.shifts[index]
        self.shift = index
        start = shift.start
        minutes = shift.minutes
        leastStay = problem.leastStay
        moveCost = problem.moveCost
        places = shift.places
        let n = shift.places.count
        var local = [Int32](repeating: -1, count: problem.placeCount)
        for (number, place) in shift.places.enumerated() { local[Int(place)] = Int32(number) }
        gates = shift.gates.map { local[Int($0)] }.filter { $0 >= 0 }
        var longest = 1
        for place in shift.places {
            for hop in problem.hops[Int(place)] where local[Int(hop.to)] >= 0 {
                longest = max(longest, Int(hop.minutes))
            }
        }
        self.longest = longest
        for place in shift.places {
            let hops = problem.hops[Int(place)]
            for minutes in 1...longest {
                hopTo += hops.filter { Int($0.minutes) == minutes && local[Int($0.to)] >= 0 }
                    .map { local[Int($0.to)] }.sorted()
                hopStart.append(Int32(hopTo.count))
            }
        }
        sum = [Double](repeating: 0, count: (shift.minutes + 1) * n)
        walk = sum
        stand = sum
        tails = [Double](repeating: 0, count: (longest / 2 + 1) * (longest + 1) * n)
    }

    /// The best day, or nil where no day keeps the rule.
    ///
    /// - Parameters:
    ///   - worth: The worth of the minutes at a place of the problem, not less than 0.
    ///   - isLayered: Whether a most number of stays is heeded even where the best day has no more anyway, as ``days(atLeast:limit:)``
    ///     needs it.
    mutating func best(
        on worth: Worth, rule: Rule = Rule(), isLayered: Bool = false
    ) -> (value: Double, day: TeamDay)? {
        guard minutes >= leastStay, !places.isEmpty else { return nil }
        var musts: [Int] = []
        for must in Set(rule.musts).sorted() {
            guard let place = places.firstIndex(of: must) else { return nil }
            musts.append(place)
        }
        accumulate(worth)
        if isLayered, let most = rule.mostStays {
            return solve(Layers(musts: musts, most: most), startsAtGate: rule.startsAtGate)
        }
        var found = solve(Layers(musts: musts), startsAtGate: rule.startsAtGate)
        if let most = rule.mostStays, let day = found?.day, day.stays.count > most {
            // Only where the number of stays matters is it worth a layer each.
            found = solve(Layers(musts: musts, most: most), startsAtGate: rule.startsAtGate)
        }
        return found
    }

    private mutating func solve(_ layers: Layers, startsAtGate: Bool) -> (value: Double, day: TeamDay)? {
        self.layers = layers
        self.startsAtGate = startsAtGate
        let n = places.count
        let size = layers.count * (minutes + 1) * n
        if walk.count < size {
            walk = [Double](repeating: 0, count: size)
            stand = walk
        }
        for layer in Swift.stride(from: layers.count - 1, through: 0, by: -1) { sweep(layer) }
        var best = (value: -Double.infinity, place: -1)
        for v in startsAtGate ? gates.map({ Int($0) }) : Array(0..<n) {
            guard let layer = layers.next(0, v) else { continue }
            let value = sum[leastStay * n + v] + stand[row(layer, leastStay) + v]
            if value > best.value { best = (value, v) }
        }
        guard best.place >= 0, best.value > -.infinity else { return nil }
        return (best.value, day(from: best.place))
    }

    /// Where the numbers of a layer and minute start.
    private func row(_ layer: Int, _ t: Int) -> Int { (layer * (minutes + 1) + t) * places.count }

    private mutating func accumulate(_ worth: Worth) {
        let n = places.count
        sum.withUnsafeMutableBufferPointer { sum in
            worth.values.withUnsafeBufferPointer { values in
                for t in 0..<minutes {
                    let row = (t + start - worth.first) / worth.slotMinutes
                    for v in 0..<n {
                        let place = Int(places[v])
                        sum[(t + 1) * n + v] = sum[t * n + v] + values[row * worth.stride + place] * worth.factor(place)
                    }
                }
            }
        }
    }

    private mutating func sweep(_ layer: Int) {
        let n = places.count
        let minutes = self.minutes
        let least = leastStay
        let far = longest
        let ring = far + 1
        let base = row(layer, 0)
        let end = layers.isLast(layer) ? 0 : -Double.infinity
        // The layer after a stay at an ordinary place, and at those that must be stayed at.
        let ordinary =
            layers.most > 0 && layer % (layers.most + 1) == layers.most
            ? nil
            : Optional(
                layers.most > 0 ? layer + 1 : layer)
        let special = layers.musts.map { (place: $0, layer: layers.next(layer, $0)) }
        sum.withUnsafeBufferPointer { sum in
            walk.withUnsafeMutableBufferPointer { walk in
                stand.withUnsafeMutableBufferPointer { stand in
                    tails.withUnsafeMutableBufferPointer { ends in
                        hopStart.withUnsafeBufferPointer { hopStart in
                            hopTo.withUnsafeBufferPointer { hopTo in
                                for t in Swift.stride(from: minutes, through: 0, by: -1) {
                                    let now = t * n
                                    let row = base + now
                                    if t == minutes {
                                        for v in 0..<n {
                                            stand[row + v] = end
                                            walk[row + v] = -.infinity
                                        }
                                    } else {
                                        let most = min(far, minutes - t)
                                        for v in 0..<n {
                                            var leave = -Double.infinity
                                            var k = 1
                                            while k <= most {
                                                let low = Int(hopStart[v * far + k - 1])
                                                let high = Int(hopStart[v * far + k])
                                                if low < high {
                                                    let tail = k / 2
                                                    let from = (tail * ring + (t + k) % ring) * n
                                                    var top = -Double.infinity
                                                    for hop in low..<high {
                                                        let value = ends[from + Int(hopTo[hop])]
                                                        if value > top { top = value }
                                                    }
                                                    top += sum[(t + k - tail) * n + v] - sum[now + v]
                                                    if top > leave { leave = top }
                                                }
                                                k += 1
                                            }
                                            let stay = sum[now + n + v] - sum[now + v] + stand[row + n + v]
                                            stand[row + v] = stay >= leave ? stay : leave
                                            walk[row + v] = leave
                                        }
                                        if t + least <= minutes {
                                            let then = (t + least) * n
                                            func settle(_ v: Int, _ layer: Int) -> Double {
                                                sum[then + v] - sum[now + v]
                                                    + stand[layer * (minutes + 1) * n + then + v]
                                                    - moveCost
                                            }
                                            // Places that must be stayed at lead to another layer than the rest.
                                            let kept = special.map { walk[row + $0.place] }
                                            if let ordinary {
                                                for v in 0..<n {
                                                    let value = settle(v, ordinary)
                                                    if value >= walk[row + v] { walk[row + v] = value }
                                                }
                                            }
                                            for (index, (place, layer)) in special.enumerated() {
                                                walk[row + place] = kept[index]
                                                if let layer {
                                                    let value = settle(place, layer)
                                                    if value >= kept[index] { walk[row + place] = value }
                                                }
                                            }
                                        }
                                    }
                                    for tail in 0...far / 2 {
                                        let to = (tail * ring + t % ring) * n
                                        if t >= tail {
                                            let before = (t - tail) * n
                                            for v in 0..<n {
                                                ends[to + v] = walk[row + v] + (sum[now + v] - sum[before + v])
                                            }
                                        } else {
                                            for v in 0..<n { ends[to + v] = -.infinity }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// The best hop from a place at a minute: the same comparison as in the sweep.
    private func leave(_ layer: Int, _ v: Int, _ t: Int) -> (value: Double, to: Int, minutes: Int) {
        let n = places.count
        var best = (value: -Double.infinity, to: -1, minutes: 0)
        for k in 1...longest where t + k <= minutes {
            let tail = k / 2
            var top = (value: -Double.infinity, to: -1)
            for hop in Int(hopStart[v * longest + k - 1])..<Int(hopStart[v * longest + k]) {
                let u = Int(hopTo[hop])
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
                for hop in Int(hopStart[v * longest + k - 1])..<Int(hopStart[v * longest + k]) {
                    let u = Int(hopTo[hop])
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

        for v in startsAtGate ? gates.map({ Int($0) }) : Array(0..<n) {
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
        var arrived = 0
        var t = leastStay
        day.at = [Int32](repeating: places[first], count: leastStay)
        while t < minutes {
            let stay = sum[(t + 1) * n + place] - sum[t * n + place] + stand[row(layer, t + 1) + place]
            if stay >= leave(layer, place, t).value {
                day.at.append(places[place])
                t += 1
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
                if t + leastStay <= minutes, let next = layers.next(layer, place) {
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
        day.stays.append(.init(place: places[place], from: start + arrived, to: start + minutes))
        return day
    }
}
