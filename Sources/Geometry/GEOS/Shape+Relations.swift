internal import CGEOS

extension Shape {
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
