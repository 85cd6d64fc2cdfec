extension Shape {
    /// The shape carried to another coordinate system, all its vertices in one pass. O(n).
    ///
    /// - Throws: ``GeometryError/transform(operation:message:)`` where a vertex has no place in the target system.
    public func transformed(by transformer: Transformer) throws(GeometryError) -> Shape {
        let vertices = vertices
        var xs = vertices.map(\.x)
        var ys = vertices.map(\.y)
        try transformer.transform(&xs, &ys)
        for index in xs.indices where !xs[index].isFinite {
            // Asked again alone, the vertex brings PROJ's own reason.
            _ = try transformer.transform(vertices[index])
            throw .transform(operation: transformer.operationName, message: "vertex \(index + 1) has no place there")
        }
        var next = 0
        return mapped { _ in
            defer { next += 1 }
            return Point(x: xs[next], y: ys[next])
        }
    }

    /// The shape with every vertex replaced, in the order of ``vertices``. O(n).
    public func mapped(_ replace: (Point) -> Point) -> Shape {
        func ring(_ points: [Point]) -> [Point] { points.map(replace) }
        func area(_ polygon: Polygon) -> Polygon {
            let exterior = ring(polygon.exterior)
            return Polygon(exterior: exterior, holes: polygon.holes.map(ring))
        }
        return switch self {
        case .point(let point): .point(replace(point))
        case .multiPoint(let points): .multiPoint(ring(points))
        case .lineString(let line): .lineString(LineString(ring(line.points)))
        case .multiLineString(let lines): .multiLineString(lines.map { LineString(ring($0.points)) })
        case .polygon(let polygon): .polygon(area(polygon))
        case .multiPolygon(let multi): .multiPolygon(MultiPolygon(multi.polygons.map(area)))
        case .collection(let shapes): .collection(shapes.map { $0.mapped(replace) })
        }
    }
}
