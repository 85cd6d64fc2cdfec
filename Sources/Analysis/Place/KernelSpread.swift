import Foundation
import HomewardGeometry

/// An incident on its way into the cells.
struct KernelSite {
    var point: Point
    var weight: Double
    var cell: Int
}

/// Deals the weight of incidents to the cells around them.
struct KernelSpread {
    private let kernel: KernelDensity.Kernel
    private let bandwidth: Double
    private let reach: Double
    private let grid: Grid
    private let tiling: Tiling

    init(kernel: KernelDensity.Kernel, bandwidth: Double, grid: Grid) {
        self.kernel = kernel
        self.bandwidth = bandwidth.isFinite ? max(0, bandwidth) : 0
        reach = kernel == .quartic ? self.bandwidth : 4 * self.bandwidth
        self.grid = grid
        tiling = grid.tiling
    }

    /// Adds the weight of each incident to the cells' masses. O(incidents × cells within reach).
    func deal(_ sites: ArraySlice<KernelSite>, into mass: inout [Double]) {
        var reached: [(cell: Int, share: Double)] = []
        for site in sites {
            reached.removeAll(keepingCapacity: true)
            var total = 0.0
            forEachCell(near: site.point) { cell, square in
                let share = height(square) * grid.cells[cell].areaInside
                guard share > 0 else { return }
                reached.append((cell, share))
                total += share
            }
            if total > 0 {
                for (cell, share) in reached { mass[cell] += site.weight * share / total }
            } else {
                mass[site.cell] += site.weight
            }
        }
    }

    /// The kernel at a squared distance, unscaled.
    private func height(_ square: Double) -> Double {
        let relative = square / (bandwidth * bandwidth)
        switch kernel {
        case .quartic: return relative < 1 ? (1 - relative) * (1 - relative) : 0
        case .gaussian: return relative <= 16 ? exp(-relative / 2) : 0
        }
    }

    /// Calls `body` with the cells whose middles lie within reach and the squares of their distances.
    private func forEachCell(near point: Point, _ body: (Int, Double) -> Void) {
        guard reach > 0 else { return }
        let low = ((point.y - reach - tiling.origin.y - tiling.halfHeight) / tiling.rowHeight).rounded(.up)
        let high = ((point.y + reach - tiling.origin.y - tiling.halfHeight) / tiling.rowHeight).rounded(.down)
        for row in range(low, high, grid.rows) {
            let middle = tiling.centre(column: 0, row: row)
            let dy = middle.y - point.y
            let half = max(0, reach * reach - dy * dy).squareRoot()
            let west = ((point.x - half - middle.x) / grid.cellSize).rounded(.up)
            let east = ((point.x + half - middle.x) / grid.cellSize).rounded(.down)
            for column in range(west, east, grid.columns) {
                let cell = Int(grid.lookup[row * grid.columns + column])
                guard cell >= 0 else { continue }
                let dx = middle.x + Double(column) * grid.cellSize - point.x
                body(cell, dx * dx + dy * dy)
            }
        }
    }

    /// The whole numbers from `low` to `high` that are columns or rows.
    private func range(_ low: Double, _ high: Double, _ count: Int) -> Range<Int> {
        let first = Int(min(Double(count), max(0, low)))
        return first..<max(first, Int(min(Double(count - 1), max(-1, high))) + 1)
    }
}
