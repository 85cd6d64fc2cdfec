public import HomewardAnalysis
import HomewardCalendar
import HomewardCore
public import HomewardIncidents

/// What `clusters --method st-dbscan` says.
public struct SpaceTimeClustersFinding: Finding {
    /// One cluster.
    public struct Cluster: Codable, Sendable, Equatable {
        /// Its key, as in the layer.
        public var id: String
        /// Its incidents.
        public var count: Int
        /// The local day and time of the first.
        public var first: String
        /// Those of the last.
        public var last: String
        /// From the first to the last, hours.
        public var lengthH: Double
    }

    /// The clusters, the largest first.
    public var clusters: [Cluster]
    /// What went in; incidents whose range lies there by half or more count, each wholly.
    public var selection: SelectionSummary
    /// Incidents that were looked at: those with an hour of their own.
    public var incidents: Int
    /// Incidents without an hour of their own, which are in no cluster.
    public var unplaced: Int
    /// Incidents that were looked at and are in no cluster.
    public var noise: Int
    /// How near in place, m.
    public var radiusM: Double
    /// How near in time, hours.
    public var lagH: Double
    /// Incidents that make a core.
    public var minimum: Int
    /// How clusters are drawn.
    public var outline: String
    /// That chance was not tested.
    public var chance: String

    /// Sums up clusters.
    public init(
        selected: SelectedIncidents, result: SpaceTimeResult, method: SpaceTimeDBSCAN, outline: ClusterOutline
    ) {
        clusters = result.clusters.enumerated().map { index, cluster in
            Cluster(
                id: "C\(index + 1)", count: cluster.count, first: cluster.first.shown, last: cluster.last.shown,
                lengthH: cluster.hours.rounded(decimals: 2))
        }
        selection = SelectionSummary(selected)
        incidents = result.incidents
        unplaced = result.unplaced
        noise = result.noise
        radiusM = method.radius
        lagH = method.lag
        minimum = method.minimum
        self.outline = outline.form.rawValue
        chance = ClusterWords.untested
    }

    /// The result in words.
    public var lines: [String] {
        let heading =
            "\(Words.count(clusters.count, "cluster", "clusters")) in place and time among \(Words.count(incidents, "incident", "incidents")), \(Shown.grouped(noise)) in none; \(Shown.grouped(unplaced)) without an hour of their own left out"
        return [heading] + ClusterWords.notes(selection, incidents: incidents + unplaced)
            + clusters.prefix(ClusterWords.most).map {
                "\($0.id): \(Words.count($0.count, "incident", "incidents")) from \($0.first) to \($0.last)"
            }
    }
}

extension SpaceTimeCluster {
    /// From the first to the last incident, hours.
    package var hours: Double { Double(seconds) / 3600 }
}

extension SpaceTimeCluster.Moment {
    /// `2024-03-30 23:10`.
    package var shown: String { "\(day) \(Shown.clock(minute))" }
}
