import Testing

@testable import HomewardGeometry

@Suite struct WKBTests {
    private static let shapes: [Shape] = [
        .point(Point(x: 1, y: -2)), .multiPoint([Point(x: 0, y: 0), Point(x: 3, y: 4)]), .multiPoint([]),
        .lineString(LineString([Point(x: 0, y: 0), Point(x: 1e-300, y: 1e300)])), .lineString(LineString([])),
        .multiLineString([LineString([Point(x: 0, y: 0), Point(x: 1, y: 1)]), LineString([])]),
        .polygon(square(0, 0, 3)), .polygon(Polygon(exterior: [])),
        .polygon(
            Polygon(exterior: square(0, 0, 9).exterior, holes: [square(1, 1, 2).exterior, square(5, 5, 1).exterior])),
        .multiPolygon(
            MultiPolygon([
                square(0, 0, 1), Polygon(exterior: square(5, 5, 3).exterior, holes: [square(6, 6, 1).exterior]),
            ])),
        .empty, .collection([.point(Point(x: 0, y: 0)), .collection([.polygon(square(0, 0, 1)), .empty])]),
    ]

    @Test(arguments: shapes) func theSameComesBack(_ shape: Shape) throws {
        #expect(try Shape(wkb: shape.wkb()) == shape)
        #expect(try shape.wkb().withUnsafeBytes { try Shape(wkb: $0) } == shape)
        // Every beginning of it is damaged, and so is anything with a byte too many.
        let bytes = shape.wkb()
        for count in bytes.indices {
            #expect(throws: GeometryError.self) { try Shape(wkb: bytes.prefix(count)) }
        }
        #expect(throws: GeometryError.wkb(offset: bytes.count, message: "1 bytes are left over")) {
            try Shape(wkb: bytes + [0])
        }
    }

    @Test(arguments: shapes) func wellKnownTextComesBack(_ shape: Shape) throws {
        guard shape.structuralFault == nil else { return }
        let back = try Shape(wkt: shape.wkt())
        #expect(try back.vertices == shape.vertices && back.area() == shape.area())
        if !shape.isEmpty, shape.lines.allSatisfy({ !$0.points.isEmpty }), shape.polygons.count < 3 {
            #expect(try Shape(wkt: back.wkt()) == back)
        }
    }

    /// Whatever a byte is changed into, the reader answers or throws and never reads past the end.
    @Test(arguments: 0..<12) func anyBytesGiveAShapeOrAnError(_ seed: UInt64) {
        var dice = Dice(seed)
        let original = Self.shapes[Int(seed) % Self.shapes.count].wkb()
        var read = 0
        for _ in 0..<3000 {
            var bytes = original
            for _ in 0...(dice.next() % 3) {
                bytes[Int.random(in: bytes.indices, using: &dice)] =
                    [0, 1, 7, 0x7F, 0xFF, UInt8.random(in: 0...255, using: &dice)][Int.random(in: 0..<6, using: &dice)]
            }
            if let shape = try? Shape(wkb: bytes) {
                read += 1
                _ = try? shape.area()
                _ = shape.wkt()
            }
        }
        #expect(read > 0)
    }

    @Test func heightsMeasuresAndIdentifiersAreLeftBehind() throws {
        // From PostGIS's documentation: SRID=4326 and a height, in its own flags; ISO's 1001 and 3001.
        let x: [UInt8] = [0, 0, 0, 0, 0, 0, 0xF0, 0x3F]
        let y: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0x40]
        let point = Shape.point(Point(x: 1, y: 2))
        #expect(try Shape(wkb: [1, 1, 0, 0, 0xA0, 0xE6, 0x10, 0, 0] + x + y + x) == point)
        #expect(try Shape(wkb: [1, 0xE9, 3, 0, 0] + x + y + x) == point)
        #expect(try Shape(wkb: [1, 0xB9, 0x0B, 0, 0] + x + y + x + y) == point)
        #expect(try Shape(wkb: [0, 0, 0, 0, 1] + x.reversed() + y.reversed()) == point)
    }

    /// A ring was closed again at every reading where its first point is no number and so does not equal itself.
    @Test func aRingThatBeginsWithNoNumberIsClosedOnce() throws {
        let ring = [Point(x: .nan, y: 1), Point(x: 2, y: 0), Point(x: 3, y: 4), Point(x: 9, y: 9)]
        let polygon = Polygon(exterior: ring, holes: [ring])
        #expect(polygon.exterior.count == 5 && polygon.holes[0].count == 5)
        let shape = Shape.polygon(polygon)
        #expect(try Shape(wkb: shape.wkb()).vertexCount == shape.vertexCount)
    }

    @Test func anEmptyPointIsEmpty() throws {
        let nan: [UInt8] = [0, 0, 0, 0, 0, 0, 0xF8, 0x7F]
        #expect(try Shape(wkb: [1, 1, 0, 0, 0] + nan + nan) == .empty)
    }

    @Test(
        arguments: [
            ([], "too early"), ([2], "byte order"), ([1, 9, 0, 0, 0], "not supported"),
            ([1, 0xFF, 0xFF, 0, 0], "not known"),
            ([1, 2, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF], "too short"),
            ([1, 4, 0, 0, 0, 1, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0, 0, 0], "kind 2"),
        ] as [([UInt8], String)])
    func theErrorSaysWhatIsWrong(_ bytes: [UInt8], _ words: String) {
        let thrown = error { () throws(GeometryError) in _ = try Shape(wkb: bytes) }
        #expect(thrown?.description.contains(words) == true)
    }

    @Test func nestingIsLimited() {
        let header: [UInt8] = [1, 7, 0, 0, 0, 1, 0, 0, 0]
        let deep = (0..<100_000).flatMap { _ in header } + Shape.empty.wkb()
        #expect(throws: GeometryError.self) { try Shape(wkb: deep) }
        let words = String(repeating: "GEOMETRYCOLLECTION (", count: 100_000)
        #expect(throws: GeometryError.self) { try Shape(wkt: words) }
    }

    @Test(arguments: [
        "", "POINT", "POINT (1)", "POLYGON ((0 0, 1 1))", "LINESTRING (0 0)", "CIRCLE (0 0)", "POINT (a b)",
        "POINT (nan 1)",
    ])
    func unreadableTextIsRefused(_ words: String) {
        guard case .some(let thrown) = error({ () throws(GeometryError) in _ = try Shape(wkt: words) }) else {
            Issue.record("read \(words)")
            return
        }
        #expect(thrown.description.count > 30)
    }
}
