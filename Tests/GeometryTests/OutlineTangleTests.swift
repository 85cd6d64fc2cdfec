import HomewardGeometry
import Testing

@Suite struct OutlineTangleTests {
    /// A ring through random places, which crosses itself about as often as the square of its vertices.
    private func tangle(_ vertices: Int) -> Shape {
        var dice = Dice(5)
        let points = (0..<vertices).map { _ in dice.point(0...5000) }
        return .polygon(Polygon(exterior: points + [points[0]]))
    }

    @Test func aTangleIsToldFromAMap() {
        #expect(!OutlineTangle.isTangle([tangle(60)]))
        #expect(OutlineTangle.isTangle([tangle(1000)]))
        #expect(!OutlineTangle.isTangle([]))
    }

    /// Squares side by side, each with the same border as its neighbours and with one drawn with more vertices.
    @Test func sharedBordersAreNoTangle() {
        var shapes: [Shape] = []
        for column in 0..<60 {
            for row in 0..<60 {
                let (x, y) = (Double(column) * 100, Double(row) * 100)
                shapes.append(.polygon(square(x, y, 100)))
                let south = (0...10).map { Point(x: x + Double($0) * 10, y: y) }
                shapes.append(.polygon(Polygon(exterior: south + [Point(x: x + 50, y: y - 40), south[0]])))
            }
        }
        #expect(!OutlineTangle.isTangle(shapes))
    }

    /// Valid, and yet the box of every edge meets that of every other.
    @Test func slantingTeethAreATangle() {
        var ring: [Point] = []
        for tooth in 0..<3000 {
            ring += [Point(x: Double(tooth), y: 0), Point(x: Double(tooth + 3000), y: 3000)]
        }
        ring += [Point(x: 6000, y: -1000), Point(x: 0, y: -1000), ring[0]]
        #expect(OutlineTangle.isTangle([.polygon(Polygon(exterior: ring))]))
    }

    @Test func moreOverlapsThanAnybodyReadsAreRefused() throws {
        let nested = (0..<20).map { area("A\($0)", square(Double($0), Double($0), 1000 - 2 * Double($0))) }
        let overlaps = try AreaLocator(nested).overlaps()
        #expect(overlaps.count == 190)
        #expect(overlaps.allSatisfy { $0.area == (1000 - 2 * Double($0.second)) * (1000 - 2 * Double($0.second)) })
        #expect(overlaps.map { [$0.first, $0.second] } == (0..<20).flatMap { a in (a + 1..<20).map { [a, $0] } })
        #expect(throws: GeometryError.manyOverlaps(limit: 100)) { try AreaLocator(nested).overlaps(atMost: 100) }
    }
}
