import HomewardCore
public import HomewardPlanner
import HomewardStreets

/// What `patrols` says.
public struct PatrolsFinding: Finding {
    /// One patrol area.
    public struct Area: Codable, Sendable, Equatable {
        /// Its key, as in the layer.
        public var id: String
        /// Its place by name.
        public var place: String
        /// Incidents in it.
        public var incidents: Int
        /// Their harm.
        public var harm: Double
        /// Visits to it.
        public var visits: Int
    }

    /// The areas.
    public var areas: [Area]
    /// How good the choice is.
    public var quality: PlanQuality
    /// Sums up patrols.
    public init(_ plan: PatrolPlan) {
        areas = plan.areas.map { area in
            Area(
                id: area.id, place: area.place, incidents: area.incidents, harm: area.harm.rounded(decimals: 3),
                visits: plan.visits.count { $0.area == area.id })
        }
        quality = PlanQuality(plan)
    }

    /// The result in words.
    public var lines: [String] {
        var lines = [quality.sentence("harm held")]
        lines += areas.map {
            "\($0.id) \($0.place): \(Words.count($0.incidents, "incident", "incidents")), harm \(Shown.fixed($0.harm, 0)), \(Words.count($0.visits, "visit", "visits"))"
        }
        lines += quality.unserved.map { "not served: \($0.name): \($0.reason)" }
        return lines
    }
}
