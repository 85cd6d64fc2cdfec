/// Gathers who walks along which stretch of street, from the ways out of one gate.
///
/// Every way follows the tree of shortest ways, so the children who pass a node are those with a destination behind it:
/// what is added at a node is carried to its parent, from the farthest node to the nearest.
struct JourneyLegs {
    private let paths: ShortestPaths
    private let network: StreetNetwork
    /// The share of the children whose way ends on an edge beyond the node, entered there.
    private var beyond: [Double]
    private var legs: [SchoolJourneys.Leg] = []
    /// Stretches with homes, each from where it is entered to where its last child lives. `node` nil is the gate.
    private var homes: [(node: Int?, edge: Int, start: Double, end: Double)] = []

    init(paths: ShortestPaths) {
        self.paths = paths
        network = paths.network
        beyond = [Double](repeating: 0, count: paths.network.nodes.count)
    }

    /// Children walk to places on streets; each place's share is its weight.
    mutating func walk(to destinations: [StreetJourneys.Destination], share: Double) {
        let total = destinations.reduce(0) { $0 + $1.weight }
        guard total > 0, share > 0 else { return }
        for destination in destinations {
            guard let approach = paths.approach(to: destination.place) else { continue }
            let part = share * destination.weight / total
            let place = destination.place
            let edge = network.edges[place.edge]
            let start: Double
            switch approach.entry {
            case .origin: start = paths.origin.offset
            case .start: (start, beyond[edge.from]) = (0, beyond[edge.from] + part)
            case .end: (start, beyond[edge.to]) = (edge.length, beyond[edge.to] + part)
            }
            legs.append(.init(edge: place.edge, start: start, end: place.offset, atStart: part, atEnd: part))
        }
    }

    /// Finds the stretches with homes within `limit` of the gate and returns their length, m.
    mutating func streetWithHomes(within limit: Double, without kinds: Set<String>) -> Double {
        homes = stretches(within: limit) { !kinds.contains($0 ?? "") }
        // Where there are paths alone, people live on them.
        if homes.isEmpty { homes = stretches(within: limit) { _ in true } }
        return homes.reduce(0) { $0 + abs($1.end - $1.start) }
    }

    private func stretches(
        within limit: Double, isHome: (String?) -> Bool
    ) -> [(node: Int?, edge: Int, start: Double, end: Double)] {
        var found: [(node: Int?, edge: Int, start: Double, end: Double)] = []
        /// A stretch between two places with known distances from the gate: each of its points is reached by the
        /// nearer way.
        func add(_ edge: Int, _ a: (node: Int?, at: Double, far: Double), _ b: (node: Int?, at: Double, far: Double)) {
            let length = b.at - a.at
            guard length > 0, a.far < .infinity || b.far < .infinity else { return }
            let rate = paths.measure.rate(network.edges[edge])
            let meet =
                b.far == .infinity ? length : a.far == .infinity ? 0 : (b.far + length * rate - a.far) / 2 / rate
            let split = min(length, max(0, meet))
            let fromA = min(split, max(0, (limit - a.far) / rate))
            let fromB = min(length - split, max(0, (limit - b.far) / rate))
            if fromA > 0 { found.append((a.node, edge, a.at, a.at + fromA)) }
            if fromB > 0 { found.append((b.node, edge, b.at, b.at - fromB)) }
        }
        let origin = paths.origin
        for (index, edge) in network.edges.enumerated() where isHome(edge.kind) {
            let from = (node: Optional(edge.from), at: 0.0, far: paths.distances[edge.from])
            let to = (node: Optional(edge.to), at: edge.length, far: paths.distances[edge.to])
            if index == origin.edge {
                let gate = (node: Int?.none, at: origin.offset, far: 0.0)
                add(index, from, gate)
                add(index, gate, to)
            } else {
                add(index, from, to)
            }
        }
        return found
    }

    /// Children live evenly along the stretches found before.
    mutating func spread(share: Double) {
        let total = homes.reduce(0) { $0 + abs($1.end - $1.start) }
        guard total > 0, share > 0 else { return }
        for home in homes {
            let part = share * abs(home.end - home.start) / total
            if let node = home.node { beyond[node] += part }
            legs.append(.init(edge: home.edge, start: home.start, end: home.end, atStart: part, atEnd: 0))
        }
    }

    /// Carries everybody from where they leave the tree back to the gate, and gives the whole.
    mutating func journeys(stopShare: Double, homeShare: Double) -> SchoolJourneys {
        let order = network.nodes.indices.filter { paths.distances[$0].isFinite && beyond[$0] >= 0 }
            .sorted {
                paths.distances[$0] != paths.distances[$1] ? paths.distances[$0] > paths.distances[$1] : $0 > $1
            }
        for node in order where beyond[node] > 0 {
            let flow = beyond[node]
            let half = Int(paths.arrival[node])
            guard half >= 0 else {
                let edge = network.edges[paths.origin.edge]
                let offset = paths.origin.offset
                let toStart = edge.from == node && (edge.to != node || offset <= edge.length - offset)
                let end = toStart ? 0 : edge.length
                if end != offset {
                    legs.append(.init(edge: paths.origin.edge, start: offset, end: end, atStart: flow, atEnd: flow))
                }
                continue
            }
            let edge = network.edges[half >> 1]
            let isForward = half & 1 == 0
            legs.append(
                .init(
                    edge: half >> 1, start: isForward ? 0 : edge.length, end: isForward ? edge.length : 0,
                    atStart: flow, atEnd: flow))
            beyond[isForward ? edge.from : edge.to] += flow
        }
        return SchoolJourneys(legs: legs, network: network, stopShare: stopShare, homeShare: homeShare)
    }
}
