import HomewardGeometry
import Testing

@testable import HomewardAnalysis

@Suite struct ClusterOutlineTests {
    private static let forms = ClusterOutline.Form.allCases

    private func outline(_ form: ClusterOutline.Form) -> ClusterOutline { ClusterOutline { $0.form = form } }

    @Test(arguments: forms)
    func onePlaceAndALineHaveAnArea(form: ClusterOutline.Form) throws {
        let here = Point(x: 400_000, y: 300_000)
        let one = try outline(form).shape(around: [Point](repeating: here, count: 20), reach: 40)
        let reach = form == .buffered ? 20.0 : 10
        // A circle of 32 corners.
        #expect(agree(try one.area(), 3.1214 * reach * reach, within: 1e-3))
        let line = (0..<9).map { Point(x: here.x + 30 * Double($0), y: here.y) }
        let long = try outline(form).shape(around: line, reach: 40)
        #expect(try long.area() > 240 * reach)
        let area = try PreparedArea(long)
        for point in line { #expect(try area.contains(point)) }
    }

    /// Incidents along two streets that meet at a corner: the closer the form, the less of the block is in it.
    @Test func closerFormsTakeInLess() throws {
        let street = stride(from: 0.0, through: 400, by: 20).flatMap { along in
            [0.0, 6].flatMap { side in [Point(x: along, y: side), Point(x: side, y: along)] }
        }
        let areas = try Self.forms.map { form in
            let shape = try outline(form).shape(around: street, reach: 40)
            let area = try PreparedArea(shape)
            for point in street { #expect(try area.contains(point)) }
            return try shape.area()
        }
        // The same by shapely 2.2.0 with GEOS 3.14.1, eight pieces to the quarter circle.
        for (own, theirs) in zip(areas, [96_386.1460, 26_901.5414, 36_487.0066]) {
            #expect(agree(own, theirs, within: 1e-7))
        }
        let block = Point(x: 150, y: 150)
        let isIn = try Self.forms.map { try PreparedArea(outline($0).shape(around: street, reach: 40)).contains(block) }
        #expect(isIn == [true, false, false])
    }

    @Test(arguments: forms)
    func orderOfIncidentsDoesNotMatter(form: ClusterOutline.Form) throws {
        let points = Sample.scatter(200, side: 500, seed: 4)
        let first = try outline(form).shape(around: points, reach: 60)
        #expect(try outline(form).shape(around: points.reversed(), reach: 60) == first)
    }

    @Test func densityClustersAreDrawnByTheDistanceWithinWhichTheyHold() throws {
        let heaps =
            [Point](repeating: Point(x: 0, y: 0), count: 12) + [Point](repeating: Point(x: 900, y: 0), count: 13)
        let ring = (0..<40).map { Point(x: 3000 + 100 * Double($0 % 8), y: 100 * Double($0 / 8)) }
        let method = HDBSCAN {
            $0.minimum = 3
        }
        let result = try method.clusters(of: heaps + ring)
        let drawn = try result.outlined(heaps + ring)
        #expect(drawn.map(\.count) == result.clusters.map(\.count) && drawn.map(\.count) == [40, 13, 12])
        #expect(drawn.map(\.centre) == [Point(x: 3350, y: 200), Point(x: 900, y: 0), Point(x: 0, y: 0)])
        #expect(drawn[2].members == Array(0..<12))
        // The lattice holds at 100 m: its hull of 700 by 400 m grows by 25; the heaps' circles have the least size.
        #expect(agree(try drawn[0].hull.area(), 700 * 400 + 2 * 1100 * 25 + 3.1214 * 625, within: 1e-3))
        #expect(agree(try drawn[1].hull.area(), 3.1214 * 100, within: 1e-3))
    }
}
