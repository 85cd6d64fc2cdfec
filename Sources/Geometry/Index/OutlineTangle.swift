/// Whether the outlines of a layer meet themselves and each other so often that working on them has no end.
///
/// GEOS checks, mends and overlays outlines in time and memory that grow with the places where their edges meet. On a map
/// of areas those are a few for each vertex; in a tangle their number is the square of the vertices, and some thousand
/// vertices cost minutes. So edges are counted first, and no further than it takes to tell the two apart.
public enum OutlineTangle {
    /// How many pairs of edges may have boxes that meet: two million and fifty for each edge. Neighbours in an outline and
    /// borders that two areas share make some ten.
    static func mostPairs(edges: Int) -> Int { 2_000_000 + 50 * edges }
    /// How many pairs of edges may meet in more than a shared end: twenty thousand and two for each edge. Borders that
    /// were drawn twice with different vertices make two.
    static func mostCrossings(edges: Int) -> Int { 20_000 + 2 * edges }

    /// Whether the outlines of `shapes` together are a tangle. O(n log n + pairs that may be).
    public static func isTangle(_ shapes: some Sequence<Shape>) -> Bool {
        var edges: [Segment] = []
        for polygon in shapes.lazy.flatMap(\.polygons) {
            for ring in [polygon.exterior] + polygon.holes {
                edges += zip(ring, ring.dropFirst()).lazy.filter { $0 != $1 }.map { Segment($0, $1) }
            }
        }
        let index = SpatialIndex(boxes: edges.map(\.boundingBox))
        let (mostPairs, mostCrossings) = (mostPairs(edges: edges.count), mostCrossings(edges: edges.count))
        var pairs = 0
        var crossings = 0
        for (number, edge) in edges.enumerated() {
            index.forEach(meeting: edge.boundingBox) { other in
                guard other > number else { return }
                pairs += 1
                if edge.crosses(edges[other]) { crossings += 1 }
            }
            if pairs > mostPairs || crossings > mostCrossings { return true }
        }
        return false
    }
}

extension Segment {
    /// Whether the two meet in more than an end that both have.
    fileprivate func crosses(_ other: Segment) -> Bool {
        start != other.start && start != other.end && end != other.start && end != other.end && meets(other)
    }
}
