internal import CGEOS

extension Shape {
    /// The area in square units of the coordinates (m² in a projected system); 0 for lines and points. O(n).
    public func area() throws(GeometryError) -> Double {
        try GEOSPool.number("area", self, GEOSArea_r)
    }

    /// The length of the lines and outlines, holes included, in units of the coordinates. O(n).
    public func length() throws(GeometryError) -> Double {
        try GEOSPool.number("length", self, GEOSLength_r)
    }

    /// The shortest distance to `other`, 0 where they meet, in units of the coordinates. O(n·m) at worst.
    ///
    /// - Throws: ``GeometryError/invalid(reason:at:)`` where either is empty: nothing is at no distance from nothing.
    public func distance(to other: Shape) throws(GeometryError) -> Double {
        guard !isEmpty, !other.isEmpty else {
            throw .invalid(reason: "the distance to an empty shape is not defined", at: nil)
        }
        return try GEOSPool.withContext { context throws(GeometryError) in
            let left = try context.geometry(self)
            let right = try context.geometry(other)
            var distance = 0.0
            guard GEOSDistance_r(context.handle, left.pointer, right.pointer, &distance) == 1 else {
                throw context.failure(of: "distance")
            }
            return distance
        }
    }

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
