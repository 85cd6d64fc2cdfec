import Testing

@testable import HomewardGeometry

@Suite struct HullAndLineTests {
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

    @Test func crossingLinesAreNodedMergedAndPolygonized() throws {
        let cross = Shape.multiLineString([
            LineString([Point(x: 0, y: 1), Point(x: 3, y: 1)]), LineString([Point(x: 0, y: 2), Point(x: 3, y: 2)]),
            LineString([Point(x: 1, y: 0), Point(x: 1, y: 3)]), LineString([Point(x: 2, y: 0), Point(x: 2, y: 3)]),
        ])
        let pieces = try cross.noded()
        #expect(pieces.lines.count == 12)
        #expect(agree(try pieces.length(), 12))
        let cells = try Shape.polygonized(pieces.lines)
        #expect(cells.polygons.count == 1)
        #expect(try cells.area() == 1)
        #expect(try Shape.polygonized(cross.lines) == .empty)
        // At each crossing four pieces meet, so that nothing can be joined across it; the four corners of the square
        // are crossings too.
        #expect(try pieces.mergedLines().lines.count == 12)
    }

    @Test func chainsMergeAndBranchesDoNot() throws {
        let chain = try Shape(wkt: "MULTILINESTRING ((0 0, 1 0), (2 0, 1 0), (2 0, 3 1))").mergedLines()
        #expect(chain.lines.count == 1 && chain.vertices.count == 4)
        let branch = try Shape(wkt: "MULTILINESTRING ((0 0, 1 0), (1 0, 2 1), (1 0, 2 -1))").mergedLines()
        #expect(branch.lines.count == 3)
    }

    @Test(arguments: 0..<6) func voronoiCellsAreNearestToTheirSite(_ seed: UInt64) throws {
        var dice = Dice(seed)
        let sites = (0..<40).map { _ in dice.point(0...1000) }
        let ground = BoundingBox(minX: -500, minY: -500, maxX: 1500, maxY: 1500)
        let cells = try Shape.multiPoint(sites + sites.prefix(5)).voronoi(envelope: ground)
        #expect(cells.count == sites.count)
        #expect(zip(sites, cells).allSatisfy { $1.holds($0) })
        for _ in 0..<60 {
            let place = dice.point(-490...1490)
            let distances = sites.map { $0.distance(to: place) }
            let nearest = try #require(distances.indices.min { distances[$0] < distances[$1] })
            #expect(cells[nearest].distance(toPoint: place) < 1e-6)
        }
        let covered = try cells.reduce(0) { try $0 + Shape.polygon($1).intersection(.polygon(ground.polygon)).area() }
        #expect(agree(covered, 4_000_000))
    }

    @Test func voronoiOfFewOrEqualSites() throws {
        #expect(try Shape.point(Point(x: 0, y: 0)).voronoi().isEmpty)
        #expect(try Shape.multiPoint([Point(x: 0, y: 0), Point(x: 0, y: 0)]).voronoi().isEmpty)
        #expect(try Shape.multiPoint([Point(x: 0, y: 0), Point(x: 2, y: 0)]).voronoi().count == 2)
        let lattice = (0..<5).flatMap { x in (0..<5).map { y in Point(x: Double(x), y: Double(y)) } }
        let cells = try Shape.multiPoint(lattice).voronoi()
        #expect(cells.count == 25)
        #expect(zip(lattice, cells).allSatisfy { $1.holds($0) })
    }
}
