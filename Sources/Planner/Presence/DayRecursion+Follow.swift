import HomewardCore

/// How the numbers of a recursion follow a change of some places' worth.
extension DayRecursion {
    /// How much longer it takes to reckon one place anew than one among all of its minute.
    private static let single = 4

    /// Takes in the changed worth of some places and reckons anew what follows from it; false, and nothing is to be relied on, where
    /// too many have changed.
    ///
    /// Worth has a grain, so that every sum is exact: what does not truly change does not change at all, and the wave of changes ends
    /// where teams had better stay where they are. From the minute back at which it has become so wide that a whole row takes no
    /// longer, whole rows are reckoned.
    mutating func follow(_ changed: [Int32], on worth: Worth) -> Bool {
        let n = places.count
        let columns = Set(changed.map { Int(local[Int($0)]) }).filter { $0 >= 0 }.sorted()
        guard worth.grain > 0, columns.count * 4 <= n else { return false }
        guard !columns.isEmpty else { return true }
        let back = back ?? hops.reversed()
        self.back = back
        if isStale.isEmpty {
            // Flags are looked at eight at a time.
            isStale = [UInt8](repeating: 0, count: minutes * n + 8)
            stale = [Int](repeating: 0, count: minutes)
        }
        var wide = -1
        let (start, numbers) = (start, places)
        var (isStale, stale) = (self.isStale, self.stale)
        (self.isStale, self.stale) = ([], [])
        withTables { it in
            back.starts.withUnsafeBufferPointer { backStart in
                back.elements.withUnsafeBufferPointer { backHops in
                    isStale.withUnsafeMutableBufferPointer { isStale in
                        stale.withUnsafeMutableBufferPointer { stale in
                            worth.values.withUnsafeBufferPointer { values in
                                let wave = ChangeWave(
                                    tables: it, isStale: isStale, stale: stale, backStart: backStart, backHops: backHops
                                )
                                for v in columns {
                                    let place = Int(numbers[v])
                                    let factor = worth.factor(place)
                                    wave.enter(v) { t in
                                        let row = (t + start - worth.first) / worth.slotMinutes
                                        return (values[row * worth.stride + place] * factor + worth.rounder)
                                            - worth.rounder
                                    }
                                }
                                wide = wave.run(whole: n / Self.single)
                            }
                        }
                    }
                }
            }
        }
        (self.isStale, self.stale) = (isStale, stale)
        if wide >= 0 {
            layers = Layers()
            sweep(0, downFrom: wide)
        }
        return true
    }
}

/// The states of a recursion of one layer that are to be reckoned anew.
private struct ChangeWave {
    let tables: DayRecursion.Tables
    let isStale: UnsafeMutableBufferPointer<UInt8>
    let stale: UnsafeMutableBufferPointer<Int>
    let backStart: UnsafeBufferPointer<Int>
    let backHops: UnsafeBufferPointer<PresenceProblem.Hop>

    @inline(__always)
    private func mark(_ v: Int, _ t: Int) {
        guard t >= tables.least else { return }
        let key = t * tables.n + v
        stale[t] += 1 - Int(isStale[key])
        isStale[key] = 1
    }

    /// Takes in what a place's minutes are worth.
    func enter(_ v: Int, value: (Int) -> Double) {
        let n = tables.n
        let sum = tables.sum
        let reach = max(tables.least, tables.far) - 1
        var before = 0.0
        // From where on its earlier minutes are marked.
        var marked = 0
        for t in 0..<tables.minutes {
            let value = value(t)
            let next = sum[(t + 1) * n + v]
            if next - before != value {
                // The stays at the place, and the hops from it and to it, in which this minute counts.
                for then in max(marked, t - reach)..<t + 1 { mark(v, then) }
                marked = t + 1
                for hop in backHops[backStart[v]..<backStart[v + 1]] where hop.minutes > 1 {
                    for tail in 1...Int(hop.minutes) / 2 { mark(Int(hop.to), t - Int(hop.minutes) + tail) }
                }
            }
            before = next
            sum[(t + 1) * n + v] = sum[t * n + v] + value
        }
    }

    /// Reckons what is marked anew, and what follows from it, until a minute has more than so many; returns that minute, with
    /// nothing marked there or before, or −1.
    func run(whole: Int) -> Int {
        for t in stride(from: tables.minutes - 1, through: tables.least, by: -1) where stale[t] > 0 {
            let row = t * tables.n
            guard stale[t] <= whole else {
                for then in 0...t where stale[then] > 0 {
                    stale[then] = 0
                    for key in then * tables.n..<(then + 1) * tables.n { isStale[key] = 0 }
                }
                return t
            }
            stale[t] = 0
            let flags = UnsafeRawBufferPointer(isStale)
            var first = 0
            while first < tables.n {
                if flags.loadUnaligned(fromByteOffset: row + first, as: UInt64.self) != 0 {
                    for v in first..<min(first + 8, tables.n) where isStale[row + v] != 0 {
                        isStale[row + v] = 0
                        reckon(v, t)
                    }
                }
                first += 8
            }
        }
        return -1
    }

    private func reckon(_ v: Int, _ t: Int) {
        let (n, far, least, minutes) = (tables.n, tables.far, tables.least, tables.minutes)
        let (sum, walk, stand) = (tables.sum, tables.walk, tables.stand)
        let now = t * n + v
        var leave = -Double.infinity
        if t + least < minutes {
            var low = Int(tables.hopStart[v * far])
            for k in 1...min(far, minutes - t) {
                let high = Int(tables.hopStart[v * far + k])
                guard low < high else { continue }
                let then = (t + k) * n
                let middle = (t + k - k / 2) * n
                var top = -Double.infinity
                for hop in low..<high {
                    let u = Int(tables.hopTo[hop])
                    let value = walk[then + u] + (sum[then + u] - sum[middle + u])
                    top = value > top ? value : top
                }
                top += sum[middle + v] - sum[now]
                leave = top > leave ? top : leave
                low = high
            }
        }
        let stay = sum[now + n] - sum[now] + stand[now + n]
        let standing = stay >= leave ? stay : leave
        var arriving = leave
        if t + least <= minutes {
            let settled = (t + least) * n + v
            let value = sum[settled] - sum[now] + stand[settled] - tables.moveCost
            arriving = value >= leave ? value : leave
        }
        if standing != stand[now] {
            stand[now] = standing
            mark(v, t - 1)
            mark(v, t - least)
        }
        if arriving != walk[now] {
            walk[now] = arriving
            for hop in backHops[backStart[v]..<backStart[v + 1]] { mark(Int(hop.to), t - Int(hop.minutes)) }
        }
    }
}
