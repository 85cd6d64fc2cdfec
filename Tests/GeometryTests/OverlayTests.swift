import Testing

@testable import HomewardGeometry

@Suite struct OverlayTests {
    /// Areas of overlays add up, whichever way they are asked for.
    @Test(arguments: 0..<40) func areasAddUp(_ seed: UInt64) throws {
        var dice = Dice(seed)
        let a = Shape.polygon(dice.star(at: Point(x: 0, y: 0), radius: 10, corners: 15))
        let b = Shape.polygon(dice.star(at: dice.point(-6...6), radius: 10, corners: 11))
        let (areaA, areaB) = (try a.area(), try b.area())
        let shared = try a.intersection(b)
        let joined = try a.union(b)
        #expect(agree(try joined.area(), areaA + areaB - (try shared.area())))
        #expect(agree(try a.difference(b).area(), areaA - (try shared.area())))
        #expect(agree(try b.union(a).area(), try joined.area()))
        #expect(agree(try Shape.union(of: [b, a, b]).area(), try joined.area()))
        #expect(try joined.intersects(a) == true && joined.buffered(by: 1e-6).covers(a))
        #expect(try a.intersects(b) == !shared.isEmpty)
        #expect(try a.validity().isValid && joined.validity().isValid && shared.validity().isValid)
    }

    @Test(arguments: 0..<20) func buffersGrowAndShrink(_ seed: UInt64) throws {
        var dice = Dice(seed)
        let a = Shape.polygon(dice.star(at: Point(x: 0, y: 0), radius: 10, corners: 9))
        let grown = try a.buffered(by: 2)
        #expect(try grown.contains(a) && a.covers(try a.buffered(by: -0.5)))
        #expect(grown.vertices.allSatisfy { abs(a.distance(toPoint: $0) - 2) < 0.01 })
        #expect(try a.buffered(by: -100) == .empty)
    }

    @Test func aPointsBufferApproachesTheDisc() throws {
        let point = Shape.point(Point(x: 3, y: 4))
        #expect(agree(try point.buffered(by: 10).area() / (.pi * 100), 0.993587, relative: 1e-6))
        #expect(try point.buffered(by: 10, quadrantSegments: 90).area() / (.pi * 100) > 0.9999)
    }

    /// Cases in the manner of the JTS test suite: shapes that touch, coincide, or lie in each other's holes.
    @Test(arguments: [
        ("POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0))", "POLYGON ((2 0, 4 0, 4 2, 2 2, 2 0))", 0.0, 8.0, 4.0, true),
        ("POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0))", "POLYGON ((2 2, 4 2, 4 4, 2 4, 2 2))", 0, 8, 4, true),
        ("POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0))", "POLYGON ((0 2, 2 2, 2 0, 0 0, 0 2))", 4, 4, 0, false),
        (
            "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (2 2, 7 2, 7 7, 2 7, 2 2))", "POLYGON ((3 3, 6 3, 6 6, 3 6, 3 3))", 0,
            65, 56,
            false
        ),
        (
            "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (2 2, 7 2, 7 7, 2 7, 2 2))", "POLYGON ((2 2, 7 2, 7 7, 2 7, 2 2))", 0,
            81, 56,
            true
        ),
        (
            "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 1, 0 0)), ((5 5, 6 5, 6 6, 5 6, 5 5)))",
            "POLYGON ((0 0, 6 0, 6 6, 0 6, 0 0))", 2,
            36, 0, false
        ),
        ("POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))", "LINESTRING (-1 2, 5 2)", 0, 16, 16, false),
        ("POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))", "LINESTRING (0 0, 4 0)", 0, 16, 16, true),
    ])
    func casesOnTheEdge(
        _ first: String, _ second: String, shared: Double, joined: Double, left: Double, touches: Bool
    ) throws {
        let (a, b) = (try Shape(wkt: first), try Shape(wkt: second))
        #expect(try a.intersection(b).area() == shared)
        #expect(try a.union(b).area() == joined)
        #expect(try a.difference(b).area() == left)
        #expect(try a.touches(b) == touches)
        #expect(try b.touches(a) == touches)
    }

    @Test func repairKeepsTheGround() throws {
        let bowTie = try Shape(wkt: "POLYGON ((0 0, 2 2, 2 0, 0 2, 0 0))").repaired()
        #expect(try bowTie.validity().isValid && bowTie.area() == 2 && bowTie.polygons.count == 2)
        let twice = try Shape.multiPolygon(MultiPolygon([square(0, 0, 2), square(1, 1, 2)])).repaired()
        #expect(try twice.validity().isValid && twice.area() == 7)
        let line = try Shape(wkt: "POLYGON ((0 0, 1 1, 2 2, 0 0))").repaired()
        #expect(line.polygons.isEmpty && !line.isEmpty)
    }

    /// GEOS rounds where edges cross, and what it mends may cross itself again where two lie all but on each other.
    @Test func whatIsMendedIsValid() throws {
        let ring = """
            POLYGON ((434610 279091, 433049 279000, 433000 279000, 433882 279000, 434610 279091, 433049 279000,
                433000 279000, 433000 279000, 433070 279420, 433420 279000, 433000 279420, 433070 279420,
                433000 279420, 433070 279420, 434610 279091))
            """
        let mended = try Shape(wkt: ring).repaired()
        #expect(try mended.validity().isValid)
        #expect(try mended.area() > 100_000)
    }

    @Test func centreAndPointOnSurface() throws {
        let horseshoe = try Shape(wkt: "POLYGON ((0 0, 9 0, 9 9, 8 9, 8 1, 1 1, 1 9, 0 9, 0 0))")
        #expect(try !horseshoe.contains(.point(horseshoe.centroid())))
        #expect(try horseshoe.contains(.point(horseshoe.pointOnSurface())))
        #expect(try Shape.multiPoint([Point(x: 0, y: 0), Point(x: 4, y: 2)]).centroid() == Point(x: 2, y: 1))
    }
}
