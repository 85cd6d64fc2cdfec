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
            let ranked = boxes.indices.map { (index: $0, distance: boxes[$0].distance(to: place)) }
                .sorted { ($0.distance, $0.index) < ($1.distance, $1.index) }
            let toBox = { (index: Int) in boxes[index].distance(to: place) }
            let nearest = Self.nearest(12, to: place, in: index, toBox)
            #expect(nearest.map(\.index) == ranked.prefix(12).map(\.index))
            #expect(nearest.map(\.distance) == ranked.prefix(12).map(\.distance))
            #expect(index.nearest(to: place, distance: toBox)?.index == ranked.first?.index)
            #expect(
                index.nearest(to: place, within: 3, distance: toBox)?.index == ranked.first { $0.distance <= 3 }?.index)
        }
    }

    private static func nearest(
        _ count: Int, to place: Point, in index: SpatialIndex, _ distance: (Int) -> Double
    ) -> [(index: Int, distance: Double)] {
        var found: [(index: Int, distance: Double)] = []
        index.forEachNearest(to: place, distance: distance) {
            found.append(($0, $1))
            return found.count < count
        }
        return found
    }

    /// Streets that share their ends, asked from places at the same distance of several: the first listed wins, as it does
    /// when all are asked.
    @Test func snappingFindsWhatAskingAllFinds() {
        var dice = Dice(17)
        let nodes = (0..<300).map { _ in
            Point(x: 433_000 + dice.point(0...500).x.rounded(), y: 279_000 + dice.point(0...500).x.rounded())
        }
        let streets = (0..<900).map { _ in
            Segment(nodes[Int(dice.next() % 300)], nodes[Int(dice.next() % 300)])
        }
        let index = SpatialIndex(boxes: streets.map(\.boundingBox))
        let places =
            nodes.prefix(100)
            + (0..<200).map { _ in dice.point(0...500) }.map {
                Point(x: 433_000 + $0.x, y: 279_000 + $0.y)
            }
        for place in places {
            let all = streets.map { $0.distance(to: place) }
            let best = all.min()
            let found = index.nearest(to: place) { streets[$0].distance(to: place) }
            #expect(found?.distance == best)
            #expect(found?.index == all.firstIndex { $0 == best })
            let odd = index.nearest(to: place) { $0 % 2 == 0 ? .infinity : streets[$0].distance(to: place) }
            #expect(odd?.distance == stride(from: 1, to: all.count, by: 2).map { all[$0] }.min())
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
            let nearest = try #require(index.nearest(to: place) { shapes[$0].distance(toPoint: place) })
            #expect(agree(nearest.distance, wanted.min() ?? .nan))
        }
    }

    @Test func whatIsEmptyOrNotFiniteIsNeverFound() {
        let nan = BoundingBox(minX: .nan, minY: 0, maxX: 1, maxY: 1)
        let endless = BoundingBox(minX: -.infinity, minY: 0, maxX: .infinity, maxY: 1)
        let inverted = BoundingBox(minX: 2, minY: 2, maxX: 1, maxY: 1)
        let index = SpatialIndex(boxes: [nan, endless, inverted, BoundingBox(minX: 0, minY: 0, maxX: 1, maxY: 1)])
        #expect(index.query(BoundingBox(minX: -9, minY: -9, maxX: 9, maxY: 9)) == [3])
        #expect(index.query(nan).isEmpty)
        #expect(Self.nearest(9, to: Point(x: 5, y: 5), in: index) { _ in 7 }.map(\.index) == [3])
        #expect(index.nearest(to: Point(x: .nan, y: 5)) { _ in 7 } == nil)
        #expect(index.nearest(to: Point(x: 5, y: 5), within: 3) { _ in 7 } == nil)
        #expect(index.nearest(to: Point(x: 5, y: 5), within: .nan) { _ in 7 } == nil)
        #expect(index.nearest(to: Point(x: 5, y: 5)) { _ in .infinity } == nil)
        #expect(index.nearest(to: Point(x: 5, y: 5)) { _ in .nan } == nil)
        #expect(SpatialIndex(shapes: [.empty]).nearest(to: Point(x: 0, y: 0)) { _ in 0 } == nil)
        #expect(SpatialIndex(boxes: [BoundingBox]()).query(nan).isEmpty)
    }

    @Test func theVisitorDecidesWhenToStop() {
        let boxes = Self.boxes(500, seed: 2)
        let middle = Point(x: 50, y: 50)
        var seen: [Double] = []
        SpatialIndex(boxes: boxes).forEachNearest(to: middle, distance: { boxes[$0].distance(to: middle) }) {
            seen.append($1)
            return seen.count < 40
        }
        #expect(seen.count == 40 && seen == seen.sorted())
    }
}
