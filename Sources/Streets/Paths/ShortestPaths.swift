/// The shortest ways from one place on the streets to every node within a limit.
///
/// Source: E. W. Dijkstra (1959), "A note on two problems in connexion with graphs", Numerische Mathematik 1, 269–271.
public struct ShortestPaths: Sendable {
    /// The network that was searched.
    public let network: StreetNetwork
    /// Where the ways start.
    public let origin: Snap
    /// How far the search went, m.
    public let limit: Double
    /// What was made as small as can be: with ``StreetMeasure/effort`` every length here counts metres by their weight.
    public let measure: StreetMeasure
    /// For each node the length of the shortest way to it, m; infinite where it is farther than ``limit`` or not joined.
    public let distances: [Double]
    /// For each node the half-edge by which the way arrives; −1 at unreached nodes, −2 where it comes straight from the origin.
    let arrival: [Int32]

    /// The length of the shortest way to a node, m, or nil where it is farther than the limit or not joined. O(1).
    public func distance(toNode node: Int) -> Double? {
        guard distances.indices.contains(node), distances[node].isFinite else { return nil }
        return distances[node]
    }

    /// The length of the shortest way to a place on a street, m, or nil where it is farther than the limit or not
    /// joined. O(1).
    public func distance(to place: Snap) -> Double? { approach(to: place)?.length }

    /// How the shortest way reaches a place, or nil where it is farther than the limit or not joined. O(1).
    func approach(to place: Snap) -> Approach? {
        guard network.edges.indices.contains(place.edge) else { return nil }
        let best = Approach(to: place, from: origin, on: network, distances: distances, by: measure)
        return best.length.isFinite && best.length <= limit ? best : nil
    }
}

/// How a shortest way reaches a place on a street: along the edge from where it starts, or over an end of the edge.
struct Approach {
    /// Where the way comes onto the place's edge.
    enum Entry {
        /// It starts on the edge.
        case origin
        /// Where the edge's line starts.
        case start
        /// Where the edge's line ends.
        case end
    }

    var entry = Entry.origin
    /// The length of the whole way, m; infinite where there is none.
    var length = Double.infinity

    /// The shortest of the ways, the first of equals in the order of ``Entry``. O(1).
    ///
    /// - Parameters:
    ///   - place: The place, whose edge is one of the network's.
    ///   - origin: Where the ways start.
    ///   - network: The streets.
    ///   - distances: The lengths of the shortest ways from there to the nodes, m.
    ///   - measure: What was made as small as can be.
    init(
        to place: Snap, from origin: Snap, on network: StreetNetwork, distances: [Double], by measure: StreetMeasure
    ) {
        let edge = network.edges[place.edge]
        let rate = measure.rate(edge)
        if place.edge == origin.edge { length = abs(place.offset - origin.offset) * rate }
        let byStart = distances[edge.from] + place.offset * rate
        if byStart < length { (entry, length) = (.start, byStart) }
        let byEnd = distances[edge.to] + (edge.length - place.offset) * rate
        if byEnd < length { (entry, length) = (.end, byEnd) }
    }
}

extension StreetNetwork {
    /// The shortest ways from a place on a street to every node within `limit` metres.
    ///
    /// Of two equally short ways to a node the one that arrives by the lower half-edge wins, so that the answer does not
    /// depend on the order of the search. O((n + m) log n) for the n nodes and m edges within the limit, and O(nodes) to
    /// lay out the answer.
    ///
    /// - Precondition: `origin.edge` is an index of ``edges``, as it is for what ``snap(_:within:component:)`` returns.
    public func shortestPaths(
        from origin: Snap, limit: Double = .infinity, by measure: StreetMeasure = .length
    ) -> ShortestPaths {
        var search = StreetSearch(network: self, by: measure)
        search.run(from: origin, limit: limit)
        return ShortestPaths(
            network: self, origin: origin, limit: limit, measure: measure, distances: search.distance,
            arrival: search.arrival)
    }

    /// The shortest ways from a node, or nil where no edge ends there.
    public func shortestPaths(fromNode node: Int, limit: Double = .infinity) -> ShortestPaths? {
        position(node: node).map { shortestPaths(from: $0, limit: limit) }
    }

    /// The length of the shortest way between two places on the streets, m, or nil where none joins them within `limit`.
    public func distance(between first: Snap, and second: Snap, limit: Double = .infinity) -> Double? {
        shortestPaths(from: first, limit: limit).distance(to: second)
    }
}
