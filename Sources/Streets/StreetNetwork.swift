public import Geometry

/// A graph of the streets and paths that people may walk. Every edge can be walked both ways.
public struct StreetNetwork: Sendable, Equatable {
    /// One stretch of street between two nodes.
    public struct Edge: Sendable, Hashable {
        /// The node where the line starts.
        public var from: Int
        /// The node where the line ends.
        public var to: Int
        /// The length along the line, m.
        public var length: Double
        /// The line from ``from`` to ``to``.
        public var line: LineString
        /// The street's name, where the file has one.
        public var name: String?
        /// The file's own class of street: `residential`, `footway`, …
        public var kind: String?

        /// Creates an edge.
        public init(from: Int, to: Int, length: Double, line: LineString, name: String?, kind: String?) {
            self.from = from
            self.to = to
            self.length = length
            self.line = line
            self.name = name
            self.kind = kind
        }
    }

    /// Where each node lies.
    public let nodes: [Point]
    /// The edges.
    public let edges: [Edge]
    /// The component that each node belongs to; 0 is the one with the longest streets.
    public let component: [Int]
    /// The total length of each component's edges, m, in descending order.
    public let componentLength: [Double]
    /// Whether the streets are made up, so that every map and sheet must say so.
    public let isSynthetic: Bool

    /// For node `n` the half-edges `firstHalfEdge[n] ..< firstHalfEdge[n + 1]`: 2 × edge + (1 where it is walked backwards).
    let firstHalfEdge: [Int32]
    let halfEdges: [Int32]

    init(
        nodes: [Point], edges: [Edge], component: [Int], componentLength: [Double], isSynthetic: Bool,
        firstHalfEdge: [Int32], halfEdges: [Int32]
    ) {
        self.nodes = nodes
        self.edges = edges
        self.component = component
        self.componentLength = componentLength
        self.isSynthetic = isSynthetic
        self.firstHalfEdge = firstHalfEdge
        self.halfEdges = halfEdges
    }
}

/// A position on a street.
public struct Snap: Sendable, Hashable {
    /// The edge, an index into ``StreetNetwork/edges``.
    public var edge: Int
    /// How far along the edge's line, m from its start.
    public var offset: Double
    /// The position itself.
    public var point: Point
    /// How far the point that was asked for lies from it, m.
    public var distance: Double

    /// Creates a position on a street.
    public init(edge: Int, offset: Double, point: Point, distance: Double) {
        self.edge = edge
        self.offset = offset
        self.point = point
        self.distance = distance
    }
}
