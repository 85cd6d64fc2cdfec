import HomewardGeometry

@testable import HomewardLayers

/// Layers for the tests.
enum Sample {
    static let fields = [
        Field("name", .text), Field("count", .integer), Field("density_per_km2", .real), Field("hot", .boolean),
        Field("day", .date), Field("seen", .dateTime),
    ]

    static let rows: [[FieldValue]] = [
        [
            .text("Wood End / Moat House"), .integer(9_007_199_254_740_993), .real(0.1), .boolean(true),
            .text("2024-02-29"), .text("2024-02-29T15:20:07"),
        ],
        [.text("Łódź “ünïcode” 🚸, \"quoted\""), .integer(-3), .real(-1.5e-7), .boolean(false), .null, .null],
        [.null, .null, .null, .null, .null, .null],
    ]

    static let ring = [Point(x: 433000, y: 279000), Point(x: 434000, y: 279000), Point(x: 434000, y: 280000)]
    static let hole = [Point(x: 433700, y: 279200), Point(x: 433800, y: 279500), Point(x: 433800, y: 279200)]

    static let shapes: [String: [Shape]] = [
        "points": [
            .point(Point(x: 433123.25, y: 279456.75)), .point(Point(x: 433000, y: 279000)),
            .point(Point(x: 434000.125, y: 280000)),
        ],
        "lines": [
            .lineString(LineString([Point(x: 433000, y: 279000), Point(x: 433500.5, y: 279250)])),
            .lineString(LineString([Point(x: 433000, y: 279000), Point(x: 433001, y: 279000)])),
            .lineString(LineString([Point(x: 433000, y: 279000), Point(x: 433000, y: 279001)])),
        ],
        "areas": [
            .polygon(Polygon(exterior: ring, holes: [hole])),
            .polygon(Polygon(exterior: ring)),
            .polygon(Polygon(exterior: ring)),
        ],
    ]

    static func layer(_ kind: String, in system: CoordinateSystem?) -> Layer {
        let shapes = shapes[kind] ?? []
        return Layer(
            name: kind, coordinateSystem: system, fields: fields,
            features: zip(shapes, rows).map { Feature(id: nil, shape: $0, values: $1) })
    }
}
