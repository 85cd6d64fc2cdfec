public import HomewardCalendar

/// How incidents of which only a range of time is known count on the days and in the hours asked for.
public enum RangeRule: String, Sendable, Hashable, CaseIterable {
    /// By the share of their range that lies there (aoristic).
    case share
    /// Only where their whole range lies there.
    case inside
    /// By the middle of their range where that is at most an hour long; where hours are asked for, longer ones not at all.
    case drop
}

/// The days and hours that an analysis takes in.
public struct IncidentSelection: Sendable, Hashable {
    /// Which days.
    public var days: DaySelection
    /// Which hours of the day, or nil for all of them.
    public var hours: HourWindow?
    /// How ranges of time count.
    public var ranges: RangeRule

    /// A selection; without arguments it takes everything in.
    public init(days: DaySelection = .all, hours: HourWindow? = nil, ranges: RangeRule = .share) {
        self.days = days
        self.hours = hours
        self.ranges = ranges
    }

    /// The incidents in the selection, and why the others are left out.
    ///
    /// A row counts under the first reason that applies: it lies outside the days of `days`, its day is of another kind,
    /// its day is not known (the month alone) though some days are asked for, its time of day is not known though hours
    /// are asked for, it lies outside the hours. Rows of a window that runs over
    /// midnight belong to the civil day on which they happened.
    ///
    /// A range counts by ``ranges``. Its length is what the clock on the wall shows between its ends, so that an hour which
    /// comes twice counts once and one that is skipped counts; what of it lies before or after the days of `days` is no part
    /// of the selection. O(rows + days).
    ///
    /// Source: J. H. Ratcliffe (2000), "Aoristic analysis: the spatial interpretation of unspecific temporal events",
    /// International Journal of Geographical Information Science 14(7), 669–679.
    ///
    /// - Parameters:
    ///   - table: The incidents.
    ///   - kinds: The kind of each day of the period.
    ///   - areaDays: The days of areas with school terms of their own.
    ///   - clock: The clock by which the incidents were read.
    public func apply(
        to table: IncidentTable, days kinds: DayTable, areaDays: AreaDays = AreaDays(), clock: LocalClock
    ) -> SelectedIncidents {
        var rows: [Int] = []
        var shares: [Double] = []
        var filtered: [FilterReason: Int] = [:]
        let whole = SelectedTime(self, kinds)
        let own = areaDays.own.mapValues { SelectedTime(self, $0) }
        for row in 0..<table.count {
            let stretch = areaDays.area(of: row).flatMap { own[$0] } ?? whole
            let verdict: (share: Double, reason: FilterReason?) =
                table.precision[row].isStretch && ranges != .drop && (days != .all || hours != nil)
                ? judge(row, table, stretch, clock) : (1, reason(row, table, stretch.kinds))
            if let reason = verdict.reason {
                filtered[reason, default: 0] += 1
            } else {
                rows.append(row)
                shares.append(verdict.share)
            }
        }
        // Where nothing is left out the columns are those of the table, not copies of them.
        return SelectedIncidents(
            table: rows.count == table.count ? table : table.selecting(rows), rows: rows, shares: shares,
            filtered: filtered)
    }

    private func reason(_ row: Int, _ table: IncidentTable, _ kinds: DayTable) -> FilterReason? {
        guard let kind = kinds.kind(of: table.civilDay(row)) else { return .outsidePeriod }
        if days != .all && table.precision[row] == .month { return .timeUnknown }
        if !days.contains(kind) { return .otherDay }
        guard let hours else { return nil }
        guard let minute = table.minuteOfDay(row) else { return .timeUnknown }
        return hours.contains(minute: minute) ? nil : .otherHour
    }

    /// The share of a range that is asked for, or why none is.
    private func judge(_ row: Int, _ table: IncidentTable, _ time: SelectedTime, _ clock: LocalClock)
        -> (share: Double, reason: FilterReason?)
    {
        guard time.kinds.kind(of: table.civilDay(row)) != nil else { return (0, .outsidePeriod) }
        let from = SelectedTime.civilSecond(clock.civil(table.start[row]))
        let to = SelectedTime.civilSecond(clock.civil(table.end[row]))
        // Where the clock was put back in between, the range may be no longer than its first moment.
        let range = from..<max(to, from + 1)
        let share = time.seconds(in: range, ofHours: true) / Double(range.count)
        guard share > 0 else { return (0, time.seconds(in: range, ofHours: false) > 0 ? .otherHour : .otherDay) }
        if ranges == .inside, share < 1 - 1e-9 { return (0, .rangeAcross) }
        return (min(1, share), nil)
    }
}

/// The incidents of a selection.
public struct SelectedIncidents: Sendable, Equatable {
    /// The incidents that are in it wholly or in part.
    public var table: IncidentTable
    /// Their rows in the table that was selected from, in order.
    public var rows: [Int]
    /// The share of each that counts: 1, or less where only a part of its range lies in the selection.
    public var shares: [Double]
    /// How many were left out, by reason.
    public var filtered: [FilterReason: Int]

    /// A selection from its parts.
    public init(table: IncidentTable, rows: [Int], shares: [Double], filtered: [FilterReason: Int]) {
        self.table = table
        self.rows = rows
        self.shares = shares
        self.filtered = filtered
    }

    /// The incidents that count by a share alone. O(rows).
    public var shared: Int { shares.count { $0 < 1 } }
    /// What each incident counts: its share of the window, times its harm where that is wanted. O(rows).
    public func weights(byHarm: Bool) -> [Double] {
        byHarm ? zip(shares, table.harm).map { $0 * $1 } : shares
    }
    /// The sum of the shares: what the incidents come to. O(rows).
    public var total: Double { shares.reduce(0, +) }

    /// The incidents that are in the selection by half or more, for methods that count whole incidents. O(rows).
    public var mostly: IncidentTable {
        shared == 0 ? table : table.selecting(shares.indices.filter { shares[$0] >= 0.5 })
    }
}

/// How many seconds of a stretch of civil time lie on the days and in the hours asked for.
private struct SelectedTime {
    let kinds: DayTable
    private let hours: HourWindow?
    /// The days asked for among the first `n` of the period, for each n.
    private let daysBefore: [Int]

    init(_ selection: IncidentSelection, _ kinds: DayTable) {
        self.kinds = kinds
        hours = selection.hours
        var before = [0]
        before.reserveCapacity(kinds.kinds.count + 1)
        for kind in kinds.kinds { before.append(before[before.count - 1] + (selection.days.contains(kind) ? 1 : 0)) }
        daysBefore = before
    }

    /// Seconds since 1970 as the clock on the wall counts them.
    static func civilSecond(_ civil: (day: Int32, second: Int32)) -> Int { Int(civil.day) * 86_400 + Int(civil.second) }

    /// The seconds of `range` on the days asked for and, where `ofHours` says so, in the hours. O(1).
    func seconds(in range: Range<Int>, ofHours: Bool) -> Double {
        let window = ofHours ? hours : nil
        return Double(seconds(before: range.upperBound, window) - seconds(before: range.lowerBound, window))
    }

    /// The seconds asked for from the period's first day to a civil second.
    private func seconds(before second: Int, _ window: HourWindow?) -> Int {
        let origin = kinds.first.number * 86_400
        let elapsed = second - origin
        guard elapsed > 0 else { return 0 }
        let day = min(elapsed / 86_400, kinds.kinds.count)
        let whole = window.map { $0.minutes * 60 } ?? 86_400
        var sum = daysBefore[day] * whole
        if day < kinds.kinds.count, daysBefore[day + 1] > daysBefore[day] {
            sum += SelectedTime.seconds(of: window, before: elapsed - day * 86_400)
        }
        return sum
    }

    /// The seconds of a window in the first `second` seconds of a day.
    private static func seconds(of window: HourWindow?, before second: Int) -> Int {
        guard let window else { return second }
        let (start, end) = (window.start * 60, window.end * 60)
        if end > start { return max(0, min(second, end) - start) }
        return min(second, end) + max(0, second - start)
    }
}
