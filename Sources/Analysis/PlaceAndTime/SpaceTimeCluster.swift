public import HomewardCalendar
import HomewardGeometry
public import HomewardIncidents

/// Incidents that lie close together in place and in date and hour.
public struct SpaceTimeCluster: Sendable, Equatable {
    /// The incidents, as rows of the table that was analysed, their centre and their outline.
    public var place: PlaceCluster
    /// The local day and minute of the first.
    public var first: Moment
    /// Those of the last.
    public var last: Moment
    /// From the first to the last, seconds.
    public var seconds: Int64

    /// The number of incidents.
    public var count: Int { place.count }

    /// A minute of a local civil day.
    public struct Moment: Sendable, Hashable {
        /// The day.
        public var day: CivilDay
        /// The minute of it.
        public var minute: Int

        /// A minute of a day.
        public init(day: CivilDay, minute: Int) {
            self.day = day
            self.minute = minute
        }
    }

    /// A cluster from its parts.
    public init(place: PlaceCluster, first: Moment, last: Moment, seconds: Int64) {
        self.place = place
        self.first = first
        self.last = last
        self.seconds = seconds
    }
}

/// The clusters of a table, and what could not be looked at.
public struct SpaceTimeResult: Sendable, Equatable {
    /// The clusters, the largest first, as ``SpaceTimeDBSCAN/labels(of:at:)`` numbers them.
    public var clusters: [SpaceTimeCluster]
    /// Incidents that were looked at.
    public var incidents: Int
    /// Incidents without an hour of their own, which are in no cluster.
    public var unplaced: Int

    /// Incidents that were looked at and are in no cluster.
    public var noise: Int { clusters.reduce(incidents) { $0 - $1.count } }

    /// A result from its parts.
    public init(clusters: [SpaceTimeCluster], incidents: Int, unplaced: Int) {
        self.clusters = clusters
        self.incidents = incidents
        self.unplaced = unplaced
    }
}

extension SpaceTimeDBSCAN {
    /// The clusters of a table with their outlines.
    ///
    /// Incidents have the middle of a range of up to an hour; those of which only a longer range, the day or the month is known are left out
    /// and counted. Time goes on through the nights in which clocks change.
    ///
    /// - Throws: `SettingError` where a parameter lies outside its range, `GeometryError` where an outline cannot be drawn.
    public func clusters(
        of table: IncidentTable, outline: ClusterOutline = ClusterOutline()
    ) throws -> SpaceTimeResult {
        let rows = (0..<table.count).filter { table.second[$0] >= 0 && table.point($0).isFinite }
        let points = rows.map(table.point)
        let seconds = rows.map { table.start[$0] + (table.end[$0] - table.start[$0]) / 2 }
        let labels = try labels(of: points, at: seconds)
        let places = try PlaceCluster.all(of: points, labels: labels, outline: outline) { _ in radius }
        func moment(_ index: Int) -> SpaceTimeCluster.Moment {
            SpaceTimeCluster.Moment(day: table.civilDay(rows[index]), minute: Int(table.second[rows[index]]) / 60)
        }
        let clusters = places.map { place in
            let first = place.members.min { seconds[$0] < seconds[$1] } ?? 0
            let last = place.members.max { seconds[$0] < seconds[$1] } ?? 0
            var own = place
            own.members = place.members.map { rows[$0] }
            return SpaceTimeCluster(
                place: own, first: moment(first), last: moment(last), seconds: seconds[last] - seconds[first])
        }
        return SpaceTimeResult(clusters: clusters, incidents: rows.count, unplaced: table.count - rows.count)
    }
}
