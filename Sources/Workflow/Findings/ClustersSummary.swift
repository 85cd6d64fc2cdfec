public import HomewardAnalysis
import HomewardCore
public import HomewardIncidents

/// What `clusters --method place-hour` says.
public struct ClustersSummary: Summary, Codable, Equatable {
    /// One cluster.
    public struct Cluster: Codable, Sendable, Equatable {
        /// Its key, as in the layer.
        public var id: String
        /// `school` or `non-school`.
        public var days: String
        /// Its span of the clock.
        public var window: WindowSummary
        /// Its incidents.
        public var count: Int
        /// The number expected by chance.
        public var expected: Double
        /// Its share of all hours within its hull.
        public var share: Double
        /// Its probability.
        public var p: Double
    }

    /// The clusters, strongest first.
    public var clusters: [Cluster]
    /// Those with p ≤ 0.05.
    public var significant: Int
    /// Incidents without a time of day, which are in no cluster.
    public var unplaced: Int
    /// What became of the rows.
    public var rows: RowSummary

    /// Sums up clusters.
    public init(study: Study, result: PlaceHourResult) {
        clusters = result.clusters.enumerated().map { index, cluster in
            Cluster(
                id: "C\(index + 1)", days: cluster.days.rawValue, window: WindowSummary(cluster.window),
                count: cluster.count, expected: cluster.expected.rounded(decimals: 3),
                share: cluster.share.rounded(decimals: 5), p: cluster.p.rounded(significant: 6))
        }
        significant = result.clusters.count { $0.p <= 0.05 }
        unplaced = result.unplaced
        rows = RowSummary(study.reading.counts)
    }

    /// The result in words.
    public var text: String {
        let heading =
            "\(Words.count(clusters.count, "cluster", "clusters")) in place and hour, \(significant) with p up to 0.05; \(Shown.grouped(unplaced)) incidents without a time of day"
        let lines = clusters.prefix(30).map {
            "\($0.id): \($0.days == "school" ? "school days" : "other days") \($0.window.shown), \($0.count) incidents, \(Shown.fixed($0.expected, 1)) expected, p \(Shown.probability($0.p))"
        }
        return ([rows.text, heading] + lines).joined(separator: "\n")
    }
}

/// What `clusters --method dbscan` says.
public struct PlaceClustersSummary: Summary, Codable, Equatable {
    /// The size of each cluster, in the order of the layer.
    public var counts: [Int]
    /// Incidents that went in.
    public var incidents: Int
    /// Incidents of the study left out by day or hour, by reason.
    public var filtered: [String: Int]
    /// Incidents in no cluster.
    public var noise: Int
    /// What became of the rows.
    public var rows: RowSummary

    /// Sums up clusters.
    public init(
        study: Study, selected: IncidentTable, filtered: [FilterReason: Int], clusters: [PlaceCluster]
    ) {
        counts = clusters.map(\.count)
        incidents = selected.count
        self.filtered = ReasonCounts.byCode(filtered)
        noise = selected.count - counts.reduce(0, +)
        rows = RowSummary(study.reading.counts)
    }

    /// The result in words.
    public var text: String {
        var lines = [
            rows.text,
            "\(Words.count(counts.count, "cluster", "clusters")) in place among \(Shown.grouped(incidents)) incidents, \(Shown.grouped(noise)) in none",
        ]
        if !filtered.isEmpty { lines.append("left out: \(ReasonCounts.text(filtered))") }
        lines += counts.prefix(30).enumerated().map {
            "C\($0.offset + 1): \(Words.count($0.element, "incident", "incidents"))"
        }
        return lines.joined(separator: "\n")
    }
}
