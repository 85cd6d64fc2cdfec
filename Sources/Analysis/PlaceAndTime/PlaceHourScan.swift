import Foundation
import HomewardCore
import HomewardGeometry

/// Fixed neighbourhoods in place and on the clock, whose strength is quick to find for any dealing of the hours.
///
/// Places are cells of a third of the radius; a neighbourhood takes in the cells whose middles lie within the radius of
/// its own. Times are half hours; a window is as long as twice the hours.
struct PlaceHourScan: Sendable {
    /// Half hours of a day.
    static let bins = 48
    /// A run of cells for each column of a neighbourhood.
    fileprivate typealias Parts = InlineArray<7, Range<Int32>>

    /// The cell and the half hour of each incident of the group, cell by cell. Cells that lie in no neighbourhood have one number
    /// together, the last.
    fileprivate let cellOf: [Int32]
    fileprivate let binOf: [UInt8]
    /// The cell of each incident as the group lists them.
    private let cellOfIncident: [Int32]
    private let minutes: [Int]
    /// The cells that lie in some neighbourhood.
    fileprivate let cellCount: Int
    /// The neighbourhood of each cell that has one; −1 for others.
    private let neighbourhoodOf: [Int32]
    /// The cells of each neighbourhood, which follow each other in each of its seven columns: the first, and the one after the last.
    fileprivate let parts: [Parts]
    /// All incidents in each neighbourhood.
    fileprivate let totals: [Int]
    fileprivate let windowLength: Int
    /// The share of all incidents that lies in the window that starts at each half hour.
    private let share: [Double]
    private let logShare: [Double]
    private let minimum: Int
    /// ln n, with 0 for n = 0.
    private let logarithm: [Double]

    /// O(incidents + occupied cells × log cells).
    init(_ group: PlaceHourGroup, radius: Double, hours: Double, minimum: Int) {
        let size = radius / 3
        let keys = group.points.map { CellKey($0, size: size) }
        let byRow = RadixOrder.indices(by: keys.map { UInt64(bitPattern: Int64($0.row)) ^ 1 << 63 })
        let order = RadixOrder.indices(by: keys.map { UInt64(bitPattern: Int64($0.column)) ^ 1 << 63 }, from: byRow)
        var cells: [CellKey] = []
        var cellOf: [Int32] = []
        var cellOfIncident = [Int32](repeating: 0, count: keys.count)
        var before = [0]
        for (place, incident) in order.enumerated() {
            if cells.last != keys[Int(incident)] {
                if place > 0 { before.append(place) }
                cells.append(keys[Int(incident)])
            }
            cellOf.append(Int32(cells.count - 1))
            cellOfIncident[Int(incident)] = Int32(cells.count - 1)
        }
        before.append(order.count)
        self.cellOfIncident = cellOfIncident
        minutes = group.minutes
        binOf = order.map { UInt8(group.minutes[Int($0)] / 30) }
        self.minimum = minimum
        windowLength = min(PlaceHourScan.bins, max(1, Int(hours * 4)))

        var neighbourhoodOf = [Int32](repeating: -1, count: cells.count)
        var parts: [Parts] = []
        var totals: [Int] = []
        for (index, cell) in cells.enumerated() {
            let around = CellKey.disc.map { cell.run($0, in: cells) }
            let total = around.reduce(0) { $0 + before[$1.upperBound] - before[$1.lowerBound] }
            guard total >= minimum else { continue }
            neighbourhoodOf[index] = Int32(totals.count)
            var runs = Parts(repeating: 0..<0)
            for (column, run) in around.enumerated() { runs[column] = Int32(run.lowerBound)..<Int32(run.upperBound) }
            parts.append(runs)
            totals.append(total)
        }
        self.neighbourhoodOf = neighbourhoodOf
        let live = PlaceHourScan.numbers(ofCellsIn: parts, among: cells.count)
        cellCount = live.last ?? 0
        self.cellOf = cellOf.map { Int32(live[Int($0)] < live[Int($0) + 1] ? live[Int($0)] : live[cells.count]) }
        self.parts = parts.map { runs in
            var runs = runs
            for column in runs.indices {
                runs[column] = Int32(live[Int(runs[column].lowerBound)])..<Int32(live[Int(runs[column].upperBound)])
            }
            return runs
        }
        self.totals = totals

        var byBin = [Int](repeating: 0, count: PlaceHourScan.bins)
        for bin in binOf { byBin[Int(bin)] += 1 }
        let length = windowLength
        share = (0..<PlaceHourScan.bins).map { start in
            let inside = (start..<start + length).reduce(0) { $0 + byBin[$1 % PlaceHourScan.bins] }
            return Double(inside) / Double(max(1, order.count))
        }
        logShare = share.map { $0 > 0 ? log($0) : 0 }
        logarithm = (0...(totals.max() ?? 0)).map { $0 == 0 ? 0 : log(Double($0)) }
    }

    /// How many of the cells before each, and before the end, lie in some neighbourhood. O(neighbourhoods + cells).
    private static func numbers(ofCellsIn parts: [Parts], among cells: Int) -> [Int] {
        var changes = [Int](repeating: 0, count: cells + 1)
        for runs in parts {
            for column in runs.indices {
                changes[Int(runs[column].lowerBound)] += 1
                changes[Int(runs[column].upperBound)] -= 1
            }
        }
        var numbers = [0]
        var open = 0
        for change in changes.dropLast() {
            open += change
            numbers.append((numbers.last ?? 0) + (open > 0 ? 1 : 0))
        }
        return numbers
    }

    /// How strong so many of `total` in the window from a half hour on are: the logarithm of the likelihood ratio, 0 for fewer than the
    /// minimum and for no more than the window's share.
    fileprivate func strength(_ inside: Int, of total: Int, from start: Int) -> Double {
        guard inside >= minimum else { return 0 }
        let count = Double(inside)
        let expected = Double(total) * share[start]
        guard count > expected else { return 0 }
        return count * (logarithm[inside] - logarithm[total] - logShare[start]) - (count - expected)
    }

    /// The highest strength among the neighbourhoods of the cells that hold these incidents of the group, in windows that
    /// hold the incident's own half hour.
    func strength(ofCores cores: [Int], in counts: TrueCounts) -> Double {
        var bins: [Int32: Set<Int>] = [:]
        for core in cores { bins[cellOfIncident[core], default: []].insert(minutes[core] / 30) }
        var strongest = 0.0
        for (cell, wanted) in bins where neighbourhoodOf[Int(cell)] >= 0 {
            let index = Int(neighbourhoodOf[Int(cell)])
            let inside = counts.deal.inside(index)
            for start in 0..<PlaceHourScan.bins
            where wanted.contains(where: { ($0 - start + PlaceHourScan.bins) % PlaceHourScan.bins < windowLength }) {
                strongest = max(strongest, strength(Int(inside[start]), of: totals[index], from: start))
            }
        }
        return strongest
    }

    /// The hours as they are.
    struct TrueCounts {
        fileprivate var deal: Deal<UInt32>

        init(_ scan: PlaceHourScan) {
            deal = Deal(scan, strengths: [])
            deal.count(scan.binOf)
        }
    }

    /// For each stream of a seed a strength that is at least as high as the same of some strengths as the strongest neighbourhood's is
    /// when the hours are dealt at random; it is no higher than that.
    ///
    /// A deal is O(incidents + occupied cells): the window's counts are summed up cell by cell along the columns, so that a
    /// neighbourhood's are differences of such sums, and a logarithm is taken only of counts that reach a bound known beforehand,
    /// which rises with what the deal has shown.
    ///
    /// - Parameters:
    ///   - strengths: The strengths that are compared with the deals', above 0.
    ///   - streams: The streams of the seed, one for each deal.
    func greatest(comparedWith strengths: [Double], seed: UInt64, streams: [UInt64]) -> [Double] {
        guard !totals.isEmpty, !strengths.isEmpty else { return streams.map { _ in 0 } }
        // Sums may run over: their differences are true as long as no neighbourhood holds more than the numbers can.
        return (totals.max() ?? 0) < Int(UInt16.max / 2)
            ? greatest(UInt16.self, strengths, seed, streams) : greatest(UInt32.self, strengths, seed, streams)
    }

    private func greatest<Count: FixedWidthInteger & UnsignedInteger>(
        _: Count.Type, _ strengths: [Double], _ seed: UInt64, _ streams: [UInt64]
    ) -> [Double] {
        var deal = Deal<Count>(self, strengths: Set(strengths).sorted())
        return streams.map { stream in
            var generator = SeededGenerator(seed: seed, stream: stream)
            deal.deal(&generator)
            return deal.strongest()
        }
    }

    /// The least count that reaches a strength in the window from each half hour on, in a neighbourhood of `total`;
    /// `none` where no count does.
    fileprivate func bounds<Count: FixedWidthInteger>(_ total: Int, reaching least: Double, none: Count) -> [Count] {
        (0..<PlaceHourScan.bins).map { start in
            // A billionth for the rounding of strengths, which are looked at again.
            let wanted = least * (1 - 1e-9)
            var (low, high) = (max(minimum, Int(Double(total) * share[start])), total + 1)
            while low < high {
                let middle = (low + high) / 2
                if strength(middle, of: total, from: start) >= wanted { high = middle } else { low = middle + 1 }
            }
            return low > total ? none : Count(low)
        }
    }
}

/// A cell of the plane, ordered by column and row.
private struct CellKey: Equatable, Comparable {
    var column: Int
    var row: Int

    init(_ point: Point, size: Double) {
        column = Int(max(-1e15, min(1e15, (point.x / size).rounded(.down))))
        row = Int(max(-1e15, min(1e15, (point.y / size).rounded(.down))))
    }

    static func < (a: CellKey, b: CellKey) -> Bool { (a.column, a.row) < (b.column, b.row) }

    /// The occupied cells in one column of the disc round this one.
    func run(_ part: (column: Int, reach: Int), in cells: [CellKey]) -> Range<Int> {
        func first(_ key: (Int, Int)) -> Int {
            var (low, high) = (0, cells.count)
            while low < high {
                let middle = (low + high) / 2
                if (cells[middle].column, cells[middle].row) < key { low = middle + 1 } else { high = middle }
            }
            return low
        }
        return first((column + part.column, row - part.reach))..<first((column + part.column, row + part.reach + 1))
    }

    /// The columns of the disc of cells whose middles lie within three cells, and how far each goes up and down.
    static let disc: [(column: Int, reach: Int)] = (-3...3).map { column in
        (column, Int(Double(9 - column * column).squareRoot()))
    }
}

/// One dealing of the hours after another, in memory that is used again.
private struct Deal<Count: FixedWidthInteger & UnsignedInteger> {
    private let scan: PlaceHourScan
    /// The strengths that are compared with the deals', ascending.
    private let strengths: [Double]
    private var bins: [UInt8]
    /// For each cell, and one after the last, the incidents in the window from each half hour on in all cells before it. Sums may run
    /// over; differences are true. Behind them those in no neighbourhood, which nobody asks for.
    private var before: [Count]
    /// For some of the strengths the bounds of neighbourhoods with the same number of incidents, 48 each.
    private var bounds: [(strength: Double, counts: [Count])] = []
    /// Where the bounds of each neighbourhood begin.
    private var boundOf: [Int32] = []

    init(_ scan: PlaceHourScan, strengths: [Double]) {
        self.scan = scan
        self.strengths = strengths
        bins = scan.binOf
        before = [Count](repeating: 0, count: (scan.cellCount + 2) * PlaceHourScan.bins)
        var known: [Int: Int32] = [:]
        let totals = Set(scan.totals).sorted()
        for (number, total) in totals.enumerated() { known[total] = Int32(number * PlaceHourScan.bins) }
        boundOf = scan.totals.map { known[$0] ?? 0 }
        // Bounds for every strength would take more time than they save.
        let most = 8
        for number in 0..<min(most, strengths.count) {
            let strength = strengths[strengths.count > most ? number * (strengths.count - 1) / (most - 1) : number]
            let counts = totals.flatMap { scan.bounds($0, reaching: strength, none: Count.max / 2) }
            bounds.append((strength, counts))
        }
    }

    /// Deals the hours (Fisher–Yates). Each deal starts from the true hours, so that it depends on its own stream alone.
    mutating func deal(_ generator: inout SeededGenerator) {
        bins = scan.binOf
        bins.withUnsafeMutableBufferPointer { bins in
            for i in stride(from: bins.count - 1, to: 0, by: -1) { bins.swapAt(i, generator.below(i + 1)) }
        }
        count(bins)
    }

    /// Counts incidents by cell and window, and sums up along the cells. O(incidents + cells).
    mutating func count(_ bins: [UInt8]) {
        let length = scan.windowLength
        let width = PlaceHourScan.bins
        before.withUnsafeMutableBufferPointer { before in
            before.update(repeating: 0)
            scan.cellOf.withUnsafeBufferPointer { cellOf in
                for (place, bin) in bins.enumerated() { before[(Int(cellOf[place]) + 1) * width + Int(bin)] &+= 1 }
            }
            withUnsafeTemporaryAllocation(of: Count.self, capacity: 6 * width) { work in
                guard let before = before.baseAddress, let work = work.baseAddress else { return }
                work.initialize(repeating: 0, count: 6 * width)
                for cell in 1..<scan.cellCount + 1 {
                    let own = before + cell * width
                    Deal.takeWindows(own, length, work, work + 3 * width)
                    for bin in 0..<width { own[bin] &+= own[bin - width] }
                }
            }
        }
    }

    /// Turns counts by half hour into counts by window: sums of one, two, four … half hours are put together.
    ///
    /// - Parameters:
    ///   - sums: Memory for two days, with an empty one behind, so that no sum asks where the clock begins.
    ///   - next: Memory for as much.
    private static func takeWindows(
        _ counts: UnsafeMutablePointer<Count>, _ length: Int, _ sums: UnsafeMutablePointer<Count>,
        _ next: UnsafeMutablePointer<Count>
    ) {
        let width = PlaceHourScan.bins
        for bin in 0..<width {
            sums[bin] = counts[bin]
            sums[bin + width] = counts[bin]
        }
        for bin in 0..<width { counts[bin] = 0 }
        var (sums, next) = (sums, next)
        var (size, done) = (1, 0)
        while true {
            if length & size != 0 {
                let ahead = sums + done
                for bin in 0..<width { counts[bin] &+= ahead[bin] }
                done += size
            }
            guard size * 2 <= length else { return }
            let ahead = sums + size
            for bin in 0..<2 * width { next[bin] = sums[bin] &+ ahead[bin] }
            swap(&sums, &next)
            size *= 2
        }
    }

    /// The incidents of a neighbourhood in the window from each half hour on.
    func inside(_ index: Int) -> [Count] {
        before.withUnsafeBufferPointer { before in
            guard let before = before.baseAddress else { return [] }
            let sums = Sums(before, scan.parts[index])
            return (0..<PlaceHourScan.bins).map { sums[$0] }
        }
    }

    /// Where the sums begin of which the differences are a neighbourhood's counts.
    private struct Sums {
        private typealias Place = UnsafePointer<Count>
        private let (a, b, c, d, e, f, g): (Place, Place, Place, Place, Place, Place, Place)
        private let (h, i, j, k, l, m, n): (Place, Place, Place, Place, Place, Place, Place)

        @inline(__always)
        init(_ before: UnsafePointer<Count>, _ parts: PlaceHourScan.Parts) {
            func upper(_ part: Int) -> Place { before + Int(parts[part].upperBound) * PlaceHourScan.bins }
            func lower(_ part: Int) -> Place { before + Int(parts[part].lowerBound) * PlaceHourScan.bins }
            (a, b, c, d, e, f, g) = (upper(0), upper(1), upper(2), upper(3), upper(4), upper(5), upper(6))
            (h, i, j, k, l, m, n) = (lower(0), lower(1), lower(2), lower(3), lower(4), lower(5), lower(6))
        }

        /// The count in the window from a half hour on.
        @inline(__always)
        subscript(bin: Int) -> Count {
            let upper = a[bin] &+ b[bin] &+ c[bin] &+ d[bin] &+ e[bin] &+ f[bin] &+ g[bin]
            return upper &- h[bin] &- i[bin] &- j[bin] &- k[bin] &- l[bin] &- m[bin] &- n[bin]
        }
    }

    /// A strength that is at least as high as the same of the strengths as the greatest is. O(neighbourhoods).
    func strongest() -> Double {
        var strongest = 0.0
        var first = scan.parts.startIndex
        while first < scan.parts.endIndex, let next = strengths.first(where: { $0 > strongest }),
            let bound = bounds.last(where: { $0.strength <= next })
        {
            first = raise(&strongest, to: next, from: first, bounds: bound.counts)
        }
        return strongest
    }

    /// Looks for a strength of at least `next` and takes the greatest of the neighbourhood that has it; returns where to go on.
    private func raise(_ strongest: inout Double, to next: Double, from first: Int, bounds: [Count]) -> Int {
        before.withUnsafeBufferPointer { before in
            bounds.withUnsafeBufferPointer { bounds in
                guard let before = before.baseAddress, let bounds = bounds.baseAddress else { return Int.max }
                for index in first..<scan.parts.endIndex {
                    let sums = Sums(before, scan.parts[index])
                    let bound = bounds + Int(boundOf[index])
                    // What is below the bound less one has its highest bit, which no count has.
                    var reached: Count = 0
                    for bin in 0..<PlaceHourScan.bins { reached |= bound[bin] &- 1 &- sums[bin] }
                    guard reached.leadingZeroBitCount == 0 else { continue }
                    for bin in 0..<PlaceHourScan.bins where sums[bin] >= bound[bin] {
                        let strength = scan.strength(Int(sums[bin]), of: scan.totals[index], from: bin)
                        strongest = max(strongest, strength)
                    }
                    if strongest >= next { return index + 1 }
                }
                return scan.parts.endIndex
            }
        }
    }
}
