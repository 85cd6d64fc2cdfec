import HomewardCore

/// The lengths of the shortest ways from each of some places to each of others.
public struct DistanceTable: Sendable, Hashable {
    /// How many places ways start at.
    public let rows: Int
    /// How many places ways lead to.
    public let columns: Int
    /// The lengths row by row, m; infinite where there is no way.
    public let values: [Double]

    /// The length of the shortest way from the one to the other, m, or nil where none joins them within the limit. O(1).
    ///
    /// - Precondition: `row` and `column` are within the table.
    public subscript(row: Int, column: Int) -> Double? {
        precondition((0..<rows).contains(row) && (0..<columns).contains(column), "no such pair in the table")
        let value = values[row * columns + column]
        return value < .infinity ? value : nil
    }
}

/// A network made ready for many distances at once.
///
/// Worth its while from some tens of searches on; one search, or ways and not only their lengths, is
/// ``StreetNetwork/shortestPaths(from:limit:by:)``. Lengths are the same to a billionth: they are added up in another order.
///
/// ```swift
/// let distances = StreetHierarchy(network).distances(from: schools, to: stops)
/// let metres = distances[0, 3]
/// ```
public struct StreetHierarchy: Sendable {
    /// The network.
    public let network: StreetNetwork
    /// What is made as small as can be.
    public let measure: StreetMeasure
    private let graph: ContractedGraph

    /// Prepares a network; see ``StreetMeasure`` for what is made as small as can be. O(nodes), about a tenth of a second for
    /// 50,000 edges.
    public init(_ network: StreetNetwork, by measure: StreetMeasure = .length) {
        self.network = network
        self.measure = measure
        graph = ContractedGraph(nodes: network.nodes.count) { enter in
            for edge in network.edges { enter(edge.from, edge.to, measure.cost(edge)) }
        }
    }

    /// The lengths of the shortest ways from all of some places to all of others, m.
    ///
    /// The same whatever the number of threads. O(origins × core + origins × destinations × height), where the core holds what cannot be
    /// taken apart cheaply, a few hundredths of the nodes of a town.
    ///
    /// - Parameters:
    ///   - origins: Where ways start, places on the network.
    ///   - destinations: Where they lead.
    ///   - limit: Longer ways do not count, m.
    /// - Precondition: the places' edges are edges of the network.
    public func distances(
        from origins: [Snap], to destinations: [Snap], limit: Double = .infinity
    ) -> DistanceTable {
        var work = ContractedGraph.Work(graph)
        let labels = destinations.map { graph.label(ends(of: $0), &work) }
        // A few stretches of rows for each core, so that none waits long for another.
        let stretch = max(1, (origins.count + 15) / 16)
        let stretches = (origins.count + stretch - 1) / stretch
        let values = Parallel.map(stretches) { index in
            var work = ContractedGraph.Work(graph)
            var values: [Double] = []
            for row in (index * stretch)..<min(origins.count, (index + 1) * stretch) {
                let origin = origins[row]
                let lengths = graph.distances(from: ends(of: origin), to: labels, &work)
                for (column, destination) in destinations.enumerated() {
                    var length = lengths[column]
                    if destination.edge == origin.edge {
                        length = min(
                            length,
                            abs(destination.offset - origin.offset) * measure.rate(network.edges[origin.edge]))
                    }
                    values.append(length <= limit ? length : .infinity)
                }
            }
            return values
        }
        return DistanceTable(rows: origins.count, columns: destinations.count, values: Array(values.joined()))
    }

    private func ends(of place: Snap) -> ContractedGraph.Ends {
        let edge = network.edges[place.edge]
        let rate = measure.rate(edge)
        return .init(
            first: edge.from, toFirst: place.offset * rate, second: edge.to,
            toSecond: (edge.length - place.offset) * rate)
    }
}

extension StreetNetwork {
    /// The lengths of the shortest ways from all of some places to all of others, m.
    ///
    /// Few or short ways are searched for one by one, many through a ``StreetHierarchy``; who asks more than once keeps one.
    ///
    /// - Parameters:
    ///   - origins: Where ways start, places on the network.
    ///   - destinations: Where they lead.
    ///   - limit: Longer ways do not count, m.
    ///   - measure: What is made as small as can be.
    /// - Precondition: the places' edges are edges of the network.
    public func distances(
        from origins: [Snap], to destinations: [Snap], limit: Double = .infinity, by measure: StreetMeasure = .length
    ) -> DistanceTable {
        // Preparing the network costs about as much as ten searches of all of it.
        guard min(origins.count, destinations.count) <= 10 else {
            return StreetHierarchy(self, by: measure).distances(from: origins, to: destinations, limit: limit)
        }
        var search = StreetSearch(network: self, by: measure)
        var values = [Double](repeating: .infinity, count: origins.count * destinations.count)
        // There and back are as long, so the search starts where there are fewer places.
        let isTurned = destinations.count < origins.count
        for (start, from) in (isTurned ? destinations : origins).enumerated() {
            search.run(from: from, limit: limit)
            for (end, to) in (isTurned ? origins : destinations).enumerated() {
                let length = search.distance(to: to, from: from)
                let (row, column) = isTurned ? (end, start) : (start, end)
                values[row * destinations.count + column] = length <= limit ? length : .infinity
            }
        }
        return DistanceTable(rows: origins.count, columns: destinations.count, values: values)
    }
}
