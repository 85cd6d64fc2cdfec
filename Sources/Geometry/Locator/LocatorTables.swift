/// One polygon of one area: its box, and where its slabs of edges start in the tables.
struct LocatorPart: Sendable {
    var box: BoundingBox
    var area: Int32
    var firstSlab: Int
    var slabs: Int
    var slabsPerUnit: Double

    /// The slab at a height within the box. Never falls while `y` rises: an edge lies in all slabs between its ends'.
    @inline(__always)
    func slab(_ y: Double) -> Int {
        min(slabs - 1, max(0, Int((y - box.minY) * slabsPerUnit)))
    }
}

/// The areas laid out flat for ``locate(_:_:into:)``: parts, their edges by horizontal slab, and a grid over all.
struct LocatorTables: Sendable {
    var parts: [LocatorPart] = []
    /// Where each slab's edges start in `edges`, parts one after the other; one more entry closes each part.
    var slabStart: [Int] = []
    var edges: [RingEdge] = []
    var grid = LocatorGrid()

    init(_ areas: [NamedArea]) {
        var outlines: [[[Point]]] = []
        for (index, area) in areas.enumerated() {
            let polygons = area.outline.polygons
            guard polygons.allSatisfy(Self.isUsable) else { continue }
            for polygon in polygons {
                let rings = [polygon.exterior] + polygon.holes
                guard let box = BoundingBox(of: rings.joined()) else { continue }
                addPart(rings, box: box, area: Int32(index))
                outlines.append(rings)
            }
        }
        grid = LocatorGrid(outlines: outlines, tables: self)
    }

    /// Whether every coordinate is a number whose square does not overflow.
    private static func isUsable(_ polygon: Polygon) -> Bool {
        ([polygon.exterior] + polygon.holes).joined().allSatisfy { abs($0.x) < 1e150 && abs($0.y) < 1e150 }
    }

    private mutating func addPart(_ rings: [[Point]], box: BoundingBox, area: Int32) {
        let found = rings.flatMap { ring in zip(ring, ring.dropFirst()).compactMap { RingEdge($0, $1) } }
        var part = LocatorPart(box: box, area: area, firstSlab: slabStart.count, slabs: 1, slabsPerUnit: 0)
        var counts = [0]
        // As many slabs as edges, fewer where long edges would stand in too many of them.
        var slabs = min(4096, max(1, found.count))
        while true {
            part.slabs = slabs
            part.slabsPerUnit = box.height > 0 ? Double(slabs) / box.height : 0
            if !part.slabsPerUnit.isFinite { part.slabsPerUnit = 0 }
            counts = [Int](repeating: 0, count: slabs)
            for edge in found {
                for slab in part.slab(edge.lowY)...part.slab(edge.highY) { counts[slab] += 1 }
            }
            if slabs == 1 || counts.reduce(0, +) <= 16 * found.count { break }
            slabs /= 2
        }
        var next: [Int] = []
        var start = edges.count
        for count in counts {
            next.append(start)
            start += count
        }
        slabStart.append(contentsOf: next)
        slabStart.append(start)
        if let any = found.first { edges.append(contentsOf: repeatElement(any, count: start - edges.count)) }
        for edge in found {
            for slab in part.slab(edge.lowY)...part.slab(edge.highY) {
                edges[next[slab]] = edge
                next[slab] += 1
            }
        }
        parts.append(part)
    }
}
