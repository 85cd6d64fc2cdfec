import Testing

@testable import HomewardGeometry

/// A shape that somebody could hand over, and whether GEOS can hold it at all.
struct OddShape: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let shape: Shape
    let canBeBuilt: Bool

    static let all: [OddShape] = [
        .init("empty collection", .empty, true),
        .init("empty multipoint", .multiPoint([]), true),
        .init("line without points", .lineString(LineString([])), true),
        .init("multiline of empty lines", .multiLineString([LineString([]), LineString([])]), true),
        .init("polygon without outline", .polygon(Polygon(exterior: [])), true),
        .init("polygon with empty hole", .polygon(Polygon(exterior: square(0, 0, 1).exterior, holes: [[]])), true),
        .init("empty multipolygon", .multiPolygon(MultiPolygon([])), true),
        .init("nested empty collections", .collection([.collection([]), .empty]), true),
        .init("line of one point", .lineString(LineString([Point(x: 1, y: 1)])), false),
        .init("line that stands still", .lineString(LineString([Point(x: 1, y: 1), Point(x: 1, y: 1)])), true),
        .init("ring of one point", .polygon(Polygon(exterior: [Point(x: 1, y: 1)])), false),
        .init("ring of two points", .polygon(Polygon(exterior: [Point(x: 1, y: 1), Point(x: 2, y: 2)])), false),
        .init(
            "ring without area",
            .polygon(Polygon(exterior: [Point(x: 0, y: 0), Point(x: 1, y: 1), Point(x: 2, y: 2)])), true),
        .init(
            "bow tie",
            .polygon(
                Polygon(exterior: [Point(x: 0, y: 0), Point(x: 2, y: 2), Point(x: 2, y: 0), Point(x: 0, y: 2)])), true),
        .init(
            "hole outside", .polygon(Polygon(exterior: square(0, 0, 1).exterior, holes: [square(5, 5, 1).exterior])),
            true),
        .init("hole without outline", .polygon(Polygon(exterior: [], holes: [square(0, 0, 1).exterior])), false),
        .init("same part twice", .multiPolygon(MultiPolygon([square(0, 0, 1), square(0, 0, 1)])), true),
        .init("open ring", .polygon(openRing()), false),
        .init("point that is no number", .point(Point(x: .nan, y: 0)), false),
        .init("point at infinity", .point(Point(x: 0, y: .infinity)), false),
        .init("multipoint with a NaN", .multiPoint([Point(x: 0, y: 0), Point(x: .nan, y: .nan)]), false),
        .init("line to infinity", .lineString(LineString([Point(x: 0, y: 0), Point(x: -.infinity, y: 0)])), false),
        .init(
            "NaN in a hole",
            .polygon(
                Polygon(
                    exterior: square(0, 0, 9).exterior,
                    holes: [[Point(x: 1, y: 1), Point(x: 2, y: .nan), Point(x: 2, y: 2), Point(x: 1, y: 1)]])), false),
        .init("huge coordinates", .polygon(square(-1e300, -1e300, 2e300)), true),
        .init("tiny coordinates", .polygon(square(0, 0, .leastNormalMagnitude)), true),
        .init("collections nested too deep", deep(40), false),
    ]

    init(_ name: String, _ shape: Shape, _ canBeBuilt: Bool) {
        testDescription = name
        self.shape = shape
        self.canBeBuilt = canBeBuilt
    }

    private static func openRing() -> Polygon {
        var polygon = square(0, 0, 1)
        polygon.exterior.removeLast()
        return polygon
    }

    private static func deep(_ levels: Int) -> Shape {
        (0..<levels).reduce(Shape.point(Point(x: 0, y: 0))) { shape, _ in .collection([shape]) }
    }
}
