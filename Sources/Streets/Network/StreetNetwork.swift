import HomewardCore
public import HomewardGeometry

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
        /// OpenStreetMap's `layer`: 0 on the ground, 1 on a bridge, −1 in a tunnel. It joins and parts nothing.
        public var level: Int
        /// What a walking profile may weigh.
        public var traits: StreetTraits
        /// How many metres a metre counts for where the easiest way is sought; above 0.
        public var weight = 1.0

        /// An edge from its parts.
        public init(
            from: Int, to: Int, length: Double, line: LineString, name: String?, kind: String?, level: Int = 0,
            traits: StreetTraits = []
        ) {
            self.from = from
            self.to = to
            self.length = length
            self.line = line
            self.name = name
            self.kind = kind
            self.level = level
            self.traits = traits
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

    /// For each node the half-edges that start there, ascending: 2 × edge + (1 where it is walked backwards).
    let halfEdges: CompressedRows<Int32>
    /// Which edges pass where, for snapping.
    let index: EdgeIndex

    /// A network of nodes and the edges that join them.
    ///
    /// The length of each edge is measured along its line, whatever the edge says. Components are numbered by falling
    /// length, then by their lowest node. O((nodes + edges + vertices) log nodes).
    ///
    /// - Throws: ``StreetsError/badEdge(index:reason:)`` where an edge names no node, does not start and end at its
    ///   nodes (to 1 mm) or has no length; ``StreetsError/badNode(index:)`` where a position is not finite.
    public init(nodes: [Point], edges: [Edge], isSynthetic: Bool = false) throws(StreetsError) {
        if let bad = nodes.firstIndex(where: { !$0.isFinite }) { throw .badNode(index: bad) }
        var measured = edges
        for index in edges.indices {
            if let reason = StreetNetwork.fault(of: edges[index], nodes: nodes) {
                throw .badEdge(index: index, reason: reason)
            }
            measured[index].length = edges[index].line.length
        }
        let parts = Components(nodes: nodes.count, edges: measured)
        self.nodes = nodes
        self.edges = measured
        self.component = parts.component
        self.componentLength = parts.length
        self.isSynthetic = isSynthetic
        self.halfEdges = CompressedRows(count: nodes.count) { enter in
            for (index, edge) in measured.enumerated() {
                enter(edge.from, Int32(2 * index))
                enter(edge.to, Int32(2 * index + 1))
            }
        }
        self.index = EdgeIndex(edges: measured)
    }

    /// The length of all edges, m. O(components).
    public var length: Double { componentLength.reduce(0, +) }

    private static func fault(of edge: Edge, nodes: [Point]) -> String? {
        guard nodes.indices.contains(edge.from), nodes.indices.contains(edge.to) else {
            return "joins node \(edge.from) and node \(edge.to), but there are \(nodes.count) nodes"
        }
        guard edge.line.points.count >= 2, edge.line.points.allSatisfy(\.isFinite) else {
            return "has no line of two or more finite positions"
        }
        let ends = (edge.line.points[0], edge.line.points[edge.line.points.count - 1])
        guard ends.0.distance(to: nodes[edge.from]) <= 0.001, ends.1.distance(to: nodes[edge.to]) <= 0.001 else {
            return "does not start and end at its nodes"
        }
        guard edge.weight > 0, edge.weight.isFinite else { return "has the weight \(edge.weight), not one above 0" }
        return edge.line.length > 0 ? nil : "has no length"
    }
}
