import Foundation
import Testing

@testable import HomewardGeometry

@Suite struct AreaLocatorTests {
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
        let points = (0..<100_000).map { _ in dice.point(0...10_000) }
        let clock = ContinuousClock()
        var fast: [Int] = []
        let quick = clock.measure { fast = locator.assign(points).area.map(Int.init) }
        let outlines = areas.map { $0.outline.polygons[0] }
        var slow: [Int] = []
        let thorough = clock.measure {
            slow = points.prefix(500).map { point in outlines.firstIndex { $0.holds(point) } ?? -1 }
        }
        #expect(Array(fast.prefix(500)) == slow)
        // Point for point at least twenty times faster than asking every edge, whatever else the machine is doing.
        #expect(thorough * 200 > quick * 20)
    }
}
