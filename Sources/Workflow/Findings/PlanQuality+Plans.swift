import HomewardCore
import HomewardPlanner

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
            served: plan.areas.count, stays: plan.visits.count, value: plan.harm.rounded(decimals: 4),
            upperBound: plan.upperBound.rounded(decimals: 4), gap: plan.gap.rounded(decimals: 6),
            unserved: plan.unserved.map(UnservedRecord.init))
    }
}

extension PlanQuality.UnservedRecord {
    init(_ unserved: Unserved) { self.init(name: unserved.name, reason: unserved.reason) }
}
