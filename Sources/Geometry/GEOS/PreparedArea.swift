internal import CGEOS

/// A shape made ready for many questions: GEOS's prepared geometry, some hundred times faster than asking the shape anew.
///
/// ```swift
/// let ground = try PreparedArea(area.shape)
/// let inside = try points.filter { try ground.contains($0) }
/// ```
///
/// It builds its index at the first question and is therefore not sendable: make one in each task. A point on the edge
/// lies outside here, as for ``Shape/contains(_:)``; ``AreaLocator`` gives it to exactly one of several areas.
public final class PreparedArea {
    private let context: GEOSContext
    private let geometry: OpaquePointer
    private let prepared: OpaquePointer

    /// Prepares `shape`. O(n log n) together with the first question.
    ///
    /// - Throws: ``GeometryError/invalid(reason:at:)`` for a shape that cannot be built.
    public init(_ shape: Shape) throws(GeometryError) {
        let context = try GEOSPool.take()
        do throws(GeometryError) {
            let geometry = try context.geometry(shape)
            guard let prepared = GEOSPrepare_r(context.handle, geometry.pointer) else {
                throw context.failure(of: "prepare")
            }
            self.context = context
            self.geometry = geometry.release()
            self.prepared = prepared
        } catch {
            GEOSPool.giveBack(context)
            throw error
        }
    }

    deinit {
        GEOSPreparedGeom_destroy_r(context.handle, prepared)
        GEOSGeom_destroy_r(context.handle, geometry)
        GEOSPool.giveBack(context)
    }

    /// Whether the point lies inside, edges not included. False for a point that is not finite. O(log n).
    public func contains(_ point: Point) throws(GeometryError) -> Bool {
        try ask(point, "contains", GEOSPreparedContains_r)
    }

    /// Whether the point lies inside or on the edge. False for a point that is not finite. O(log n).
    public func covers(_ point: Point) throws(GeometryError) -> Bool {
        try ask(point, "covers", GEOSPreparedCovers_r)
    }

    /// Whether the two have a point in common, edges included. O(m log n).
    public func intersects(_ shape: Shape) throws(GeometryError) -> Bool {
        try ask(shape, "intersects", GEOSPreparedIntersects_r)
    }

    /// Whether no point of `shape` lies outside: a line that runs along the edge is covered. O(m log n).
    public func covers(_ shape: Shape) throws(GeometryError) -> Bool {
        try ask(shape, "covers", GEOSPreparedCovers_r)
    }

    /// Whether `shape` lies inside, see ``Shape/contains(_:)``. O(m log n).
    public func contains(_ shape: Shape) throws(GeometryError) -> Bool {
        try ask(shape, "contains", GEOSPreparedContains_r)
    }

    /// For each point whether it lies inside, edges not included. O(m log n).
    ///
    /// - Throws: ``GeometryError/argument(name:message:)`` where the columns differ in length.
    public func contains(xs: [Double], ys: [Double]) throws(GeometryError) -> [Bool] {
        guard xs.count == ys.count else {
            throw .argument(name: "ys", message: "there are \(xs.count) x and \(ys.count) y coordinates")
        }
        var answers: [Bool] = []
        answers.reserveCapacity(xs.count)
        for index in xs.indices {
            answers.append(try contains(Point(x: xs[index], y: ys[index])))
        }
        return answers
    }

    private func ask(
        _ point: Point, _ operation: String, _ call: (OpaquePointer, OpaquePointer, OpaquePointer) -> CChar
    ) throws(GeometryError) -> Bool {
        guard point.isFinite else { return false }
        let other = try GEOSGeometry(
            GEOSGeom_createPointFromXY_r(context.handle, point.x, point.y), from: context, operation: operation)
        return try context.answer(call(context.handle, prepared, other.pointer), operation: operation)
    }

    private func ask(
        _ shape: Shape, _ operation: String, _ call: (OpaquePointer, OpaquePointer, OpaquePointer) -> CChar
    ) throws(GeometryError) -> Bool {
        let other = try context.geometry(shape)
        return try context.answer(call(context.handle, prepared, other.pointer), operation: operation)
    }
}
