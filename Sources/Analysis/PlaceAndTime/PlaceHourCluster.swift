public import HomewardCalendar
public import HomewardGeometry
import HomewardIncidents

/// Incidents that lie close together both in place and on the 24-hour clock.
public struct PlaceHourCluster: Sendable, Equatable {
    /// Whether the cluster is made of incidents on school days, or of those on other days (`.nonSchool`).
    public var days: DaySelection
    /// The incidents in the cluster: rows of the table that was analysed, ascending.
    public var members: [Int]
    /// The mean position.
    public var centre: Point
    /// The convex hull of the members, grown by a quarter of the radius so that it has an area.
    public var hull: Shape
    /// The span of the clock that holds the members; it may run over midnight.
    public var window: HourWindow
    /// The members as a share of all incidents on such days within the hull, 0 ... 1.
    public var share: Double
    /// The number expected in the window among the incidents within the hull, if hours were dealt at random among the
    /// incidents on such days.
    public var expected: Double
    /// The probability of a cluster at least as strong anywhere, by a seeded permutation of hours, (k+1)/(n+1).
    public var p: Double

    /// The number of incidents in the cluster.
    public var count: Int { members.count }

    /// A cluster from its parts.
    public init(
        days: DaySelection, members: [Int], centre: Point, hull: Shape, window: HourWindow, share: Double,
        expected: Double, p: Double
    ) {
        self.days = days
        self.members = members
        self.centre = centre
        self.hull = hull
        self.window = window
        self.share = share
        self.expected = expected
        self.p = p
    }
}
