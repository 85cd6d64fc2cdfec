import HomewardGeometry
import Testing

@testable import HomewardStreets

@Suite struct StreetHierarchyTests {
    private func places(_ network: StreetNetwork, _ count: Int, _ seed: Int) -> [Snap] {
        var dice = Dice(UInt64(seed))
        return (0..<count).map { _ in randomPlace(on: network, &dice) }
    }

    /// Every pair of the table against a search of its own.
    private func compare(
        _ table: DistanceTable, _ network: StreetNetwork, _ from: [Snap], _ to: [Snap], limit: Double = .infinity,
        by measure: StreetMeasure = .length
    ) {
        for (row, origin) in from.enumerated() {
            let paths = network.shortestPaths(from: origin, limit: limit, by: measure)
            for (column, destination) in to.enumerated() {
                let expected = paths.distance(to: destination)
                let found = table[row, column]
                #expect((found == nil) == (expected == nil))
                if let found, let expected { #expect(abs(found - expected) <= 1e-9 * max(1, expected)) }
            }
        }
    }

    @Test(arguments: 1...60) func agreesWithASearchForEachPair(_ seed: Int) throws {
        let network = try randomNetwork(nodes: 5 + 2 * seed, edges: 6 + 3 * seed, seed: UInt64(seed) &+ 8000)
        let (from, to) = (places(network, 15, seed), places(network, 12, seed + 500))
        compare(StreetHierarchy(network).distances(from: from, to: to), network, from, to)
        compare(StreetHierarchy(network).distances(from: from, to: to, limit: 600), network, from, to, limit: 600)
        compare(network.distances(from: from, to: to), network, from, to)
        compare(
            network.distances(from: from, to: Array(to.prefix(3)), limit: 600), network, from, Array(to.prefix(3)),
            limit: 600)
        compare(network.distances(from: Array(from.prefix(2)), to: to), network, Array(from.prefix(2)), to)
    }

    @Test(arguments: [1, 2, 3, 5, 8, 48]) func agreesHoweverMuchIsLeftInTheCore(_ mostNeighbours: Int) throws {
        let network = try gridNetwork(columns: 17, rows: 13)
        let graph = ContractedGraph(nodes: network.nodes.count, mostNeighbours: mostNeighbours) { enter in
            for edge in network.edges { enter(edge.from, edge.to, edge.length) }
        }
        #expect(graph.core.isEmpty == (mostNeighbours == 48))
        var work = ContractedGraph.Work(graph)
        let labels = network.nodes.indices.map {
            graph.label(.init(first: $0, toFirst: 0, second: $0, toSecond: 0), &work)
        }
        for node in stride(from: 0, to: network.nodes.count, by: 7) {
            let found = graph.distances(
                from: .init(first: node, toFirst: 0, second: node, toSecond: 0), to: labels, &work)
            for other in network.nodes.indices {
                let (a, b) = (network.nodes[node], network.nodes[other])
                #expect(found[other] == abs(a.x - b.x) + abs(a.y - b.y))
            }
        }
    }

    @Test func weightsAreMinded() throws {
        var edges = try gridNetwork(columns: 6, rows: 6).edges
        let nodes = try gridNetwork(columns: 6, rows: 6).nodes
        for index in edges.indices { edges[index].weight = 1 + Double(index % 7) }
        let network = try StreetNetwork(nodes: nodes, edges: edges)
        let (from, to) = (places(network, 20, 3), places(network, 20, 4))
        compare(network.distances(from: from, to: to, by: .effort), network, from, to, by: .effort)
        compare(network.distances(from: from, to: to), network, from, to)
        #expect(network.distances(from: from, to: to, by: .effort) != network.distances(from: from, to: to))
    }

    @Test func thereAndBackAreAsLongAndTwoRunsAreTheSame() throws {
        let network = try randomNetwork(nodes: 300, edges: 500, seed: 77)
        let all = places(network, 40, 9)
        let hierarchy = StreetHierarchy(network)
        let table = hierarchy.distances(from: all, to: all)
        for i in 0..<40 {
            #expect(table[i, i] == 0)
            for j in 0..<40 {
                #expect((table[i, j] == nil) == (table[j, i] == nil))
                #expect(abs((table[i, j] ?? 0) - (table[j, i] ?? 0)) < 1e-9 * max(1, table[i, j] ?? 0))
            }
        }
        #expect(StreetHierarchy(network).distances(from: all, to: all) == table)
    }

    @Test func aTangleIsTakenApartOnlyAsFarAsItIsCheap() throws {
        // Random edges have no small separators: taken apart to the end they would fill up.
        var dice = Dice(4)
        let count = 2000
        let edges = (0..<(3 * count)).map { _ in (dice.below(count), dice.below(count), 1 + dice.unit()) }
        let graph = ContractedGraph(nodes: count, mostNeighbours: 16) { enter in
            for edge in edges { enter(edge.0, edge.1, edge.2) }
        }
        #expect(graph.core.count > 100)
        #expect(graph.arcs < 60 * count)
    }

    @Test func nothingAskedIsNothingAnswered() throws {
        let network = try gridNetwork(columns: 2, rows: 2)
        let place = network.position(edge: 0, offset: 10)
        #expect(network.distances(from: [], to: [place]).values.isEmpty)
        #expect(StreetHierarchy(network).distances(from: [place], to: []).values.isEmpty)
        #expect(
            StreetHierarchy(network).distances(from: [place], to: [network.position(edge: 0, offset: 30)])[0, 0] == 20)
    }
}
