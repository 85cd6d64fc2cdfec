import HomewardGeometry

extension StreetDraft {
    /// Drops the lesser of any two edges that cross where they share no node, so that streets meet in junctions only.
    ///
    /// Of equal rank the later edge goes. Vertices stand on whole decimetres here, so that the test is exact. O(edges) for edges of
    /// similar length, by a grid of 250 m.
    mutating func dropCrossings() {
        var cells: [Cell: [Int]] = [:]
        var isDropped = [Bool](repeating: false, count: edges.count)
        let order = edges.indices.sorted { (rank(edges[$0]), $0) < (rank(edges[$1]), $1) }
        for index in order {
            let line = line(edges[index])
            let near = Set(cellsTouched(by: line))
            let others = Set(near.flatMap { cells[$0] ?? [] }).sorted()
            if others.contains(where: { crosses(line, self.line(edges[$0])) }) {
                isDropped[index] = true
            } else {
                for cell in near { cells[cell, default: []].append(index) }
            }
        }
        edges = edges.indices.filter { !isDropped[$0] }.map { edges[$0] }
    }

    private struct Cell: Hashable {
        var column: Int
        var row: Int
    }

    private func rank(_ edge: Edge) -> Int {
        ["primary", "secondary", "tertiary", "residential", "footway"].firstIndex(of: edge.highway) ?? 5
    }

    private func cellsTouched(by line: [Point]) -> [Cell] {
        guard let box = BoundingBox(of: line) else { return [] }
        func index(_ value: Double) -> Int { Int((value / 250).rounded(.down)) }
        return (index(box.minX)...index(box.maxX)).flatMap { column in
            (index(box.minY)...index(box.maxY)).map { Cell(column: column, row: $0) }
        }
    }

    /// Whether two lines meet anywhere but in an end that both share.
    private func crosses(_ first: [Point], _ second: [Point]) -> Bool {
        for (a, b) in zip(first, first.dropFirst()) {
            for (c, d) in zip(second, second.dropFirst()) {
                let shared = [a, b].filter { $0 == c || $0 == d }
                if shared.count > 1 { return true }
                if let joint = shared.first {
                    // From a common vertex two straight stretches meet again only where they lie on one another.
                    let tip = a == joint ? b : a
                    let other = c == joint ? d : c
                    let along = (tip.x - joint.x) * (other.x - joint.x) + (tip.y - joint.y) * (other.y - joint.y)
                    if Segment(joint, tip).side(of: other) == 0 && along > 0 { return true }
                } else if Segment(a, b).meets(Segment(c, d)) {
                    return true
                }
            }
        }
        return false
    }
}
