internal import CGDAL
import HomewardGeometry

/// A feature of GDAL's, owned.
struct GDALFeature: ~Copyable {
    let handle: OGRFeatureH

    /// Takes over `handle`.
    init(owning handle: OGRFeatureH) {
        self.handle = handle
    }

    /// An empty feature of `layer`; nil where memory is out.
    init?(in layer: GDALLayer) {
        guard let made = OGR_F_Create(layer.definition) else { return nil }
        handle = made
    }

    deinit { OGR_F_Destroy(handle) }

    /// The number that GDAL gives it.
    var number: Int64 { OGR_F_GetFID(handle) }

    /// The geometry in two dimensions with its curves made lines; nil where there is none.
    ///
    /// - Throws: What Geometry says of the bytes.
    func shape() throws(GeometryError) -> Shape? {
        guard let geometry = OGR_F_GetGeometryRef(handle) else { return nil }
        guard OGR_G_IsEmpty(geometry) == 0 else { return Shape.empty }
        if OGR_G_HasCurveGeometry(geometry, 0) != 0, let linear = OGR_G_GetLinearGeometry(geometry, 0, nil) {
            defer { OGR_G_DestroyGeometry(linear) }
            return try Self.shape(of: linear)
        }
        return try Self.shape(of: geometry)
    }

    private static func shape(of geometry: OGRGeometryH) throws(GeometryError) -> Shape {
        OGR_G_FlattenTo2D(geometry)
        let count = OGR_G_WkbSizeEx(geometry)
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            let done = OGR_G_ExportToIsoWkb(geometry, wkbNDR, buffer.baseAddress) == OGRERR_NONE
            filled = done ? count : 0
        }
        return try Shape(wkb: bytes)
    }

    /// Gives the feature a geometry; false where GDAL refuses it.
    func set(_ shape: Shape) -> Bool {
        let bytes = shape.wkb()
        var geometry: OGRGeometryH?
        let made = bytes.withUnsafeBytes { buffer in
            OGR_G_CreateFromWkbEx(buffer.baseAddress, nil, &geometry, buffer.count)
        }
        guard made == OGRERR_NONE, let geometry else { return false }
        // The feature takes the geometry over, even where it refuses it.
        return OGR_F_SetGeometryDirectly(handle, geometry) == OGRERR_NONE
    }
}
