import HomewardGeometry
import Testing

/// Points, stretches, boxes and shapes, without GEOS.
@Suite struct ValuesTests {
    @Test func distanceIsEuclidean() {
        #expect(Point(x: 1, y: 2).distance(to: Point(x: 4, y: 6)) == 5)
    }

    /// Beside, before the start, beyond the end, on it, and on a stretch without length.
    @Test(arguments: [
        (Point(x: 3, y: 4), 0.3, Point(x: 3, y: 0), 4.0), (Point(x: -3, y: 4), 0, Point(x: 0, y: 0), 5),
        (Point(x: 13, y: -4), 1, Point(x: 10, y: 0), 5), (Point(x: 7, y: 0), 0.7, Point(x: 7, y: 0), 0),
    ])
    func theNearestPlaceOfAStretch(_ point: Point, share: Double, place: Point, distance: Double) {
        let found = Segment(Point(x: 0, y: 0), Point(x: 10, y: 0)).nearest(to: point)
        #expect(found.share == share && found.point == place && found.distance == distance)
        #expect(Segment(place, place).distance(to: point) == distance)
    }

    @Test func theEndOfAStretchIsExact() {
        let stretch = Segment(Point(x: 0.1, y: 433_000.7), Point(x: 0.3, y: 279_000.9))
        #expect(stretch.point(at: 1) == stretch.end && stretch.point(at: 0) == stretch.start)
        #expect(stretch.nearest(to: Point(x: 9, y: -9)).point == stretch.end)
    }

    @Test func sidesAndCrossings() {
        let east = Segment(Point(x: 0, y: 0), Point(x: 4, y: 0))
        #expect(east.side(of: Point(x: 9, y: 1)) > 0 && east.side(of: Point(x: 9, y: -1)) < 0)
        #expect(east.side(of: Point(x: 9, y: 0)) == 0)
        #expect(east.meets(Segment(Point(x: 2, y: -1), Point(x: 2, y: 1))))
        #expect(east.meets(Segment(Point(x: 4, y: 0), Point(x: 5, y: 5))))
        #expect(east.meets(Segment(Point(x: 3, y: 0), Point(x: 9, y: 0))))
        #expect(!east.meets(Segment(Point(x: 5, y: 0), Point(x: 9, y: 0))))
        #expect(!east.meets(Segment(Point(x: 2, y: 1), Point(x: 9, y: 0.5))))
    }

    @Test func boxesMeetAtTheirEdges() {
        let box = BoundingBox(minX: 0, minY: 0, maxX: 2, maxY: 1)
        #expect(box.meets(BoundingBox(minX: 2, minY: 1, maxX: 3, maxY: 3)) && box.meets(box))
        #expect(!box.meets(BoundingBox(minX: 2.1, minY: 0, maxX: 3, maxY: 1)))
        #expect(box.contains(Point(x: 2, y: 1)) && !box.contains(Point(x: 2, y: 1.1)))
        #expect(box.distance(to: Point(x: 5, y: 5)) == 5 && box.distance(to: Point(x: 1, y: 1)) == 0)
    }

    /// Walking gives what the array of vertices gives, whatever the kind.
    @Test func walkingAShapeFindsItsVertices() {
        let square = BoundingBox(minX: -1, minY: -2, maxX: 3, maxY: 4).polygon
        let holed = Polygon(
            exterior: square.exterior, holes: [BoundingBox(minX: 0, minY: 0, maxX: 1, maxY: 1).polygon.exterior])
        let line = LineString([Point(x: 9, y: 9), Point(x: 8, y: 12)])
        let shapes: [Shape] = [
            .point(Point(x: 1, y: 2)), .multiPoint([Point(x: 1, y: 2), Point(x: 0, y: 7)]), .lineString(line),
            .multiLineString([line, LineString([])]), .polygon(holed), .multiPolygon(MultiPolygon([square, holed])),
        ]
        for shape in shapes + [.collection(shapes + [.empty])] {
            var walked: [Point] = []
            shape.forEachVertex { walked.append($0) }
            #expect(walked == shape.vertices && walked.count == shape.vertexCount)
            #expect(shape.boundingBox == BoundingBox(of: walked))
            #expect(!shape.isEmpty)
        }
        for empty: Shape in [.empty, .multiPoint([]), .lineString(LineString([])), .polygon(Polygon(exterior: []))] {
            #expect(empty.isEmpty && empty.boundingBox == nil && empty.vertices.isEmpty)
        }
        #expect(Shape.collection(shapes).vertices.last == holed.holes[0].last)
    }
}
