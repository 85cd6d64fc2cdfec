extension Shape {
    /// Reads well-known binary, as OGC, ISO and PostGIS write it, in two dimensions: heights and measures are left out.
    /// An empty point becomes ``empty``. Any bytes give a shape or an error. O(n).
    ///
    /// - Throws: ``GeometryError/wkb(offset:message:)`` for bytes that are damaged, left over, or hold curves.
    public init(wkb bytes: UnsafeRawBufferPointer) throws(GeometryError) {
        var reader = WKBReader(bytes)
        self = try reader.shape()
        guard reader.offset == bytes.count else {
            throw .wkb(offset: reader.offset, message: "\(bytes.count - reader.offset) bytes are left over")
        }
    }

    /// Reads well-known binary, see ``init(wkb:)-(UnsafeRawBufferPointer)``. O(n).
    public init(wkb bytes: some Collection<UInt8>) throws(GeometryError) {
        let copy = Array(bytes)
        let result = copy.withUnsafeBytes { buffer in
            Result { () throws(GeometryError) -> Shape in try Shape(wkb: buffer) }
        }
        self = try result.get()
    }

    /// The shape as the OGC's well-known binary in two dimensions, little-endian. A point is never empty; every other
    /// empty shape keeps its kind. O(n).
    public func wkb() -> [UInt8] {
        var writer = WKBWriter()
        writer.bytes.reserveCapacity(64 + 16 * vertexCount)
        writer.write(self)
        return writer.bytes
    }
}
