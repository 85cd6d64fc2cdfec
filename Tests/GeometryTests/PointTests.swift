import HomewardGeometry
import Testing

@Suite struct PointTests {
    @Test func distanceIsEuclidean() {
        #expect(Point(x: 1, y: 2).distance(to: Point(x: 4, y: 6)) == 5)
    }
}
