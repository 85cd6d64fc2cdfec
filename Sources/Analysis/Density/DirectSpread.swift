// The loops over incidents and the cells around them. Unsafe buffers stay within this file: every run of cells is cut to the raster
// and to the window before it is used, and the scratch memory has a place for each of the cells within reach.

import Foundation
import HomewardCore
import HomewardGeometry

/// Deals weight incident by incident, for every form of kernel and bandwidths that differ from place to place.
///
/// The quartic and the Gaussian with one bandwidth have quicker ways, ``QuarticSpread`` and ``GaussianSpread``.
struct DirectSpread: KernelSpread {
    let form: KernelForm
    let raster: KernelRaster
    /// What becomes of weight that the kernel would put outside the study area.
    let border: DensityMethod.Border
    /// One bandwidth for all, m; nil where each incident has its own.
    let bandwidth: Double?
    let height: Int

    /// - Parameters:
    ///   - form: The form of the kernel.
    ///   - bandwidth: One for all, m; nil where each incident is dealt with its own.
    ///   - most: The greatest bandwidth, m.
    ///   - border: What becomes of weight that the kernel would put outside.
    ///   - raster: The cells.
    init(
        _ form: KernelForm, bandwidth: Double?, atMost most: Double, border: DensityMethod.Border, raster: KernelRaster
    ) {
        self.form = form
        self.bandwidth = bandwidth
        self.border = border
        self.raster = raster
        let rows = form.reach * most / raster.tiling.rowHeight + 1
        height = Int(min(Double(raster.tiling.rows), rows.rounded(.up)))
    }

    /// O(incidents × cells within reach).
    func deal(_ sites: [KernelSite], into window: inout KernelRaster.Window) {
        guard let bandwidth else { return }
        var scratch = Scratch()
        for site in sites { deal(site, bandwidth: bandwidth, into: &window, &scratch) }
    }

    /// The heights of one incident's kernel at the middles within reach, row by row.
    struct Scratch {
        /// A row of cells: how its first stands in the raster, how many there are, and where their heights begin.
        fileprivate struct Run {
            var place: Int
            var count: Int
            var start: Int
        }

        fileprivate var runs: [Run] = []
        fileprivate var heights: [Double] = []
        fileprivate var squares: [Double] = []
        fileprivate var factors: [Double] = []
    }

    /// Deals the weight of one incident. O(cells within reach).
    ///
    /// - Parameters:
    ///   - site: The incident, as seen from the middle of its cell.
    ///   - bandwidth: Its bandwidth, m.
    ///   - window: The rows that it reaches.
    ///   - scratch: Memory that is used again from incident to incident.
    func deal(
        _ site: KernelSite, bandwidth: Double, into window: inout KernelRaster.Window, _ scratch: inout Scratch
    ) {
        let cell = raster.cells[Int(site.cell)]
        let rows = window.rows
        raster.areas.withUnsafeBufferPointer { areas in
            window.values.withUnsafeMutableBufferPointer { values in
                let total = measure(site, from: cell, bandwidth: bandwidth, rows: rows, areas, &scratch)
                let shift = rows.lowerBound * raster.tiling.columns
                guard total > 0 else {
                    values[cell.row * raster.tiling.columns + cell.column - shift] += site.weight / cell.areaInside
                    return
                }
                let share = site.weight / total
                scratch.heights.withUnsafeBufferPointer { heights in
                    for run in scratch.runs {
                        guard let from = heights.baseAddress, let to = values.baseAddress else { return }
                        let (source, target) = (from + run.start, to + (run.place - shift))
                        var step = 0
                        while step < run.count {
                            target[step] += share * source[step]
                            step &+= 1
                        }
                    }
                }
            }
        }
    }

    /// Finds the heights, and what they come to: over the study area where all stays inside, else over the whole plane. Nothing where
    /// no middle is within reach.
    private func measure(
        _ site: KernelSite, from cell: Grid.Cell, bandwidth: Double, rows: Range<Int>,
        _ areas: UnsafeBufferPointer<Double>, _ scratch: inout Scratch
    ) -> Double {
        let tiling = raster.tiling
        let reach = form.reach * bandwidth
        let square = bandwidth * bandwidth
        scratch.runs.removeAll(keepingCapacity: true)
        var used = 0
        var (inside, isReached) = (0.0, false)
        let up = Int(min(Double(tiling.rows), (reach / tiling.rowHeight).rounded(.up))) + 1
        for row in max(
            rows.lowerBound, cell.row - up)..<max(
                max(rows.lowerBound, cell.row - up), min(rows.upperBound, cell.row + up + 1))
        {
            let north = Double(row - cell.row) * tiling.rowHeight - site.y
            let left = reach * reach - north * north
            guard left > 0 || left == 0 && form == .gaussian else { continue }
            // Odd rows of hexagons lie half a width further east.
            let odd = tiling.form == .hexagonal ? 0.5 * Double((row & 1) - (cell.row & 1)) : 0
            let across = left.squareRoot() / tiling.cellSize
            let middle = site.x / tiling.cellSize - odd + Double(cell.column)
            let from = Int(max(0, (middle - across).rounded(.up) - 1))
            let to = Int(min(Double(tiling.columns), (middle + across).rounded(.down) + 2))
            guard from < to else { continue }
            let count = to - from
            if scratch.heights.count < used + count {
                scratch.heights += [Double](repeating: 0, count: used + count)
            }
            let first = (Double(from - cell.column) + odd) * tiling.cellSize - site.x
            let place = row * tiling.columns + from
            let form = form
            scratch.heights.withUnsafeMutableBufferPointer { heights in
                guard let heights = heights.baseAddress, let areas = areas.baseAddress else { return }
                let (own, area) = (heights + used, areas + place)
                let (rest, each) = (north * north, tiling.cellSize)
                var sum = 0.0
                var any = false
                var step = 0
                while step < count {
                    let east = first + Double(step) * each
                    let height = form.height((east * east + rest) / square)
                    // Ground outside the study area has no density, whatever the kernel puts there.
                    own[step] = area[step] > 0 ? height : 0
                    any = any || height > 0
                    sum += height * area[step]
                    step &+= 1
                }
                inside += sum
                isReached = isReached || any
            }
            scratch.runs.append(Scratch.Run(place: place, count: count, start: used))
            used += count
        }
        switch border {
        case .kept: return inside
        case .lost: return isReached ? form.planeMass * square : 0
        }
    }
}
