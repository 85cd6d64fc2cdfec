import HomewardCore

/// The loops that reckon the numbers of a recursion.
extension DayRecursion {
    /// Room for numbers that are all written before they are read.
    static func room(_ count: Int) -> [Double] {
        [Double](unsafeUninitializedCapacity: count) { _, initialized in initialized = count }
    }

    /// Adds the worth up. O(minutes × places).
    mutating func accumulate(_ worth: Worth) {
        let n = places.count
        let rounder = worth.rounder
        round(by: rounder)
        var values = [Double](repeating: 0, count: n)
        var known = -1
        sum.withUnsafeMutableBufferPointer { sum in
            values.withUnsafeMutableBufferPointer { values in
                places.withUnsafeBufferPointer { places in
                    worth.values.withUnsafeBufferPointer { from in
                        for v in 0..<n { sum[v] = 0 }
                        for t in 0..<minutes {
                            let row = (t + start - worth.first) / worth.slotMinutes
                            if row != known {
                                known = row
                                for v in 0..<n {
                                    let place = Int(places[v])
                                    values[v] =
                                        (from[row * worth.stride + place] * worth.factor(place) + rounder) - rounder
                                }
                            }
                            let now = t * n
                            for v in 0..<n { sum[now + n + v] = sum[now + v] + values[v] }
                        }
                    }
                }
            }
        }
    }

    /// Adds the worth of some places up, some perhaps twice. O(minutes × those places).
    mutating func accumulate(_ worth: Worth, at changed: [Int32]) {
        let n = places.count
        let rounder = worth.rounder
        round(by: rounder)
        for place in changed where local[Int(place)] >= 0 {
            let v = Int(local[Int(place)])
            let factor = worth.factor(Int(place))
            for t in 0..<minutes {
                let row = (t + start - worth.first) / worth.slotMinutes
                let value = (worth.values[row * worth.stride + Int(place)] * factor + rounder) - rounder
                sum[(t + 1) * n + v] = sum[t * n + v] + value
            }
        }
    }

    /// Reckons a layer from minute `last` back to the first that matters; later minutes are reckoned already. Neither breaks nor
    /// ends nor holds are heeded.
    mutating func sweep(_ layer: Int, downFrom last: Int) {
        let n = places.count
        let base = row(layer, 0)
        let end = layers.isLast(layer) ? 0 : -Double.infinity
        // The layer after a stay at an ordinary place, and at those that must be stayed at.
        let ordinary =
            layers.most > 0 && layer / (layers.breaks + 1) % (layers.most + 1) == layers.most
            ? nil : Optional(layers.most > 0 ? layer + layers.breaks + 1 : layer)
        let special = layers.musts.map { (place: $0, layer: layers.next(layer, $0)) }
        withTables { it in
            nonisolated(unsafe) let it = it
            for t in Swift.stride(from: min(it.minutes, last + it.far), to: last, by: -1) { it.makeEnds(t, base) }
            for t in Swift.stride(from: last, through: it.least, by: -1) {
                let row = base + t * n
                if t == it.minutes {
                    for v in 0..<n {
                        it.stand[row + v] = end
                        it.walk[row + v] = -.infinity
                    }
                } else {
                    // What a place is worth at a minute rests on later minutes only.
                    DayRecursion.inParts(n) { part in
                        it.leave(t, base, part)
                        it.stay(t, base, part)
                    }
                    if t + it.least <= it.minutes {
                        // Places that must be stayed at lead to another layer than the rest.
                        let kept = special.map { it.walk[row + $0.place] }
                        if let ordinary { it.settle(t, base, 0..<n, ordinary) }
                        for (index, (place, layer)) in special.enumerated() {
                            it.walk[row + place] = kept[index]
                            if let layer { it.settle(t, base, place..<place + 1, layer) }
                        }
                    }
                }
                it.makeEnds(t, base)
            }
        }
    }

    /// Calls `body` with the numbers below `count`, on large ground in halves on two cores.
    private static func inParts(_ count: Int, _ body: @Sendable (Range<Int>) -> Void) {
        guard count >= 8000 else { return body(0..<count) }
        _ = Parallel.map(2) { part in body(count * part / 2..<count * (part + 1) / 2) }
    }

    /// The numbers of a recursion as its loops see them.
    struct Tables {
        let n: Int
        let minutes: Int
        let least: Int
        let far: Int
        let moveCost: Double
        let sum: UnsafeMutablePointer<Double>
        let walk: UnsafeMutablePointer<Double>
        let stand: UnsafeMutablePointer<Double>
        let tails: UnsafeMutablePointer<Double>
        let runs: UnsafeBufferPointer<DayHops.Run>
        let lanes: UnsafeBufferPointer<DayHops.Lane>
        let laneTo: UnsafeBufferPointer<Int32>
        let hopStart: UnsafeBufferPointer<Int32>
        let hopTo: UnsafeBufferPointer<Int32>

        /// ``DayRecursion/walk`` at minute `t` with the worth of the last `tail` minutes.
        @inline(__always)
        private func ends(_ tail: Int, _ t: Int, _ base: Int) -> UnsafeMutablePointer<Double> {
            tail == 0 ? walk + (base + t * n) : tails + ((tail - 1) * (far + 1) + t % (far + 1)) * n
        }

        /// Enters what the best hop is worth at minute `t` in place of ``DayRecursion/walk``.
        func leave(_ t: Int, _ base: Int, _ part: Range<Int>) {
            let leave = walk + (base + t * n)
            for v in part { leave[v] = -.infinity }
            // After a hop there must be time for a stay.
            guard t + least < minutes else { return }
            let here = sum + t * n
            for run in runs {
                let low = max(run.first, part.lowerBound)
                let high = min(run.first + run.count, part.upperBound)
                guard low < high else { continue }
                for number in run.lanes {
                    let lane = lanes[number]
                    guard t + lane.minutes <= minutes else { break }
                    let tail = lane.minutes / 2
                    let ends = ends(tail, t + lane.minutes, base)
                    let middle = sum + (t + lane.minutes - tail) * n
                    let first = lane.first - run.first
                    for v in low..<high {
                        let value = ends[Int(laneTo[first + v])] + (middle[v] - here[v])
                        leave[v] = value > leave[v] ? value : leave[v]
                    }
                }
            }
        }

        /// Enters what standing is worth at minute `t`, before the last: staying on or leaving.
        func stay(_ t: Int, _ base: Int, _ part: Range<Int>) {
            let leave = walk + (base + t * n)
            let (now, then) = (stand + (base + t * n), stand + (base + (t + 1) * n))
            let (here, next) = (sum + t * n, sum + (t + 1) * n)
            for v in part {
                let stay = next[v] - here[v] + then[v]
                now[v] = stay >= leave[v] ? stay : leave[v]
            }
        }

        /// Enters what arriving is worth at minute `t` where a stay begins that leads to a layer.
        func settle(_ t: Int, _ base: Int, _ part: Range<Int>, _ layer: Int) {
            let arriving = walk + (base + t * n)
            let (here, then) = (sum + t * n, sum + (t + least) * n)
            let after = stand + (layer * (minutes + 1) + t + least) * n
            for v in part {
                let value = then[v] - here[v] + after[v] - moveCost
                arriving[v] = value >= arriving[v] ? value : arriving[v]
            }
        }

        /// Enters the ends of hops that arrive at minute `t`.
        func makeEnds(_ t: Int, _ base: Int) {
            guard far > 1 else { return }
            for tail in 1...far / 2 {
                let ends = ends(tail, t, base)
                guard t >= tail else {
                    for v in 0..<n { ends[v] = -.infinity }
                    continue
                }
                let arriving = walk + (base + t * n)
                let (here, before) = (sum + t * n, sum + (t - tail) * n)
                for v in 0..<n { ends[v] = arriving[v] + (here[v] - before[v]) }
            }
        }
    }

    /// Calls `body` with the numbers, which are valid as long as it runs; there is room for them (``layOut()``).
    mutating func withTables(_ body: (Tables) -> Void) {
        let (n, minutes, least, moveCost) = (places.count, minutes, leastStay, moveCost)
        let hops = hops
        sum.withUnsafeMutableBufferPointer { sum in
            walk.withUnsafeMutableBufferPointer { walk in
                stand.withUnsafeMutableBufferPointer { stand in
                    tails.withUnsafeMutableBufferPointer { tails in
                        guard let sum = sum.baseAddress, let walk = walk.baseAddress, let stand = stand.baseAddress,
                            let tails = tails.baseAddress
                        else { return }
                        hops.withPointers { runs, lanes, laneTo, start, to in
                            body(
                                Tables(
                                    n: n, minutes: minutes, least: least, far: hops.longest, moveCost: moveCost,
                                    sum: sum, walk: walk, stand: stand, tails: tails, runs: runs, lanes: lanes,
                                    laneTo: laneTo, hopStart: start, hopTo: to))
                        }
                    }
                }
            }
        }
    }
}
