import Testing

@testable import Geometry

/// A square with its south-west corner at x, y.
func square(_ x: Double, _ y: Double, _ side: Double) -> Polygon {
    BoundingBox(minX: x, minY: y, maxX: x + side, maxY: y + side).polygon
}

@Suite struct SmokeTests {
    @Test func overlayMeasuresAndRelations() throws {
        let a = Shape.polygon(square(0, 0, 2))
        let b = Shape.polygon(square(1, 1, 2))
        #expect(try a.area() == 4)
        #expect(try a.length() == 8)
        #expect(try a.intersection(b).area() == 1)
        #expect(try a.union(b).area() == 7)
        #expect(try a.difference(b).area() == 3)
        #expect(try Shape.union(of: [a, b, .polygon(square(10, 0, 1))]).area() == 8)
        #expect(try a.contains(.point(Point(x: 1, y: 1))))
        #expect(try !a.contains(.point(Point(x: 0, y: 1))))
        #expect(try a.covers(.point(Point(x: 0, y: 1))))
        #expect(try a.intersects(b))
        #expect(try a.touches(.polygon(square(2, 0, 1))))
        #expect(try a.distance(to: .point(Point(x: 5, y: 6))) == 5)
        #expect(try a.distance(to: .point(Point(x: 1, y: 1))) == 0)
        #expect(try a.centroid() == Point(x: 1, y: 1))
        #expect(try a.contains(.point(a.pointOnSurface())))
        #expect(try a.validity().isValid)
    }

    @Test func wellKnownBinaryRoundTrip() throws {
        let shape = Shape.multiPolygon(MultiPolygon([square(0, 0, 2), square(5, 5, 1)]))
        #expect(try Shape(wkb: shape.wkb()) == shape)
        #expect(try Shape(wkt: shape.wkt()) == shape)
    }

    @Test func preparedAreaAnswersLikeTheShape() throws {
        let area = try PreparedArea(.polygon(square(0, 0, 2)))
        #expect(try area.contains(Point(x: 1, y: 1)))
        #expect(try !area.contains(Point(x: 2, y: 1)))
        #expect(try area.covers(Point(x: 2, y: 1)))
        #expect(try area.contains(xs: [1, 3, .nan], ys: [1, 1, 1]) == [true, false, false])
    }

    @Test func locatorAssignsOnce() {
        let areas = [
            NamedArea(name: "a", outline: MultiPolygon([square(0, 0, 1)])),
            NamedArea(name: "b", outline: MultiPolygon([square(1, 0, 1)])),
        ]
        let result = AreaLocator(areas).assign(xs: [0, 1, 2, 0.5, 1.5, 0.5], ys: [0, 0, 0, 0.5, 0.5, 1])
        #expect(result.area == [0, 1, -1, 0, 1, -1])
        #expect(result.counts == [2, 2])
        #expect(result.outside == 2)
    }

    @Test func indexFindsTheNearest() {
        let index = SpatialIndex(
            boxes: (0..<100).map { square(Double($0) * 10, 0, 1) }.compactMap { BoundingBox(of: $0.exterior) })
        #expect(index.query(BoundingBox(minX: 9, minY: 0, maxX: 31, maxY: 1)) == [1, 2, 3])
        let nearest = index.nearest(to: Point(x: 55, y: 0.5))
        #expect(nearest?.index == 5)
        #expect(nearest?.distance == 4)
    }

    @Test func britishGrid() throws {
        let grid = try CoordinateSystem("EPSG:27700")
        let world = try CoordinateSystem.epsg(4326)
        #expect(grid.definition == "EPSG:27700")
        #expect(grid.name == "OSGB36 / British National Grid")
        #expect(grid.isProjectedInMetres && !grid.isGeographic)
        #expect(world.isGeographic && !world.isProjectedInMetres)
        let transformer = try Transformer(from: grid, to: world)
        let place = try transformer.transform(Point(x: 651409.903, y: 313177.270))
        #expect(abs(place.y - 52.658006) * 111_000 < 5)
        #expect(abs(place.x - 1.716075) * 67_000 < 5)
        #expect(transformer.missingGrids.isEmpty == GeometryLibraries.ostn15IsAvailable)
    }
}
