import HomewardAnalysis
import HomewardCore

/// What `score` says: which forecast would have caught how much of what came next, and whether the hours of earlier terms held.
public struct ScoreFinding: StudyFinding {
    /// The verb `score`, and the section "Would it have caught what came next".
    public static let about = FindingAbout(
        key: "score", verb: "score", title: "Would it have caught what came next",
        abstract: "Tell which places and hours, chosen from the past alone, would have caught what came next.",
        discussion: """
            Use it before patrol areas are chosen, to see by which method to choose them and how much they can catch, and after a season, \
            to tell a board how good the choice was. Week by week (--step) each method is shown what happened before, names the best \
            ground, and is held against what then happened. No method sees the week that it is tested on, or anything later.

            Read the hit rate first: with --shares 5 it is the part of the incidents that fell on the best 5 % of the ground. PAI is \
            the hit rate by the share of the ground: 4 means four times as many as on as much ground taken at random. PEI holds the hits \
            against the best ground that anybody could have named afterwards: 0.6 means that 60 % of what could be had was had. RRI holds them \
            against what the same ground had before: under 1 incidents moved away from it, or it was chosen for a chance peak. The area \
            under the surveillance curve sums up all shares of the ground: 0.5 is chance, 1 is all. Presence is the part of the incidents that \
            teams would have met, --teams of them with --team-hours a week each, who stand at the best places in the best hours of the week and \
            reach --reach metres. What the hour of the week adds stands beside it: the same teams at the same places with their hours spread \
            evenly; and with --place-hours the same share of the ground watched all the time.

            The count of the last 365 days is the baseline, for anybody can do it: a method is worth its trouble where the interval of its \
            difference from the baseline lies above 0. Where the interval holds 0, the data cannot tell the two apart, which does not \
            mean that they are equal. With fewer than \(CellScore.fewestTested) tested incidents nothing is called. The best of nine methods on one test \
            looks a little better than it is. What you name with --areas is scored as areas of today, and all methods on as much ground as these have.

            Beside this it asks whether the hours after school that earlier terms chose held in the next term: the ratio is the term's incidents in these \
            hours by what the usual afternoon of other days would have there. It needs a calendar, whose half-terms count as terms.

              homeward score Samples/incidents.csv --areas GeoData/areas.geojson \\
                --study-area Coventry --calendar GeoData/calendar.yml --age-under 25 \\
                --table score.csv
              homeward score Samples/incidents.csv --study-area Coventry \\
                --areas GeoData/areas.geojson --step month --out forecast.gpkg
            """,
        method:
            "Rolling forecasts on held-out periods: counts, kernel densities, near repeats with exponential decay, a self-exciting point process "
            + "fitted by expectation and maximisation (Mohler and others 2011), and their mixture with shares chosen on earlier periods by the "
            + "logarithmic score; PAI (Chainey and others 2008), PEI (Hunt 2016), RRI (Levine 2008), area under the surveillance curve (Adepeju and "
            + "others 2016); 95 % intervals and differences from the baseline by drawing periods, or incidents where periods are few, with replacement.",
        groups: ["score", "window", "limits.cells", "seed"],
        table: FindingTable(
            "How each method did on each share of the ground, a record for each width of cells, method and share.",
            ScoreFinding.columns),
        whyNotShared: "It tells of single cells and weeks, and withholds nothing where few happened", hasOwnVerb: true)

    /// A score asks for time, so that a plan has it only where it says so.
    public static func isAsked(by plan: PlanFile) -> Bool { plan.scores && !plan.audience.isShared }

    /// A figure with its 95 % interval.
    public struct Estimate: Codable, Sendable, Equatable {
        /// The figure; absent where it cannot be told.
        public var value: Double?
        /// The lower end.
        public var lower: Double?
        /// The upper end.
        public var upper: Double?

        init(_ estimate: ScoreEstimate) {
            value = estimate.value?.rounded(significant: 8)
            lower = estimate.lower?.rounded(significant: 8)
            upper = estimate.upper?.rounded(significant: 8)
        }
    }

    /// How a method did on one share of the ground.
    public struct Share: Codable, Sendable, Equatable {
        /// The share of the ground, per cent.
        public var percent: Double
        /// Whether it is the ground of today's areas.
        public var isAreas: Bool
        /// Incidents there.
        public var hits: Double
        /// By all tested incidents, 0 to 1.
        public var hitRate: Estimate
        /// Prediction accuracy index.
        public var pai: Estimate
        /// Prediction efficiency index.
        public var pei: Estimate
        /// Recapture rate index.
        public var rri: Estimate
        /// The hit rate less that of the baseline.
        public var difference: Estimate
        /// How likely so great a difference is by chance.
        public var p: Double
        /// The hit rate where all hours are alike; absent for places alone.
        public var withoutHours: Estimate?
        /// The hit rate less that; absent for places alone.
        public var hourGain: Estimate?
    }

    /// How a method did.
    public struct Method: Codable, Sendable, Equatable {
        /// Its name, `last-year`.
        public var method: String
        /// The shares of the ground, the first asked for first.
        public var shares: [Share]
        /// The area under the surveillance curve.
        public var areaUnderCurve: Estimate
        /// The same less that of the baseline.
        public var areaDifference: Estimate
        /// The part of the incidents with a known time that the teams meet; absent where no time is known.
        public var presence: Estimate?
        /// The same less that of the baseline.
        public var presenceDifference: Estimate?
        /// The part that they meet at the same places where their hours are spread evenly; absent where no time is known.
        public var evenPresence: Estimate?
        /// What the hour of the week adds to presence; absent where no time is known.
        public var presenceHourGain: Estimate?
    }

    /// A method's part of the mixture.
    public struct Part: Codable, Sendable, Equatable {
        /// The method.
        public var method: String
        /// Its share, 0 to 1.
        public var share: Double
    }

    /// What the self-exciting process says of itself.
    public struct Excitement: Codable, Sendable, Equatable {
        /// How many further incidents one brings on average.
        public var branching: Double
        /// The standard error of that; absent where the data do not tell.
        public var standardError: Double?
        /// After how many days that has fallen to 37 %.
        public var days: Double
        /// How far away, m.
        public var metres: Double
        /// Incidents that it was fitted to.
        public var incidents: Int
    }

    /// The methods on cells of one width.
    public struct Cells: Codable, Sendable, Equatable {
        /// The width, m.
        public var cellM: Double
        /// How many cells there are.
        public var cells: Int
        /// Their ground, km².
        public var groundKm2: Double
        /// Incidents that were tested.
        public var tested: Int
        /// Those of them with a known time.
        public var timed: Int
        /// Whether places and hours were ranked together.
        public var byHours: Bool
        /// What was drawn for the intervals: `periods` or `incidents`.
        public var drawn: String
        /// Today's areas by all ground, per cent; absent without areas.
        public var areasPercent: Double?
        /// The method of the greatest hit rate on the first share.
        public var best: String
        /// The methods.
        public var methods: [Method]
        /// The latest mixture; empty where there was none.
        public var mixture: [Part]
        /// The latest self-exciting process; absent where none was fitted.
        public var selfExciting: Excitement?
        /// Periods for which the kernel of all history stood for it.
        public var withoutFit: Int
    }

    /// The hours that earlier terms chose, in the next.
    public struct Term: Codable, Sendable, Equatable {
        /// The term's first day.
        public var from: String
        /// Its last day.
        public var to: String
        /// Incidents of earlier school days by which the hours were chosen.
        public var learnt: Int
        /// The hours; absent where they could not be chosen.
        public var hours: WindowSummary?
        /// The term's incidents in them.
        public var inside: Int
        /// The term's incidents in the rest of the afternoon.
        public var outside: Int
        /// By the usual course of the afternoon; absent where it cannot be told.
        public var ratio: Double?
        /// The lower end of its 95 % interval.
        public var lower: Double?
        /// The upper end; absent where it is unbounded.
        public var upper: Double?
    }

    /// The days that count.
    public var days: String
    /// The hours; absent where all count.
    public var hours: WindowSummary?
    /// By what was forecast: `day`, `week`, `month` or `once`.
    public var step: String
    /// How many periods were forecast.
    public var periods: Int
    /// The first day that was tested.
    public var from: String
    /// The last one.
    public var to: String
    /// Incidents before the first test.
    public var learnt: Int
    /// All incidents.
    public var incidents: Int
    /// Those in no cell.
    public var outside: Int
    /// Those on other days or at other hours.
    public var filtered: Int
    /// Those that cannot be counted by the step, by reason.
    public var setAside: [String: Int]
    /// What the others are held against.
    public var baseline: String
    /// Teams of the timetable.
    public var teams: Int
    /// The hours of each in a week.
    public var teamHours: Double
    /// How far a team reaches, m.
    public var reachM: Double
    /// The widths of cells.
    public var cells: [Cells]
    /// Each term but the first; absent without a calendar.
    public var terms: [Term]?

    /// Scores the incidents of the plan's window.
    public init(_ study: Study, _ plan: PlanFile) throws {
        self.init(
            try study.score(plan.scoreMethod, window: plan.window, mostCells: plan.hotspots.mostCells),
            window: plan.window, terms: study.termWindows())
    }

    /// Sums up a score.
    public init(_ survey: ScoreSurvey, window: StudyWindow, terms found: [TermWindow]?) {
        let method = survey.method
        let all = survey.cells.first?.periods ?? []
        days = window.days.rawValue
        hours = window.hours.map { WindowSummary($0) }
        step = method.step.rawValue
        periods = all.count
        from = all.first?.days.first.description ?? ""
        to = all.last?.days.last.description ?? ""
        learnt = all.first?.learnt ?? 0
        incidents = survey.incidents
        outside = survey.outside
        filtered = survey.filtered
        setAside = Dictionary(uniqueKeysWithValues: survey.setAside.map { ($0.key.rawValue, $0.value) })
        baseline = ForecastMethod.baseline.rawValue
        teams = method.teams
        teamHours = method.teamHours
        reachM = method.reach
        cells = survey.cells.map { Cells($0) }
        terms = found?.map { Term($0) }
    }
}

extension ScoreFinding.Cells {
    init(_ score: CellScore) {
        cellM = score.cell
        cells = score.cells
        groundKm2 = (score.ground / 1e6).rounded(decimals: 4)
        tested = score.tested
        timed = score.timed
        byHours = score.byHours
        drawn = score.drawsPeriods ? "periods" : "incidents"
        areasPercent = score.areaShare.map { (100 * $0).rounded(decimals: 4) }
        best = score.best?.method.rawValue ?? ""
        methods = score.methods.map { ScoreFinding.Method($0) }
        mixture = score.mixture.map {
            ScoreFinding.Part(method: $0.method.rawValue, share: $0.share.rounded(decimals: 4))
        }
        selfExciting = score.excitement.map {
            ScoreFinding.Excitement(
                branching: $0.branching.rounded(significant: 6), standardError: $0.error?.rounded(significant: 4),
                days: $0.days.rounded(significant: 6), metres: $0.metres.rounded(significant: 6),
                incidents: $0.incidents)
        }
        withoutFit = score.withoutFit
    }

    /// Whether there are too few tested incidents to tell methods apart.
    var isThin: Bool { tested < CellScore.fewestTested }
}

extension ScoreFinding.Method {
    init(_ score: MethodScore) {
        method = score.method.rawValue
        shares = score.shares.map { share in
            ScoreFinding.Share(
                percent: (100 * share.share).rounded(decimals: 4), isAreas: share.isAreas,
                hits: share.hits.rounded(decimals: 4), hitRate: .init(share.hitRate), pai: .init(share.pai),
                pei: .init(share.pei), rri: .init(share.rri), difference: .init(share.difference),
                p: share.p.rounded(significant: 6), withoutHours: share.withoutHours.map { .init($0) },
                hourGain: share.hourGain.map { .init($0) })
        }
        areaUnderCurve = .init(score.area)
        areaDifference = .init(score.areaDifference)
        presence = score.presence.map { .init($0) }
        presenceDifference = score.presenceDifference.map { .init($0) }
        evenPresence = score.evenPresence.map { .init($0) }
        presenceHourGain = score.presenceHourGain.map { .init($0) }
    }

    /// What it is, in a few words.
    var words: String { ForecastMethod(rawValue: method)?.words ?? method }
}

extension ScoreFinding.Term {
    init(_ window: TermWindow) {
        from = window.term.lowerBound.description
        to = window.term.upperBound.description
        learnt = window.learnt
        hours = window.hours.map { WindowSummary($0) }
        inside = window.ratio?.count ?? 0
        outside = window.ratio?.comparisonCount ?? 0
        ratio = window.ratio?.ratio?.rounded(significant: 8)
        lower = window.ratio?.lower.rounded(significant: 8)
        upper = window.ratio?.upper?.rounded(significant: 8)
    }
}
