/// A fault in how a shape is put together, found before GEOS sees it.
struct StructuralFault: Equatable, Sendable {
    let reason: String
    let place: Point?

    var error: GeometryError { .invalid(reason: reason, at: place) }
}

extension Shape {
    /// What keeps the shape from being built at all, or nil: a coordinate that is no finite number, a line of one
    /// point, a ring that is open or too short, a hole without an outline, collections nested too deep. O(n).
    var structuralFault: StructuralFault? { structuralFault(depth: 0) }

    private func structuralFault(depth: Int) -> StructuralFault? {
        switch self {
        case .point(let point): Shape.fault(ofPositions: [point])
        case .multiPoint(let points): Shape.fault(ofPositions: points)
        case .lineString(let line): Shape.fault(ofLine: line.points)
        case .multiLineString(let lines): Shape.first(lines) { Shape.fault(ofLine: $0.points) }
        case .polygon(let polygon): Shape.fault(ofPolygon: polygon)
        case .multiPolygon(let multi): Shape.first(multi.polygons, Shape.fault(ofPolygon:))
        case .collection(let shapes):
            depth >= Shape.deepestNesting
                ? StructuralFault(reason: "collections are nested more than \(Shape.deepestNesting) deep", place: nil)
                : Shape.first(shapes) { $0.structuralFault(depth: depth + 1) }
        }
    }

    /// How deep collections may hold collections. Readers refuse more, so that no input can exhaust the stack.
    static let deepestNesting = 32

    private static func first<Part>(_ parts: [Part], _ fault: (Part) -> StructuralFault?) -> StructuralFault? {
        for part in parts {
            if let found = fault(part) { return found }
        }
        return nil
    }

    private static func fault(ofPositions points: [Point]) -> StructuralFault? {
        for (index, point) in points.enumerated() where !point.isFinite {
            return StructuralFault(
                reason: "vertex \(index + 1) has the coordinates \(point.x), \(point.y), which are no finite numbers",
                place: nil)
        }
        return nil
    }

    private static func fault(ofLine points: [Point]) -> StructuralFault? {
        if let fault = fault(ofPositions: points) { return fault }
        guard points.count == 1 else { return nil }
        return StructuralFault(reason: "a line needs two points and has one", place: points.first)
    }

    private static func fault(ofPolygon polygon: Polygon) -> StructuralFault? {
        if polygon.exterior.isEmpty {
            guard polygon.holes.contains(where: { !$0.isEmpty }) else { return nil }
            return StructuralFault(reason: "a polygon has a hole but no outline", place: polygon.holes.first?.first)
        }
        return fault(ofRing: polygon.exterior) ?? first(polygon.holes, fault(ofRing:))
    }

    private static func fault(ofRing points: [Point]) -> StructuralFault? {
        if let fault = fault(ofPositions: points) { return fault }
        guard let start = points.first else { return nil }
        if points[points.count - 1] != start {
            return StructuralFault(reason: "a ring does not end where it starts", place: points[points.count - 1])
        }
        guard points.count < 4 else { return nil }
        return StructuralFault(
            reason: "a ring needs three different points and has \(points.count - 1)", place: start)
    }
}
