import HomewardAnalysis
import HomewardCore
public import HomewardIncidents

/// What `clusters --method dbscan` says.
public struct PlaceClustersFinding: Finding {
    /// The size of each cluster, in the order of the layer.
    public var counts: [Int]
    /// What went in; incidents whose range lies there by half or more count, each wholly.
    public var selection: SelectionSummary
    /// Incidents that went in.
    public var incidents: Int
    /// Incidents in no cluster.
    public var noise: Int
    /// Sums up clusters.
    public init(
        selected: SelectedIncidents, clusters: [PlaceCluster]
    ) {
        counts = clusters.map(\.count)
        selection = SelectionSummary(selected)
        incidents = selected.mostly.count
        noise = incidents - counts.reduce(0, +)
    }

    /// The result in words.
    public var lines: [String] {
        var lines = [
            "\(Words.count(counts.count, "cluster", "clusters")) in place among \(Shown.grouped(incidents)) incidents, \(Shown.grouped(noise)) in none"
        ]
        if incidents < selection.incidents {
            lines.append(
                "\(Words.count(selection.incidents - incidents, "incident", "incidents")) whose range lies there by less than half left out"
            )
        }
        if !selection.filtered.isEmpty { lines.append("left out: \(ReasonCounts.text(selection.filtered))") }
        lines += counts.prefix(30).enumerated().map {
            "C\($0.offset + 1): \(Words.count($0.element, "incident", "incidents"))"
        }
        return lines
    }
}
