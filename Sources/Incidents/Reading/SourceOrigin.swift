/// A publisher whose files are known by their header. The raw value is the name in notes and in `check --json`.
public enum SourceOrigin: String, Sendable, Hashable, CaseIterable {
    /// The street-level crimes and outcomes that <https://data.police.uk> publishes month by month. The day and the time of
    /// day are left out, and each position is the nearest of a list of points, each of which stands for at least eight
    /// addresses (<https://data.police.uk/about/#anonymisation>).
    case policeUK = "police.uk"

    /// The publisher whose columns `header` names, or nil. O(columns).
    public init?(header: [String]) {
        let names = Set(header.map { $0.trimmingSpaces.lowercased() })
        let common: Set = ["month", "reported by", "falls within", "longitude", "latitude", "lsoa code"]
        guard common.isSubset(of: names), !names.isDisjoint(with: ["crime type", "outcome type"]) else { return nil }
        self = .policeUK
    }

    /// The least side of a cell, m, that the positions bear. They agree with those of the police's own records by Lower Layer
    /// Super Output Areas, which measure some 500 m in towns, and not by anything smaller.
    ///
    /// Source: L. Tompson, S. Johnson, M. Ashby, C. Perkins, P. Edwards, "UK open source crime data: accuracy and
    /// possibilities for research", Cartography and Geographic Information Science 42 (2015).
    public var leastCell: Double {
        switch self {
        case .policeUK: 500
        }
    }
}
