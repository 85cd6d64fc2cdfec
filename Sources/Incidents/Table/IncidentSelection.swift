public import HomewardCalendar

/// The days and hours that an analysis takes in.
public struct IncidentSelection: Sendable, Hashable {
    /// Which days.
    public var days: DaySelection
    /// Which hours of the day, or nil for all of them.
    public var hours: HourWindow?

    /// A selection; without arguments it takes everything in.
    public init(days: DaySelection = .all, hours: HourWindow? = nil) {
        self.days = days
        self.hours = hours
    }

    /// The incidents in the selection, their rows in `table` in order, and why the others are left out.
    ///
    /// A row counts under the first reason that applies: it lies outside the days of `days`, its day is of another kind,
    /// its day is not known (the month alone) though some days are asked for, its time of day is not known though hours
    /// are asked for, it lies outside the hours. Rows of a window that runs over
    /// midnight belong to the civil day on which they happened. O(rows).
    public func apply(to table: IncidentTable, days kinds: DayTable) -> (
        table: IncidentTable, rows: [Int], filtered: [FilterReason: Int]
    ) {
        var rows: [Int] = []
        var filtered: [FilterReason: Int] = [:]
        for row in 0..<table.count {
            if let reason = reason(row, table, kinds) {
                filtered[reason, default: 0] += 1
            } else {
                rows.append(row)
            }
        }
        return (table.selecting(rows), rows, filtered)
    }

    private func reason(_ row: Int, _ table: IncidentTable, _ kinds: DayTable) -> FilterReason? {
        guard let kind = kinds.kind(of: table.civilDay(row)) else { return .outsidePeriod }
        if days != .all && table.precision[row] == .month { return .timeUnknown }
        if !days.contains(kind) { return .otherDay }
        guard let hours else { return nil }
        guard let minute = table.minuteOfDay(row) else { return .timeUnknown }
        return hours.contains(minute: minute) ? nil : .otherHour
    }
}
