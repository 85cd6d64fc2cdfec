internal import CGEOS

extension Shape {
    /// The smallest convex area around every vertex; a line or a point where the vertices span no area. O(n log n).
    public func convexHull() throws(GeometryError) -> Shape {
        try GEOSPool.shape("convex hull", self) { GEOSConvexHull_r($0.handle, $1) }
    }

    /// A hull without holes that follows the vertices more closely than the convex one.
    ///
    /// Triangulates the vertices and takes triangles away from the outside for as long as their outer edge is longer
    /// than `ratio` of the way from the shortest to the longest edge (GEOS 3.11's concave hull). Vertices that span no
    /// area, fewer than three of them among these, give their convex hull. O(n log n).
    ///
    /// - Parameter ratio: From 0, the closest hull, to 1, the convex hull.
    /// - Throws: ``GeometryError/argument(name:message:)`` for a ratio outside 0 to 1.
    public func concaveHull(ratio: Double) throws(GeometryError) -> Shape {
        guard (0...1).contains(ratio) else {
            throw .argument(name: "ratio", message: "\(ratio) is not between 0 and 1")
        }
        let convex = try convexHull()
        // GEOS 3.11's triangulation may lack a sliver of the convex hull, which a ratio of 1 promises.
        guard ratio < 1, case .polygon = convex else { return convex }
        return try GEOSPool.shape("concave hull", self) { GEOSConcaveHull_r($0.handle, $1, ratio, 0) }
    }
}
