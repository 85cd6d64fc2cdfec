import Testing

@testable import HomewardGeometry

@Suite struct HullAndSimplifyTests {
    @Test(arguments: 0..<10) func hullsHoldTheirPoints(_ seed: UInt64) throws {
        var dice = Dice(seed)
        let points = Shape.multiPoint((0..<60).map { _ in dice.point(0...100) })
        let convex = try points.convexHull()
        var smaller = try convex.area()
        for ratio in [1.0, 0.6, 0.3, 0] {
            let hull = try points.concaveHull(ratio: ratio)
            #expect(try hull.validity().isValid && hull.covers(points))
            #expect(try hull.area() <= smaller + 1e-9)
            #expect(hull.polygons.reduce(0) { $0 + $1.holes.count } == 0)
            smaller = try hull.area()
        }
        #expect(agree(try points.concaveHull(ratio: 1).area(), try convex.area()))
    }

    @Test func hullsOfFewPointsAreLinesAndPoints() throws {
        let one = Shape.multiPoint([Point(x: 1, y: 2)])
        let row = Shape.multiPoint([Point(x: 0, y: 0), Point(x: 1, y: 1), Point(x: 2, y: 2)])
        for ratio in [0.0, 0.5, 1] {
            #expect(try one.concaveHull(ratio: ratio) == .point(Point(x: 1, y: 2)))
            #expect(try row.concaveHull(ratio: ratio).lines.count == 1)
            #expect(try Shape.empty.concaveHull(ratio: ratio) == .empty)
        }
        let triangle = Shape.multiPoint([Point(x: 0, y: 0), Point(x: 1, y: 0), Point(x: 0, y: 1), Point(x: 0, y: 0)])
        #expect(try triangle.concaveHull(ratio: 0).area() == 0.5)
    }

    @Test func simplifyStaysWithinItsTolerance() throws {
        var dice = Dice(5)
        let star = Shape.polygon(dice.star(at: Point(x: 0, y: 0), radius: 100, corners: 200))
        let simple = try star.simplified(tolerance: 4)
        #expect(simple.vertices.count < star.vertices.count)
        #expect(try simple.validity().isValid)
        let edge = Shape.lineString(LineString(simple.polygons[0].exterior))
        #expect(star.vertices.allSatisfy { edge.distance(toPoint: $0) <= 4 + 1e-9 })
        let straight = try Shape(wkt: "LINESTRING (0 0, 1 0, 2 0, 2 5)").simplified(tolerance: 0)
        #expect(try straight == Shape(wkt: "LINESTRING (0 0, 2 0, 2 5)"))
    }
}
