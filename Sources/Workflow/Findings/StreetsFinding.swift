import HomewardCore
public import HomewardStreets

/// What `streets` says: what was read, what may be walked, what was left out.
public struct StreetsFinding: Finding {
    /// Some lines.
    public struct Amount: Codable, Sendable, Equatable {
        /// Their number.
        public var lines: Int
        /// Their length, m.
        public var lengthM: Double

        init(_ amount: StreetReport.Amount) {
            lines = amount.lines
            lengthM = amount.metres.rounded(decimals: 1)
        }
    }

    /// Lines read.
    public var read: Amount
    /// Lines that may be walked.
    public var walkable: Amount
    /// Lines that may not, by reason.
    public var dropped: [String: Amount]
    /// The network.
    public var network: StreetRecord
    /// Edges that no street joins to the largest part.
    public var leftOut: Amount
    /// Squares that can be walked across.
    public var squares: Int
    /// Places where a barrier stops people on foot.
    public var barriers: Int
    /// What else to know.
    public var notes: [String]

    /// Sums up a network.
    public init(network: StreetNetwork, report: StreetReport) {
        read = Amount(report.read)
        walkable = Amount(report.walkable)
        dropped = Dictionary(
            report.reasons.compactMap { reason in report.dropped[reason].map { (reason.rawValue, Amount($0)) } }
        ) { first, _ in first }
        self.network = StreetRecord(network)
        leftOut = Amount(report.leftOut)
        squares = report.squares
        barriers = report.barriers
        notes = report.notes
    }

    /// The result in words.
    public var lines: [String] {
        var lines = [
            "\(Shown.grouped(read.lines)) lines read, \(Shown.grouped(walkable.lines)) may be walked (\(Shown.fixed(walkable.lengthM / 1000, 1)) km)"
        ]
        lines += dropped.sorted { $0.key < $1.key }.map {
            "dropped \($0.key): \(Shown.grouped($0.value.lines)) lines, \(Shown.fixed($0.value.lengthM / 1000, 1)) km"
        }
        lines.append(
            "\(Shown.grouped(network.nodes)) nodes, \(Shown.grouped(network.edges)) edges, \(Shown.fixed(network.lengthM / 1000, 1)) km in \(Words.count(network.components, "part", "parts")); the largest has \(Shown.fixed(network.largestComponentM / 1000, 1)) km"
        )
        if squares > 0 { lines.append("\(Words.count(squares, "square", "squares")) can be walked across") }
        if barriers > 0 { lines.append("\(Words.count(barriers, "barrier stops", "barriers stop")) people on foot") }
        if network.synthetic { lines.append("The streets are made up.") }
        return lines + notes
    }
}

/// The walking network in figures.
public struct StreetRecord: Codable, Sendable, Equatable {
    /// Whether the streets are made up.
    public var synthetic: Bool
    /// Nodes.
    public var nodes: Int
    /// Edges.
    public var edges: Int
    /// Their length, m.
    public var lengthM: Double
    /// Parts that no street joins.
    public var components: Int
    /// The length of the largest part, m.
    public var largestComponentM: Double
}

extension StreetRecord {
    init(_ network: StreetNetwork) {
        self.init(
            synthetic: network.isSynthetic, nodes: network.nodes.count, edges: network.edges.count,
            lengthM: network.edges.reduce(0) { $0 + $1.length }.rounded(decimals: 0),
            components: network.componentLength.count,
            largestComponentM: (network.componentLength.first ?? 0).rounded(decimals: 0))
    }
}
