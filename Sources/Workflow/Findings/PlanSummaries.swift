import HomewardCore
public import HomewardPlanner
public import HomewardStreets

/// What `routes` says.
public struct RoutesSummary: Summary, Codable, Equatable {
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
    /// What became of the rows.
    public var rows: RowSummary

    /// Sums up routes.
    public init(study: Study, plan: ChaperonePlan, report: StreetReport) {
        routes = plan.routes.map { route in
            Route(
                id: route.id, school: route.school, start: Shown.clock(route.start), startAssumed: route.isStartAssumed,
                posts: route.posts.count, lengthM: route.length.rounded(decimals: 1),
                durationMin: route.minutes.rounded(decimals: 1), riskPerYear: route.risk.rounded(decimals: 3))
        }
        quality = PlanQuality(plan)
        syntheticStreets = report.isSynthetic
        rows = RowSummary(study.reading.counts)
    }

    /// The result in words.
    public var text: String {
        var lines = [rows.text, quality.sentence("risk a year covered")]
        if syntheticStreets { lines.append("The streets are made up: these routes show the method only.") }
        lines += routes.map {
            "\($0.id) \($0.school), \($0.start)\($0.startAssumed ? " (assumed)" : ""): \(Words.count($0.posts, "post", "posts")), \(Shown.fixed($0.lengthM, 0)) m, \(Shown.fixed($0.durationMin, 0)) min, \(Shown.fixed($0.riskPerYear, 1)) incidents a year"
        }
        lines += quality.unserved.map { "not served: \($0.name): \($0.reason)" }
        return lines.joined(separator: "\n")
    }
}

/// What `patrols` says.
public struct PatrolsSummary: Summary, Codable, Equatable {
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
    /// What became of the rows.
    public var rows: RowSummary

    /// Sums up patrols.
    public init(study: Study, plan: PatrolPlan) {
        areas = plan.areas.map { area in
            Area(
                id: area.id, place: area.place, incidents: area.incidents, harm: area.harm.rounded(decimals: 3),
                visits: plan.visits.count { $0.area == area.id })
        }
        quality = PlanQuality(plan)
        rows = RowSummary(study.reading.counts)
    }

    /// The result in words.
    public var text: String {
        var lines = [rows.text, quality.sentence("harm held")]
        lines += areas.map {
            "\($0.id) \($0.place): \(Words.count($0.incidents, "incident", "incidents")), harm \(Shown.fixed($0.harm, 0)), \(Words.count($0.visits, "visit", "visits"))"
        }
        lines += quality.unserved.map { "not served: \($0.name): \($0.reason)" }
        return lines.joined(separator: "\n")
    }
}

extension PlanQuality {
    /// The plan's worth, its bound and its gap in a sentence.
    package func sentence(_ what: String) -> String {
        let verdict = gap < 1e-9 ? "proven optimal" : "gap \(Shown.percent(gap))"
        return "\(Shown.fixed(value, 2)) \(what), upper bound \(Shown.fixed(upperBound, 2)), \(verdict)"
    }
}
