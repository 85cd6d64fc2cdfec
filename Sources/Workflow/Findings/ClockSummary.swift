public import HomewardAnalysis
import HomewardCore
public import HomewardIncidents

/// Incidents on the hours of the week.
public struct ClockSummary: Codable, Sendable, Equatable {
    /// The 24 hours of the day over the whole week, from midnight on.
    public var hours: [Double]
    /// Seven days, Monday first, of 24 hours each.
    public var clock: [[Double]]
    /// Incidents that are on the clock.
    public var placed: Int
    /// Incidents whose time of day is not recorded.
    public var unplaced: Int

    /// Sums up a clock, rounded to six decimals.
    public init(_ clock: DataClock) {
        hours = clock.hours.map { $0.rounded(decimals: 6) }
        self.clock = (0..<7).map { weekday in
            (0..<24).map { clock.weight(weekday: weekday, hour: $0).rounded(decimals: 6) }
        }
        placed = clock.placed
        unplaced = clock.unplaced
    }
}

/// What `peaks --json` prints: the 24 hourly counts, the 24 × 7 clock, and the after-school peak of each area.
public struct PeaksSummary: Codable, Sendable, Equatable {
    /// The 24 hours of the day over the whole week, all days, from midnight on.
    public var hours: [Double]
    /// Seven days, Monday first, of 24 hours each, all days.
    public var clock: [[Double]]
    /// Incidents that are on the clock.
    public var placed: Int
    /// Incidents whose time of day is not recorded.
    public var unplaced: Int
    /// The same for school days, absent where no school calendar was given.
    public var schoolDays: ClockSummary?
    /// The areas, in the order given.
    public var areas: [AreaPeakSummary]
    /// What became of the rows, absent where the caller does not tell.
    public var rows: RowSummary?

    /// Sums up clocks and peaks.
    public init(allDays: DataClock, schoolDays: DataClock?, peaks: [AreaPeak], rows: RowCounts? = nil) {
        let all = ClockSummary(allDays)
        hours = all.hours
        clock = all.clock
        placed = all.placed
        unplaced = all.unplaced
        self.schoolDays = schoolDays.map(ClockSummary.init)
        areas = peaks.map(AreaPeakSummary.init)
        self.rows = rows.map(RowSummary.init)
    }
}
