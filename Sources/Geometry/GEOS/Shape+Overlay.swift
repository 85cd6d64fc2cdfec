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

    /// Whether no point of `other` lies outside and the insides of both meet (OGC contains): an area does not contain
    /// a point on its edge. Empty shapes contain nothing and lie in nothing. O(n log n); many questions of one area
    /// are faster through ``PreparedArea``.
    public func contains(_ other: Shape) throws(GeometryError) -> Bool {
        try GEOSPool.answer("contains", self, other, GEOSContains_r)
    }

    /// Whether no point of `other` lies outside, edges included. O(n log n).
    public func covers(_ other: Shape) throws(GeometryError) -> Bool {
        try GEOSPool.answer("covers", self, other, GEOSCovers_r)
    }

    /// Whether the two have a point in common, edges included. O(n log n).
    public func intersects(_ other: Shape) throws(GeometryError) -> Bool {
        try GEOSPool.answer("intersects", self, other, GEOSIntersects_r)
    }

    /// Whether the two meet along their edges only. O(n log n).
    public func touches(_ other: Shape) throws(GeometryError) -> Bool {
        try GEOSPool.answer("touches", self, other, GEOSTouches_r)
    }
}
