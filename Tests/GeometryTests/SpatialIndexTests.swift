import Testing

@testable import HomewardGeometry

@Suite struct SpatialIndexTests {
    private static func boxes(_ count: Int, seed: UInt64) -> [BoundingBox] {
        var dice = Dice(seed)
        return (0..<count).map { _ in
            let corner = dice.point(0...100)
            // Every third is a point; a coarse lattice brings ties.
            let size = dice.next() % 3 == 0 ? 0 : Double.random(in: 0...8, using: &dice).rounded()
            return BoundingBox(
                minX: corner.x.rounded(), minY: corner.y.rounded(), maxX: corner.x.rounded() + size,
                maxY: corner.y.rounded() + size)
        }
    }

    @Test(arguments: [0, 1, 2, 15, 16, 17, 255, 256, 257, 3000]) func agreesWithBruteForce(_ count: Int) {
        let boxes = Self.boxes(count, seed: UInt64(count))
        let index = SpatialIndex(boxes: boxes)
        var dice = Dice(99)
        for _ in 0..<25 {
            let low = dice.point(-10...100)
            let window = BoundingBox(minX: low.x, minY: low.y, maxX: low.x + 15, maxY: low.y + 9)
            #expect(index.query(window) == boxes.indices.filter { boxes[$0].meets(window) })
            let place = Point(x: low.x.rounded(), y: low.y.rounded())
            #expect(index.query(within: 7, of: place) == boxes.indices.filter { boxes[$0].distance(to: place) <= 7 })
            let ranked = boxes.indices.map { (index: $0, distance: boxes[$0].distance(to: place)) }
                .sorted { ($0.distance, $0.index) < ($1.distance, $1.index) }
            let nearest = index.nearest(to: place, count: 12)
            #expect(nearest.map(\.index) == ranked.prefix(12).map(\.index))
            #expect(nearest.map(\.distance) == ranked.prefix(12).map(\.distance))
            #expect(index.nearest(to: place)?.index == ranked.first?.index)
            #expect(index.nearest(to: place, within: 3)?.index == ranked.first { $0.distance <= 3 }?.index)
        }
    }

    @Test func distancesAreToTheShapesThemselves() throws {
        var dice = Dice(4)
        let shapes: [Shape] = (0..<150).map { number in
            let middle = dice.point(0...1000)
            switch number % 4 {
            case 0: return .point(middle)
            case 1: return .lineString(LineString((0..<5).map { _ in dice.point(0...1000) }))
            case 2: return .polygon(dice.star(at: middle, radius: 80, corners: 9))
            default:
                return .multiPolygon(MultiPolygon([square(middle.x, middle.y, 10), square(middle.y, middle.x, 10)]))
            }
        }
        let index = SpatialIndex(shapes: shapes)
        for _ in 0..<10 {
            let place = dice.point(-100...1100)
            let wanted = try shapes.map { try $0.distance(to: .point(place)) }
            #expect(zip(shapes, wanted).allSatisfy { agree($0.distance(toPoint: place), $1) })
            let nearest = try #require(index.nearest(to: place))
            #expect(agree(nearest.distance, wanted.min() ?? .nan))
            #expect(index.query(within: 50, of: place) == wanted.indices.filter { wanted[$0] <= 50 })
        }
    }

    @Test func whatIsEmptyOrNotFiniteIsNeverFound() {
        let nan = BoundingBox(minX: .nan, minY: 0, maxX: 1, maxY: 1)
        let endless = BoundingBox(minX: -.infinity, minY: 0, maxX: .infinity, maxY: 1)
        let inverted = BoundingBox(minX: 2, minY: 2, maxX: 1, maxY: 1)
        let index = SpatialIndex(boxes: [nan, endless, inverted, BoundingBox(minX: 0, minY: 0, maxX: 1, maxY: 1)])
        #expect(index.query(BoundingBox(minX: -9, minY: -9, maxX: 9, maxY: 9)) == [3])
        #expect(index.query(nan).isEmpty)
        #expect(index.nearest(to: Point(x: 5, y: 5), count: 9).map(\.index) == [3])
        #expect(index.nearest(to: Point(x: .nan, y: 5)) == nil)
        #expect(index.query(within: -1, of: Point(x: 0, y: 0)).isEmpty)
        #expect(index.query(within: .nan, of: Point(x: 0, y: 0)).isEmpty)
        #expect(index.nearest(to: Point(x: 5, y: 5), count: 0).isEmpty)
        #expect(index.nearest(to: Point(x: 5, y: 5), count: -1).isEmpty)
        #expect(SpatialIndex(shapes: [.empty]).nearest(to: Point(x: 0, y: 0)) == nil)
        #expect(SpatialIndex(boxes: []).query(nan).isEmpty)
    }

    @Test func theVisitorDecidesWhenToStop() {
        let index = SpatialIndex(boxes: Self.boxes(500, seed: 2))
        var seen: [Double] = []
        index.forEachNearest(to: Point(x: 50, y: 50)) { _, distance in
            seen.append(distance)
            return seen.count < 40
        }
        #expect(seen.count == 40 && seen == seen.sorted())
    }
}
