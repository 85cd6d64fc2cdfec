import Foundation
import HomewardCore
import HomewardGeometry

/// Which incidents have more neighbours in place and on the clock than their place and hour explain, and which of these hang
/// together.
struct PlaceHourCores {
    private let points: [Point]
    private let minutes: [Int]

    init(_ points: [Point], _ minutes: [Int]) {
        self.points = points
        self.minutes = minutes
    }

    /// Which incidents are cores.
    ///
    /// O(incidents × those cut by the circle round a cell): the cells are the smaller the closer incidents lie, so that N
    /// incidents within the radius cost about N^⅔.
    func flags(_ method: PlaceHourClusters, reach: Int) -> [Bool] {
        let (both, density) = neighbours(method, reach: reach)
        let around = ClockCounts(minutes)
        let others = Double(points.count - 1)
        let cells = PlaceCells(
            points, reach: method.radius, division: max(2, min(16, pow(density, 1.0 / 3).rounded())))
        let blocks = cells.blocks(of: 2048)
        let flags = Parallel.map(blocks.count) { number -> [Bool] in
            var walk = PlaceCells.Walk(cells)
            var flags: [Bool] = []
            for cell in blocks[number] {
                var isAround = false
                for place in cells.places(cell) {
                    let incident = Int(cells.order[place])
                    guard both[incident] + 1 >= method.minimum else {
                        flags.append(false)
                        continue
                    }
                    if !isAround { walk.move(to: cell) }
                    isAround = true
                    // The incident itself is no neighbour.
                    var near = walk.inside.reduce(-1) { $0 + cells.places($1).count }
                    for run in walk.edge {
                        near += cells.count(in: cells.places(run), near: cells.xs[place], cells.ys[place])
                    }
                    let share = Double(around.within(reach, of: minutes[incident]) - 1) / others
                    flags.append(
                        Double(both[incident]) > Double(near) * share
                            && Binomial.upperTail(
                                both[incident], of: near, probability: share, isAtMost: method.coreChance)
                    )
                }
            }
            return flags
        }
        var isCore = [Bool](repeating: false, count: points.count)
        for (place, flag) in flags.joined().enumerated() { isCore[Int(cells.order[place])] = flag }
        return isCore
    }

    /// How many others lie near each incident both in place and on the clock; and how many, in the mean, lie near one in place,
    /// about.
    private func neighbours(_ method: PlaceHourClusters, reach: Int) -> (both: [Int], density: Double) {
        let cells = PlaceCells(points, reach: method.radius, division: 2, first: byMinute)
        let blocks = cells.blocks(of: 4096)
        let counts = Parallel.map(blocks.count) { number -> [Int] in
            var walk = PlaceCells.Walk(cells)
            var clock = ClockedPlaces()
            var counts: [Int] = []
            for cell in blocks[number] {
                walk.move(to: cell)
                clock.fill(walk.edge + walk.inside, of: cells, minutes)
                for place in cells.places(cell) {
                    counts.append(
                        clock.count(
                            near: cells.xs[place], cells.ys[place], square: cells.square,
                            minute: minutes[Int(cells.order[place])], reach: reach) - 1)
                }
            }
            return counts
        }
        var both = [Int](repeating: 0, count: points.count)
        for (place, count) in counts.joined().enumerated() { both[Int(cells.order[place])] = count }
        // The radius takes in the area of 4π cells.
        let squares = (0..<cells.count).reduce(0.0) { $0 + pow(Double(cells.places($1).count), 2) }
        return (both, 4 * Double.pi * squares / Double(max(1, points.count)))
    }

    /// The incidents by the minute of the day.
    private var byMinute: [Int32] { RadixOrder.indices(by: minutes.map(UInt64.init)) }

    /// The cores that are each other's neighbours, or hang together through such, set by set in the order of their first.
    ///
    /// Cores are sorted into cells so small that all in one are within the radius, and there into stretches of the clock so short that
    /// all in one are within reach: two stretches are joined by the first two cores found near each other.
    ///
    /// - Parameter cores: Ascending indices of `points`.
    static func joined(_ cores: [Int], _ points: [Point], _ minutes: [Int], radius: Double, reach: Int) -> [[Int]] {
        let places = cores.map { points[$0] }
        let times = cores.map { minutes[$0] }
        let cells = PlaceCells(
            places, reach: radius, division: 2.0.squareRoot() * (1 + 1e-5),
            first: RadixOrder.indices(by: times.map(UInt64.init)))
        let length = max(1, reach)
        // Within a cell the cores of one stretch stand side by side, since they come by the minute.
        let stretches = CompressedRows<Range<Int>>(
            (0..<cells.count).map { cell -> [Range<Int>] in
                var runs: [Range<Int>] = []
                for place in cells.places(cell) {
                    let stretch = times[Int(cells.order[place])] / length
                    if cells.isClique, let last = runs.last,
                        times[Int(cells.order[last.lowerBound])] / length == stretch
                    {
                        runs[runs.count - 1] = last.lowerBound..<place + 1
                    } else {
                        runs.append(place..<place + 1)
                    }
                }
                return runs
            })
        var sets = DisjointSets(cores.count)
        for run in stretches.elements {
            for place in run.dropFirst() { sets.join(Int(cells.order[run.lowerBound]), Int(cells.order[place])) }
        }
        func join(_ first: Range<Int>, _ second: Range<Int>) {
            let (a, b) = (Int(cells.order[first.lowerBound]), Int(cells.order[second.lowerBound]))
            guard sets.root(a) != sets.root(b) else { return }
            for place in first {
                let time = times[Int(cells.order[place])]
                for other in second {
                    let (dx, dy) = (cells.xs[other] - cells.xs[place], cells.ys[other] - cells.ys[place])
                    guard dx * dx + dy * dy <= cells.square,
                        PlaceHourGroup.apart(time, times[Int(cells.order[other])]) <= reach
                    else { continue }
                    sets.join(a, b)
                    return
                }
            }
        }
        var walk = PlaceCells.Walk(cells)
        for cell in 0..<cells.count {
            walk.move(to: cell)
            for other in (walk.edge + walk.inside).joined() where other >= cell {
                for first in stretches[cell] { for second in stretches[other] { join(first, second) } }
            }
        }
        var found: [Int: [Int]] = [:]
        for number in cores.indices { found[sets.root(number), default: []].append(cores[number]) }
        return found.keys.sorted().map { found[$0] ?? [] }
    }
}

/// Places by the minute of the day, so that those in a stretch of the clock stand side by side.
private struct ClockedPlaces {
    private var xs: [Double] = []
    private var ys: [Double] = []
    /// Where each minute begins; one more than minutes.
    private var starts = [Int](repeating: 0, count: 1441)

    /// Takes in the points of some cells. O(points + minutes of a day).
    mutating func fill(_ runs: [Range<Int>], of cells: PlaceCells, _ minutes: [Int]) {
        for minute in starts.indices { starts[minute] = 0 }
        for run in runs { for place in cells.places(run) { starts[minutes[Int(cells.order[place])] + 1] += 1 } }
        for minute in 0..<1440 { starts[minute + 1] += starts[minute] }
        let total = starts[1440]
        if xs.count < total {
            xs += [Double](repeating: 0, count: total - xs.count)
            ys += [Double](repeating: 0, count: total - ys.count)
        }
        var next = starts
        for run in runs {
            for place in cells.places(run) {
                let minute = minutes[Int(cells.order[place])]
                xs[next[minute]] = cells.xs[place]
                ys[next[minute]] = cells.ys[place]
                next[minute] += 1
            }
        }
    }

    /// How many lie near a place, up to `reach` minutes before or after a minute; `reach` is below 720.
    func count(near x: Double, _ y: Double, square: Double, minute: Int, reach: Int) -> Int {
        let (first, last) = (minute - reach, minute + reach)
        var count = self.count(max(0, first)...min(1439, last), x, y, square)
        if first < 0 { count += self.count(first + 1440...1439, x, y, square) }
        if last > 1439 { count += self.count(0...last - 1440, x, y, square) }
        return count
    }

    private func count(_ minutes: ClosedRange<Int>, _ x: Double, _ y: Double, _ square: Double) -> Int {
        xs.withUnsafeBufferPointer { xs in
            ys.withUnsafeBufferPointer { ys in
                // As ``PlaceCells`` counts: several places at once.
                let end = starts[minutes.upperBound + 1]
                var place = starts[minutes.lowerBound]
                var count = 0
                while place < end {
                    let dx = xs[place] - x
                    let dy = ys[place] - y
                    count &+= dx * dx + dy * dy <= square ? 1 : 0
                    place &+= 1
                }
                return count
            }
        }
    }
}
