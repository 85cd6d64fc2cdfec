internal import CGEOS

extension Shape {
    /// A valid shape that covers the same ground: self-crossing outlines are split, overlapping parts joined, holes
    /// outside their outline dropped, and areas without extent become the lines or points that remain of them.
    ///
    /// GEOS's structure method, which takes outlines as land and holes as holes whichever way they wind. O(n log n).
    ///
    /// - Throws: ``GeometryError/invalid(reason:at:)`` for a shape that cannot be built at all, see ``validity()``.
    public func repaired() throws(GeometryError) -> Shape {
        try GEOSPool.shape("repair", self) { context, geometry in
            guard let settings = GEOSMakeValidParams_create_r(context.handle) else { return nil }
            defer { GEOSMakeValidParams_destroy_r(context.handle, settings) }
            _ = GEOSMakeValidParams_setMethod_r(context.handle, settings, GEOS_MAKE_VALID_STRUCTURE)
            _ = GEOSMakeValidParams_setKeepCollapsed_r(context.handle, settings, 1)
            return GEOSMakeValidWithParams_r(context.handle, geometry, settings)
        }
    }
}
