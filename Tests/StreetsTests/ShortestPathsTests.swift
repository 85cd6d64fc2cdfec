import HomewardGeometry
import Testing

@testable import HomewardStreets

@Suite struct ShortestPathsTests {
    /// All distances between nodes by Floyd and Warshall's method.
    private func allPairs(_ network: StreetNetwork) -> [[Double]] {
        let n = network.nodes.count
        var d = [[Double]](repeating: [Double](repeating: .infinity, count: n), count: n)
        for i in 0..<n { d[i][i] = 0 }
        for edge in network.edges where edge.length < d[edge.from][edge.to] {
            d[edge.from][edge.to] = edge.length
            d[edge.to][edge.from] = edge.length
        }
        for k in 0..<n { for i in 0..<n { for j in 0..<n { d[i][j] = min(d[i][j], d[i][k] + d[k][j]) } } }
        return d
    }

    private func same(_ a: Double?, _ b: Double) -> Bool {
        guard let a else { return b == .infinity }
        return abs(a - b) < 1e-7
    }

    @Test(arguments: 1...40) func agreesWithAllPairs(_ seed: Int) throws {
        let network = try randomNetwork(nodes: 12, edges: 10 + seed % 15, seed: UInt64(seed))
        let expected = allPairs(network)
        for node in network.nodes.indices {
            guard let paths = network.shortestPaths(fromNode: node) else { continue }
            for other in network.nodes.indices { #expect(same(paths.distance(toNode: other), expected[node][other])) }
        }
    }

    @Test(arguments: 1...40) func placesOnEdgesAgreeWithAllPairs(_ seed: Int) throws {
        let network = try randomNetwork(nodes: 10, edges: 16, seed: UInt64(seed) &+ 900)
        let d = allPairs(network)
        var dice = Dice(UInt64(seed))
        for _ in 0..<20 {
            let (a, b) = (randomPlace(on: network, &dice), randomPlace(on: network, &dice))
            let (e, f) = (network.edges[a.edge], network.edges[b.edge])
            var best = a.edge == b.edge ? abs(a.offset - b.offset) : Double.infinity
            for (start, i) in [(a.offset, e.from), (e.length - a.offset, e.to)] {
                for (end, j) in [(b.offset, f.from), (f.length - b.offset, f.to)] {
                    best = min(best, start + d[i][j] + end)
                }
            }
            #expect(same(network.distance(between: a, and: b), best))
            #expect(same(network.distance(between: b, and: a), best), "there and back are as long")
        }
    }

    @Test(arguments: 1...30) func pathsAreRealLines(_ seed: Int) throws {
        let network = try randomNetwork(nodes: 15, edges: 30, seed: UInt64(seed) &+ 77)
        var dice = Dice(UInt64(seed) &+ 5)
        for _ in 0..<20 {
            let (a, b) = (randomPlace(on: network, &dice), randomPlace(on: network, &dice))
            guard let path = network.shortestPaths(from: a).path(to: b) else { continue }
            #expect(abs(path.line.length - path.length) < 1e-6)
            #expect(path.line.points[0].distance(to: a.point) < 1e-6)
            #expect(path.line.points[path.line.points.count - 1].distance(to: b.point) < 1e-6)
            #expect(abs(path.parts.reduce(0) { $0 + abs($1.end - $1.start) } - path.length) < 1e-6)
            for point in path.line.points {
                #expect((network.snap(point, within: 1, component: nil)?.distance ?? 1) < 1e-6, "off the streets")
            }
        }
    }

    @Test(arguments: 1...30) func keepsTheTriangleInequality(_ seed: Int) throws {
        let network = try randomNetwork(nodes: 20, edges: 45, seed: UInt64(seed) &+ 4000)
        var dice = Dice(UInt64(seed))
        let places = (0..<8).map { _ in randomPlace(on: network, &dice) }
        let paths = places.map { network.shortestPaths(from: $0) }
        for i in 0..<8 {
            for j in 0..<8 {
                for k in 0..<8 {
                    guard let ij = paths[i].distance(to: places[j]), let jk = paths[j].distance(to: places[k]) else {
                        continue
                    }
                    #expect((paths[i].distance(to: places[k]) ?? .infinity) <= ij + jk + 1e-9)
                }
            }
        }
    }

    @Test func theLimitCutsTheSearchAndNothingElse() throws {
        let network = try randomNetwork(nodes: 60, edges: 130, seed: 3)
        var dice = Dice(9)
        let origin = randomPlace(on: network, &dice)
        let all = network.shortestPaths(from: origin)
        let near = network.shortestPaths(from: origin, limit: 700)
        for node in network.nodes.indices {
            let whole = all.distance(toNode: node)
            #expect(near.distance(toNode: node) == whole.flatMap { $0 <= 700 ? $0 : nil })
        }
        for _ in 0..<50 {
            let place = randomPlace(on: network, &dice)
            #expect(near.distance(to: place) == all.distance(to: place).flatMap { $0 <= 700 ? $0 : nil })
        }
    }

    @Test func partsThatAreNotJoinedAreNotReached() throws {
        let nodes = [Point(x: 0, y: 0), Point(x: 10, y: 0), Point(x: 0, y: 50), Point(x: 30, y: 50)]
        let network = try StreetNetwork(
            nodes: nodes,
            edges: [
                .init(from: 0, to: 1, length: 0, line: LineString([nodes[0], nodes[1]]), name: nil, kind: nil),
                .init(from: 2, to: 3, length: 0, line: LineString([nodes[2], nodes[3]]), name: nil, kind: nil),
            ])
        #expect(network.component == [1, 1, 0, 0])
        #expect(network.componentLength == [30, 10])
        let (a, b) = (network.position(edge: 0, offset: 5), network.position(edge: 1, offset: 5))
        #expect(network.distance(between: a, and: b) == nil)
        #expect(network.shortestPaths(from: a).path(to: b) == nil)
        #expect(network.snap(Point(x: 5, y: 1), within: 20) == nil)
        #expect(network.snap(Point(x: 5, y: 1), within: 20, component: nil)?.edge == 0)
    }
}
