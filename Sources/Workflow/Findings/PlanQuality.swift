import HomewardCore
import HomewardPlanner

/// How good a plan is.
public struct PlanQuality: Codable, Sendable, Equatable {
    /// Routes, or patrol areas.
    public var served: Int
    /// Posts, or visits.
    public var stays: Int
    /// What the plan reaches: incidents (or harm) a year that the routes meet, or that are to be expected in the areas.
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

extension PlanQuality {
    /// Sums up the chaperones' plan.
    init(_ plan: ChaperonePlan) {
        self.init(
            served: plan.routes.count, stays: plan.routes.reduce(0) { $0 + $1.posts.count },
            value: plan.risk.rounded(decimals: 4), upperBound: plan.upperBound.rounded(decimals: 4),
            gap: plan.gap.rounded(decimals: 6), unserved: plan.unserved.map(UnservedRecord.init))
    }

    /// Sums up the patrols' plan.
    init(_ plan: PatrolPlan) {
        self.init(
            served: plan.areas.count, stays: plan.visits.count, value: plan.risk.rounded(decimals: 4),
            upperBound: plan.upperBound.rounded(decimals: 4), gap: plan.gap.rounded(decimals: 6),
            unserved: plan.unserved.map(UnservedRecord.init))
    }
}

extension PlanQuality.UnservedRecord {
    init(_ unserved: Unserved) { self.init(name: unserved.name, reason: unserved.reason) }
}

extension PlanQuality {
    /// The plan's worth, its bound and its gap in a sentence.
    package func sentence(_ what: String) -> String {
        let verdict = gap < 1e-9 ? "proven optimal" : "gap \(Shown.percent(gap))"
        return "\(Shown.fixed(value, 2)) \(what), upper bound \(Shown.fixed(upperBound, 2)), \(verdict)"
    }
}
