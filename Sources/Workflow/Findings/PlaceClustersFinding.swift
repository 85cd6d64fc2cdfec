public import HomewardAnalysis
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
    /// How clusters are drawn.
    public var outline: String
    /// That chance was not tested.
    public var chance: String

    /// Sums up clusters.
    public init(selected: SelectedIncidents, clusters: [PlaceCluster], outline: ClusterOutline) {
        counts = clusters.map(\.count)
        selection = SelectionSummary(selected)
        incidents = selected.mostly.count
        noise = incidents - counts.reduce(0, +)
        self.outline = outline.form.rawValue
        chance = ClusterWords.untested
    }

    /// The result in words.
    public var lines: [String] {
        let heading =
            "\(Words.count(counts.count, "cluster", "clusters")) in place among \(Words.count(incidents, "incident", "incidents")), \(Shown.grouped(noise)) in none"
        return [heading] + ClusterWords.notes(selection, incidents: incidents)
            + counts.prefix(ClusterWords.most).enumerated().map {
                "C\($0.offset + 1): \(Words.count($0.element, "incident", "incidents"))"
            }
    }
}

/// What the findings about clusters in place say alike.
enum ClusterWords {
    /// How many clusters are told one by one.
    static let most = 30

    /// That a method has no test of chance.
    static let untested = "no test of chance: where incidents are strewn at random, there are such groups too"

    /// What was left out of the selection, and that chance was not tested.
    static func notes(_ selection: SelectionSummary, incidents: Int) -> [String] {
        var lines: [String] = []
        if incidents < selection.incidents {
            lines.append(
                "\(Words.count(selection.incidents - incidents, "incident", "incidents")) whose range lies there by less than half left out"
            )
        }
        if !selection.filtered.isEmpty { lines.append("left out: \(ReasonCounts.text(selection.filtered))") }
        return lines + [untested]
    }
}
