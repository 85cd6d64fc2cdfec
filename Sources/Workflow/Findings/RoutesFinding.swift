import HomewardCalendar
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
        /// The weekdays on which the team goes so; absent where it is every school day.
        public var days: String?
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
        /// The incidents (or harm) a year to expect that it meets at its posts and on its walk.
        public var riskPerYear: Double
        /// What the plan would meet less without its team.
        public var lostPerYear: Double
    }

    /// What so many of the teams meet.
    public struct Teams: Codable, Sendable, Equatable {
        /// The first one, two, … of the routes.
        public var teams: Int
        /// What they meet a year, by the model of risk.
        public var riskPerYear: Double
        /// The hours of all their people on a day.
        public var personHours: Double
        /// The incidents that as many teams meet among those that the plan has not seen; absent where that cannot be told.
        public var unseenMet: Int?
    }

    /// How such a plan fares on incidents that it has not seen.
    public struct Unseen: Codable, Sendable, Equatable {
        /// The first of the days that it has not seen.
        public var from: String
        /// The last.
        public var to: String
        /// The incidents on them in the teams' hours.
        public var incidents: Int
        /// Those that the teams meet.
        public var met: Int
        /// The exact 95 % interval of that share.
        public var metShareFrom: Double
        /// Its upper end.
        public var metShareTo: Double
        /// Those that the same teams meet standing still at the best places.
        public var standing: Int
        /// The exact 95 % interval of that share.
        public var standingShareFrom: Double
        /// Its upper end.
        public var standingShareTo: Double
        /// What a rota of as many teams would meet in the mean: each school's gate in turn, a whole shift at each.
        public var rota: Double
        /// Whether there are too few to say anything.
        public var tooFew: Bool
    }

    /// The routes.
    public var routes: [Route]
    /// How such a plan fares on incidents that it has not seen; absent where the period is too short to tell.
    public var unseen: Unseen?
    /// The incidents behind the plan: those in the teams' hours within reach of where they may be.
    public var evidence: Int
    /// Whether those are too few to say anything.
    public var tooFew: Bool
    /// Whether a team has no time for a second post; absent where it has.
    public var noTimeForSecondPost: Bool?
    /// What the figures count a year: incidents, or harm where a harm table was given.
    public var unit: String
    /// What the same teams would meet standing still at the best places, by the same model.
    public var standingPerYear: Double
    /// What starting at a gate costs where that is preferred, by the same model.
    public var gatePricePerYear: Double
    /// What the first team meets, the first two, and so on.
    public var teams: [Teams]
    /// What one more team would add, by the same model.
    public var oneMorePerYear: Double
    /// How good they are by the model of risk.
    public var quality: PlanQuality
    /// Whether the streets are made up.
    public var syntheticStreets: Bool
    /// Sums up routes.
    public init(_ plan: ChaperonePlan, syntheticStreets: Bool) {
        routes = plan.routes.map { route in
            Route(
                id: route.id, school: route.school, days: route.days, start: Shown.clock(route.start),
                startAssumed: route.isStartAssumed,
                posts: route.posts.count, lengthM: route.length.rounded(decimals: 1),
                durationMin: route.minutes.rounded(decimals: 1), riskPerYear: route.risk.rounded(decimals: 3),
                lostPerYear: route.lost.rounded(decimals: 3))
        }
        let counted = plan.proof.flatMap { $0.isTooFew ? nil : $0.metByTeams } ?? []
        // Teams that go otherwise on some weekdays have a route for each kind of day.
        let kinds = Dictionary(grouping: plan.routes) { $0.weekdays ?? [] }
        teams = (0..<(kinds.values.map(\.count).max() ?? 0)).map { last in
            let first = plan.routes.filter { route in
                kinds[route.weekdays ?? []]?.firstIndex { $0.id == route.id }.map { $0 <= last } ?? false
            }
            let hours = kinds.values.map { $0.prefix(last + 1).reduce(0) { $0 + Double($1.people) * $1.minutes / 60 } }
            return Teams(
                teams: last + 1, riskPerYear: first.reduce(0) { $0 + $1.risk }.rounded(decimals: 3),
                personHours: (hours.max() ?? 0).rounded(decimals: 2),
                unseenMet: counted.isEmpty ? nil : counted[min(last, counted.count - 1)])
        }
        oneMorePerYear = plan.oneMore.rounded(decimals: 4)
        quality = PlanQuality(plan)
        unseen = plan.proof.map(Unseen.init)
        evidence = plan.evidence
        tooFew = plan.isTooFew
        noTimeForSecondPost = plan.hasTimeForTwoPosts ? nil : true
        unit = plan.usesHarm ? "harm" : "incidents"
        standingPerYear = plan.standing.rounded(decimals: 4)
        gatePricePerYear = plan.gatePrice.rounded(decimals: 4)
        self.syntheticStreets = syntheticStreets
    }

    /// The result in words.
    public var lines: [String] {
        var lines = lead
        if syntheticStreets { lines.append("The streets are made up: these routes show the method only.") }
        lines += routes.map {
            "\($0.id) \($0.school), \($0.days.map { "\($0) " } ?? "")\($0.start)\($0.startAssumed ? " (assumed)" : ""): \(Words.count($0.posts, "post", "posts")), \(Shown.fixed($0.lengthM, 0)) m, \(Shown.fixed($0.durationMin, 0)) min, \(Shown.fixed($0.riskPerYear, 1)) \(unit) a year"
        }
        if let more = another { lines.append(more) }
        lines += quality.unserved.map { "not served: \($0.name): \($0.reason)" }
        return lines
    }
}

extension RoutesFinding.Unseen {
    init(_ proof: PresenceProof) {
        from = proof.days.lowerBound.description
        to = proof.days.upperBound.description
        incidents = proof.incidents
        met = proof.met
        metShareFrom = proof.interval.lowerBound.rounded(decimals: 4)
        metShareTo = proof.interval.upperBound.rounded(decimals: 4)
        standing = proof.standing
        standingShareFrom = proof.standingInterval.lowerBound.rounded(decimals: 4)
        standingShareTo = proof.standingInterval.upperBound.rounded(decimals: 4)
        rota = proof.rota.rounded(decimals: 1)
        tooFew = proof.isTooFew
    }

    /// What was counted, the verdict first where it is not in the plan's favour.
    var sentence: String {
        let days = "from \(Words.date(from)) to \(Words.date(to))"
        guard !tooFew else {
            return
                "Too few to say how such a plan fares: \(Words.count(incidents, "incident", "incidents")) in the teams' hours \(days)"
        }
        let verdict =
            met > standing
            ? "" : met == standing ? "No better than standing still. " : "The plan does not beat standing still. "
        return verdict
            + "Made on the days before and counted on the \(incidents) incidents \(days), which it had not seen, such a plan is there at \(met) (\(Shown.percent(metShareFrom)) to \(Shown.percent(metShareTo))); the same teams standing still at the best places at \(standing) (\(Shown.percent(standingShareFrom)) to \(Shown.percent(standingShareTo))); as many going round the schools' gates evenly at \(Shown.fixed(rota, 1))"
    }
}

extension RoutesFinding {
    /// What is known of the plan: on how much it rests, how it fares on what it has not seen, and how good it is by its model.
    package var lead: [String] {
        var lines: [String] = []
        if tooFew {
            lines.append(
                "Too few to say: the plan rests on \(Words.count(evidence, "incident", "incidents")) in the teams' hours"
            )
        }
        lines.append(
            unseen?.sentence
                ?? "How such a plan fares on incidents that it has not seen cannot be told: the period is too short")
        lines.append(model)
        if let words = stillness { lines.append(words) }
        if gatePricePerYear >= 0.005 {
            lines.append(
                "Starting at a gate where that costs little costs \(Shown.fixed(gatePricePerYear, 2)) \(unit) a year")
        }
        return lines
    }

    /// How many teams stand still because nothing is to be gained by walking; nil where all walk.
    private var stillness: String? {
        let still = routes.count { $0.posts == 1 }
        guard still > 0 else { return nil }
        let who =
            still == routes.count
            ? "Every team stands" : "\(still) of \(routes.count) teams \(still == 1 ? "stands" : "stand")"
        if noTimeForSecondPost == true {
            return "\(who) still the whole time: there is no time for a second post"
        }
        return "\(who) still the whole time: there a walk to another post would gain next to nothing"
    }

    /// What one team more or less means.
    package var another: String? {
        guard let all = teams.last, !routes.isEmpty else { return nil }
        return "By the model one team meets \(Shown.fixed(teams[0].riskPerYear, 1)) \(unit) a year, "
            + (all.teams > 1 ? "\(all.teams) meet \(Shown.fixed(all.riskPerYear, 1)), " : "")
            + "and one more would add \(Shown.fixed(oneMorePerYear, 1))"
    }

    /// The worth, the bound and standing still, inside the model of risk.
    package var model: String {
        let verdict = quality.gap < 1e-9 ? "proven optimal" : "gap \(Shown.percent(quality.gap))"
        return
            "By the model of risk \(Shown.fixed(quality.value, 2)) \(unit) a year met, upper bound \(Shown.fixed(quality.upperBound, 2)), \(verdict); standing still \(Shown.fixed(standingPerYear, 2))"
    }
}
