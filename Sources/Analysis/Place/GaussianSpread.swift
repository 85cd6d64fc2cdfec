// The loops over incidents and the cells around them. Unsafe buffers stay within this file: every run of cells is cut to the raster
// and to the window before it is used, and the tables have a place for each of the raster's columns.

import Foundation
import HomewardGeometry

/// Deals weight by the Gaussian kernel, exp(−d²/2h²) for the bandwidth h, cut off at four bandwidths.
///
/// The kernel is the product of a factor for the column and one for the row, so that an incident asks for as many exponentials as
/// there are columns and rows within reach, not cells.
struct GaussianSpread: KernelSpread {
    private let bandwidth: Double
    private let stencil: KernelStencil
    private let raster: KernelRaster

    init(bandwidth: Double, raster: KernelRaster) {
        self.bandwidth = bandwidth
        stencil = KernelStencil(reach: 4 * bandwidth, sure: 0, tiling: raster.tiling)
        self.raster = raster
    }

    var height: Int { stencil.height }

    /// A column as four incidents see it: the square of how far east it lies, m², and its factor.
    private typealias Column = (square: SIMD4<Double>, factor: SIMD4<Double>)

    /// O(incidents × cells within reach).
    func deal(_ sites: [KernelSite], into window: inout KernelRaster.Window) {
        let rows = window.rows
        raster.areas.withUnsafeBufferPointer { areas in
            window.values.withUnsafeMutableBufferPointer { values in
                withUnsafeTemporaryAllocation(of: Column.self, capacity: 2 * raster.tiling.columns) { table in
                    table.initialize(repeating: (.zero, .zero))
                    var start = 0
                    while start < sites.count {
                        var end = start + 1
                        while end < min(sites.count, start + 4), sites[end].cell == sites[start].cell { end += 1 }
                        deal(sites[start..<end], areas, to: values, rows, table)
                        start = end
                    }
                }
            }
        }
    }

    /// Deals the weight of up to four incidents of one cell, side by side.
    private func deal(
        _ sites: ArraySlice<KernelSite>, _ areas: UnsafeBufferPointer<Double>,
        to values: UnsafeMutableBufferPointer<Double>, _ window: Range<Int>,
        _ table: UnsafeMutableBufferPointer<Column>
    ) {
        guard let first = sites.first else { return }
        let cell = raster.cells[Int(first.cell)]
        let columns = raster.tiling.columns
        let incidents = KernelLanes(sites)
        let rows = stencil.rows(from: cell.row).filter { window.contains(cell.row + $0.step) }
        // Odd rows may be shifted against even ones.
        for odd in 0...1 {
            let own = rows.filter { $0.step & 1 == odd }
            guard let east = own.first?.east, let from = own.map(\.outer.lowerBound).min(),
                let to = own.map(\.outer.upperBound).max()
            else { continue }
            for column in KernelStencil.columns(from..<to, from: cell.column, of: columns) {
                let away = east + Double(column - cell.column) * raster.tiling.cellSize - incidents.x
                table[odd * columns + column] = (away * away, factor(away * away, sites.count))
            }
        }

        var all = SIMD4<Double>.zero
        var factors: [SIMD4<Double>] = []
        for row in rows {
            let away = row.north - incidents.y
            factors.append(factor(away * away, sites.count))
            var sum = SIMD4<Double>.zero
            let start = (cell.row + row.step) * columns
            forEach(of: row, from: cell, away * away, table) { sum += areas[start + $0] * $1 }
            all += factors[factors.count - 1] * sum
        }
        let (weight, lost) = incidents.shared(out: all)
        values[(cell.row - window.lowerBound) * columns + cell.column] += lost / cell.areaInside
        for (row, factor) in zip(rows, factors) {
            let away = row.north - incidents.y
            let start = (cell.row + row.step - window.lowerBound) * columns
            forEach(of: row, from: cell, away * away, table) { values[start + $0] += (weight * factor * $1).sum() }
        }
    }

    /// Calls `body` with the columns of a row and the factors of those incidents that reach them.
    @inline(__always)
    private func forEach(
        of row: KernelStencil.Row, from cell: Grid.Cell, _ north: SIMD4<Double>,
        _ table: UnsafeMutableBufferPointer<Column>, _ body: (Int, SIMD4<Double>) -> Void
    ) {
        let columns = raster.tiling.columns
        for column in KernelStencil.columns(row.outer, from: cell.column, of: columns) {
            let (east, factor) = table[(row.step & 1) * columns + column]
            body(column, factor.replacing(with: 0, where: east + north .> 16 * bandwidth * bandwidth))
        }
    }

    /// The kernel's factor at the squares of the distances of the first so many incidents.
    @inline(__always)
    private func factor(_ square: SIMD4<Double>, _ count: Int) -> SIMD4<Double> {
        let power = square / (-2 * bandwidth * bandwidth)
        var factor = SIMD4<Double>.zero
        for lane in 0..<min(4, count) { factor[lane] = exp(power[lane]) }
        return factor
    }
}
