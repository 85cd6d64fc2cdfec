import HomewardAnalysis
import HomewardCore
public import HomewardIncidents

/// What `clusters --method dbscan` says.
public struct PlaceClustersFinding: Finding {
    /// The size of each cluster, in the order of the layer.
    public var counts: [Int]
    /// Incidents that went in.
    public var incidents: Int
    /// Incidents of the study left out by day or hour, by reason.
    public var filtered: [String: Int]
    /// Incidents in no cluster.
    public var noise: Int
    /// Sums up clusters.
    public init(
        selected: IncidentTable, filtered: [FilterReason: Int], clusters: [PlaceCluster]
    ) {
        counts = clusters.map(\.count)
        incidents = selected.count
        self.filtered = ReasonCounts.byCode(filtered)
        noise = selected.count - counts.reduce(0, +)
    }

    /// The result in words.
    public var lines: [String] {
        var lines = [
            "\(Words.count(counts.count, "cluster", "clusters")) in place among \(Shown.grouped(incidents)) incidents, \(Shown.grouped(noise)) in none"
        ]
        if !filtered.isEmpty { lines.append("left out: \(ReasonCounts.text(filtered))") }
        lines += counts.prefix(30).enumerated().map {
            "C\($0.offset + 1): \(Words.count($0.element, "incident", "incidents"))"
        }
        return lines
    }
}
