// The loops over incidents and the cells around them. Unsafe buffers stay within this file: the stencil says how many cells the
// circle can cut, and every run of cells is cut to the raster and to the window before it is used.

import HomewardGeometry

/// Deals weight by the quartic kernel, (h² − d²)² up to the bandwidth h.
///
/// Up to there the kernel is a polynomial of the incident's place and the cell's. What the incidents of a cell deal together to the
/// cells that all of them reach follows from nine sums over the incidents, of weights times powers of places: exactly, but for
/// rounding. What an incident would deal to them in all follows likewise from sums over the cells. Only the cells that the circle
/// cuts are looked at incident by incident.
struct QuarticSpread: KernelSpread {
    private let square: Double
    private let stencil: KernelStencil
    private let raster: KernelRaster

    init(bandwidth: Double, raster: KernelRaster) {
        square = bandwidth * bandwidth
        // Up to there the kernel is no less than a millionth of its height: far more than the polynomial's rounding.
        stencil = KernelStencil(reach: bandwidth, sure: 0.9995, tiling: raster.tiling)
        self.raster = raster
    }

    var height: Int { stencil.height }

    /// O(cells with incidents × cells within reach + incidents × cells that the circle cuts).
    func deal(_ sites: [KernelSite], into window: inout KernelRaster.Window) {
        var cut = CutCells(capacity: stencil.cutCells)
        let rows = window.rows
        raster.areas.withUnsafeBufferPointer { areas in
            window.values.withUnsafeMutableBufferPointer { values in
                var start = 0
                while start < sites.count {
                    var end = start + 1
                    while end < sites.count, sites[end].cell == sites[start].cell { end += 1 }
                    deal(sites[start..<end], areas, to: values, rows, &cut)
                    start = end
                }
            }
        }
    }

    /// Deals the weight of the incidents of one cell.
    private func deal(
        _ sites: ArraySlice<KernelSite>, _ areas: UnsafeBufferPointer<Double>,
        to values: UnsafeMutableBufferPointer<Double>, _ window: Range<Int>, _ cut: inout CutCells
    ) {
        guard let first = sites.first else { return }
        let cell = raster.cells[Int(first.cell)]
        let columns = raster.tiling.columns
        let rows = stencil.rows(from: cell.row)
        cut.removeAll()
        var total = QuarticTotal()
        for row in rows where window.contains(cell.row + row.step) {
            let outer = KernelStencil.columns(row.outer, from: cell.column, of: columns)
            let inner = KernelStencil.columns(row.inner, from: cell.column, of: columns).clamped(to: outer)
            let line = CellLine(row, from: cell, in: raster.tiling, square: square)
            let start = (cell.row + row.step) * columns
            let own = UnsafeBufferPointer(rebasing: areas[start..<start + columns])
            total.add(own, inner, line)
            let place = start - window.lowerBound * columns
            cut.append(own, outer.lowerBound..<inner.lowerBound, line, place)
            cut.append(own, inner.upperBound..<outer.upperBound, line, place)
        }

        var sums = QuarticSums()
        var lost = 0.0
        for start in stride(from: sites.startIndex, to: sites.endIndex, by: 4) {
            let incidents = KernelLanes(sites[start..<min(start + 4, sites.endIndex)])
            let all = cut.measure(incidents.x, incidents.y, square) + total.value(incidents.x, incidents.y)
            let (weight, own) = incidents.shared(out: all)
            lost += own
            sums.add(weight, incidents.x, incidents.y)
            cut.deal(weight)
        }

        cut.deliver(to: values)
        values[(cell.row - window.lowerBound) * columns + cell.column] += lost / cell.areaInside
        let moments = QuarticMoments(sums)
        for row in rows where window.contains(cell.row + row.step) {
            let start = (cell.row + row.step - window.lowerBound) * columns
            moments.deal(
                to: UnsafeMutableBufferPointer(rebasing: values[start..<start + columns]),
                KernelStencil.columns(row.inner, from: cell.column, of: columns),
                CellLine(row, from: cell, in: raster.tiling, square: square))
        }
    }
}

/// The middles of a row of cells, as seen from the middle of an incident's cell.
private struct CellLine {
    private let column: Int
    private let shift: Double
    private let cellSize: Double
    /// How far north they lie, m.
    let north: Double
    /// The square of the bandwidth less that of ``north``, m².
    let square: Double

    @inline(__always)
    init(_ row: KernelStencil.Row, from cell: Grid.Cell, in tiling: Tiling, square: Double) {
        column = cell.column
        shift = row.east
        cellSize = tiling.cellSize
        north = row.north
        self.square = square - row.north * row.north
    }

    /// How far east the middle of a column lies, m.
    @inline(__always)
    func east(_ column: Int) -> Double { shift + Double(column - self.column) * cellSize }
}

/// What incidents would deal in all to the cells that each of them reaches, as a polynomial of their places.
///
/// With e and n for how far east and north a middle lies, x and y for the incident, q = x² + y² and b = h² − n² + 2ny − q, the
/// kernel is (b + 2ex − e²)²: a row of cells counts by the sums of its areas times e⁰ to e⁴.
private struct QuarticTotal {
    private var one = 0.0
    private var (x, y) = (0.0, 0.0)
    private var (xx, xy, yy) = (0.0, 0.0, 0.0)
    private var (q, xq, yq, qq) = (0.0, 0.0, 0.0, 0.0)

    /// Adds some cells of a row.
    @inline(__always)
    mutating func add(_ areas: UnsafeBufferPointer<Double>, _ columns: Range<Int>, _ line: CellLine) {
        var (s0, s1, s2, s3, s4) = (0.0, 0.0, 0.0, 0.0, 0.0)
        for column in columns {
            let (area, east) = (areas[column], line.east(column))
            let square = area * (east * east)
            s0 += area
            s1 += area * east
            s2 += square
            s3 += square * east
            s4 += square * (east * east)
        }
        let (h, n) = (line.square, line.north)
        one += h * (h * s0 - 2 * s2) + s4
        x += 4 * (h * s1 - s3)
        y += 4 * n * (h * s0 - s2)
        xx += 4 * s2
        xy += 8 * n * s1
        yy += 4 * n * n * s0
        q -= 2 * (h * s0 - s2)
        xq -= 4 * s1
        yq -= 4 * n * s0
        qq += s0
    }

    /// What it comes to for incidents at some places.
    @inline(__always)
    func value(_ px: SIMD4<Double>, _ py: SIMD4<Double>) -> SIMD4<Double> {
        let square = px * px + py * py
        let straight = one + x * px + y * py
        let bent = px * (xx * px + xy * py) + yy * (py * py)
        return straight + bent + square * (q + xq * px + yq * py + qq * square)
    }
}

/// Sums over the incidents of a cell, four side by side, of their weights times powers of their places.
private struct QuarticSums {
    var one = SIMD4<Double>.zero
    var (x, y) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
    var (xx, xy, yy) = (SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero)
    var (xq, yq, qq) = (SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero)

    @inline(__always)
    mutating func add(_ weight: SIMD4<Double>, _ px: SIMD4<Double>, _ py: SIMD4<Double>) {
        let square = px * px + py * py
        let (wx, wy, wq) = (weight * px, weight * py, weight * square)
        one += weight
        x += wx
        y += wy
        xx += wx * px
        xy += wx * py
        yy += wy * py
        xq += wq * px
        yq += wq * py
        qq += wq * square
    }
}

/// What the incidents of a cell deal together to a cell that each of them reaches, as a polynomial of its place.
private struct QuarticMoments {
    private let one: Double
    private let (x, y): (Double, Double)
    private let (xx, xy, yy): (Double, Double, Double)
    private let (xq, yq, qq): (Double, Double, Double)

    init(_ sums: QuarticSums) {
        one = sums.one.sum()
        (x, y) = (sums.x.sum(), sums.y.sum())
        (xx, xy, yy) = (sums.xx.sum(), sums.xy.sum(), sums.yy.sum())
        (xq, yq, qq) = (sums.xq.sum(), sums.yq.sum(), sums.qq.sum())
    }

    /// Adds it to the values of some cells of a row.
    @inline(__always)
    func deal(to values: UnsafeMutableBufferPointer<Double>, _ columns: Range<Int>, _ line: CellLine) {
        let (h, n) = (line.square, line.north)
        let q = xx + yy
        let b = h * one + 2 * n * y - q
        let c0 = h * (h * one + 4 * n * y - 2 * q) + 4 * n * (n * yy - yq) + qq
        let c1 = 4 * (h * x + 2 * n * xy - xq)
        let c2 = 4 * xx - 2 * b
        let c3 = -4 * x
        for column in columns {
            let east = line.east(column)
            values[column] += c0 + east * (c1 + east * (c2 + east * (c3 + east * one)))
        }
    }
}

/// The cells that the circle cuts, seen from the cell of some incidents: four incidents go side by side.
private struct CutCells: ~Copyable {
    private let capacity: Int
    private var count = 0
    /// How far east and north each lies, m, its area, and where its value stands.
    private let east: UnsafeMutablePointer<Double>
    private let north: UnsafeMutablePointer<Double>
    private let area: UnsafeMutablePointer<Double>
    private let place: UnsafeMutablePointer<Int>
    /// The kernel of the four incidents.
    private let kernel: UnsafeMutablePointer<SIMD4<Double>>
    /// What has been dealt so far.
    private let dealt: UnsafeMutablePointer<SIMD4<Double>>

    init(capacity: Int) {
        self.capacity = capacity
        east = .allocate(capacity: capacity)
        north = .allocate(capacity: capacity)
        area = .allocate(capacity: capacity)
        place = .allocate(capacity: capacity)
        kernel = .allocate(capacity: capacity)
        dealt = .allocate(capacity: capacity)
    }

    deinit {
        east.deallocate()
        north.deallocate()
        area.deallocate()
        place.deallocate()
        kernel.deallocate()
        dealt.deallocate()
    }

    @inline(__always)
    mutating func removeAll() { count = 0 }

    /// Adds some cells of a row whose first value stands at `start`.
    @inline(__always)
    mutating func append(
        _ areas: UnsafeBufferPointer<Double>, _ columns: Range<Int>, _ line: CellLine, _ start: Int
    ) {
        precondition(columns.count <= capacity - count, "more cells than the stencil has")
        for column in columns {
            east[count] = line.east(column)
            north[count] = line.north
            area[count] = areas[column]
            place[count] = start + column
            dealt[count] = .zero
            count += 1
        }
    }

    /// What four incidents would deal to them in all. Remembers the kernel.
    @inline(__always)
    func measure(_ x: SIMD4<Double>, _ y: SIMD4<Double>, _ square: Double) -> SIMD4<Double> {
        var all = SIMD4<Double>.zero
        for cell in 0..<count {
            let (dx, dy) = (east[cell] - x, north[cell] - y)
            var height = square - (dx * dx + dy * dy)
            height.replace(with: 0, where: height .< 0)
            height *= height
            kernel[cell] = height
            all += area[cell] * height
        }
        return all
    }

    /// Deals the weights of the four incidents.
    @inline(__always)
    func deal(_ weight: SIMD4<Double>) {
        for cell in 0..<count { dealt[cell] += weight * kernel[cell] }
    }

    /// Adds what has been dealt to the values.
    @inline(__always)
    func deliver(to values: UnsafeMutableBufferPointer<Double>) {
        for cell in 0..<count { values[place[cell]] += dealt[cell].sum() }
    }
}
