internal import CGEOS

/// The one owner of a GEOS geometry: it frees the geometry when it goes out of scope.
///
/// Must not outlive the context that made it; operations keep both inside ``GEOSPool/withContext(_:)``.
struct GEOSGeometry: ~Copyable {
    let context: OpaquePointer
    let pointer: OpaquePointer

    /// Takes over `pointer`, or throws GEOS's own message where an operation returned none.
    init(_ pointer: OpaquePointer?, from context: GEOSContext, operation: String) throws(GeometryError) {
        guard let pointer else { throw context.failure(of: operation) }
        self.context = context.handle
        self.pointer = pointer
    }

    /// Gives the geometry away, to a GEOS call that takes it over.
    consuming func release() -> OpaquePointer {
        let pointer = self.pointer
        discard self
        return pointer
    }

    deinit {
        GEOSGeom_destroy_r(context, pointer)
    }
}
