public import HomewardCalendar
public import HomewardGeometry

/// Where and when more happened than place and time by themselves explain: a cylinder of ``PermutationScan``.
public struct ScanCluster: Sendable, Equatable {
    /// When it was.
    public enum Window: Sendable, Equatable {
        /// From one day to another, both among them.
        case days(ClosedRange<CivilDay>)
        /// A span of the clock, on every day that was scanned.
        case hours(HourWindow)
    }

    /// The place in the middle of its circle; of cells the middle of one.
    public var centre: Point
    /// How far the furthest place in the circle lies from the centre, m; 0 for a single place.
    public var radius: Double
    /// The circle, drawn 25 m wide at least; of cells the convex outline of those in it.
    public var outline: Shape
    /// The places in the circle, or the cells.
    public var places: Int
    /// The incidents in the circle, whenever they were.
    public var around: Int
    /// The incidents in the cluster: rows of the table that was scanned, ascending.
    public var members: [Int]
    /// When it was.
    public var window: Window
    /// The number expected in the circle and the window if time had nothing to do with place.
    public var expected: Double
    /// The logarithm of the likelihood ratio.
    public var strength: Double
    /// The probability of a cylinder at least as strong anywhere, by seeded permutation of the times, (k+1)/(n+1).
    public var p: Double

    /// The number of incidents in the cluster.
    public var count: Int { members.count }
    /// How many times as many incidents there were as expected.
    public var ratio: Double { Double(count) / expected }

    /// A cluster from its parts.
    public init(
        centre: Point, radius: Double, outline: Shape, places: Int, around: Int, members: [Int], window: Window,
        expected: Double, strength: Double, p: Double
    ) {
        self.centre = centre
        self.radius = radius
        self.outline = outline
        self.places = places
        self.around = around
        self.members = members
        self.window = window
        self.expected = expected
        self.strength = strength
        self.p = p
    }
}

/// What a scan of a table found, and what it could not look at.
public struct PermutationScanResult: Sendable, Equatable {
    /// Why nothing could be tested.
    public enum Gap: String, Sendable, Hashable, CaseIterable {
        /// Fewer incidents than make a cluster.
        case tooFew = "too-few"
        /// All incidents are at one place, or in one cell.
        case onePlace = "one-place"
        /// All incidents are in one piece of time.
        case oneTime = "one-time"
        /// The share allows only circles of fewer incidents than make a cluster.
        case smallShare = "small-share"
    }

    /// The clusters, the likeliest first.
    public var clusters: [ScanCluster] = []
    /// The incidents that were scanned.
    public var incidents = 0
    /// The places where they were, or the cells.
    public var places = 0
    /// The strength above which a cluster's p is at most 0.05; nil where nothing was tested or nothing found.
    public var limit: Double?
    /// Why nothing could be tested; nil where something could.
    public var gap: Gap?
    /// Incidents without a position.
    public var unplaced = 0
    /// Incidents whose time is not known to a grain.
    public var untimed = 0
    /// Incidents on days that were not asked for.
    public var otherDays = 0
    /// Incidents on days outside the period.
    public var outsideDays = 0

    /// A result without anything in it.
    public init() {}
}
