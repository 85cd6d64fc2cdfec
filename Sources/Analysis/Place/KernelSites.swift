import HomewardCore
import HomewardGeometry

/// An incident on its way into the cells, or several at one place.
struct KernelSite: Sendable {
    /// East of the middle of its cell, m.
    var x: Double
    /// North of it, m.
    var y: Double
    var weight: Double
    /// The cell that holds it.
    var cell: Int32
}

/// Incidents sorted by the cells of a grid, in blocks that threads take one by one.
///
/// What a block holds and in which order follows from the incidents alone: neither the order of their rows nor the number of
/// threads matters.
struct KernelSites: Sendable {
    /// The incidents block by block, those of one block as listed, where they happened.
    private let sites: [KernelSite]
    /// Where each block begins; one more than blocks.
    private let starts: [Int]
    private let grid: Grid

    /// Deals the incidents to blocks of cells that follow each other, none cut in two. O(points + cells).
    ///
    /// - Parameters:
    ///   - points: Where they happened. One in no cell is left out.
    ///   - weights: Their weights, 1 where nil; an incident without a finite weight is left out.
    ///   - grid: The cells.
    ///   - limit: How many blocks there may be.
    init(_ points: [Point], weights: [Double]?, on grid: Grid, blocks limit: Int) {
        var cells = grid.cells(of: points)
        if let weights {
            for index in cells.indices where index >= weights.count || !weights[index].isFinite { cells[index] = -1 }
        }
        var counts = [Int](repeating: 0, count: grid.cells.count)
        for cell in cells where cell >= 0 { counts[Int(cell)] += 1 }
        let total = counts.reduce(0, +)
        let wanted = max(1024, total / max(1, limit) + 1)
        var blocks = [Int32](repeating: 0, count: counts.count)
        var starts = [0]
        var dealt = 0
        for cell in counts.indices {
            blocks[cell] = Int32(starts.count - 1)
            dealt += counts[cell]
            if dealt - (starts.last ?? 0) >= wanted { starts.append(dealt) }
        }
        starts.append(total)
        var next = starts
        sites = [KernelSite](unsafeUninitializedCapacity: total) { buffer, initialized in
            for (index, cell) in cells.enumerated() where cell >= 0 {
                let block = Int(blocks[Int(cell)])
                buffer.initializeElement(
                    at: next[block],
                    to: KernelSite(
                        x: points[index].x, y: points[index].y, weight: weights?[index] ?? 1, cell: cell))
                next[block] += 1
            }
            initialized = total
        }
        self.starts = starts
        self.grid = grid
    }

    /// The number of incidents.
    var count: Int { sites.count }

    /// The number of blocks; the last may be empty.
    var blocks: Int { starts.count - 1 }

    /// The incidents of a block by cell, those of a cell in an order of their places, those at one place as one.
    ///
    /// O(n) where few incidents lie within a thousandth of a cell without being at one place, O(n log n) at worst.
    func sorted(_ block: Int) -> [KernelSite] {
        let own = sites[starts[block]..<starts[block + 1]]
        guard let first = own.first else { return [] }
        let (least, most) = own.reduce((first.cell, first.cell)) { (min($0.0, $1.cell), max($0.1, $1.cell)) }
        // By cell, and then by squares of the cell: as many as two digits of the radix sort can tell apart, three where the cells
        // themselves take most of two.
        let cellBits = 32 - (most - least).leadingZeroBitCount
        let bits = max(1, ((cellBits <= 10 ? 22 : 33) - cellBits) / 2)
        let tiling = grid.tiling
        let (across, up) = (Double(1 << bits) / tiling.cellSize, Double(1 << bits) / tiling.rowHeight)
        let keys = own.map { site in
            let column = UInt64(max(0, site.x - tiling.origin.x) * across)
            let row = UInt64(max(0, site.y - tiling.origin.y) * up)
            let mask = UInt64(1 << bits - 1)
            return UInt64(site.cell - least) << UInt64(2 * bits) | (column & mask) << UInt64(bits) | row & mask
        }
        let order = RadixOrder.indices(by: keys)
        var sorted = order.map { own[own.startIndex + Int($0)] }
        var start = 0
        for end in 1...sorted.count
        where end == sorted.count || keys[Int(order[end])] != keys[Int(order[start])] {
            KernelSites.settle(&sorted, start..<end)
            start = end
        }
        return merged(sorted)
    }

    /// Sorts those that share a square of a cell, where they are not sorted yet.
    private static func settle(_ sites: inout [KernelSite], _ range: Range<Int>) {
        func isBefore(_ a: KernelSite, _ b: KernelSite) -> Bool { (a.x, a.y, a.weight) < (b.x, b.y, b.weight) }
        if range.dropFirst().contains(where: { isBefore(sites[$0], sites[$0 - 1]) }) {
            sites[range].sort(by: isBefore)
        }
    }

    /// Makes one of those at one place, as seen from the middle of their cell.
    private func merged(_ sites: [KernelSite]) -> [KernelSite] {
        var merged: [KernelSite] = []
        merged.reserveCapacity(sites.count)
        var last: KernelSite?
        for site in sites {
            if let before = last, before.x == site.x, before.y == site.y, before.cell == site.cell {
                merged[merged.count - 1].weight += site.weight
                continue
            }
            last = site
            let middle = grid.cells[Int(site.cell)].centre
            merged.append(
                KernelSite(x: site.x - middle.x, y: site.y - middle.y, weight: site.weight, cell: site.cell))
        }
        return merged
    }
}
