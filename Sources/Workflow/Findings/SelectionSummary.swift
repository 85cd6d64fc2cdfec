import HomewardCore
public import HomewardIncidents

/// How many incidents of the study an analysis took in by day and hour, and how many it left out.
public struct SelectionSummary: Codable, Sendable, Equatable {
    /// Incidents that went in.
    public var incidents: Int
    /// Those of them of which only a share counts: a part of the range of time in which they happened.
    public var byShare: Int
    /// What all of them come to where some count by a share; absent where all count wholly.
    public var worth: Double?
    /// Incidents of the study left out, by reason.
    public var filtered: [String: Int]

    /// Sums up a selection.
    public init(_ selected: SelectedIncidents) {
        incidents = selected.table.count
        byShare = selected.shared
        worth = byShare > 0 ? selected.total.rounded(decimals: 3) : nil
        filtered = ReasonCounts.byCode(selected.filtered)
    }

    /// What was left out and what counts in part, a line each; none where every incident counts.
    package var lines: [String] {
        var lines: [String] = []
        if let worth {
            lines.append(
                "\(Words.count(byShare, "of them counts", "of them count")) by the share of the range that lies there, so that all come to \(Shown.fixed(worth, 1))"
            )
        }
        if !filtered.isEmpty { lines.append("left out: \(ReasonCounts.text(filtered))") }
        return lines
    }
}
