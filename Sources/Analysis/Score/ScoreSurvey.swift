/// What forecasts would have caught.
public struct ScoreSurvey: Sendable, Equatable {
    /// The method with its settings.
    public var method: ForecastScore
    /// All incidents.
    public var incidents: Int
    /// Those in force that lie in no cell.
    public var outside: Int
    /// Those on other days or at other hours.
    public var filtered: Int
    /// Those that cannot be counted by the step, by reason.
    public var setAside: [TimeGap: Int]
    /// One for each width of cells.
    public var cells: [CellScore]
}

/// How the methods did on cells of one width.
public struct CellScore: Sendable, Equatable {
    /// The width of a cell, m.
    public var cell: Double
    /// How many cells the study area has.
    public var cells: Int
    /// The ground of all cells, m².
    public var ground: Double
    /// The periods, with the incidents of each.
    public var periods: [Period]
    /// The earlier periods on which the first mixture was chosen.
    public var rehearsals: Int
    /// Whether intervals come from drawing periods; of few periods incidents are drawn.
    public var drawsPeriods: Bool
    /// Tested incidents.
    public var tested: Int
    /// Those of them whose time of day is known.
    public var timed: Int
    /// Whether places and hours were ranked, and not places alone.
    public var byHours: Bool
    /// The ground of the named areas by all, 0 to 1; nil where none are given.
    public var areaShare: Double?
    /// One for each method.
    public var methods: [MethodScore]
    /// The shares of the methods in the latest mixture; empty where there was none.
    public var mixture: [MixtureShare]
    /// The latest self-exciting process; nil where none was fitted.
    public var excitement: Excitement?
    /// Periods for which the kernel of all history stood for a self-exciting process.
    public var withoutFit: Int

    /// A period with what happened in it.
    public struct Period: Sendable, Equatable {
        /// The days.
        public var days: HeldOutPeriod
        /// Incidents to learn from.
        public var learnt: Int
        /// Incidents that were tested.
        public var tested: Int
    }

    /// A method's part of a mixture.
    public struct MixtureShare: Sendable, Equatable {
        /// The method.
        public var method: ForecastMethod
        /// Its share, 0 to 1.
        public var share: Double
    }

    /// What a self-exciting process says of itself.
    public struct Excitement: Sendable, Equatable {
        /// How many further incidents one brings.
        public var branching: Double
        /// The standard error of that; nil where the data do not tell.
        public var error: Double?
        /// After how many days what it brings has fallen to 37 %.
        public var days: Double
        /// How far away, m: the standard deviation along one axis.
        public var metres: Double
        /// Incidents that it was fitted to.
        public var incidents: Int
    }

    /// The fewest tested incidents by which methods can be told apart.
    public static let fewestTested = 30

    /// Whether there are too few tested incidents to tell methods apart.
    public var isThin: Bool { tested < CellScore.fewestTested }

    /// The method of the greatest hit rate on the first share of ground that was asked for; of equals the first.
    public var best: MethodScore? {
        methods.max { ($0.shares.first?.hitRate.value ?? 0) < ($1.shares.first?.hitRate.value ?? 0) }
    }
}

/// How one method did.
public struct MethodScore: Sendable, Equatable {
    /// The method.
    public var method: ForecastMethod
    /// One for each share of ground, the first asked for first; last the areas' own, where areas are given.
    public var shares: [ShareScore]
    /// The area under the surveillance curve: the hit rate averaged over all shares of ground from 0 to 1; ½ by chance.
    public var area: ScoreEstimate
    /// The area under the curve less that of the baseline.
    public var areaDifference: ScoreEstimate
    /// The share of the incidents with a known time that the teams' timetable meets; nil where no time is known.
    public var presence: ScoreEstimate?
    /// The same less that of the baseline.
    public var presenceDifference: ScoreEstimate?
    /// The share that the same teams meet at the same places where their hours are spread evenly over all hours in force.
    public var evenPresence: ScoreEstimate?
    /// What the hour of the week adds to presence: that of the timetable less that of even hours, from the same draws.
    public var presenceHourGain: ScoreEstimate?
}

/// How one method did on one share of the ground.
public struct ShareScore: Sendable, Equatable {
    /// The share of the ground (or of ground and hours) that is watched, 0 to 1.
    public var share: Double
    /// Whether it is the ground of the named areas.
    public var isAreas: Bool
    /// Incidents there; a fraction where the limit cuts through ground of one score.
    public var hits: Double
    /// By all tested incidents.
    public var hitRate: ScoreEstimate
    /// Prediction accuracy index: the hit rate by the share of the ground; 1 by chance.
    public var pai: ScoreEstimate
    /// Prediction efficiency index: the hits by those of the best places of as much ground; 1 at most.
    public var pei: ScoreEstimate
    /// Recapture rate index: the hit rate by the share that the same places (or places and hours, of the hours that the period has) had
    /// of all earlier incidents.
    public var rri: ScoreEstimate
    /// The hit rate less that of the baseline.
    public var difference: ScoreEstimate
    /// The probability of so great a difference by chance, from the same draws.
    public var p: Double
    /// Of places and hours, the hit rate where all hours are alike, so that the best places are watched all the time; nil for places
    /// alone.
    public var withoutHours: ScoreEstimate?
    /// What the hour of the week adds to it: the hit rate less the one without hours, from the same draws; nil for places alone.
    public var hourGain: ScoreEstimate?
}
