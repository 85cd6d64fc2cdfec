import HomewardCore
import HomewardGeometry

/// Incidents in cells of place, by time inside each cell, and which of them are neighbours in both.
struct TimedCells: Sendable {
    let cells: PlaceCells
    /// The seconds in the order of the cells.
    let times: [Int64]
    private let lag: Int64

    /// O(n).
    init(_ points: [Point], _ seconds: [Int64], radius: Double, lag: Int64) {
        let byTime = RadixOrder.indices(by: points.indices.map { UInt64(bitPattern: seconds[$0]) ^ 1 << 63 })
        let cells = PlaceCells(points, reach: radius, division: 2.0.squareRoot() * (1 + 1e-5), first: byTime)
        self.cells = cells
        times = cells.order.map { seconds[Int($0)] }
        self.lag = lag
    }

    /// The cells around one, each with the stretch of it that is within the lag of a moment; moments come in order.
    private struct Window {
        /// Where the stretch begins and ends, and where the cell ends.
        private(set) var stretches: [(low: Int, high: Int, end: Int, isInside: Bool)] = []

        /// Goes to the cells around another cell, itself first.
        mutating func move(to cell: Int, _ timed: TimedCells, _ walk: PlaceCells.Walk) {
            stretches.removeAll(keepingCapacity: true)
            add(cell, timed, isInside: timed.cells.isClique)
            for (runs, isInside) in [(walk.inside, true), (walk.edge, false)] {
                for run in runs { for other in run where other != cell { add(other, timed, isInside: isInside) } }
            }
        }

        private mutating func add(_ cell: Int, _ timed: TimedCells, isInside: Bool) {
            let places = timed.cells.places(cell)
            stretches.append((places.lowerBound, places.lowerBound, places.upperBound, isInside))
        }

        /// Moves one cell's stretch to a moment, and returns it.
        @inline(__always)
        mutating func stretch(_ number: Int, at time: Int64, lag: Int64, _ times: UnsafeBufferPointer<Int64>) -> Range<
            Int
        > {
            var (low, high) = (stretches[number].low, stretches[number].high)
            let end = stretches[number].end
            while low < end, times[low] < time - lag { low += 1 }
            high = max(low, high)
            while high < end, times[high] <= time + lag { high += 1 }
            stretches[number].low = low
            stretches[number].high = high
            return low..<high
        }
    }

    /// Which incidents have at least `minimum` neighbours, themselves counted, in the order of the cells.
    func cores(_ minimum: Int) -> [Bool] {
        let blocks = cells.blocks(of: 4096)
        return Parallel.map(blocks.count) { number in
            var walk = PlaceCells.Walk(cells)
            var window = Window()
            var flags: [Bool] = []
            times.withUnsafeBufferPointer { times in
                for cell in blocks[number] {
                    walk.move(to: cell)
                    window.move(to: cell, self, walk)
                    for place in cells.places(cell) {
                        var count = 0
                        for other in window.stretches.indices {
                            guard count < minimum else { break }
                            let stretch = window.stretch(other, at: times[place], lag: lag, times)
                            count +=
                                window.stretches[other].isInside
                                ? stretch.count : cells.count(in: stretch, near: cells.xs[place], cells.ys[place])
                        }
                        flags.append(count >= minimum)
                    }
                }
            }
            return flags
        }.flatMap { $0 }
    }

    /// For each core the first of those that it hangs together with, in the order of the cells; −1 for others.
    func joined(_ isCore: [Bool]) -> [Int32] {
        var sets = DisjointSets(isCore.count)
        let stretches = CoreStretches(self, isCore)
        for number in stretches.all.indices {
            let stretch = stretches.all[number]
            for (a, b) in zip(stretch, stretch.dropFirst()) { sets.join(Int(a), Int(b)) }
        }
        // Cells side by side first; those further apart are mostly joined by then.
        for isNear in [true, false] {
            var walk = PlaceCells.Walk(cells)
            for cell in 0..<cells.count where !stretches.numbers(of: cell).isEmpty {
                walk.move(to: cell)
                for run in walk.edge + walk.inside where run.upperBound > cell {
                    for other in max(run.lowerBound, cell)..<run.upperBound
                    where (cells.steps(cell, other) <= 1) == isNear {
                        join(cell, other, stretches, &sets)
                    }
                }
            }
        }
        return isCore.indices.map { isCore[$0] ? Int32(sets.root($0)) : -1 }
    }

    /// Joins the cores of two cells, or of one with itself.
    private func join(_ cell: Int, _ other: Int, _ stretches: CoreStretches, _ sets: inout DisjointSets) {
        var next = stretches.numbers(of: other).lowerBound
        for first in stretches.numbers(of: cell) {
            let slot = stretches.slots[first]
            while next < stretches.numbers(of: other).upperBound, stretches.slots[next] < slot - 1 { next += 1 }
            var second = next
            while second < stretches.numbers(of: other).upperBound, stretches.slots[second] <= slot + 1 {
                if first != second { join(stretches.all[first], stretches.all[second], &sets) }
                second += 1
            }
        }
    }

    /// Joins two stretches by the first two cores found that are neighbours.
    private func join(_ first: ArraySlice<Int32>, _ second: ArraySlice<Int32>, _ sets: inout DisjointSets) {
        guard let a = first.first, let b = second.first, sets.root(Int(a)) != sets.root(Int(b)) else { return }
        for a in first {
            for b in second where areNeighbours(Int(a), Int(b)) {
                sets.join(Int(a), Int(b))
                return
            }
        }
    }

    private func areNeighbours(_ a: Int, _ b: Int) -> Bool {
        let (dx, dy) = (cells.xs[b] - cells.xs[a], cells.ys[b] - cells.ys[a])
        return dx * dx + dy * dy <= cells.square && abs(times[b] - times[a]) <= lag
    }

    /// For each incident the root of the core that it belongs to, its own or the nearest one's; −1 for noise.
    func anchors(_ isCore: [Bool], _ roots: [Int32]) -> [Int32] {
        let blocks = cells.blocks(of: 4096)
        return Parallel.map(blocks.count) { number in
            var walk = PlaceCells.Walk(cells)
            var window = Window()
            var anchors: [Int32] = []
            times.withUnsafeBufferPointer { times in
                for cell in blocks[number] {
                    var isAround = false
                    for place in cells.places(cell) {
                        if isCore[place] {
                            anchors.append(roots[place])
                            continue
                        }
                        if !isAround {
                            walk.move(to: cell)
                            window.move(to: cell, self, walk)
                        }
                        isAround = true
                        var nearest = (distance: Double.infinity, apart: Int64.max, x: 0.0, y: 0.0, time: Int64.max)
                        var anchor: Int32 = -1
                        for other in window.stretches.indices {
                            for core in window.stretch(other, at: times[place], lag: lag, times)
                            where isCore[core] && areNeighbours(place, core) {
                                let there = Point(x: cells.xs[core], y: cells.ys[core])
                                let candidate = (
                                    distance: Point(x: cells.xs[place], y: cells.ys[place]).distance(to: there),
                                    apart: abs(times[core] - times[place]), x: there.x, y: there.y, time: times[core]
                                )
                                guard candidate < nearest else { continue }
                                nearest = candidate
                                anchor = roots[core]
                            }
                        }
                        anchors.append(anchor)
                    }
                }
            }
            return anchors
        }.flatMap { $0 }
    }

    /// The cores of each cell in stretches of time so short that all of one are neighbours, as all of a cell are in place.
    private struct CoreStretches {
        /// The cores of each stretch, cell by cell and by time inside.
        private(set) var all = CompressedRows<Int32>()
        /// Which stretch of time each is of, the lag long.
        private(set) var slots: [Int64] = []
        /// The first stretch of each cell, and the number of all.
        private var starts: [Int] = []

        init(_ timed: TimedCells, _ isCore: [Bool]) {
            let length = timed.lag + 1
            for cell in 0..<timed.cells.count {
                starts.append(slots.count)
                var own: [Int32] = []
                for place in timed.cells.places(cell) where isCore[place] {
                    let time = timed.times[place]
                    let slot = time >= 0 ? time / length : (time + 1) / length - 1
                    if own.isEmpty || !timed.cells.isClique || slots[slots.count - 1] != slot {
                        if !own.isEmpty { all.append(own) }
                        own.removeAll(keepingCapacity: true)
                        slots.append(slot)
                    }
                    own.append(Int32(place))
                }
                if !own.isEmpty { all.append(own) }
            }
            starts.append(slots.count)
        }

        func numbers(of cell: Int) -> Range<Int> { starts[cell]..<starts[cell + 1] }
    }
}
