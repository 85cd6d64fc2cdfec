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

    /// Creates a clock from its weights.
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
