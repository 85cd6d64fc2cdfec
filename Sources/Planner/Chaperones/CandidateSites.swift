import HomewardStreets

/// Every place where a post may stand: all nodes, and on edges longer than the reach inner points that cut them into equal
/// pieces no longer than it.
struct CandidateSites {
    /// Nodes in their order, then inner points by edge.
    private(set) var places: [Snap] = []
    /// The node, or nil for an inner point.
    private(set) var node: [Int?] = []
    private let network: StreetNetwork
    private let reach: Double
    /// For each node its place in `places`, or −1 where no edge ends there.
    private var ofNode: [Int] = []
    /// For edge `e` the inner points `firstInner[e] ..< firstInner[e + 1]`.
    private var firstInner: [Int] = []

    init(reach: Double, network: StreetNetwork) {
        self.network = network
        self.reach = reach
        for index in network.nodes.indices {
            guard let place = network.position(node: index) else {
                ofNode.append(-1)
                continue
            }
            ofNode.append(places.count)
            places.append(place)
            node.append(index)
        }
        for (index, edge) in network.edges.enumerated() {
            firstInner.append(places.count)
            let pieces = min(1000, (edge.length / reach).rounded(.up))
            for piece in 1..<max(1, Int(pieces)) {
                places.append(network.position(edge: index, offset: edge.length * Double(piece) / pieces))
                node.append(nil)
            }
        }
        firstInner.append(places.count)
    }

    /// Calls `body` for each site within the reach of the latest search, each once.
    func forEachSite(of search: StreetSearch, origin: Snap, _ body: (Int) -> Void) {
        var edges = [origin.edge]
        for node in search.reached {
            body(ofNode[node])
            edges += network.edges(at: node)
        }
        edges.sort()
        var last = -1
        for edge in edges where edge != last {
            last = edge
            for site in firstInner[edge]..<firstInner[edge + 1]
            where search.distance(to: places[site], from: origin) <= reach { body(site) }
        }
    }
}
