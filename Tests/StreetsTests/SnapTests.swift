import HomewardGeometry
import Testing

@testable import HomewardStreets

@Suite struct SnapTests {
    @Test(arguments: 1...20) func findsTheSameAsLookingAtEveryEdge(_ seed: Int) throws {
        let network = try randomNetwork(nodes: 40, edges: 80, seed: UInt64(seed) &+ 31)
        var dice = Dice(UInt64(seed))
        for _ in 0..<200 {
            let point = Point(x: dice.unit() * 3000 - 1000, y: dice.unit() * 3000 - 1000)
            let best = network.edges.map { $0.line.nearest(to: point).distance }.min() ?? .infinity
            let edge = network.edges.firstIndex { $0.line.nearest(to: point).distance == best }
            let snap = try #require(network.snap(point, within: .infinity, component: nil))
            #expect(snap.edge == edge)
            #expect(snap.distance == best)
            #expect(network.position(edge: snap.edge, offset: snap.offset).point.distance(to: snap.point) < 1e-6)
            #expect((network.snap(point, within: best - 1e-6, component: nil)) == nil)
            #expect((network.snap(point, within: best, component: nil)) == snap)
        }
    }

    @Test func tiesGoToTheLowestEdge() throws {
        let network = try gridNetwork(columns: 3, rows: 3)
        // The crossing in the middle belongs to four edges, the middle of a block to four.
        let crossing = try #require(network.snap(Point(x: 100, y: 100), within: 10))
        #expect(crossing.edge == network.edges(at: 4).min())
        let middle = try #require(network.snap(Point(x: 50, y: 50), within: 100))
        #expect(middle.edge == 0)
        #expect(middle.distance == 50)
    }

    @Test func nothingIsNearAnEmptyNetworkOrAPointThatIsNowhere() throws {
        let empty = try StreetNetwork(nodes: [], edges: [])
        #expect(empty.snap(Point(x: 0, y: 0), within: .infinity, component: nil) == nil)
        let network = try gridNetwork(columns: 2, rows: 2)
        #expect(network.snap(Point(x: .nan, y: 0), within: .infinity) == nil)
        #expect(network.snap(Point(x: 1e150, y: 0), within: .infinity)?.point == Point(x: 100, y: 0))
        // So far away that the distance is no number.
        #expect(network.snap(Point(x: 1e300, y: 0), within: .infinity) == nil)
        #expect(network.snap(Point(x: 0, y: 0), within: -1) == nil)
    }

    @Test func edgesThatDoNotFitTheirNodesAreRefused() {
        let nodes = [Point(x: 0, y: 0), Point(x: 10, y: 0)]
        func build(_ from: Int, _ to: Int, _ line: LineString) -> StreetsError? {
            do {
                _ = try StreetNetwork(
                    nodes: nodes, edges: [.init(from: from, to: to, length: 1, line: line, name: nil, kind: nil)])
                return nil
            } catch { return error }
        }
        #expect(build(0, 1, LineString(nodes)) == nil)
        #expect(build(0, 2, LineString(nodes)) != nil)
        #expect(build(1, 0, LineString(nodes)) != nil)
        #expect(build(0, 0, LineString([nodes[0], nodes[0]])) != nil)
        #expect(build(0, 1, LineString([nodes[0]])) != nil)
        #expect(build(0, 1, LineString([nodes[0], Point(x: .infinity, y: 0), nodes[1]])) != nil)
    }
}
