/// What became of the lines that a walking network was built from: read = walkable + dropped, line by line.
public struct StreetReport: Sendable, Equatable {
    /// Some lines, and their length.
    public struct Amount: Sendable, Hashable {
        /// How many.
        public var lines = 0
        /// Their length, m.
        public var metres = 0.0
    }

    /// The layer's name.
    public var layer: String
    /// Lines in the layer; each part of a feature with several lines counts, and a feature without one counts as one.
    public var read = Amount()
    /// Lines that may be walked.
    public var walkable = Amount()
    /// Lines that were left out, by reason.
    public var dropped: [DropReason: Amount] = [:]
    /// Nodes of the network.
    public var nodes = 0
    /// Edges of the network.
    public var edges = 0
    /// The connected parts of the network.
    public var components = 0
    /// Edges of the part with the longest streets, on which places are looked up.
    public var main = Amount()
    /// Edges of all other parts, which nobody reaches from there.
    public var leftOut = Amount()
    /// Vertices closer together than this became one, m.
    public var tolerance: Double
    /// Whether the streets are made up.
    public var isSynthetic = false
    /// What the reader should know.
    public var notes: [String] = []

    /// Creates a report of nothing.
    public init(layer: String, tolerance: Double) {
        self.layer = layer
        self.tolerance = tolerance
    }

    /// The reasons that occur, in the order of their codes.
    public var reasons: [DropReason] { dropped.keys.sorted() }

    /// Whether every line is accounted for.
    public var addsUp: Bool {
        read.lines == walkable.lines + dropped.values.reduce(0) { $0 + $1.lines }
            && edges == main.lines + leftOut.lines
    }
}
