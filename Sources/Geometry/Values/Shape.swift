/// Any geometry that Homeward handles. An empty geometry is an empty collection.
public indirect enum Shape: Hashable, Sendable {
    /// One position.
    case point(Point)
    /// Several positions.
    case multiPoint([Point])
    /// One line.
    case lineString(LineString)
    /// Several lines.
    case multiLineString([LineString])
    /// One area.
    case polygon(Polygon)
    /// Several areas.
    case multiPolygon(MultiPolygon)
    /// A mixture, or nothing.
    case collection([Shape])

    /// The shape that holds nothing.
    public static let empty = Shape.collection([])

    /// Every vertex in order, ring by ring and part by part. O(n).
    public var vertices: [Point] {
        switch self {
        case .multiPoint(let points): return points
        case .lineString(let line): return line.points
        default:
            var vertices: [Point] = []
            vertices.reserveCapacity(vertexCount)
            forEachVertex { vertices.append($0) }
            return vertices
        }
    }

    /// How many ``vertices`` there are. Allocates nothing. O(parts).
    public var vertexCount: Int {
        switch self {
        case .point: 1
        case .multiPoint(let points): points.count
        case .lineString(let line): line.points.count
        case .multiLineString(let lines): lines.reduce(0) { $0 + $1.points.count }
        case .polygon(let polygon): polygon.vertexCount
        case .multiPolygon(let multi): multi.polygons.reduce(0) { $0 + $1.vertexCount }
        case .collection(let shapes): shapes.reduce(0) { $0 + $1.vertexCount }
        }
    }

    /// Whether the shape has no vertex. Allocates nothing. O(parts).
    public var isEmpty: Bool { vertexCount == 0 }

    /// The box around the shape, or nil where it is empty. Allocates nothing. O(n).
    public var boundingBox: BoundingBox? {
        var box: BoundingBox?
        forEachVertex { point in
            if box == nil { box = BoundingBox(at: point) } else { box?.extend(to: point) }
        }
        return box
    }

    /// Visits every vertex in the order of ``vertices``. Allocates nothing. O(n).
    public func forEachVertex(_ body: (Point) -> Void) {
        switch self {
        case .point(let point): body(point)
        case .multiPoint(let points): points.forEach(body)
        case .lineString(let line): line.points.forEach(body)
        case .multiLineString(let lines): for line in lines { line.points.forEach(body) }
        case .polygon(let polygon): polygon.forEachVertex(body)
        case .multiPolygon(let multi): for polygon in multi.polygons { polygon.forEachVertex(body) }
        case .collection(let shapes): for shape in shapes { shape.forEachVertex(body) }
        }
    }

    /// The areas in the shape, lines and points left out.
    public var polygons: [Polygon] {
        switch self {
        case .polygon(let polygon): [polygon]
        case .multiPolygon(let multi): multi.polygons
        case .collection(let shapes): shapes.flatMap(\.polygons)
        default: []
        }
    }

    /// The lines in the shape, areas and points left out.
    public var lines: [LineString] {
        switch self {
        case .lineString(let line): [line]
        case .multiLineString(let lines): lines
        case .collection(let shapes): shapes.flatMap(\.lines)
        default: []
        }
    }

    /// The distance from `point`, 0 inside an area; infinite where the shape is empty. Without GEOS, for the tight loops
    /// of a search; ``distance(to:)`` measures between any two shapes. O(n).
    public func distance(toPoint point: Point) -> Double {
        switch self {
        case .point(let other): point.distance(to: other)
        case .multiPoint(let points): points.reduce(.infinity) { min($0, point.distance(to: $1)) }
        case .lineString(let line): point.distance(to: line)
        case .multiLineString(let lines): lines.reduce(.infinity) { min($0, point.distance(to: $1)) }
        case .polygon(let polygon): polygon.distance(toPoint: point)
        case .multiPolygon(let multi): multi.polygons.reduce(.infinity) { min($0, $1.distance(toPoint: point)) }
        case .collection(let shapes): shapes.reduce(.infinity) { min($0, $1.distance(toPoint: point)) }
        }
    }
}

extension Polygon {
    var vertexCount: Int { holes.reduce(exterior.count) { $0 + $1.count } }

    func forEachVertex(_ body: (Point) -> Void) {
        exterior.forEach(body)
        for hole in holes { hole.forEach(body) }
    }
}
