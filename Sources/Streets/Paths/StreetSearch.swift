import HeapModule

/// What a search makes as small as can be.
public enum StreetMeasure: Sendable, Hashable {
    /// Metres.
    case length
    /// Metres times the weights of the walking profile: the easiest way. Limits and answers are in such metres.
    case effort

    /// What a metre of an edge counts for.
    func rate(_ edge: StreetNetwork.Edge) -> Double { self == .length ? 1 : edge.weight }

    /// What a whole edge counts for.
    func cost(_ edge: StreetNetwork.Edge) -> Double { edge.length * rate(edge) }
}

/// The working memory of Dijkstra's search, kept so that many searches on one network need no new memory.
public struct StreetSearch: Sendable {
    /// The network that is searched.
    public let network: StreetNetwork
    /// For each node the length of the shortest way of the latest search, m; infinite where it was not reached.
    public private(set) var distance: [Double]
    /// The nodes that the latest search reached, by rising distance, then by number.
    public private(set) var reached: [Int] = []
    /// The half-edge by which the way arrives, −1 unreached, −2 straight from the origin.
    private(set) var arrival: [Int32]
    private var heap = Heap<Entry>()

    private struct Entry: Comparable {
        var distance: Double
        var node: Int32

        static func < (lhs: Entry, rhs: Entry) -> Bool {
            lhs.distance != rhs.distance ? lhs.distance < rhs.distance : lhs.node < rhs.node
        }
    }

    /// What is made as small as can be.
    public let measure: StreetMeasure

    /// Prepares searches on a network. O(nodes).
    public init(network: StreetNetwork, by measure: StreetMeasure = .length) {
        self.network = network
        self.measure = measure
        distance = [Double](repeating: .infinity, count: network.nodes.count)
        arrival = [Int32](repeating: -1, count: network.nodes.count)
    }

    /// Finds the shortest ways from `origin` to all nodes within `limit` metres and forgets the search before.
    /// O((n + m) log n) for what lies within the limit.
    public mutating func run(from origin: Snap, limit: Double) {
        for node in reached {
            distance[node] = .infinity
            arrival[node] = -1
        }
        reached.removeAll(keepingCapacity: true)
        let start = network.edges[origin.edge]
        let rate = measure.rate(start)
        reach(start.from, at: origin.offset * rate, by: -2, limit: limit)
        reach(start.to, at: (start.length - origin.offset) * rate, by: -2, limit: limit)
        while let entry = heap.popMin() {
            let node = Int(entry.node)
            guard entry.distance == distance[node] else { continue }
            reached.append(node)
            for half in network.halfEdges[node] {
                let edge = Int(half >> 1)
                let other = half & 1 == 0 ? network.edges[edge].to : network.edges[edge].from
                let length = entry.distance + measure.cost(network.edges[edge])
                // An edge too short to change the sum may not hand a way back to where it came from.
                guard length > entry.distance || length < distance[other] else { continue }
                reach(other, at: length, by: half, limit: limit)
            }
        }
    }

    /// The length of the shortest way of the latest search, which started at `origin`, to a place on a street, m;
    /// infinite where no end of its edge was reached. O(1).
    public func distance(to place: Snap, from origin: Snap) -> Double {
        Approach(to: place, from: origin, on: network, distances: distance, by: measure).length
    }

    private mutating func reach(_ node: Int, at length: Double, by half: Int32, limit: Double) {
        guard length <= limit, length <= distance[node] else { return }
        if length < distance[node] {
            distance[node] = length
            arrival[node] = half
            heap.insert(Entry(distance: length, node: Int32(node)))
        } else if half < arrival[node] {
            arrival[node] = half
        }
    }
}
