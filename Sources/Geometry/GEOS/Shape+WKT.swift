internal import CGEOS

extension Shape {
    /// Reads well-known text such as `POLYGON ((0 0, 1 0, 1 1, 0 0))` with GEOS's reader. Heights are left out and an
    /// empty geometry becomes ``empty``. O(n).
    ///
    /// - Throws: ``GeometryError/wkt(message:)`` with the reader's own message, or where brackets are nested too deep.
    public init(wkt: String) throws(GeometryError) {
        var depth = 0
        for byte in wkt.utf8 {
            if byte == UInt8(ascii: "(") { depth += 1 }
            if byte == UInt8(ascii: ")") { depth -= 1 }
            guard depth <= Shape.deepestNesting + 3 else { throw .wkt(message: "brackets are nested too deep") }
        }
        self = try GEOSPool.withContext { context throws(GeometryError) in
            let reader = GEOSWKTReader_create_r(context.handle)
            defer { GEOSWKTReader_destroy_r(context.handle, reader) }
            guard let geometry = GEOSWKTReader_read_r(context.handle, reader, wkt) else {
                guard case .operation(_, let message) = context.failure(of: "read") else {
                    throw GeometryError.wkt(message: "unreadable")
                }
                throw GeometryError.wkt(message: message)
            }
            return try context.shape(geometry, operation: "read well-known text")
        }
    }

    /// The shape as well-known text, each coordinate with the fewest digits that give it back exactly. O(n).
    public func wkt() -> String {
        switch self {
        case .point(let point): "POINT (\(Shape.wkt(point)))"
        case .multiPoint(let points): "MULTIPOINT " + Shape.wkt(points) { "(\(Shape.wkt($0)))" }
        case .lineString(let line): "LINESTRING " + Shape.wkt(line.points, Shape.wkt)
        case .multiLineString(let lines): "MULTILINESTRING " + Shape.wkt(lines) { Shape.wkt($0.points, Shape.wkt) }
        case .polygon(let polygon): "POLYGON " + Shape.wkt(polygon)
        case .multiPolygon(let multi): "MULTIPOLYGON " + Shape.wkt(multi.polygons, Shape.wkt)
        case .collection(let shapes): "GEOMETRYCOLLECTION " + Shape.wkt(shapes) { $0.wkt() }
        }
    }

    private static func wkt(_ polygon: Polygon) -> String {
        polygon.exterior.isEmpty
            ? "EMPTY" : wkt([polygon.exterior] + polygon.holes.filter { !$0.isEmpty }) { wkt($0, wkt) }
    }

    private static func wkt<Part>(_ parts: [Part], _ words: (Part) -> String) -> String {
        parts.isEmpty ? "EMPTY" : "(" + parts.map(words).joined(separator: ", ") + ")"
    }

    private static func wkt(_ point: Point) -> String { wkt(point.x) + " " + wkt(point.y) }

    private static func wkt(_ number: Double) -> String {
        let words = "\(number)"
        return words.hasSuffix(".0") ? String(words.dropLast(2)) : words
    }
}
