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

    /// Evenly strewn, crowded, in lines and on lattices, many at one position: the same numbers as of all pairs, in the same order.
    @Test(arguments: [
        "even", "crowd", "crowd in a column", "crowd in a row", "row", "column", "lattice", "heap", "two", "one",
    ])
    func eachDistanceIsTheLeastOfAll(_ form: String) {
        var generator = SeededGenerator(seed: 11)
        let count = ["two": 2, "one": 1][form] ?? 600
        var places = (0..<count).map { number in
            let (x, y) = (431_000 + 2000 * generator.unit(), -5000 * generator.unit())
            let crowd = Point(x: 432_000 + generator.unit(), y: -2000 + generator.unit())
            let isCrowd = number.isMultiple(of: 2)
            return switch form {
            case "crowd": number.isMultiple(of: 50) ? Point(x: x, y: y) : crowd
            case "crowd in a column": isCrowd ? crowd : Point(x: 432_000 + generator.unit(), y: y)
            case "crowd in a row": isCrowd ? crowd : Point(x: x, y: -2000 + generator.unit())
            case "row": Point(x: x, y: 7)
            case "column": Point(x: -0.0, y: y)
            case "lattice": Point(x: 50 * (x / 50).rounded(), y: 100 * (y / 100).rounded())
            case "heap": Point(x: 5, y: 5)
            default: Point(x: x, y: y)
            }
        }
        if count > 2 { places += places.prefix(30) + places.prefix(10) }
        let found = NearestDistances(xs: places.map(\.x), ys: places.map(\.y))
        let sorted = places.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
        let alone = sorted.filter { place in sorted.count { $0 == place } == 1 }
        #expect(found.shared == places.count - alone.count)
        let least = alone.map { place in
            sorted.reduce(Double.infinity) { $1 == place ? $0 : min($0, $1.distance(to: place)) }
        }
        #expect(found.ofThoseAlone == least)
        let reversed = NearestDistances(xs: places.reversed().map(\.x), ys: places.reversed().map(\.y))
        #expect(reversed.ofThoseAlone == least && reversed.shared == found.shared)
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
