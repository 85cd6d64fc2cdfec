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
        /// The incidents (or harm) a year to expect in it.
        public var riskPerYear: Double
        /// Visits to it.
        public var visits: Int
    }

    /// How areas and visits fare on incidents that they have not seen.
    public struct Unseen: Codable, Sendable, Equatable {
        /// The first of the days that the plan has not seen.
        public var from: String
        /// The last.
        public var to: String
        /// The incidents on them in the patrol hours.
        public var incidents: Int
        /// Those that lie in the areas.
        public var inAreas: Int
        /// The prediction accuracy index of the areas; absent where there is nothing to count.
        public var pai: Double?
        /// Their prediction efficiency index, not more than the true one.
        public var pei: Double?
        /// Those of the areas' incidents that happen during a visit.
        public var met: Int
        /// The exact 95 % interval of that share.
        public var metShareFrom: Double
        /// Its upper end.
        public var metShareTo: Double
        /// The share of the areas' minutes that visits fill.
        public var timeShare: Double
        /// How many times their share of time the visits meet; absent where there is nothing to count.
        public var ratio: Double?
        /// Whether there are too few to say anything.
        public var tooFew: Bool
        /// What areas where the last year counted most would hold; absent where it was not counted.
        public var countLastYear: Rival?
    }

    /// Other areas, as many and as large, on the same incidents.
    public struct Rival: Codable, Sendable, Equatable {
        /// The incidents in them.
        public var inAreas: Int
        /// Their prediction accuracy index.
        public var pai: Double?
        /// Their prediction efficiency index, not more than the true one.
        public var pei: Double?
    }

    /// How good the visits are by the model of risk.
    public struct Timetable: Codable, Sendable, Equatable {
        /// What is to be expected at the visits of the timetable, incidents or harm.
        public var met: Double
        /// The same for visits at the best times, the same on every such day.
        public var best: Double
        /// What no visits of these teams to these areas can exceed.
        public var upperBound: Double
        /// The same for visits that come to no area in the same quarter of an hour on more than two of seven days, which is never
        /// broken.
        public var twoDayUpperBound: Double
        /// Whether the visits are worth the stated share of the best.
        public var nearBest: Bool
        /// That share.
        public var leastShare: Double
    }

    /// How areas and visits fare on incidents that they have not seen; absent where the period is too short to tell.
    public var unseen: Unseen?
    /// The incidents in the areas.
    public var evidence: Int
    /// Whether those are too few to say anything.
    public var tooFew: Bool
    /// What the figures count: incidents, or harm where a harm table was given.
    public var unit: String
    /// The areas.
    public var areas: [Area]
    /// How good the visits are.
    public var timetable: Timetable
    /// How good the choice of areas is.
    public var quality: PlanQuality

    /// Sums up patrols.
    public init(_ plan: PatrolPlan, usesHarm: Bool) {
        areas = plan.areas.map { area in
            Area(
                id: area.id, place: area.place, incidents: area.incidents, harm: area.harm.rounded(decimals: 3),
                riskPerYear: area.risk.rounded(decimals: 3), visits: plan.visits.count { $0.area == area.id })
        }
        unseen = plan.proof.map(Unseen.init)
        evidence = plan.evidence
        tooFew = plan.isTooFew
        unit = usesHarm ? "harm" : "incidents"
        timetable = Timetable(
            met: plan.visitRisk.rounded(decimals: 4), best: plan.visitBest.rounded(decimals: 4),
            upperBound: plan.visitBound.rounded(decimals: 4),
            twoDayUpperBound: plan.visitRuleBound.rounded(decimals: 4), nearBest: plan.isNearBest,
            leastShare: PatrolPlan.leastShare)
        quality = PlanQuality(plan)
    }

    /// The result in words.
    public var lines: [String] {
        var lines = lead
        lines += areas.map {
            "\($0.id) \($0.place): \(Words.count($0.incidents, "incident", "incidents")), \(Shown.fixed($0.riskPerYear, 1)) \(unit) a year to expect, \(Words.count($0.visits, "visit", "visits"))"
        }
        lines += quality.unserved.map { "not served: \($0.name): \($0.reason)" }
        return lines
    }
}

extension PatrolsFinding.Unseen {
    init(_ proof: PatrolProof) {
        from = proof.days.lowerBound.description
        to = proof.days.upperBound.description
        incidents = proof.incidents
        inAreas = proof.inAreas
        pai = proof.pai?.rounded(decimals: 3)
        pei = proof.pei?.rounded(decimals: 4)
        met = proof.met
        metShareFrom = proof.interval.lowerBound.rounded(decimals: 4)
        metShareTo = proof.interval.upperBound.rounded(decimals: 4)
        timeShare = proof.timeShare.rounded(decimals: 4)
        ratio = proof.ratio?.rounded(decimals: 3)
        tooFew = proof.isTooFew
        countLastYear = proof.lastYear.map { held in
            PatrolsFinding.Rival(
                inAreas: held.inAreas, pai: proof.pai(of: held)?.rounded(decimals: 3),
                pei: proof.pei(of: held)?.rounded(decimals: 4))
        }
    }

    /// What was counted of the visits, the verdict first where it is not in their favour.
    var visits: String {
        let days = "from \(Words.date(from)) to \(Words.date(to))"
        guard !tooFew, let ratio else {
            return
                "Too few to say how such visits fare: \(Words.count(inAreas, "incident", "incidents")) in the areas \(days)"
        }
        return (ratio > 1 ? "" : "The visits meet no more than their share of time. ")
            + "Made on the days before and counted on the \(inAreas) incidents in the areas \(days), which they had not seen, such visits are there at \(met) (\(Shown.percent(metShareFrom)) to \(Shown.percent(metShareTo))), \(Shown.fixed(ratio, 2)) times their share of the time (\(Shown.percent(timeShare)))"
            + (ratio > 1 && metShareFrom <= timeShare ? ", which chance alone may give" : "")
    }

    /// What was counted of the areas; nil where there is nothing to count.
    var places: String? {
        guard !tooFew, let pai, let pei else { return nil }
        return
            "Of the \(incidents) incidents in the patrol hours of those days \(inAreas) lie in the areas so chosen: PAI \(Shown.fixed(pai, 1)), PEI at least \(Shown.fixed(pei, 2))"
            + (rival.map { "; \($0)" } ?? "")
    }

    /// What the last year's count would have done; nil where it was not counted.
    private var rival: String? {
        guard let countLastYear, let pai = countLastYear.pai, let pei = countLastYear.pei else { return nil }
        let verdict =
            countLastYear.inAreas < inAreas
            ? "fewer" : countLastYear.inAreas == inAreas ? "as many" : "more than these"
        return
            "areas where the year before counted most would hold \(countLastYear.inAreas), \(verdict): PAI \(Shown.fixed(pai, 1)), PEI at least \(Shown.fixed(pei, 2))"
    }
}

extension PatrolsFinding {
    /// What is known of the plan: on how much it rests, how it fares on what it has not seen, and how good it is by its model.
    package var lead: [String] {
        guard !areas.isEmpty else { return [quality.sentence("\(unit) a year to expect in the areas")] }
        var lines: [String] = []
        if tooFew {
            lines.append(
                "Too few to say: the plan rests on \(Words.count(evidence, "incident", "incidents")) in the patrol areas"
            )
        }
        if let unseen {
            lines.append(unseen.visits)
            if let places = unseen.places { lines.append(places) }
        } else {
            lines.append(
                "How such patrols fare on incidents that they have not seen cannot be told: the period is too short")
        }
        lines.append("By the model of risk \(quality.sentence("\(unit) a year to expect in the areas"))")
        if timetable.upperBound > 0 {
            let share = Shown.percent(timetable.best > 0 ? timetable.met / timetable.best : 1)
            lines.append(
                "By the same model the visits of the timetable meet \(Shown.fixed(timetable.met, 2)) \(unit), \(share) of what the best times would, which everybody could learn; no visits could meet more than \(Shown.fixed(timetable.upperBound, 2))"
            )
        }
        if let givenWay { lines.append(givenWay) }
        return lines
    }

    /// Which rule of the visits gave way and by how much; nil where all are kept.
    package var givenWay: String? {
        guard !timetable.nearBest, timetable.best > 0 else { return nil }
        func points(_ share: Double) -> String { Shown.fixed(share * 100, 1) }
        let short = timetable.leastShare - timetable.met / timetable.best
        let most = timetable.twoDayUpperBound / timetable.best
        return
            "The rule that visits are worth at least \(Shown.percent(timetable.leastShare)) of those at the best times gave way, by \(points(short)) points, to the rule that no area is visited in the same quarter of an hour on more than two of seven days: "
            + (most < timetable.leastShare
                ? "visits that keep it can reach \(points(most)) % at most"
                : "none that keep both were found; fewer visits a day to an area or longer hours would leave more room")
    }
}
