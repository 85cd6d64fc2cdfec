/// The kind of every day of a period, so that analyses count days without knowing about terms.
public struct DayTable: Sendable, Equatable {
    /// The first day.
    public let first: CivilDay
    /// The kind of each day from ``first`` on.
    public let kinds: [DayKind]

    /// Creates a table of consecutive days.
    public init(first: CivilDay, kinds: [DayKind]) {
        self.first = first
        self.kinds = kinds
    }

    /// The last day.
    public var last: CivilDay { first.advanced(by: kinds.count - 1) }

    /// The kind of `day`, or nil where it lies outside the period. O(1).
    public func kind(of day: CivilDay) -> DayKind? {
        let index = day.number - first.number
        return kinds.indices.contains(index) ? kinds[index] : nil
    }

    /// The number of days in `selection`. O(days).
    public func count(_ selection: DaySelection) -> Int {
        kinds.count { selection.contains($0) }
    }
}
