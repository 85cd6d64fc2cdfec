extension Shape {
    /// The shape as the OGC's well-known binary in two dimensions, little-endian. A point is never empty; every other
    /// empty shape keeps its kind. O(n).
    public func wkb() -> [UInt8] {
        var writer = WKBWriter()
        writer.bytes.reserveCapacity(64 + 16 * vertexCount)
        writer.write(self)
        return writer.bytes
    }
}

/// Writes the OGC's well-known binary, little-endian, two dimensions.
struct WKBWriter {
    var bytes: [UInt8] = []

    mutating func write(_ shape: Shape) {
        switch shape {
        case .point(let point):
            header(1)
            write(point)
        case .lineString(let line): write(line)
        case .polygon(let polygon): write(polygon)
        case .multiPoint(let points):
            header(4)
            word(points.count)
            for point in points {
                header(1)
                write(point)
            }
        case .multiLineString(let lines):
            header(5)
            word(lines.count)
            for line in lines { write(line) }
        case .multiPolygon(let multi):
            header(6)
            word(multi.polygons.count)
            for polygon in multi.polygons { write(polygon) }
        case .collection(let shapes):
            header(7)
            word(shapes.count)
            for shape in shapes { write(shape) }
        }
    }

    private mutating func write(_ line: LineString) {
        header(2)
        write(line.points)
    }

    private mutating func write(_ polygon: Polygon) {
        header(3)
        let holes = polygon.holes.filter { !$0.isEmpty }
        if polygon.exterior.isEmpty && holes.isEmpty {
            word(0)
            return
        }
        word(1 + holes.count)
        write(polygon.exterior)
        for hole in holes { write(hole) }
    }

    private mutating func header(_ code: Int) {
        bytes.append(1)
        word(code)
    }

    private mutating func word(_ number: Int) {
        withUnsafeBytes(of: UInt32(truncatingIfNeeded: number).littleEndian) { bytes.append(contentsOf: $0) }
    }

    private mutating func write(_ points: [Point]) {
        word(points.count)
        guard UInt32(1).littleEndian == 1 else {
            for point in points { write(point) }
            return
        }
        points.withUnsafeBytes { bytes.append(contentsOf: $0) }
    }

    private mutating func write(_ point: Point) {
        withUnsafeBytes(of: point.x.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
        withUnsafeBytes(of: point.y.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }
}
