public import HomewardAnalysis
import HomewardCore
public import HomewardIncidents

/// What `clusters --method place-hour` says.
public struct ClustersFinding: Finding {
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
    /// Incidents that were looked at: those with an hour of their own on days that the calendar knows.
    public var incidents: Int
    /// Incidents without an hour of their own, which are in no cluster.
    public var unplaced: Int
    /// How near in place, m.
    public var radiusM: Double
    /// How near on the clock, hours.
    public var withinH: Double
    /// Incidents that make a core.
    public var minimum: Int
    /// Permutations of the test.
    public var permutations: Int
    /// Sums up clusters.
    public init(_ result: PlaceHourResult, of table: IncidentTable, method: PlaceHourClusters) {
        incidents = table.count - result.unplaced - result.outsideDays
        radiusM = method.radius
        withinH = method.hours
        minimum = method.minimum
        permutations = method.permutations
        clusters = result.clusters.enumerated().map { index, cluster in
            Cluster(
                id: "C\(index + 1)", days: cluster.days.rawValue, window: WindowSummary(cluster.window),
                count: cluster.count, expected: cluster.expected.rounded(decimals: 3),
                share: cluster.share.rounded(decimals: 5), p: cluster.p.rounded(significant: 6))
        }
        significant = result.clusters.count { ChanceLevel.isReached(by: $0.p) }
        unplaced = result.unplaced
    }

    /// The result in words.
    public var lines: [String] {
        let heading =
            "\(Words.count(clusters.count, "cluster", "clusters")) in place and hour, \(significant) with p up to \(ChanceLevel.text), among \(Words.count(incidents, "incident", "incidents")); \(Shown.grouped(unplaced)) without an hour of their own left out"
        let lines = clusters.prefix(30).map {
            "\($0.id): \($0.days == "school" ? "school days" : "other days") \($0.window.shown), \($0.count) incidents, \(Shown.fixed($0.expected, 1)) expected, p \(Shown.probability($0.p))"
        }
        return [heading] + lines
    }
}
