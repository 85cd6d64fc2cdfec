internal import CGEOS

/// Whether a shape is valid in the sense of the OGC's Simple Features, and where not, why and where.
public struct Validity: Hashable, Sendable {
    /// Whether operations may rely on the shape.
    public let isValid: Bool
    /// GEOS's reason, such as `Self-intersection`, or ours where GEOS cannot hold the shape; `Valid Geometry` where valid.
    public let reason: String
    /// Where the fault lies, if that is known.
    public let location: Point?

    /// Creates an answer.
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
}
