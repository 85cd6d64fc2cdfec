import HomewardIncidents

/// The incidents on the days and in the hours of the plan's window.
public struct WindowRecord: Codable, Sendable, Equatable {
    /// The days: `school`, `non-school`, `weekend` or `all`.
    public var days: String
    /// The hours.
    public var hours: WindowSummary
    /// Incidents in the window.
    public var incidents: Int
    /// Incidents left out, by reason code.
    public var filteredByReason: [String: Int]
}

/// The hotspots in figures.
public struct HotspotRecord: Codable, Sendable, Equatable {
    /// Cells of the study area.
    public var cells: Int
    /// Cells that are significant.
    public var hot: Int
    /// The width of a cell, m.
    public var cellM: Double
    /// The false-discovery rate asked for.
    public var fdr: Double
    /// Incidents of the window outside every cell.
    public var outside: Int
    /// How the probabilities were computed.
    public var method: String
    /// The bandwidth of the density surface, m.
    public var bandwidthM: Double
    /// How the density treats the study area's edge.
    public var boundary: String
}

/// The clusters in figures.
public struct ClusterRecord: Codable, Sendable, Equatable {
    /// Clusters found.
    public var found: Int
    /// Those with p ≤ 0.05.
    public var significant: Int
    /// Incidents without a time of day, which are in no cluster.
    public var unplaced: Int
    /// The radius, m.
    public var radiusM: Double
    /// The reach on the clock, hours.
    public var hours: Double
    /// Incidents that make a core.
    public var minimum: Int
    /// Permutations of the test.
    public var permutations: Int
}

/// The walking network in figures.
public struct StreetRecord: Codable, Sendable, Equatable {
    /// Whether the streets are made up.
    public var synthetic: Bool
    /// Nodes.
    public var nodes: Int
    /// Edges.
    public var edges: Int
    /// Their length, m.
    public var lengthM: Double
    /// Parts that no street joins.
    public var components: Int
    /// The length of the largest part, m.
    public var largestComponentM: Double
}

/// How good a plan is.
public struct PlanQuality: Codable, Sendable, Equatable {
    /// Routes, or patrol areas.
    public var served: Int
    /// Posts, or visits.
    public var stays: Int
    /// What the plan reaches: incidents per year on the routes, or harm in the areas.
    public var value: Double
    /// What no plan of that kind can exceed.
    public var upperBound: Double
    /// (bound − value) / bound.
    public var gap: Double
    /// What is not served.
    public var unserved: [UnservedRecord]

    /// Something that is not served.
    public struct UnservedRecord: Codable, Sendable, Equatable {
        /// The school, post or area.
        public var name: String
        /// Why.
        public var reason: String
    }
}
