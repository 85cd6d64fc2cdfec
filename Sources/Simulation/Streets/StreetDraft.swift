import HomewardCore
import HomewardGeometry

/// Streets while they are being drawn: nodes, and edges between them.
struct StreetDraft {
    /// One stretch between two nodes.
    struct Edge {
        var from: Int
        var to: Int
        /// Bends between the two nodes.
        var via: [Point] = []
        var highway: String
        /// Which street the stretch belongs to, an index into ``StreetDraft/names``.
        var street: Int
    }

    var nodes: [Point] = []
    var edges: [Edge] = []
    var names: [String] = []

    /// The line of an edge, bends included.
    func line(_ edge: Edge) -> [Point] {
        [nodes[edge.from]] + edge.via + [nodes[edge.to]]
    }

    /// Adds a street and returns its index.
    mutating func addStreet(_ name: String) -> Int {
        names.append(name)
        return names.count - 1
    }

    /// Adds a node and returns its index.
    mutating func addNode(_ point: Point) -> Int {
        nodes.append(point)
        return nodes.count - 1
    }

    /// Cuts edge `index` at vertex or stretch `part` of its line, at `share` of that stretch, and returns the node there.
    mutating func cut(_ index: Int, part: Int, share: Double) -> Int {
        let edge = edges[index]
        let line = line(edge)
        let place = Segment(line[part], line[part + 1]).point(at: share)
        let node = addNode(place)
        edges[index].to = node
        edges[index].via = Array(line[1..<(part + 1)])
        edges.append(
            Edge(
                from: node, to: edge.to, via: Array(line[(part + 1)..<(line.count - 1)]), highway: edge.highway,
                street: edge.street))
        return node
    }

    /// Puts every vertex on the nearest decimetre, so that the file is small and equal ends are equal.
    mutating func round() {
        nodes = nodes.map(StreetDraft.rounded)
        for index in edges.indices { edges[index].via = edges[index].via.map(StreetDraft.rounded) }
        edges.removeAll { nodes[$0.from] == nodes[$0.to] }
    }

    /// The nearest point with whole decimetres.
    static func rounded(_ point: Point) -> Point {
        Point(x: (point.x * 10).rounded() / 10, y: (point.y * 10).rounded() / 10)
    }

    /// Drops whatever is not joined to the largest connected set of nodes that have an edge. O(nodes + edges).
    mutating func keepLargestComponent() {
        var sets = DisjointSets(nodes.count)
        for edge in edges { sets.join(edge.from, edge.to) }
        var size = [Int](repeating: 0, count: nodes.count)
        for edge in edges { size[sets.root(edge.from)] += 1 }
        guard let most = size.max(), let largest = size.firstIndex(of: most) else { return }
        edges.removeAll { sets.root($0.from) != largest }
    }
}
