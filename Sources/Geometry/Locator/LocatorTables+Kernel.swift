// The loops over millions of points. Unsafe buffers stay within this file: every index into them comes from a table that
// LocatorTables built over the same arrays, or from a coordinate clamped to the grid.

/// The tables as buffers, valid while the tables' arrays are held.
struct LocatorView {
    let parts: UnsafeBufferPointer<LocatorPart>
    let slabStart: UnsafeBufferPointer<Int>
    let edges: UnsafeBufferPointer<LocatorEdge>

    /// Whether the point lies in a part: the number of edges strictly to its east is odd. The point lies in the box.
    @inline(__always)
    func isInside(_ index: Int, _ x: Double, _ y: Double) -> Bool {
        let part = parts[index]
        guard x >= part.box.minX, x < part.box.maxX, y >= part.box.minY, y < part.box.maxY else { return false }
        let slab = part.firstSlab + part.slab(y)
        var isInside = false
        for position in slabStart[slab]..<slabStart[slab + 1] {
            let edge = edges[position]
            guard y >= edge.lowY, y < edge.highY else { continue }
            if x < edge.lowX && x < edge.highX {
                isInside.toggle()
            } else if x < edge.lowX || x < edge.highX {
                if Orientation.isLeft(x, y, ofLineFrom: edge.lowX, edge.lowY, to: edge.highX, edge.highY) {
                    isInside.toggle()
                }
            }
        }
        return isInside
    }
}

extension LocatorTables {
    func withView<Result>(_ body: (LocatorView) -> Result) -> Result {
        parts.withUnsafeBufferPointer { parts in
            slabStart.withUnsafeBufferPointer { slabStart in
                edges.withUnsafeBufferPointer { edges in
                    body(LocatorView(parts: parts, slabStart: slabStart, edges: edges))
                }
            }
        }
    }

    /// Writes each point's area, or −1, to the same place in `found`. The three columns have the same length.
    func locate(_ xs: [Double], _ ys: [Double], into found: inout [Int32]) {
        let count = min(xs.count, ys.count, found.count)
        let grid = grid
        guard let box = grid.box else { return }
        withView { view in
            grid.start.withUnsafeBufferPointer { start in
                grid.candidates.withUnsafeBufferPointer { candidates in
                    grid.settled.withUnsafeBufferPointer { settled in
                        for point in 0..<count {
                            let x = xs[point]
                            let y = ys[point]
                            guard x >= box.minX, x <= box.maxX, y >= box.minY, y <= box.maxY else { continue }
                            let cell = grid.row(y) * grid.columns + grid.column(x)
                            var answer = settled[cell]
                            for position in start[cell]..<start[cell + 1] {
                                let part = Int(candidates[Int(position)])
                                if view.isInside(part, x, y) {
                                    answer = view.parts[part].area
                                    break
                                }
                            }
                            found[point] = answer
                        }
                    }
                }
            }
        }
    }
}
