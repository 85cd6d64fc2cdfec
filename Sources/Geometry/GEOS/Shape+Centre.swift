internal import CGEOS

extension Shape {
    /// The centre of mass of the parts of highest dimension: of the areas where there are any, else of the lines, else
    /// of the points. It may lie outside the shape; ``pointOnSurface()`` never does. O(n).
    ///
    /// - Throws: ``GeometryError/invalid(reason:at:)`` where the shape is empty.
    public func centroid() throws(GeometryError) -> Point {
        try centre("centroid", GEOSGetCentroid_r)
    }

    /// A point that lies in the shape, well inside where it is an area: the place for a label. O(n log n).
    ///
    /// - Throws: ``GeometryError/invalid(reason:at:)`` where the shape is empty.
    public func pointOnSurface() throws(GeometryError) -> Point {
        try centre("point on surface", GEOSPointOnSurface_r)
    }

    private func centre(
        _ operation: String, _ call: (OpaquePointer, OpaquePointer) -> OpaquePointer?
    ) throws(GeometryError) -> Point {
        let result = try GEOSPool.shape(operation, self) { call($0.handle, $1) }
        guard case .point(let point) = result else {
            throw .invalid(reason: "an empty shape has no centre", at: nil)
        }
        return point
    }
}
