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

    /// Everything within `distance` of the shape, as an area. A negative distance shrinks areas, down to ``empty``.
    ///
    /// Corners are arcs of `quadrantSegments` straight pieces to the quarter circle: with 8 a point's buffer holds
    /// 99.36 % of the true disc. About O(n log n).
    ///
    /// - Parameters:
    ///   - distance: In units of the coordinates.
    ///   - quadrantSegments: From 1 to 90.
    /// - Throws: ``GeometryError/argument(name:message:)`` for a distance that is no finite number or segments out of range.
    public func buffered(by distance: Double, quadrantSegments: Int = 8) throws(GeometryError) -> Shape {
        guard distance.isFinite else {
            throw .argument(name: "distance", message: "\(distance) is no finite number")
        }
        guard (1...90).contains(quadrantSegments) else {
            throw .argument(name: "quadrantSegments", message: "\(quadrantSegments) is not between 1 and 90")
        }
        return try GEOSPool.shape("buffer", self) { GEOSBuffer_r($0.handle, $1, distance, Int32(quadrantSegments)) }
    }

    /// The shape with fewer vertices: Douglas and Peucker's line simplification, which here neither lets an outline
    /// cross itself nor loses a part.
    ///
    /// Parts are simplified one by one: neighbours that share an edge may come apart by up to `tolerance`. O(n²) at
    /// worst, usually O(n log n).
    ///
    /// - Parameter tolerance: How far the result may stray, in units of the coordinates; 0 drops only vertices on
    ///   straight lines.
    /// - Throws: ``GeometryError/argument(name:message:)`` for a tolerance that is negative or no finite number.
    public func simplified(tolerance: Double) throws(GeometryError) -> Shape {
        guard tolerance.isFinite, tolerance >= 0 else {
            throw .argument(name: "tolerance", message: "\(tolerance) is not a distance of 0 or more")
        }
        return try GEOSPool.shape("simplify", self) { GEOSTopologyPreserveSimplify_r($0.handle, $1, tolerance) }
    }
}
