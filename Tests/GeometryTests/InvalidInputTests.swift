import Testing

@testable import HomewardGeometry

@Suite struct InvalidInputTests {
    private static let plain = Shape.polygon(square(0, 0, 3))

    /// Every operation, with the odd shape on either side. What they return is checked elsewhere.
    private static let operations: [(name: String, call: @Sendable (Shape) throws(GeometryError) -> Void)] = [
        ("area", { s throws(GeometryError) in _ = try s.area() }),
        ("length", { s throws(GeometryError) in _ = try s.length() }),
        ("centroid", { s throws(GeometryError) in _ = try s.centroid() }),
        ("point on surface", { s throws(GeometryError) in _ = try s.pointOnSurface() }),
        ("distance", { s throws(GeometryError) in _ = try s.distance(to: plain) }),
        ("distance from", { s throws(GeometryError) in _ = try plain.distance(to: s) }),
        ("contains", { s throws(GeometryError) in _ = try s.contains(plain) }),
        ("is contained", { s throws(GeometryError) in _ = try plain.contains(s) }),
        ("covers", { s throws(GeometryError) in _ = try s.covers(plain) }),
        ("intersects", { s throws(GeometryError) in _ = try s.intersects(plain) }),
        ("touches", { s throws(GeometryError) in _ = try s.touches(plain) }),
        ("union", { s throws(GeometryError) in _ = try s.union(plain) }),
        ("intersection", { s throws(GeometryError) in _ = try plain.intersection(s) }),
        ("difference", { s throws(GeometryError) in _ = try plain.difference(s) }),
        ("union of many", { s throws(GeometryError) in _ = try Shape.union(of: [plain, s, s]) }),
        ("buffer", { s throws(GeometryError) in _ = try s.buffered(by: 1) }),
        ("shrink", { s throws(GeometryError) in _ = try s.buffered(by: -1) }),
        ("convex hull", { s throws(GeometryError) in _ = try s.convexHull() }),
        ("concave hull", { s throws(GeometryError) in _ = try s.concaveHull(ratio: 0.3) }),
        ("simplify", { s throws(GeometryError) in _ = try s.simplified(tolerance: 0.5) }),
        ("repair", { s throws(GeometryError) in _ = try s.repaired() }),
        ("prepare", { s throws(GeometryError) in _ = try PreparedArea(s).contains(Point(x: 1, y: 1)) }),
        ("prepared intersects", { s throws(GeometryError) in _ = try PreparedArea(plain).intersects(s) }),
    ]

    @Test(arguments: OddShape.all) func everyOperationAnswersOrThrows(_ odd: OddShape) {
        for (name, call) in Self.operations {
            let thrown = error { () throws(GeometryError) in try call(odd.shape) }
            if !odd.canBeBuilt {
                #expect(thrown?.isInvalid == true, "\(name)")
            }
            if let thrown { #expect(thrown.description.count > 20) }
        }
    }

    @Test(arguments: OddShape.all) func validityNeverThrows(_ odd: OddShape) throws {
        let validity = try odd.shape.validity()
        if !odd.canBeBuilt { #expect(!validity.isValid) }
        if odd.shape.isEmpty { #expect(validity.isValid) }
        #expect(validity.isValid == (validity.reason == "Valid Geometry"))
    }

    @Test(arguments: OddShape.all) func repairGivesAValidShape(_ odd: OddShape) throws {
        guard odd.canBeBuilt, odd.testDescription != "huge coordinates" else { return }
        #expect(try odd.shape.repaired().validity().isValid)
    }

    @Test(arguments: OddShape.all) func valuesNeverTrap(_ odd: OddShape) throws {
        _ = odd.shape.wkt()
        _ = odd.shape.distance(toPoint: Point(x: 1, y: 2))
        _ = odd.shape.boundingBox
        let index = SpatialIndex(shapes: [odd.shape, Self.plain])
        let place = Point(x: 1, y: 1)
        #expect(index.nearest(to: place) { [odd.shape, Self.plain][$0].distance(toPoint: place) } != nil)
        let locator = AreaLocator([
            NamedArea(name: "odd", outline: MultiPolygon(odd.shape.polygons)), area("plain", square(0, 0, 3)),
        ])
        let found = locator.assign(xs: [1, .nan, .infinity, 1e300, -5], ys: [1, 1, 1, -1e300, .nan])
        #expect(found.counts.reduce(found.outside, +) == 5)
    }

    @Test func emptyAnswersAreDocumented() throws {
        let empty = Shape.empty
        #expect(try empty.area() == 0 && empty.length() == 0)
        #expect(try !empty.contains(.empty) && !empty.intersects(Self.plain))
        #expect(try empty.union(Self.plain).area() == 9)
        #expect(try empty.intersection(Self.plain) == .empty)
        #expect(try empty.convexHull() == .empty && empty.buffered(by: 2) == .empty)
        #expect(error { () throws(GeometryError) in _ = try empty.centroid() }?.isInvalid == true)
        #expect(error { () throws(GeometryError) in _ = try empty.distance(to: Self.plain) }?.isInvalid == true)
        #expect(empty.distance(toPoint: Point(x: 0, y: 0)) == .infinity)
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity]) func argumentsAreChecked(_ number: Double) {
        #expect(error { () throws(GeometryError) in _ = try Self.plain.buffered(by: number) }?.isArgument == true)
        #expect(error { () throws(GeometryError) in _ = try Self.plain.concaveHull(ratio: number) }?.isArgument == true)
        #expect(
            error { () throws(GeometryError) in _ = try Self.plain.simplified(tolerance: number) }?.isArgument == true)
    }

    @Test(arguments: [0, -3, 91, Int.max]) func segmentsAreChecked(_ segments: Int) {
        #expect(
            error { () throws(GeometryError) in _ = try Self.plain.buffered(by: 1, quadrantSegments: segments) }?
                .isArgument == true)
    }

    @Test func theMessageOfGEOSTravels() throws {
        let bowTie = try Shape(wkt: "POLYGON ((0 0, 2 2, 2 0, 0 2, 0 0))")
        let thrown = error { () throws(GeometryError) in _ = try bowTie.intersection(Self.plain) }
        guard case .operation("intersection", let message) = thrown else {
            Issue.record("\(String(describing: thrown))")
            return
        }
        #expect(message.contains("TopologyException") && message.contains("1 1"))
        // The context that failed answers the next question without the old message.
        #expect(try Self.plain.area() == 9)
    }
}
