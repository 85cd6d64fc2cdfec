/// The pairs of incidents by distance and days, what chance would put there, and which incidents follow which.
public struct NearRepeatResult: Sendable, Equatable {
    /// One band of distance and of days.
    public struct Cell: Sendable, Equatable {
        /// The pairs in it.
        public var observed = 0
        /// The pairs to be expected where the days are dealt anew, exactly.
        public var expected = 0.0
        /// The standard deviation of that, exactly.
        public var deviation = 0.0
        /// The mean of the deals that were made.
        public var dealt = 0.0
        /// The probability of at least so many, (k+1)/(n+1).
        public var p = 1.0
        /// The same allowing for all bands together.
        public var familyP = 1.0
        /// The Poisson probability of **more** than were observed, with the expected mean: what pointpats gives. It is too small, for the
        /// pairs of one incident are not independent, and leaves the observed number itself out.
        public var poissonP = 1.0
        /// Baker's modified Knox statistic: the pairs less those that each incident's own number of neighbours in place and in time
        /// leads to expect.
        public var modified = 0.0
        /// The probability of at least that, (k+1)/(n+1).
        public var modifiedP = 1.0
        /// Whether it stands out.
        public var standsOut = false

        /// An empty band.
        public init() {}

        /// Observed by expected: 1 for chance; nil where none was expected.
        public var ratio: Double? { expected > 0 ? Double(observed) / expected : nil }
    }

    /// The pairs by distance alone and by days alone.
    public struct Margins: Sendable, Equatable {
        /// All pairs.
        public var pairs = 0
        /// Those of each band of distance.
        public var distances: [Int] = []
        /// Those of each band of days.
        public var days: [Int] = []

        /// No pairs.
        public init() {}
    }

    /// Incidents that could not be looked at.
    public struct LeftOut: Sendable, Hashable {
        /// Without a position.
        public var unplaced = 0
        /// Of which the month alone is known.
        public var months = 0
        /// Whose range of time is too long to have a day.
        public var longRanges = 0

        /// None.
        public init() {}
    }

    /// Why nothing was tested.
    public enum Gap: Sendable, Hashable {
        /// There are fewer than two incidents.
        case tooFew
        /// All lie in one place, so that nothing can be nearer.
        case onePlace
        /// All are of one day, so that nothing can be sooner.
        case oneDay
        /// At least so many pairs lie within the largest distance, more than the limit.
        case tooManyPairs(Int)
        /// The days, gaps without incidents left out, are more than 32,767.
        case longPeriod
    }

    /// The bands of distance.
    public var distances: [DistanceBand]
    /// The bands of days.
    public var days: [DayBand]
    /// Incidents that were looked at.
    public var incidents: Int
    /// Incidents that could not be.
    public var leftOut = LeftOut()
    /// Pairs that agree in place and in the second: perhaps one incident that was recorded twice.
    public var coinciding = 0
    /// Why nothing was tested; nil where it was.
    public var gap: Gap?
    /// The bands, by distance and then by days; none where nothing was tested.
    public var cells: [Cell] = []
    /// The pairs by distance alone and by days alone.
    public var margins = Margins()
    /// Mantel's test, where it was made.
    public var mantel: MantelResult?
    /// Which incidents follow which.
    public var chains = RepeatChains()

    /// A result without a band.
    public init(distances: [DistanceBand], days: [DayBand], incidents: Int) {
        self.distances = distances
        self.days = days
        self.incidents = incidents
    }

    /// The cell of a band of distance and one of days.
    public func cell(_ distance: Int, _ day: Int) -> Cell { cells[distance * days.count + day] }

    /// The pairs of each band of distance that are further apart in time than the last band of days.
    public var later: [Int] {
        distances.indices.map { distance in
            margins.distances[distance] - days.indices.reduce(0) { $0 + cell(distance, $1).observed }
        }
    }

    /// The pairs of each band of days that are further apart in place than the last band of distance.
    public var farther: [Int] {
        days.indices.map { day in
            margins.days[day] - distances.indices.reduce(0) { $0 + cell($1, day).observed }
        }
    }

    /// The pairs that are further apart than all bands in place and in time.
    public var beyond: Int {
        margins.pairs - margins.days.reduce(0, +) - later.reduce(0, +)
    }
}
