import Foundation
import HomewardCore
import HomewardGeometry
import Testing

@testable import HomewardAnalysis

@Suite struct NearestNeighboursTests {
    private static func square(_ side: Double) -> NamedArea {
        NamedArea(
            name: "Square",
            outline: MultiPolygon([BoundingBox(minX: 0, minY: 0, maxX: side, maxY: side).polygon]))
    }

    private static func places(_ count: Int, side: Double, seed: Int) -> [Point] {
        var generator = SeededGenerator(seed: UInt64(seed))
        return (0..<count).map { _ in Point(x: generator.unit() * side, y: generator.unit() * side) }
    }

    @Test(arguments: 1...6) func theMeanIsThatOfAllPairs(_ seed: Int) throws {
        var places = Self.places(60, side: 500, seed: seed)
        // Some share a position, some lie outside.
        places += places.prefix(7) + [Point(x: 900, y: 3), Point(x: .nan, y: 1)]
        let found = try #require(try NearestNeighbours().index(of: places, in: Self.square(500)))
        let inside = places.filter { $0.x < 500 }
        let nearest = inside.indices.map { a in
            inside.indices.filter { $0 != a }.map { inside[a].distance(to: inside[$0]) }.min() ?? 0
        }
        #expect(abs(found.meanDistance - nearest.reduce(0, +) / Double(inside.count)) < 1e-9)
        #expect(found.count == 67 && found.outside == 2 && found.shared == 14)
        #expect(try NearestNeighbours().index(of: places.reversed(), in: Self.square(500)) == found)
    }

    /// On a square lattice every neighbour is a step away, twice as far as chance has it; the expectation and the
    /// standard error are Clark and Evans's own numbers.
    @Test func aLatticeIsTwiceAsFarApartAsChance() throws {
        let places = (0..<400).map { Point(x: Double($0 % 20) * 10 + 5, y: Double($0 / 20) * 10 + 5) }
        let method = NearestNeighbours { $0.edge = .none }
        let found = try #require(try method.index(of: places, in: Self.square(200)))
        #expect(abs(found.ratio - 2) < 1e-12 && abs(found.expectedDistance - 5) < 1e-12)
        #expect(abs(found.z - 5 / (0.26136 / (400 * 0.01).squareRoot())) < 1e-9)
        #expect(found.p < 1e-10)
    }

    /// Donnelly's terms keep the level on data without a pattern; without them the border passes for spacing.
    @Test func chanceIsCalledChance() throws {
        func scores(_ edge: NearestNeighbours.Edge) throws -> [Double] {
            try (1...400).map { run in
                let method = NearestNeighbours { $0.edge = edge }
                let places = Self.places(150, side: 1000, seed: run + 4000)
                return try #require(try method.index(of: places, in: Self.square(1000))).z
            }
        }
        let corrected = try scores(.donnelly)
        let mean = corrected.reduce(0, +) / 400
        #expect(abs(mean) < 0.2, "\(mean)")
        let flagged = corrected.count { abs($0) > 1.959964 }
        #expect((4...32).contains(flagged), "\(flagged) of 400")
        #expect(try scores(.none).reduce(0, +) / 400 > mean + 0.3)
    }

    @Test func theRatioIsOfTheTwoDistances() {
        func ratio(_ mean: Double, _ expected: Double) -> Double {
            NearestNeighbourIndex(
                count: 2, outside: 0, shared: 0, meanDistance: mean, expectedDistance: expected, z: 0, p: 1
            ).ratio
        }
        #expect(ratio(3, 2) == 1.5 && ratio(0.2, 0.4) == 0.5 && ratio(0, 2) == 0 && ratio(1, 0) == 0)
    }

    @Test func tooFewPlacesHaveNoIndex() throws {
        for places in [[], [Point(x: 1, y: 1)], [Point(x: 1, y: 1), Point(x: 999, y: 1)]] {
            #expect(try NearestNeighbours().index(of: places, in: Self.square(100)) == nil)
        }
        let heap = [Point](repeating: Point(x: 5, y: 5), count: 3)
        let found = try #require(try NearestNeighbours().index(of: heap, in: Self.square(100)))
        #expect(found.meanDistance == 0 && found.ratio == 0 && found.shared == 3 && found.z < 0)
    }
}
