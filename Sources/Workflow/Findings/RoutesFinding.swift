import HomewardCore
public import HomewardPlanner
import HomewardStreets

/// What `routes` says.
public struct RoutesFinding: Finding {
    /// One route.
    public struct Route: Codable, Sendable, Equatable {
        /// Its key, as in the layer.
        public var id: String
        /// The school where it starts.
        public var school: String
        /// When it starts.
        public var start: String
        /// Whether that is an assumption.
        public var startAssumed: Bool
        /// Its posts.
        public var posts: Int
        /// The walk, m.
        public var lengthM: Double
        /// From start to end, minutes.
        public var durationMin: Double
        /// What its posts cover, incidents per year.
        public var riskPerYear: Double
    }

    /// The routes.
    public var routes: [Route]
    /// How good they are.
    public var quality: PlanQuality
    /// Whether the streets are made up.
    public var syntheticStreets: Bool
    /// Sums up routes.
    public init(_ plan: ChaperonePlan, syntheticStreets: Bool) {
        routes = plan.routes.map { route in
            Route(
                id: route.id, school: route.school, start: Shown.clock(route.start), startAssumed: route.isStartAssumed,
                posts: route.posts.count, lengthM: route.length.rounded(decimals: 1),
                durationMin: route.minutes.rounded(decimals: 1), riskPerYear: route.risk.rounded(decimals: 3))
        }
        quality = PlanQuality(plan)
        self.syntheticStreets = syntheticStreets
    }

    /// The result in words.
    public var lines: [String] {
        var lines = [quality.sentence("risk a year covered")]
        if syntheticStreets { lines.append("The streets are made up: these routes show the method only.") }
        lines += routes.map {
            "\($0.id) \($0.school), \($0.start)\($0.startAssumed ? " (assumed)" : ""): \(Words.count($0.posts, "post", "posts")), \(Shown.fixed($0.lengthM, 0)) m, \(Shown.fixed($0.durationMin, 0)) min, \(Shown.fixed($0.riskPerYear, 1)) incidents a year"
        }
        lines += quality.unserved.map { "not served: \($0.name): \($0.reason)" }
        return lines
    }
}
