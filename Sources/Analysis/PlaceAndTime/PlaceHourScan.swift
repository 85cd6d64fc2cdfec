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
    typealias Parts = InlineArray<7, Range<Int32>>

    /// Where the incidents of each cell begin among all, cell by cell; last, where those begin that lie in no neighbourhood.
    let first: [Int]
    /// The half hours of the incidents in that order.
    let binOf: [UInt8]
    /// Deals the half hours.
    let hours: LabelDeal
    /// The cell of every 64th incident in that order, as far as they lie in cells.
    private let cellOfEvery64th: [Int32]
    /// The cell of each incident as the group lists them.
    private let cellOfIncident: [Int32]
    private let minutes: [Int]
    /// The cells that lie in some neighbourhood.
    let cellCount: Int
    /// The neighbourhood of each cell that has one; −1 for others.
    private let neighbourhoodOf: [Int32]
    /// The cells of each neighbourhood, which follow each other in each of its seven columns: the first, and the one after the last.
    let parts: [Parts]
    /// All incidents in each neighbourhood.
    let totals: [Int]
    let windowLength: Int
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
        var cellOfIncident = [Int32](repeating: 0, count: keys.count)
        var before = [0]
        for (place, incident) in order.enumerated() {
            if cells.last != keys[Int(incident)] {
                if place > 0 { before.append(place) }
                cells.append(keys[Int(incident)])
            }
            cellOfIncident[Int(incident)] = Int32(cells.count - 1)
        }
        before.append(order.count)
        self.cellOfIncident = cellOfIncident
        minutes = group.minutes
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
        let alive = cells.indices.map { live[$0] < live[$0 + 1] }
        // The incidents of such cells first, so that those of each cell follow each other.
        let places = [true, false].flatMap { wanted in
            cells.indices.lazy.filter { alive[$0] == wanted }.flatMap { before[$0]..<before[$0 + 1] }
        }
        binOf = places.map { UInt8(group.minutes[Int(order[$0])] / 30) }
        self.hours = LabelDeal(binOf, kinds: PlaceHourScan.bins)
        var first = [0]
        for cell in cells.indices where alive[cell] {
            first.append((first.last ?? 0) + before[cell + 1] - before[cell])
        }
        self.first = first
        var cell = 0
        cellOfEvery64th = stride(from: 0, to: first[first.count - 1], by: 64).map { place in
            while first[cell + 1] <= place { cell += 1 }
            return Int32(cell)
        }
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

    /// The cell of an incident in the order of the cells; nil for one that lies in no neighbourhood. O(1) on average.
    @inline(__always)
    func cell(of place: Int) -> Int? {
        guard place < first[cellCount] else { return nil }
        var cell = Int(cellOfEvery64th[place / 64])
        while first[cell + 1] <= place { cell += 1 }
        return cell
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
    func strength(_ inside: Int, of total: Int, from start: Int) -> Double {
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
        var deal: PlaceHourDeal<UInt32>

        init(_ scan: PlaceHourScan) {
            deal = PlaceHourDeal(PlaceHourComparison(scan, with: []), [])
            deal.takeTrueHours()
        }
    }

    /// The least count that reaches a strength in the window from each half hour on, in a neighbourhood of each of some totals;
    /// `none` where no count does. O(totals × windows), and in each window a step for every count up to the last bound.
    ///
    /// - Parameter totals: In ascending order: the more incidents there are, the more must lie in a window.
    func bounds<Count: FixedWidthInteger>(_ totals: [Int], reaching least: Double, none: Count) -> [Count] {
        // A billionth for the rounding of strengths, which are looked at again.
        let wanted = least * (1 - 1e-9)
        var bounds = [Count](repeating: none, count: totals.count * PlaceHourScan.bins)
        for start in 0..<PlaceHourScan.bins {
            var bound = minimum
            for (number, total) in totals.enumerated() {
                bound = max(bound, Int(Double(total) * share[start]))
                while bound <= total, strength(bound, of: total, from: start) < wanted { bound += 1 }
                if bound <= total { bounds[number * PlaceHourScan.bins + start] = Count(bound) }
            }
        }
        return bounds
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
