import Foundation
import Testing

@testable import Geometry

@Suite struct AreaLocatorTests {
    /// Squares that tile a field, and points inside, on their edges and on their corners: each has exactly one square.
    @Test(arguments: 0..<8) func aPartitionOfSquaresIsExact(_ seed: UInt64) throws {
        var dice = Dice(seed)
        let side = [1.0, 0.1, 250, 1.0 / 3][Int(seed) % 4]
        let origin = seed < 4 ? Point(x: 0, y: 0) : Point(x: 433_000.1, y: 279_000.7)
        func corner(_ i: Int, _ j: Int) -> Point {
            Point(x: origin.x + Double(i) * side, y: origin.y + Double(j) * side)
        }
        var areas: [NamedArea] = []
        for j in 0..<12 {
            for i in 0..<12 {
                let ring = [corner(i, j), corner(i + 1, j), corner(i + 1, j + 1), corner(i, j + 1)]
                areas.append(area("\(i) \(j)", Polygon(exterior: dice.next() % 2 == 0 ? ring : ring.reversed())))
            }
        }
        var points: [Point] = []
        var wanted: [Int] = []
        for _ in 0..<4000 {
            let (i, j) = (Int.random(in: 0..<12, using: &dice), Int.random(in: 0..<12, using: &dice))
            let (low, high) = (corner(i, j), corner(i + 1, j + 1))
            var point = Point(
                x: .random(in: low.x..<high.x, using: &dice), y: .random(in: low.y..<high.y, using: &dice))
            switch dice.next() % 4 {
            case 0: point.x = low.x
            case 1: point.y = low.y
            case 2: point = low
            default: break
            }
            points.append(point)
            wanted.append(j * 12 + i)
        }
        let result = AreaLocator(areas).assign(points)
        #expect(result.area.map(Int.init) == wanted)
        #expect(result.outside == 0 && result.counts.reduce(0, +) == points.count)
        // The order of the list does not matter where nothing overlaps.
        let reversed = AreaLocator(areas.reversed()).assign(points)
        #expect(reversed.area.map { areas.count - 1 - Int($0) } == wanted)
    }

    /// A field cut into crooked triangles: random points and points computed to lie on edges are in exactly one.
    @Test(arguments: 0..<4) func aPartitionOfTrianglesIsExact(_ seed: UInt64) {
        var dice = Dice(seed)
        let count = 9
        var lattice: [[Point]] = []
        for i in 0...count {
            lattice.append(
                (0...count).map { j in
                    let isEdge = i == 0 || j == 0 || i == count || j == count
                    let jitter = isEdge ? Point(x: 0, y: 0) : dice.point(-0.4...0.4)
                    return Point(x: Double(i) + jitter.x, y: Double(j) + jitter.y)
                })
        }
        var areas: [NamedArea] = []
        var edges: [(Point, Point)] = []
        for i in 0..<count {
            for j in 0..<count {
                let (a, b, c, d) = (lattice[i][j], lattice[i + 1][j], lattice[i + 1][j + 1], lattice[i][j + 1])
                areas.append(area("low \(i) \(j)", Polygon(exterior: [a, b, c])))
                areas.append(area("high \(i) \(j)", Polygon(exterior: [a, c, d])))
                edges += [(a, b), (b, c), (a, c)]
            }
        }
        var points = (0..<500).map { _ in dice.point(0...(Double(count) - 1e-9)) }
        for (start, end) in edges {
            points.append(start)
            for _ in 0..<4 {
                let share = Double.random(in: 0...1, using: &dice)
                points.append(Point(x: start.x + share * (end.x - start.x), y: start.y + share * (end.y - start.y)))
            }
        }
        points.removeAll { $0.x >= Double(count) || $0.y >= Double(count) }
        let result = AreaLocator(areas).assign(points)
        #expect(result.outside == 0)
        let outlines = areas.map { $0.outline.polygons[0] }
        let wrong = zip(points, result.area).filter { point, found in
            outlines.indices.filter { outlines[$0].holds(point) } != [Int(found)]
        }
        #expect(wrong.isEmpty)
    }

    /// Away from outlines the answer is GEOS's, holes and parts included.
    @Test(arguments: 0..<12) func agreesWithGEOS(_ seed: UInt64) throws {
        var dice = Dice(seed)
        var areas: [NamedArea] = []
        for number in 0..<6 {
            let star = dice.star(at: dice.point(0...100), radius: 45, corners: 25)
            let hole = dice.star(at: dice.point(20...80), radius: 20, corners: 7)
            let shape = try Shape.polygon(star).difference(.polygon(hole))
            areas.append(NamedArea(name: "\(number)", outline: MultiPolygon(shape.polygons)))
        }
        let points = (0..<1500).map { _ in dice.point(-60...160) }
        let prepared = try areas.map { try PreparedArea($0.shape) }
        let result = AreaLocator(areas).assign(points)
        let wanted = try points.map { point in try prepared.firstIndex { try $0.contains(point) } ?? -1 }
        #expect(result.area.map(Int.init) == wanted)
        #expect(result.counts.reduce(result.outside, +) == points.count)
    }

    @Test func theFirstListedHasThePointWhereAreasOverlap() throws {
        let large = area("St Michael's", square(0, 0, 10))
        let small = area("Hillfields", square(4, 4, 2))
        let xs = [1.0, 5, 4, 6]
        #expect(AreaLocator([large, small]).assign(xs: xs, ys: xs).counts == [4, 0])
        let result = AreaLocator([small, large]).assign(xs: xs, ys: xs)
        #expect(result.area == [1, 0, 0, 1] && result.counts == [2, 2])
        #expect(try AreaLocator([small, large]).overlaps() == [AreaOverlap(first: 0, second: 1, area: 4)])
    }

    @Test func overlapsLeaveSliversAndNeighboursOut() throws {
        let areas = [
            area("a", square(0, 0, 10)), area("b", square(10, 0, 10)), area("c", square(9.95, 0, 10)),
            area("far", square(100, 100, 10)),
        ]
        let overlaps = try AreaLocator(areas).overlaps()
        #expect(overlaps.map { [$0.first, $0.second] } == [[1, 2]])
        #expect(try AreaLocator(areas).overlaps(largerThan: 0.1).map { [$0.first, $0.second] } == [[0, 2], [1, 2]])
        let bowTie = NamedArea(
            name: "x", outline: MultiPolygon(try Shape(wkt: "POLYGON ((0 0, 2 2, 2 0, 0 2, 0 0))").polygons))
        #expect(throws: GeometryError.self) { try AreaLocator([bowTie, areas[0]]).overlaps() }
    }

    @Test func nothingToFindMeansOutside() {
        #expect(AreaLocator([]).assign(xs: [1], ys: [1]).outside == 1)
        #expect(
            AreaLocator([area("a", square(0, 0, 1))]).assign(xs: [], ys: [])
                == AreaAssignment(area: [], counts: [0], outside: 0))
        let broken = area("broken", Polygon(exterior: [Point(x: 0, y: 0), Point(x: .nan, y: 1), Point(x: 1, y: 1)]))
        #expect(AreaLocator([broken, area("a", square(0, 0, 1))]).assign(xs: [0.5], ys: [0.5]).counts == [0, 1])
        let thin = area("thin", Polygon(exterior: [Point(x: 0, y: 0), Point(x: 5, y: 0), Point(x: 9, y: 0)]))
        #expect(AreaLocator([thin]).assign(xs: [1, 0], ys: [0, 0]).outside == 2)
        #expect(AreaLocator([area("a", square(0, 0, 1))]).contains(Point(x: 0, y: 0)))
        #expect(!AreaLocator([area("a", square(0, 0, 1))]).contains(Point(x: 1, y: 1)))
    }

    /// Long edges in every slab and cell must not blow the tables up.
    @Test func aCombIsHandled() {
        var ring: [Point] = []
        for tooth in 0..<3000 {
            ring.append(Point(x: Double(tooth), y: tooth % 2 == 0 ? 0 : 1000))
        }
        ring.append(Point(x: 2999, y: -1))
        ring.append(Point(x: 0, y: -1))
        let polygon = Polygon(exterior: ring)
        let locator = AreaLocator([area("comb", polygon)])
        #expect(locator.tables.edges.count < 20 * ring.count)
        var dice = Dice(8)
        for _ in 0..<200 {
            let point = Point(x: .random(in: -5...3005, using: &dice), y: .random(in: -5...1005, using: &dice))
            #expect(locator.contains(point) == polygon.holds(point))
        }
    }

    @Test func manyPointsAreFast() {
        var dice = Dice(1)
        let areas = (0..<50).map { number in
            area("\(number)", dice.star(at: dice.point(0...10_000), radius: 900, corners: 200))
        }
        let locator = AreaLocator(areas)
        let points = (0..<200_000).map { _ in dice.point(0...10_000) }
        let clock = ContinuousClock()
        var total = 0
        let elapsed = clock.measure { total = locator.assign(points).counts.reduce(0, +) }
        #expect(total > 0)
        // Without optimisation, and on a busy machine; optimised it takes a hundredth of this.
        #expect(elapsed < .seconds(3))
    }
}
