public import HomewardAnalysis
import HomewardCore
public import HomewardIncidents

/// What `clusters --method hdbscan` says.
public struct DensityClustersFinding: Finding {
    /// One cluster.
    public struct Cluster: Codable, Sendable, Equatable {
        /// Its key, as in the layer.
        public var id: String
        /// Its incidents.
        public var count: Int
        /// The shortest distance at which they are one group, m.
        public var formsM: Double
        /// The distance at which they join others as dense, m.
        public var joinsM: Double
        /// The mean strength of their membership, 0 to 1.
        public var strength: Double
        /// The cluster's stability as a share of the most that it could be, 0 to 1.
        public var persistence: Double
    }

    /// The clusters, the largest first.
    public var clusters: [Cluster]
    /// Why there is none; absent where there is one.
    public var notFound: String?
    /// What went in; incidents whose range lies there by half or more count, each wholly.
    public var selection: SelectionSummary
    /// Incidents that went in.
    public var incidents: Int
    /// Incidents in no cluster.
    public var noise: Int
    /// Incidents so close to enough others that their positions tell no distance; snapped positions are.
    public var heaped: Int
    /// The shortest distance that positions tell, m.
    public var finestM: Double
    /// How clusters are drawn.
    public var outline: String
    /// That chance was not tested.
    public var chance: String

    /// Sums up clusters.
    public init(selected: SelectedIncidents, result: HDBSCANResult, method: HDBSCAN, outline: ClusterOutline) {
        clusters = result.clusters.enumerated().map { index, cluster in
            Cluster(
                id: "C\(index + 1)", count: cluster.count, formsM: cluster.forms.rounded(decimals: 2),
                joinsM: cluster.joins.rounded(decimals: 2), strength: cluster.strength.rounded(decimals: 4),
                persistence: cluster.persistence.rounded(significant: 6))
        }
        selection = SelectionSummary(selected)
        incidents = result.labels.count
        noise = result.noise
        heaped = result.coreDistances.count { $0 <= method.finest }
        finestM = method.finest
        self.outline = outline.form.rawValue
        chance = ClusterWords.untested
        let least = max(method.minimum, method.smallest)
        notFound =
            switch result.groups {
            case 0: "\(Words.count(incidents, "incident is", "incidents are")) fewer than the \(least) that it takes"
            case 1:
                "the incidents part nowhere into two groups of \(method.smallest) or more, and all of them together are never called a cluster"
            default: nil
            }
    }

    /// The result in words.
    public var lines: [String] {
        let heading =
            "\(Words.count(clusters.count, "cluster", "clusters")) of any density among \(Words.count(incidents, "incident", "incidents")), \(Shown.grouped(noise)) in none"
        var lines = [heading] + ClusterWords.notes(selection, incidents: incidents)
        if let notFound { lines.append("none found: \(notFound)") }
        if heaped > 0 {
            lines.append(
                "\(Words.count(heaped, "incident lies", "incidents lie")) in heaps of which the positions tell no distance, under \(SettingName.plain(finestM)) m"
            )
        }
        return lines
            + clusters.prefix(ClusterWords.most).map {
                "\($0.id): \(Words.count($0.count, "incident", "incidents")), a group of its own from \(Shown.fixed($0.formsM, 0)) m to \(Shown.fixed($0.joinsM, 0)) m, strength \(Shown.fixed($0.strength, 2))"
            }
    }
}
