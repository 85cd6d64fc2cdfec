internal import CGEOS

extension GEOSContext {
    /// The shape as a GEOS geometry. Coordinates cross as whole buffers, one per line or ring. O(n).
    func geometry(_ shape: Shape) throws(GeometryError) -> GEOSGeometry {
        if let fault = shape.structuralFault { throw fault.error }
        return try GEOSGeometry(build(shape), from: self, operation: "build")
    }

    /// Returns a geometry that the caller owns, or nil where GEOS left a message. The shape has no structural fault.
    private func build(_ shape: Shape) -> OpaquePointer? {
        switch shape {
        case .point(let point): GEOSGeom_createPointFromXY_r(handle, point.x, point.y)
        case .lineString(let line): sequence(line.points).flatMap { GEOSGeom_createLineString_r(handle, $0) }
        case .polygon(let polygon): build(polygon)
        case .multiPoint(let points):
            collect(points, as: GEOS_MULTIPOINT) { GEOSGeom_createPointFromXY_r(handle, $0.x, $0.y) }
        case .multiLineString(let lines):
            collect(lines, as: GEOS_MULTILINESTRING) {
                sequence($0.points).flatMap { GEOSGeom_createLineString_r(handle, $0) }
            }
        case .multiPolygon(let multi): collect(multi.polygons, as: GEOS_MULTIPOLYGON, build)
        case .collection(let shapes): collect(shapes, as: GEOS_GEOMETRYCOLLECTION, build)
        }
    }

    private func build(_ polygon: Polygon) -> OpaquePointer? {
        if polygon.exterior.isEmpty { return GEOSGeom_createEmptyPolygon_r(handle) }
        guard let shell = ring(polygon.exterior) else { return nil }
        guard var holes = all(polygon.holes, ring) else {
            GEOSGeom_destroy_r(handle, shell)
            return nil
        }
        return GEOSGeom_createPolygon_r(handle, shell, &holes, UInt32(holes.count))
    }

    private func ring(_ points: [Point]) -> OpaquePointer? {
        sequence(points).flatMap { GEOSGeom_createLinearRing_r(handle, $0) }
    }

    private func collect<Part>(
        _ parts: [Part], as type: GEOSGeomTypes, _ make: (Part) -> OpaquePointer?
    ) -> OpaquePointer? {
        guard var made = all(parts, make) else { return nil }
        return GEOSGeom_createCollection_r(handle, Int32(type.rawValue), &made, UInt32(made.count))
    }

    /// Every part made, or nil with those made before the failure freed.
    private func all<Part>(_ parts: [Part], _ make: (Part) -> OpaquePointer?) -> [OpaquePointer?]? {
        var made: [OpaquePointer?] = []
        made.reserveCapacity(parts.count)
        for part in parts {
            guard let pointer = make(part) else {
                for pointer in made { GEOSGeom_destroy_r(handle, pointer) }
                return nil
            }
            made.append(pointer)
        }
        return made
    }

    private func sequence(_ points: [Point]) -> OpaquePointer? {
        points.withUnsafeBufferPointer { points in
            points.withMemoryRebound(to: Double.self) { numbers in
                GEOSCoordSeq_copyFromBuffer_r(handle, numbers.baseAddress, UInt32(points.count), 0, 0)
            }
        }
    }
}
