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

extension GEOSContext {
    /// The shape that an operation returned; frees the geometry. Empty geometries and empty parts become nothing. O(n).
    func shape(_ pointer: OpaquePointer?, operation: String) throws(GeometryError) -> Shape {
        let geometry = try GEOSGeometry(pointer, from: self, operation: operation)
        guard let shape = read(geometry.pointer) else { throw failure(of: operation) }
        var isFinite = true
        shape.forEachVertex { if !$0.isFinite { isFinite = false } }
        guard isFinite else {
            throw .operation(name: operation, message: "the result has coordinates that are no finite numbers")
        }
        return shape
    }

    /// A copy of a geometry that GEOS keeps. Heights are left behind.
    func read(_ geometry: OpaquePointer) -> Shape? {
        if GEOSisEmpty_r(handle, geometry) == 1 { return .empty }
        switch UInt32(bitPattern: GEOSGeomTypeId_r(handle, geometry)) {
        case GEOS_POINT.rawValue: return points(geometry)?.first.map(Shape.point)
        case GEOS_LINESTRING.rawValue, GEOS_LINEARRING.rawValue:
            return points(geometry).map { .lineString(LineString($0)) }
        case GEOS_POLYGON.rawValue: return polygon(geometry).map(Shape.polygon)
        case GEOS_MULTIPOINT.rawValue: return parts(geometry) { points($0)?.first }.map(Shape.multiPoint)
        case GEOS_MULTILINESTRING.rawValue:
            return parts(geometry) { points($0).map { LineString($0) } }.map(Shape.multiLineString)
        case GEOS_MULTIPOLYGON.rawValue:
            return parts(geometry, polygon).map { .multiPolygon(MultiPolygon($0)) }
        case GEOS_GEOMETRYCOLLECTION.rawValue: return parts(geometry, read).map(Shape.collection)
        default: return nil
        }
    }

    private func polygon(_ geometry: OpaquePointer) -> Polygon? {
        guard let shell = GEOSGetExteriorRing_r(handle, geometry), let exterior = points(shell) else { return nil }
        var holes: [[Point]] = []
        for index in 0..<max(0, GEOSGetNumInteriorRings_r(handle, geometry)) {
            guard let ring = GEOSGetInteriorRingN_r(handle, geometry, index), let hole = points(ring) else {
                return nil
            }
            holes.append(hole)
        }
        return Polygon(exterior: exterior, holes: holes)
    }

    private func parts<Part>(_ geometry: OpaquePointer, _ make: (OpaquePointer) -> Part?) -> [Part]? {
        var made: [Part] = []
        for index in 0..<max(0, GEOSGetNumGeometries_r(handle, geometry)) {
            guard let part = GEOSGetGeometryN_r(handle, geometry, index) else { return nil }
            if GEOSisEmpty_r(handle, part) == 1 { continue }
            guard let value = make(part) else { return nil }
            made.append(value)
        }
        return made
    }

    /// The vertices of a point, line or ring, in one copy.
    private func points(_ geometry: OpaquePointer) -> [Point]? {
        guard let sequence = GEOSGeom_getCoordSeq_r(handle, geometry) else { return nil }
        var count: UInt32 = 0
        guard GEOSCoordSeq_getSize_r(handle, sequence, &count) == 1 else { return nil }
        var isCopied = false
        let points = [Point](unsafeUninitializedCapacity: Int(count)) { buffer, filled in
            guard let start = buffer.baseAddress else { return }
            isCopied = start.withMemoryRebound(to: Double.self, capacity: 2 * Int(count)) {
                GEOSCoordSeq_copyToBuffer_r(handle, sequence, $0, 0, 0) == 1
            }
            filled = isCopied ? Int(count) : 0
        }
        return isCopied || count == 0 ? points : nil
    }
}
