public import HomewardCalendar

/// The days of areas that go by school terms of their own, for the incidents in them; all others go by the days of the whole.
public struct AreaDays: Sendable, Equatable {
    /// The kind of every day of the period, by the area's index.
    public let own: [Int32: DayTable]
    /// The area of each incident of a table, or −1.
    public let areas: [Int32]

    /// Days by area for the incidents of a table; without arguments no area has days of its own.
    public init(own: [Int32: DayTable] = [:], areas: [Int32] = []) {
        self.own = own
        self.areas = areas
    }

    /// The area of incident `row` where it has days of its own. O(1).
    public func area(of row: Int) -> Int32? {
        guard !own.isEmpty, areas.indices.contains(row), own[areas[row]] != nil else { return nil }
        return areas[row]
    }

    /// The days by which incident `row` goes, `whole` where its area has none of its own. O(1).
    public func days(of row: Int, else whole: DayTable) -> DayTable { area(of: row).flatMap { own[$0] } ?? whole }
}
