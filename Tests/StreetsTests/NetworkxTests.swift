import Foundation
import HomewardGeometry
import Testing

@testable import HomewardStreets

/// Lengths that networkx found; see Tests/Oracles/Streets/networkx_paths.py.
@Suite struct NetworkxTests {
    private struct Oracle: Decodable {
        struct Edge: Decodable {
            var from: Int
            var to: Int
            var line: [[Double]]
        }
        struct Lengths: Decodable {
            var source: Int
            var length: [String: Double]
        }
        struct Reached: Decodable {
            var source: Int
            var reached: Int
        }
        var nodes: [[Double]]
        var edges: [Edge]
        var components: [Int]
        var limit: Double
        var all: [Lengths]
        var limited: [Reached]
    }

    @Test func shortestWaysAreAsLong() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let file = folder.appending(path: "Oracles/Streets/networkx_paths.json")
        let oracle = try JSONDecoder().decode(Oracle.self, from: Data(contentsOf: file))
        let network = try StreetNetwork(
            nodes: oracle.nodes.map { Point(x: $0[0], y: $0[1]) },
            edges: oracle.edges.map { edge in
                StreetNetwork.Edge(
                    from: edge.from, to: edge.to, length: 0,
                    line: LineString(edge.line.map { Point(x: $0[0], y: $0[1]) }),
                    name: nil, kind: nil)
            })
        let sizes = network.componentLength.indices.map { part in network.component.count { $0 == part } }
        #expect(sizes.sorted(by: >) == oracle.components)
        for lengths in oracle.all {
            let paths = try #require(network.shortestPaths(fromNode: lengths.source))
            for node in network.nodes.indices {
                let wanted = lengths.length[String(node)]
                #expect((paths.distance(toNode: node) == nil) == (wanted == nil))
                if let wanted, let found = paths.distance(toNode: node) {
                    #expect(abs(found - wanted) <= 1e-9 * max(1, wanted))
                    #expect(abs((paths.path(toNode: node)?.line.length ?? 0) - wanted) <= 1e-6)
                }
            }
        }
        for limited in oracle.limited {
            let paths = try #require(network.shortestPaths(fromNode: limited.source, limit: oracle.limit))
            #expect(paths.distances.count { $0.isFinite } == limited.reached)
        }
    }
}
