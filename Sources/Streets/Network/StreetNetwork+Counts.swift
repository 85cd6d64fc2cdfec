import HomewardCore
public import HomewardGeometry

extension StreetNetwork {
    /// How many points lie on each street segment, that is on each edge: every point counts for the nearest edge, exactly once.
    ///
    /// Of two equally near edges the one with the lower index has the point. A point with no edge within reach, or whose coordinates are no
    /// numbers, counts for none and is told in `farther`; the counts and it add up to the points. O(points × log vertices) in practice.
    ///
    /// - Parameters:
    ///   - points: The points, in the network's coordinates.
    ///   - reach: How far away the nearest edge may be, m, itself included.
    public func counts(of points: [Point], within reach: Double) -> (counts: [Int], farther: Int) {
        let blocks = 64
        let found = Parallel.map(blocks) { block in
            points[points.count * block / blocks..<points.count * (block + 1) / blocks].map {
                snap($0, within: reach, component: nil)?.edge ?? -1
            }
        }
        var counts = [Int](repeating: 0, count: edges.count)
        var farther = 0
        for edge in found.joined() {
            if edge >= 0 { counts[edge] += 1 } else { farther += 1 }
        }
        return (counts, farther)
    }

    /// The part of the network whose edges have their middle in an area. O(edges).
    ///
    /// - Parameter area: The area, in the network's coordinates.
    /// - Throws: ``StreetsError`` where an edge is unsound, as the whole would have been.
    public func part(in area: NamedArea) throws(StreetsError) -> StreetNetwork {
        let locator = AreaLocator([area])
        return try StreetNetwork(
            nodes: nodes, edges: edges.filter { locator.contains($0.line.point(at: $0.length / 2)) },
            isSynthetic: isSynthetic)
    }
}
