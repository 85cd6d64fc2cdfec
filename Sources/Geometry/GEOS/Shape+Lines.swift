internal import CGEOS

extension Shape {
    /// The lines of the shape, split wherever two meet or cross, each piece once. About O(n log n).
    ///
    /// - Throws: ``GeometryError/operation(name:message:)`` where GEOS fails. Points are left out.
    public func noded() throws(GeometryError) -> Shape {
        let lines = lines.filter { !$0.points.isEmpty }
        guard !lines.isEmpty else { return .empty }
        return try GEOSPool.shape("node", .multiLineString(lines)) { GEOSNode_r($0.handle, $1) }
    }

    /// The lines joined end to end into the longest that need no branch: where three or more meet, they stay apart.
    /// Lines that cross without a common end are not joined; use ``noded()`` first. O(n log n).
    public func mergedLines() throws(GeometryError) -> Shape {
        let lines = lines.filter { !$0.points.isEmpty }
        guard !lines.isEmpty else { return .empty }
        return try GEOSPool.shape("merge lines", .multiLineString(lines)) { GEOSLineMerge_r($0.handle, $1) }
    }

    /// The areas that the lines enclose, as a collection of polygons. Lines must meet at their ends only, as
    /// ``noded()`` leaves them; dangling ends and bridges are left out. O(n log n).
    public static func polygonized(_ lines: [LineString]) throws(GeometryError) -> Shape {
        try GEOSPool.withContext { context throws(GeometryError) in
            let input = try context.geometry(.multiLineString(lines))
            let pointers: [OpaquePointer?] = [input.pointer]
            return try context.shape(GEOSPolygonize_r(context.handle, pointers, 1), operation: "polygonize")
        }
    }
}
