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

    /// For each incident of the group its cell and its half hour. Incidents stand cell by cell.
    private let order: [Int]
    fileprivate let cellOf: [Int32]
    fileprivate let binOf: [UInt8]
    fileprivate let cellCount: Int
    /// The cell in the middle of each neighbourhood.
    fileprivate let centres: [Int32]
    /// The cells of each neighbourhood.
    fileprivate let parts: CompressedRows<Int32>
    /// All incidents in each neighbourhood.
    fileprivate let totals: [Double]
    fileprivate let windowLength: Int
    /// The share of all incidents that lies in the window that starts at each half hour.
    fileprivate let share: [Double]
    fileprivate let logShare: [Double]
    fileprivate let minimum: Int
    /// ln n, with 0 for n = 0.
    fileprivate let logarithm: [Double]

    init(_ group: PlaceHourGroup, radius: Double, hours: Double, minimum: Int) {
        let size = radius / 3
        let keys = group.points.map { CellKey($0, size: size) }
        let order = keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
        var cells: [CellKey] = []
        var cellOf: [Int32] = []
        var occupants: [Int] = []
        for incident in order {
            if cells.last != keys[incident] {
                cells.append(keys[incident])
                occupants.append(0)
            }
            occupants[cells.count - 1] += 1
            cellOf.append(Int32(cells.count - 1))
        }
        self.order = order
        self.cellOf = cellOf
        binOf = order.map { UInt8(group.minutes[$0] / 30) }
        cellCount = cells.count
        self.minimum = minimum
        windowLength = min(PlaceHourScan.bins, max(1, Int(hours * 4)))

        let number = Dictionary(uniqueKeysWithValues: zip(cells, 0..<Int32(cells.count)))
        var centres: [Int32] = []
        var parts = CompressedRows<Int32>()
        var totals: [Double] = []
        for (index, cell) in cells.enumerated() {
            var around: [Int32] = []
            for step in CellKey.disc { if let other = number[cell.moved(step)] { around.append(other) } }
            let total = around.reduce(0) { $0 + occupants[Int($1)] }
            guard total >= self.minimum else { continue }
            centres.append(Int32(index))
            parts.append(around)
            totals.append(Double(total))
        }
        self.centres = centres
        self.parts = parts
        self.totals = totals

        var byBin = [Int](repeating: 0, count: PlaceHourScan.bins)
        for bin in binOf { byBin[Int(bin)] += 1 }
        let length = windowLength
        share = (0..<PlaceHourScan.bins).map { start in
            let inside = (start..<start + length).reduce(0) { $0 + byBin[$1 % PlaceHourScan.bins] }
            return Double(inside) / Double(max(1, cellOf.count))
        }
        logShare = share.map { $0 > 0 ? log($0) : 0 }
        logarithm = (0...Int(totals.max() ?? 0)).map { $0 == 0 ? 0 : log(Double($0)) }
    }

    /// The highest strength among the neighbourhoods of the cells that hold these incidents of the group, in windows that
    /// hold the incident's own half hour.
    func strength(ofCores cores: [Int]) -> Double {
        var position = [Int](repeating: 0, count: order.count)
        for (place, incident) in order.enumerated() { position[incident] = place }
        var deal = Deal(self)
        deal.fill(binOf)
        var bins: [Int32: Set<Int>] = [:]
        for core in cores { bins[cellOf[position[core]], default: []].insert(Int(binOf[position[core]])) }
        var strongest = 0.0
        for (index, centre) in centres.enumerated() {
            guard let wanted = bins[centre] else { continue }
            deal.forEachStrength(index) { start, strength in
                if wanted.contains(where: { ($0 - start + PlaceHourScan.bins) % PlaceHourScan.bins < windowLength }) {
                    strongest = max(strongest, strength)
                }
            }
        }
        return strongest
    }
}

/// A cell of the plane, ordered by column and row.
private struct CellKey: Hashable, Comparable {
    var column: Int
    var row: Int

    init(_ point: Point, size: Double) {
        column = Int(max(-1e15, min(1e15, (point.x / size).rounded(.down))))
        row = Int(max(-1e15, min(1e15, (point.y / size).rounded(.down))))
    }

    static func < (a: CellKey, b: CellKey) -> Bool { (a.column, a.row) < (b.column, b.row) }

    func moved(_ step: (column: Int, row: Int)) -> CellKey {
        var other = self
        other.column += step.column
        other.row += step.row
        return other
    }

    /// Steps to the cells whose middles lie within three cells.
    static let disc: [(column: Int, row: Int)] = (-3...3).flatMap { column in
        (-3...3).compactMap { row in column * column + row * row <= 9 ? (column, row) : nil }
    }
}

extension PlaceHourScan {
    /// One dealing of the hours after another, in memory that is used again.
    struct Deal {
        private let scan: PlaceHourScan
        private var bins: [UInt8]
        /// Incidents by cell and half hour, 48 for each cell.
        private var histogram: [UInt32]

        init(_ scan: PlaceHourScan) {
            self.scan = scan
            bins = scan.binOf
            histogram = [UInt32](repeating: 0, count: scan.cellCount * PlaceHourScan.bins)
        }

        /// Deals the hours and returns the strongest neighbourhood. O(incidents + neighbourhoods × cells × bins).
        mutating func greatest(_ generator: inout SeededGenerator) -> Double {
            guard !scan.centres.isEmpty else { return 0 }
            // Each deal starts from the true hours, so that it depends on its own stream alone.
            bins = scan.binOf
            bins.withUnsafeMutableBufferPointer { bins in
                for i in stride(from: bins.count - 1, to: 0, by: -1) { bins.swapAt(i, generator.below(i + 1)) }
            }
            fill(bins)
            var strongest = 0.0
            for index in scan.centres.indices {
                forEachStrength(index) { _, strength in strongest = max(strongest, strength) }
            }
            return strongest
        }

        /// Counts incidents by cell and half hour.
        mutating func fill(_ bins: [UInt8]) {
            histogram.withUnsafeMutableBufferPointer { histogram in
                histogram.update(repeating: 0)
                for (place, bin) in bins.enumerated() {
                    histogram[Int(scan.cellOf[place]) * PlaceHourScan.bins + Int(bin)] += 1
                }
            }
        }

        /// Calls `body` with the start and the strength of each window of a neighbourhood that holds enough incidents
        /// and more than its share.
        func forEachStrength(_ index: Int, _ body: (Int, Double) -> Void) {
            withUnsafeTemporaryAllocation(of: UInt32.self, capacity: PlaceHourScan.bins) { sum in
                sum.initialize(repeating: 0)
                histogram.withUnsafeBufferPointer { histogram in
                    for part in scan.parts[index] {
                        let base = Int(part) * PlaceHourScan.bins
                        for bin in 0..<PlaceHourScan.bins { sum[bin] &+= histogram[base + bin] }
                    }
                }
                let total = scan.totals[index]
                let logTotal = scan.logarithm[Int(total)]
                var inside = 0
                for bin in 0..<scan.windowLength { inside += Int(sum[bin % PlaceHourScan.bins]) }
                for start in 0..<PlaceHourScan.bins {
                    if inside >= scan.minimum {
                        let count = Double(inside)
                        let expected = total * scan.share[start]
                        if count > expected {
                            let ratio = scan.logarithm[inside] - logTotal - scan.logShare[start]
                            body(start, count * ratio - (count - expected))
                        }
                    }
                    inside -= Int(sum[start])
                    let next = start + scan.windowLength
                    inside += Int(sum[next < PlaceHourScan.bins ? next : next - PlaceHourScan.bins])
                }
            }
        }
    }
}
