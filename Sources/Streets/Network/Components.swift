/// The connected parts of a graph, numbered by falling length of their edges, then by their lowest node.
struct Components {
    /// For each node its part.
    var component: [Int]
    /// The length of each part's edges, m, falling.
    var length: [Double]

    /// Finds them by union–find with path halving. O(nodes + edges α).
    init(nodes: Int, edges: [StreetNetwork.Edge]) {
        var parent = Array(0..<nodes)
        func root(_ node: Int) -> Int {
            var node = node
            while parent[node] != node {
                parent[node] = parent[parent[node]]
                node = parent[node]
            }
            return node
        }
        for edge in edges {
            let (a, b) = (root(edge.from), root(edge.to))
            if a != b { parent[max(a, b)] = min(a, b) }
        }
        var total = [Double](repeating: 0, count: nodes)
        for edge in edges { total[root(edge.from)] += edge.length }
        let roots = (0..<nodes).filter { root($0) == $0 }
            .sorted { total[$0] != total[$1] ? total[$0] > total[$1] : $0 < $1 }
        var number = [Int](repeating: 0, count: nodes)
        for (index, node) in roots.enumerated() { number[node] = index }
        component = (0..<nodes).map { number[root($0)] }
        length = roots.map { total[$0] }
    }
}
