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
        case .point(let point): [point]
        case .multiPoint(let points): points
        case .lineString(let line): line.points
        case .multiLineString(let lines): lines.flatMap(\.points)
        case .polygon(let polygon): polygon.exterior + polygon.holes.flatMap { $0 }
        case .multiPolygon(let multi): multi.polygons.flatMap { $0.exterior + $0.holes.flatMap { $0 } }
        case .collection(let shapes): shapes.flatMap(\.vertices)
        }
    }

    /// The box around the shape, or nil where it is empty. O(n).
    public var boundingBox: BoundingBox? { BoundingBox(of: vertices) }

    /// Whether the shape has no vertex.
    public var isEmpty: Bool { vertices.isEmpty }

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
}
