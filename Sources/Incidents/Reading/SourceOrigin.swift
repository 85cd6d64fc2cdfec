/// A publisher whose files are known by their header. The raw value is the name in notes and in `check --json`.
public enum SourceOrigin: String, Sendable, Hashable, CaseIterable {
    /// The street-level crimes and outcomes that <https://data.police.uk> publishes month by month. The day and the time of
    /// day are left out, and each position is the nearest of a list of points, each of which stands for eight or
    /// more addresses or for none (<https://data.police.uk/about/#anonymisation>).
    case policeUK = "police.uk"

    /// The publisher whose columns `header` names, or nil. O(columns).
    public init?(header: [String]) {
        let names = Set(header.map { $0.trimmingSpaces.lowercased() })
        let common: Set = ["month", "reported by", "falls within", "longitude", "latitude", "lsoa code"]
        guard common.isSubset(of: names), !names.isDisjoint(with: ["crime type", "outcome type"]) else { return nil }
        self = .policeUK
    }

    /// The least side of a cell, m, that the positions bear: about the width of a Lower Layer Super Output Area in a town, the
    /// smallest area by which such points are usually counted. Smaller cells would show where the published points lie.
    ///
    /// How far the positions agree with a force's own records at several sizes of area is measured by L. Tompson, S. Johnson,
    /// M. Ashby, C. Perkins, P. Edwards (2015), "UK open source crime data: accuracy and possibilities for research",
    /// Cartography and Geographic Information Science 42(2).
    public var leastCell: Double {
        switch self {
        case .policeUK: 500
        }
    }
}
