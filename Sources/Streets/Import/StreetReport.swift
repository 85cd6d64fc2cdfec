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
    /// Edges of all other parts, which cannot be reached from there.
    public var leftOut = Amount()
    /// Vertices closer together than this became one, m.
    public var tolerance: Double
    /// Whether the streets are made up.
    public var isSynthetic = false
    /// What the reader should know.
    public var notes: [String] = []

    /// A report of a layer from which nothing was read yet.
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

extension StreetReport {
    mutating func drop(_ reason: DropReason, metres: Double) {
        dropped[reason, default: Amount()].lines += 1
        dropped[reason, default: Amount()].metres += metres.isFinite ? metres : 0
    }

    mutating func count(_ network: StreetNetwork) {
        walkable.metres = network.length
        nodes = network.nodes.count
        edges = network.edges.count
        components = network.componentLength.count
        for edge in network.edges {
            if network.component[edge.from] == 0 {
                main.lines += 1
                main.metres += edge.length
            } else {
                leftOut.lines += 1
                leftOut.metres += edge.length
            }
        }
    }
}

/// Why a line is no part of the walking network. The raw value is the stable code of the street report.
public enum DropReason: String, Sendable, Hashable, CaseIterable, Comparable {
    /// The feature has no line.
    case noLine = "no_line"
    /// A coordinate is infinite, not a number, or farther away than any place on Earth.
    case badCoordinates = "bad_coordinates"
    /// The line has no length after its vertices were matched.
    case noLength = "no_length"
    /// The feature is no street: a river, a railway, a fence.
    case notAStreet = "not_a_street"
    /// It is planned, being built or given up.
    case notBuilt = "not_built"
    /// It is made for something else than walking: a race track, a bus guideway, an escape lane.
    case notForWalking = "not_for_walking"
    /// It is a motorway or a motorway's slip road.
    case motorway
    /// It is a trunk road outside a built-up area without a footway.
    case trunkWithoutFootway = "trunk_without_footway"
    /// `foot` says that one may not walk.
    case footForbidden = "foot_forbidden"
    /// `access` says that it is private, and `foot` does not say otherwise.
    case privateAccess = "private_access"

    /// Orders reasons by their code.
    public static func < (lhs: DropReason, rhs: DropReason) -> Bool { lhs.rawValue < rhs.rawValue }
}
