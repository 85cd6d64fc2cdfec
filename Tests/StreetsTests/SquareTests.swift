import Foundation
import HomewardGeometry
import Testing

@testable import HomewardStreets

/// Ways across squares against all that could be seen, tried one by one.
@Suite struct SquareTests {
    /// A star-shaped outline of `corners` vertices.
    private func outline(_ corners: Int, _ dice: inout Dice) -> [Point] {
        let ring = (0..<corners).map { index in
            let angle = 2 * Double.pi * Double(index) / Double(corners)
            let radius = 30 + 70 * dice.unit()
            return Point(x: 1000 + radius * cos(angle), y: 1000 + radius * sin(angle))
        }
        return ring + [ring[0]]
    }

    /// The shortest ways inside the outline between its vertices: what is seen by trying every edge, then Floyd and Warshall.
    private func tried(_ ring: [Point]) -> [[Double]] {
        let count = ring.count - 1
        let polygon = Polygon(exterior: ring)
        func isSeen(_ a: Int, _ b: Int) -> Bool {
            if (a + 1) % count == b || (b + 1) % count == a { return true }
            let ray = Segment(ring[a], ring[b])
            for edge in 0..<count where ![a, b].contains(edge) && ![a, b].contains((edge + 1) % count) {
                if ray.meets(Segment(ring[edge], ring[edge + 1])) { return false }
            }
            return polygon.holds(ray.point(at: 0.5))
        }
        var d = (0..<count).map { a in
            (0..<count).map { b in a == b ? 0 : isSeen(a, b) ? ring[a].distance(to: ring[b]) : .infinity }
        }
        for k in 0..<count { for i in 0..<count { for j in 0..<count { d[i][j] = min(d[i][j], d[i][k] + d[k][j]) } } }
        return d
    }

    @Test(arguments: 1...40) func waysAcrossAreNoLongerThanTheyMustBe(_ seed: Int) throws {
        var dice = Dice(UInt64(seed) &+ 60)
        let corners = 5 + seed % 14
        let ring = outline(corners, &dice)
        let truth = tried(ring)
        var entrances: [Int] = []
        var lines = [(LineString(ring), "pedestrian", "")]
        for index in 0..<corners where dice.below(2) == 0 {
            entrances.append(index)
            let out = Segment(Point(x: 1000, y: 1000), ring[index]).point(at: 2)
            lines.append((LineString([ring[index], out]), "residential", ""))
        }
        let (network, report) = try StreetBuilder().build(from: layer(lines))
        for a in entrances {
            for b in entrances where a < b {
                let (first, second) = (
                    try #require(network.snap(ring[a], within: 0.01)), try #require(network.snap(ring[b], within: 0.01))
                )
                let found = try #require(network.distance(between: first, and: second))
                #expect(found >= truth[a][b] - 1e-6, "through a wall")
                #expect(found <= truth[a][b] * 1.0101 + 1e-6, "round \(found), straight \(truth[a][b])")
            }
        }
        #expect(report.squares <= 1)
        let across = network.edges.count { $0.traits.contains(.acrossSquare) }
        #expect(across <= corners * (corners - 1) / 2)
    }

    @Test func aSquareWithVeryManyEntrancesHasABoundedNumberOfWays() throws {
        let count = 400
        let ring = (0..<count).map { index in
            let angle = 2 * Double.pi * Double(index) / Double(count)
            return Point(x: 500 * cos(angle), y: 500 * sin(angle))
        }
        let lines =
            [(LineString(ring + [ring[0]]), "pedestrian", "")]
            + ring.map { (LineString([$0, Point(x: 1.1 * $0.x, y: 1.1 * $0.y)]), "footway", "") }
        let (network, report) = try StreetBuilder().build(from: layer(lines))
        let across = network.edges.count { $0.traits.contains(.acrossSquare) }
        #expect(report.squares == 1)
        #expect(across > 50 && across <= SquareCrossings.mostCorners * (SquareCrossings.mostCorners - 1) / 2)
        let (east, west) = (
            try #require(network.snap(ring[0], within: 1)), try #require(network.snap(ring[200], within: 1))
        )
        #expect(try #require(network.distance(between: east, and: west)) < 1030)
    }

    @Test func anOutlineThatCrossesItselfIsWalkedRoundAndNotAcross() throws {
        let bow = line((0, 0), (100, 100), (100, 0), (0, 100), (0, 0))
        let lines = [
            (bow, "pedestrian", ""), (line((0, 0), (-50, 0)), "footway", ""), (line((100, 0), (150, 0)), "footway", ""),
        ]
        let (network, report) = try StreetBuilder().build(from: layer(lines))
        #expect(report.squares == 0 && abs(network.length - bow.length - 100) < 1e-6)
    }
}
