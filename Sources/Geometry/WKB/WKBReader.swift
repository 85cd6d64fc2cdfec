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
}

/// Reads well-known binary byte by byte, never past its end.
///
/// Understands the OGC's and ISO's codes and PostGIS's flags, either byte order, and leaves heights, measures and the
/// identifier of the coordinate system behind.
///
/// GEOS's own reader does not do: it refuses open rings and lines of one point, which ``Shape/validity()`` shall explain,
/// passes over bytes that are left, tells no offset, and overflows the stack on collections nested deep enough.
struct WKBReader {
    var cursor: WKBCursor

    init(_ bytes: UnsafeRawBufferPointer) {
        cursor = WKBCursor(bytes)
    }

    var offset: Int { cursor.offset }

    /// The next geometry. `expected` is the code that a part of a multi-geometry must have.
    mutating func shape(expected: UInt32? = nil, depth: Int = 0) throws(GeometryError) -> Shape {
        let start = offset
        let header = try header()
        if let expected, header.code != expected {
            throw .wkb(offset: start, message: "a part of kind \(header.code) stands where kind \(expected) belongs")
        }
        switch header.code {
        case 1: return try point(header)
        case 2: return try .lineString(LineString(points(header)))
        case 3: return try .polygon(polygon(header))
        case 4...6: return try multi(header, depth: depth)
        case 7:
            guard depth < Shape.deepestNesting else {
                throw .wkb(offset: start, message: "collections are nested too deep")
            }
            return try .collection(parts(header, expected: nil, depth: depth))
        default:
            throw .wkb(offset: start, message: "geometry kind \(header.code) is not supported; convert curves to lines")
        }
    }

    private mutating func header() throws(GeometryError) -> WKBHeader {
        let order = try cursor.byte()
        guard order <= 1 else { throw .wkb(offset: offset - 1, message: "byte order \(order) is neither 0 nor 1") }
        var header = WKBHeader(isLittleEndian: order == 1, code: 0, dimensions: 2)
        var code = try cursor.word(header)
        if code & 0x2000_0000 != 0 { _ = try cursor.word(header) }
        if code & 0x8000_0000 != 0 { header.dimensions += 1 }
        if code & 0x4000_0000 != 0 { header.dimensions += 1 }
        code &= 0x0FFF_FFFF
        switch code / 1000 {
        case 0: break
        case 1, 2: header.dimensions = 3
        case 3: header.dimensions = 4
        default: throw .wkb(offset: offset - 4, message: "geometry kind \(code) is not known")
        }
        header.code = code % 1000
        return header
    }

    private mutating func point(_ header: WKBHeader) throws(GeometryError) -> Shape {
        let size = 8 * header.dimensions
        guard cursor.left >= size else { throw .wkb(offset: offset, message: "it ends too early") }
        let point = Point(x: cursor.number(at: offset, header), y: cursor.number(at: offset + 8, header))
        cursor.offset += size
        return point.x.isNaN && point.y.isNaN ? .empty : .point(point)
    }

    private mutating func points(_ header: WKBHeader) throws(GeometryError) -> [Point] {
        let size = 8 * header.dimensions
        let count = try cursor.count(header, size: size)
        let start = offset
        cursor.offset += count * size
        return [Point](unsafeUninitializedCapacity: count) { buffer, filled in
            for index in 0..<count {
                let at = start + index * size
                buffer.initializeElement(
                    at: index, to: Point(x: cursor.number(at: at, header), y: cursor.number(at: at + 8, header)))
            }
            filled = count
        }
    }

    private mutating func polygon(_ header: WKBHeader) throws(GeometryError) -> Polygon {
        let count = try cursor.count(header, size: 4)
        guard count > 0 else { return Polygon(exterior: []) }
        let exterior = try points(header)
        var holes: [[Point]] = []
        for _ in 1..<count { holes.append(try points(header)) }
        return Polygon(exterior: exterior, holes: holes)
    }

    private mutating func parts(_ header: WKBHeader, expected: UInt32?, depth: Int) throws(GeometryError) -> [Shape] {
        let count = try cursor.count(header, size: 9)
        var parts: [Shape] = []
        parts.reserveCapacity(count)
        for _ in 0..<count { parts.append(try shape(expected: expected, depth: depth + 1)) }
        return parts
    }

    private mutating func multi(_ header: WKBHeader, depth: Int) throws(GeometryError) -> Shape {
        let parts = try parts(header, expected: header.code - 3, depth: depth)
        switch header.code {
        case 4: return .multiPoint(parts.flatMap(\.vertices))
        case 5: return .multiLineString(parts.flatMap(\.lines))
        default: return .multiPolygon(MultiPolygon(parts.flatMap(\.polygons)))
        }
    }
}

/// What a geometry's first bytes say about the rest.
struct WKBHeader {
    var isLittleEndian: Bool
    var code: UInt32
    var dimensions: Int
}

/// A place in well-known binary. Every read is checked against the end.
struct WKBCursor {
    private let bytes: UnsafeRawBufferPointer
    /// Bytes read so far.
    var offset = 0

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    /// Bytes still to come.
    var left: Int { bytes.count - offset }

    mutating func byte() throws(GeometryError) -> UInt8 {
        guard offset < bytes.count else { throw .wkb(offset: offset, message: "it ends too early") }
        defer { offset += 1 }
        return bytes[offset]
    }

    mutating func word(_ header: WKBHeader) throws(GeometryError) -> UInt32 {
        guard bytes.count - offset >= 4 else { throw .wkb(offset: offset, message: "it ends too early") }
        defer { offset += 4 }
        let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
        return header.isLittleEndian ? UInt32(littleEndian: word) : UInt32(bigEndian: word)
    }

    /// A number of things of at least `size` bytes each, checked against what is left, so that no count can ask for
    /// more memory than the input is long.
    mutating func count(_ header: WKBHeader, size: Int) throws(GeometryError) -> Int {
        let count = Int(try word(header))
        guard count <= (bytes.count - offset) / size else {
            throw .wkb(offset: offset - 4, message: "it announces \(count) parts and is too short for them")
        }
        return count
    }

    /// The number at an offset that the caller has checked.
    func number(at offset: Int, _ header: WKBHeader) -> Double {
        let bits = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        return Double(bitPattern: header.isLittleEndian ? UInt64(littleEndian: bits) : UInt64(bigEndian: bits))
    }
}
