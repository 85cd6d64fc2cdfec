public import HomewardCalendar
public import HomewardIncidents

/// Incidents spread over the 168 hours of a local week, each by the minutes of its range that fall in the hour.
///
/// Source: J. H. Ratcliffe (2000), "Aoristic analysis: the spatial interpretation of unspecific temporal events",
/// International Journal of Geographical Information Science 14(7), 669–679.
public struct DataClock: Sendable, Equatable {
    /// 168 weights, hour of the day running fastest: index = weekday × 24 + hour, Monday first. They sum to ``placed``.
    public var weights: [Double]
    /// Incidents that are on the clock.
    public var placed: Int
    /// Incidents whose time of day is not recorded, so that they are on no clock.
    public var unplaced: Int

    /// A clock from its weights.
    public init(weights: [Double], placed: Int, unplaced: Int) {
        self.weights = weights
        self.placed = placed
        self.unplaced = unplaced
    }

    /// The weight of an hour, `weekday` 0 (Monday) to 6, `hour` 0 to 23.
    public func weight(weekday: Int, hour: Int) -> Double { weights[weekday * 24 + hour] }

    /// The 24 hours of the day summed over the week.
    public var hours: [Double] {
        (0..<24).map { hour in (0..<7).reduce(0) { $0 + weights[$1 * 24 + hour] } }
    }
}

extension DataClock {
    /// Puts incidents on the clock, each by the part of its range that falls in the hour.
    ///
    /// A moment has weight 1 in its hour. A range is dealt by its seconds in local civil time: an hour that comes twice in
    /// October gets the seconds of both, one that is skipped in March gets none. A range of a week or more is dealt evenly
    /// over all hours, as the source does. Incidents whose day or month alone is known are on no clock.
    /// ``placed`` + ``unplaced`` is the number of incidents and the weights sum to ``placed``.
    /// O(incidents + hours of all ranges).
    ///
    /// - Parameters:
    ///   - table: The incidents.
    ///   - clock: The local clock, the one with which the incidents were read.
    public init(of table: IncidentTable, clock: LocalClock) {
        var spread = AoristicSpread { clock.civil($0) }
        // Moments are counted apart, so that the sum does not hang on the order of the rows.
        var ranges: [(start: Int64, end: Int64)] = []
        var placed = 0
        for row in 0..<table.count {
            switch table.precision[row] {
            case .day, .month: continue
            case .moment, .hour, .range:
                placed += 1
                if table.end[row] > table.start[row] {
                    ranges.append((table.start[row], table.end[row]))
                } else {
                    spread.add(from: table.start[row], to: table.start[row])
                }
            }
        }
        for range in ranges.sorted(by: <) { spread.add(from: range.start, to: range.end) }
        self.init(weights: spread.weights, placed: placed, unplaced: table.count - placed)
    }
}
