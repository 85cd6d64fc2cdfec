import HomewardCore

/// The connected parts of a graph, numbered by falling length of their edges, then by their lowest node.
struct Components {
    /// For each node its part.
    var component: [Int]
    /// The length of each part's edges, m, falling.
    var length: [Double]

    /// Finds them by union–find. O((nodes + edges) log nodes).
    init(nodes: Int, edges: [StreetNetwork.Edge]) {
        var sets = DisjointSets(nodes)
        for edge in edges { sets.join(edge.from, edge.to) }
        var total = [Double](repeating: 0, count: nodes)
        for edge in edges { total[sets.root(edge.from)] += edge.length }
        let roots = (0..<nodes).filter { sets.root($0) == $0 }
            .sorted { total[$0] != total[$1] ? total[$0] > total[$1] : $0 < $1 }
        var number = [Int](repeating: 0, count: nodes)
        for (index, node) in roots.enumerated() { number[node] = index }
        component = (0..<nodes).map { number[sets.root($0)] }
        length = roots.map { total[$0] }
    }
}
