internal import CGEOS

/// Whether a shape is valid in the sense of the OGC's Simple Features, and where not, why and where.
public struct Validity: Hashable, Sendable {
    /// Whether operations may rely on the shape.
    public let isValid: Bool
    /// GEOS's reason, such as `Self-intersection`, or ours where GEOS cannot hold the shape; `Valid Geometry` where valid.
    public let reason: String
    /// Where the fault lies, if that is known.
    public let location: Point?

    /// An answer from its parts.
    public init(isValid: Bool, reason: String, location: Point? = nil) {
        self.isValid = isValid
        self.reason = reason
        self.location = location
    }
}

extension Shape {
    /// Whether the shape is valid, with the reason and the place of the first fault. Empty shapes are valid.
    ///
    /// A coordinate that is no finite number, a line of one point and a ring of fewer than three different points are
    /// answered here as invalid; every other operation throws ``GeometryError/invalid(reason:at:)`` for them.
    /// O(n log n).
    ///
    /// - Throws: ``GeometryError/operation(name:message:)`` only where GEOS itself fails.
    public func validity() throws(GeometryError) -> Validity {
        if let fault = structuralFault {
            return Validity(isValid: false, reason: fault.reason, location: fault.place)
        }
        return try GEOSPool.withContext { context throws(GeometryError) in
            let geometry = try context.geometry(self)
            var reason: UnsafeMutablePointer<CChar>?
            var place: OpaquePointer?
            let answer = GEOSisValidDetail_r(context.handle, geometry.pointer, 0, &reason, &place)
            defer { if let reason { GEOSFree_r(context.handle, reason) } }
            var location: Point?
            if let place {
                location = try context.shape(place, operation: "validity").vertices.first
            }
            let isValid = try context.answer(answer, operation: "validity")
            return Validity(
                isValid: isValid, reason: isValid ? "Valid Geometry" : reason.map { String(cString: $0) } ?? "invalid",
                location: isValid ? nil : location)
        }
    }

    /// A valid shape that covers the same ground: self-crossing outlines are split, overlapping parts joined, holes
    /// outside their outline dropped, and areas without extent become the lines or points that remain of them.
    ///
    /// GEOS's structure method, which takes outlines as land and holes as holes whichever way they wind. Where edges lie all
    /// but on each other its answer may cross itself again, because crossings are rounded; then that is mended in turn.
    /// O(n log n).
    ///
    /// - Throws: ``GeometryError/invalid(reason:at:)`` for a shape that cannot be built at all, see ``validity()``, or that is
    ///   not valid after three times.
    public func repaired() throws(GeometryError) -> Shape {
        var shape = self
        var validity = Validity(isValid: false, reason: "")
        for _ in 0..<3 {
            shape = try shape.restructured()
            validity = try shape.validity()
            if validity.isValid { return shape }
        }
        throw .invalid(reason: validity.reason, at: validity.location)
    }

    private func restructured() throws(GeometryError) -> Shape {
        try GEOSPool.shape("repair", self) { context, geometry in
            guard let settings = GEOSMakeValidParams_create_r(context.handle) else { return nil }
            defer { GEOSMakeValidParams_destroy_r(context.handle, settings) }
            _ = GEOSMakeValidParams_setMethod_r(context.handle, settings, GEOS_MAKE_VALID_STRUCTURE)
            _ = GEOSMakeValidParams_setKeepCollapsed_r(context.handle, settings, 1)
            return GEOSMakeValidWithParams_r(context.handle, geometry, settings)
        }
    }
}

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
