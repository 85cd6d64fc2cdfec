// The loops over millions of points. Unsafe buffers stay within this file: every index into them comes from a table that
// LocatorTables built over the same arrays, or from a coordinate clamped to the grid.

/// The tables as buffers, valid while the tables' arrays are held.
struct LocatorView {
    let parts: UnsafeBufferPointer<LocatorPart>
    let slabStart: UnsafeBufferPointer<Int>
    let edges: UnsafeBufferPointer<RingEdge>
    let candidateStart: UnsafeBufferPointer<Int32>
    let candidates: UnsafeBufferPointer<Int32>
    let settled: UnsafeBufferPointer<Int32>

    /// The area of a point of the grid's cell: that of the first part that has it, or what holds in the whole cell.
    @inline(__always)
    func area(_ x: Double, _ y: Double, cell: Int) -> Int32 {
        for position in candidateStart[cell]..<candidateStart[cell + 1] {
            let part = Int(candidates[Int(position)])
            if isInside(part, x, y) { return parts[part].area }
        }
        return settled[cell]
    }

    /// Whether the point lies in a part: the number of edges strictly to its east is odd. The point lies in the box.
    @inline(__always)
    func isInside(_ index: Int, _ x: Double, _ y: Double) -> Bool {
        let part = parts[index]
        guard x >= part.box.minX, x < part.box.maxX, y >= part.box.minY, y < part.box.maxY else { return false }
        let slab = part.firstSlab + part.slab(y)
        var isInside = false
        for position in slabStart[slab]..<slabStart[slab + 1] {
            if edges[position].liesEast(ofX: x, y: y) { isInside.toggle() }
        }
        return isInside
    }
}

extension LocatorTables {
    func withView<Result>(_ body: (LocatorView) -> Result) -> Result {
        parts.withUnsafeBufferPointer { parts in
            slabStart.withUnsafeBufferPointer { slabStart in
                edges.withUnsafeBufferPointer { edges in
                    grid.start.withUnsafeBufferPointer { start in
                        grid.candidates.withUnsafeBufferPointer { candidates in
                            grid.settled.withUnsafeBufferPointer { settled in
                                body(
                                    LocatorView(
                                        parts: parts, slabStart: slabStart, edges: edges, candidateStart: start,
                                        candidates: candidates, settled: settled))
                            }
                        }
                    }
                }
            }
        }
    }

    /// The area of one point, or −1.
    func area(at point: Point) -> Int32 {
        guard let box = grid.box, box.contains(point) else { return -1 }
        return withView { $0.area(point.x, point.y, cell: grid.row(point.y) * grid.columns + grid.column(point.x)) }
    }

    /// Writes each point's area, or −1, to the same place in `found`. Goes as far as the shortest of the three columns.
    func locate(_ xs: [Double], _ ys: [Double], into found: inout [Int32]) {
        guard let box = grid.box else { return }
        withView { view in
            xs.withUnsafeBufferPointer { xs in
                ys.withUnsafeBufferPointer { ys in
                    found.withUnsafeMutableBufferPointer { found in
                        for point in 0..<min(xs.count, ys.count, found.count) {
                            let x = xs[point]
                            let y = ys[point]
                            guard x >= box.minX, x <= box.maxX, y >= box.minY, y <= box.maxY else { continue }
                            found[point] = view.area(x, y, cell: grid.row(y) * grid.columns + grid.column(x))
                        }
                    }
                }
            }
        }
    }
}
