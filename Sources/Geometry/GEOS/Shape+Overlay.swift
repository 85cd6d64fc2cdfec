internal import CGEOS

extension Shape {
    /// Everything that lies in either. O(n log n).
    ///
    /// - Throws: ``GeometryError/operation(name:message:)`` with GEOS's message, usually because an input is not valid.
    public func union(_ other: Shape) throws(GeometryError) -> Shape {
        try GEOSPool.shape("union", self, other, GEOSUnion_r)
    }

    /// Everything that lies in both; ``empty`` where nothing does. O(n log n).
    ///
    /// - Throws: ``GeometryError/operation(name:message:)`` with GEOS's message, usually because an input is not valid.
    public func intersection(_ other: Shape) throws(GeometryError) -> Shape {
        try GEOSPool.shape("intersection", self, other, GEOSIntersection_r)
    }

    /// What lies in this shape and not in `other`. O(n log n).
    ///
    /// - Throws: ``GeometryError/operation(name:message:)`` with GEOS's message, usually because an input is not valid.
    public func difference(_ other: Shape) throws(GeometryError) -> Shape {
        try GEOSPool.shape("difference", self, other, GEOSDifference_r)
    }

    /// Everything that lies in any of `shapes`, joined in a cascade. O(n log n), where one by one would be quadratic.
    public static func union(of shapes: [Shape]) throws(GeometryError) -> Shape {
        try GEOSPool.shape("union", .collection(shapes)) { GEOSUnaryUnion_r($0.handle, $1) }
    }
}
