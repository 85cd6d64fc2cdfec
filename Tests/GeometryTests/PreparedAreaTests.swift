import Testing

@testable import HomewardGeometry

@Suite struct PreparedAreaTests {
    private static let ring = Shape.polygon(
        Polygon(exterior: square(0, 0, 9).exterior, holes: [square(3, 3, 3).exterior]))

    /// Inside, in the hole, on the edge, on a corner, on the hole's edge, outside.
    @Test(arguments: [
        (1.0, 1.0, true, true), (4, 4, false, false), (0, 5, false, true), (9, 9, false, true), (3, 4, false, true),
        (20, 5, false, false),
    ])
    func edgesLieOutsideButAreCovered(_ x: Double, _ y: Double, contains: Bool, covers: Bool) throws {
        let (point, area) = (Point(x: x, y: y), try PreparedArea(Self.ring))
        #expect(try area.contains(point) == contains)
        #expect(try area.covers(point) == covers)
        #expect(try Self.ring.contains(.point(point)) == contains)
        #expect(try Self.ring.covers(.point(point)) == covers)
        #expect(try area.intersects(.point(point)) == covers)
        #expect(try Self.ring.touches(.point(point)) == (covers && !contains))
    }

    @Test func columnsAgreeWithPoints() throws {
        var dice = Dice(12)
        let area = try PreparedArea(Self.ring)
        let points = (0..<500).map { _ in dice.point(-1...10) }
        let wanted = try points.map { try area.contains($0) }
        #expect(try area.contains(xs: points.map(\.x), ys: points.map(\.y)) == wanted)
        #expect(wanted.contains(true) && wanted.contains(false))
        #expect(try area.contains(xs: [1, .nan, .infinity], ys: [1, 1, 1]) == [true, false, false])
        #expect(throws: GeometryError.self) { try area.contains(xs: [1], ys: []) }
    }

    @Test func shapesInsideAndAcross() throws {
        let area = try PreparedArea(Self.ring)
        #expect(try area.contains(.polygon(square(1, 1, 1))) && !area.contains(.polygon(square(2, 2, 2))))
        #expect(try area.intersects(.polygon(square(2, 2, 2))) && !area.intersects(.polygon(square(3.5, 3.5, 1))))
    }

    /// Each keeps a context of its own for as long as it lives, and a refused one gives its context back.
    @Test func manyLiveSideBySide() throws {
        let areas = try (0..<200).map { try PreparedArea(.polygon(square(Double($0), 0, 1))) }
        for (number, area) in areas.enumerated() {
            #expect(try area.contains(Point(x: Double(number) + 0.5, y: 0.5)))
        }
        for _ in 0..<200 {
            #expect(throws: GeometryError.self) { try PreparedArea(.point(Point(x: .nan, y: 0))) }
        }
        #expect(try areas[7].contains(Point(x: 7.5, y: 0.5)))
    }
}
