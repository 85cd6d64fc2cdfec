import HomewardCore

/// The hops between the places of a shift, laid so that a loop over all places follows no branches.
///
/// Places from which as many hops of each length lead stand side by side, as a *run*: the first hops of a length of all of them
/// are one *lane*, the second hops the next, so that a loop over a lane does the same for each place.
struct DayHops: Sendable {
    /// Places side by side with as many hops of each length, `first ..< first + count`.
    struct Run: Sendable {
        var first: Int
        var count: Int
        /// Its lanes, indices of ``DayHops/lanes``, short hops before long.
        var lanes: Range<Int>
    }

    /// One hop of each place of a run, all as long.
    struct Lane: Sendable {
        var minutes: Int
        /// Where the places to which they lead stand in ``DayHops/laneTo``, in the order of the run.
        var first: Int
    }

    /// How many minutes the longest hop takes, at least 1.
    let longest: Int
    /// The hops from place `v` of `k` minutes by rising number of the problem's places: `to[start[v × longest + k − 1] ..<
    /// start[v × longest + k]]`.
    private(set) var start: [Int32] = [0]
    private(set) var to: [Int32] = []
    private(set) var runs: [Run] = []
    private(set) var lanes: [Lane] = []
    private(set) var laneTo: [Int32] = []

    /// The places to which hops of `k` minutes lead from place `v`.
    func of(_ v: Int, _ k: Int) -> ArraySlice<Int32> {
        to[Int(start[v * longest + k - 1])..<Int(start[v * longest + k])]
    }

    /// Lays the hops between some places of a problem, and says in which order the places stand.
    /// O(places log places + hops).
    static func laid(between allowed: [Int32], of problem: PresenceProblem) -> (hops: DayHops, places: [Int32]) {
        var local = [Int32](repeating: -1, count: problem.placeCount)
        for place in allowed { local[Int(place)] = 0 }
        var longest = 1
        for place in allowed {
            for hop in problem.hops[Int(place)] where local[Int(hop.to)] >= 0 {
                longest = max(longest, Int(hop.minutes))
            }
        }
        var degree = [Int32](repeating: 0, count: allowed.count * longest)
        for (index, place) in allowed.enumerated() {
            for hop in problem.hops[Int(place)] where local[Int(hop.to)] >= 0 {
                degree[index * longest + Int(hop.minutes) - 1] += 1
            }
        }
        func form(_ index: Int) -> ArraySlice<Int32> { degree[index * longest..<(index + 1) * longest] }
        func isBefore(_ a: Int, _ b: Int) -> Bool {
            for k in 0..<longest where degree[a * longest + k] != degree[b * longest + k] {
                return degree[a * longest + k] > degree[b * longest + k]
            }
            return a < b
        }
        let order = allowed.indices.sorted(by: isBefore)
        let places = order.map { allowed[$0] }
        for (number, place) in places.enumerated() { local[Int(place)] = Int32(number) }
        var hops = DayHops(longest: longest)
        for place in places {
            let own = problem.hops[Int(place)].filter { local[Int($0.to)] >= 0 }.sorted {
                ($0.minutes, $0.to) < ($1.minutes, $1.to)
            }
            var next = 0
            for minutes in 1...longest {
                while next < own.count, Int(own[next].minutes) == minutes {
                    hops.to.append(local[Int(own[next].to)])
                    next += 1
                }
                hops.start.append(Int32(hops.to.count))
            }
        }
        var first = 0
        while first < order.count {
            var end = first + 1
            while end < order.count, form(order[end]) == form(order[first]) { end += 1 }
            hops.append(run: first..<end)
            first = end
        }
        return (hops, places)
    }

    private init(longest: Int) { self.longest = longest }

    private mutating func append(run: Range<Int>) {
        let firstLane = lanes.count
        for k in 1...longest {
            for number in of(run.lowerBound, k).indices {
                let turn = number - Int(start[run.lowerBound * longest + k - 1])
                lanes.append(Lane(minutes: k, first: laneTo.count))
                for v in run { laneTo.append(to[Int(start[v * longest + k - 1]) + turn]) }
            }
        }
        runs.append(Run(first: run.lowerBound, count: run.count, lanes: firstLane..<lanes.count))
    }

    /// The hops to each place, with the place from which each leads.
    func reversed() -> CompressedRows<PresenceProblem.Hop> {
        CompressedRows(count: (start.count - 1) / longest) { enter in
            for v in 0..<(start.count - 1) / longest {
                for k in 1...longest {
                    for to in of(v, k) { enter(Int(to), .init(to: Int32(v), minutes: Int32(k))) }
                }
            }
        }
    }

    /// Calls `body` with the runs, the lanes and where they lead, and the hops by place.
    func withPointers(
        _ body: (
            UnsafeBufferPointer<Run>, UnsafeBufferPointer<Lane>, UnsafeBufferPointer<Int32>,
            UnsafeBufferPointer<Int32>, UnsafeBufferPointer<Int32>
        ) -> Void
    ) {
        runs.withUnsafeBufferPointer { runs in
            lanes.withUnsafeBufferPointer { lanes in
                laneTo.withUnsafeBufferPointer { laneTo in
                    start.withUnsafeBufferPointer { start in
                        to.withUnsafeBufferPointer { to in body(runs, lanes, laneTo, start, to) }
                    }
                }
            }
        }
    }
}
