import HomewardCore
import HomewardGeometry
import Testing

@testable import HomewardStreets

/// Points by street segment.
@Suite struct StreetCountTests {
    /// Streets 100 m apart, from junction to junction.
    private func lattice(_ across: Int) throws -> StreetNetwork {
        let nodes = (0..<across * across).map {
            Point(x: 100 * Double($0 % across), y: 100 * Double($0 / across))
        }
        var edges: [StreetNetwork.Edge] = []
        for node in nodes.indices {
            for next in [
                node % across < across - 1 ? node + 1 : nil, node + across < nodes.count ? node + across : nil,
            ] {
                guard let next else { continue }
                edges.append(
                    StreetNetwork.Edge(
                        from: node, to: next, length: 100, line: LineString([nodes[node], nodes[next]]), name: nil,
                        kind: nil))
            }
        }
        return try StreetNetwork(nodes: nodes, edges: edges)
    }

    @Test(
        "Rounded positions at junctions, in the middle of blocks and far out count exactly once",
        arguments: [1.0, 10, 50, 100])
    func exactlyOnce(rounding: Double) throws {
        let streets = try lattice(8)
        var generator = SeededGenerator(seed: 2)
        let points = (0..<4000).map { _ in
            Point(
                x: ((generator.unit() * 1000 - 150) / rounding).rounded() * rounding,
                y: ((generator.unit() * 1000 - 150) / rounding).rounded() * rounding)
        }
        let (counts, farther) = streets.counts(of: points, within: 30)
        #expect(counts.reduce(0, +) + farther == points.count)
        // The nearest of all, one by one, ties to the first.
        var naive = [Int](repeating: 0, count: streets.edges.count)
        var far = 0
        for point in points {
            let distances = streets.edges.map {
                Segment($0.line.points[0], $0.line.points[1]).distance(to: point)
            }
            guard let least = distances.min(), least <= 30, let edge = distances.firstIndex(of: least) else {
                far += 1
                continue
            }
            naive[edge] += 1
        }
        #expect(farther == far)
        #expect(counts == naive)
        #expect(streets.counts(of: points.reversed(), within: 30).counts == counts)
    }

    @Test func aPointThatIsNoneIsFartherThanAnything() throws {
        let streets = try lattice(2)
        let (counts, farther) = streets.counts(
            of: [Point(x: .nan, y: 0), Point(x: .infinity, y: 0), Point(x: 50, y: 5)], within: 50)
        #expect(farther == 2 && counts.reduce(0, +) == 1)
        #expect(streets.counts(of: [], within: 50).counts == [0, 0, 0, 0])
    }

    @Test("A part has the edges whose middle lies in it")
    func part() throws {
        let streets = try lattice(4)
        let area = NamedArea(
            name: "West", outline: MultiPolygon([BoundingBox(minX: -10, minY: -10, maxX: 120, maxY: 400).polygon]))
        let part = try streets.part(in: area)
        #expect(part.edges.count == 4 + 3 + 3)
        let none = try streets.part(
            in: NamedArea(
                name: "Away", outline: MultiPolygon([BoundingBox(minX: 5000, minY: 0, maxX: 6000, maxY: 9).polygon])))
        #expect(none.edges.isEmpty)
        #expect(none.counts(of: [Point(x: 0, y: 0)], within: 50).farther == 1)
    }
}
