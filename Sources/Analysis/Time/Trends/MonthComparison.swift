public import HomewardCalendar

/// The latest whole months held against earlier ones by the e-test.
public struct MonthComparison: Sendable, Equatable {
    /// Which months are held against which.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The latest months, twelve at most, against the same months of the year before.
        case yearOnYear = "year_on_year"
        /// The latest month against the one before it.
        case monthOnMonth = "month_on_month"
        /// The latest month against the same month of the year before.
        case monthOnYear = "month_on_year"
    }

    /// What the comparison lacks.
    public enum Gap: Sendable, Equatable {
        /// The period has `months` whole months, and `needed` are needed.
        case tooFewMonths(months: Int, needed: Int)
        /// One of the two has none of the days asked for.
        case noDay
        /// Neither has an incident.
        case noIncident
    }

    /// Some months in a row.
    public struct Span: Sendable, Equatable {
        /// The first day.
        public var first: CivilDay
        /// The last day.
        public var last: CivilDay
    }

    /// Which months are held against which.
    public var kind: Kind
    /// How many months.
    public var months: Int
    /// The later ones; nil where there are none.
    public var later: Span?
    /// The earlier ones.
    public var earlier: Span?
    /// How the rate by day in force has changed; nil where it was not tested.
    public var change: RateChange?
    /// Why not.
    public var gap: Gap?

    /// Compares months. O(days).
    ///
    /// - Parameters:
    ///   - kind: Which are held against which.
    ///   - months: The most months of the comparison of years.
    init(_ kind: Kind, of incidents: DatedIncidents, months: Int) {
        self.kind = kind
        let days = incidents.places.days
        let whole = MonthComparison.wholeMonths(of: days)
        let back = kind == .monthOnMonth ? 1 : 12
        let count = kind == .yearOnYear ? min(months, whole.count - back) : 1
        self.months = max(0, count)
        guard count >= 1, whole.count >= back + count, let last = whole.last else {
            gap = .tooFewMonths(months: whole.count, needed: back + 1)
            return
        }
        let later = Span(first: last.advanced(by: 1 - count).first, last: last.last)
        let earlier = Span(
            first: last.advanced(by: 1 - count - back).first, last: last.advanced(by: -back).last)
        self.later = later
        self.earlier = earlier
        let counts = incidents.perDay(.month)
        let inForce = incidents.inForce
        func sum(_ span: Span) -> (count: Int, days: Int) {
            let range = (span.first.number - days.first.number)...(span.last.number - days.first.number)
            return (counts[range].reduce(0, +), inForce[range].count { $0 })
        }
        let (late, early) = (sum(later), sum(earlier))
        guard late.days > 0, early.days > 0 else {
            gap = .noDay
            return
        }
        guard late.count + early.count > 0 else {
            gap = .noIncident
            return
        }
        change = RateChange(
            count: late.count, exposure: Double(late.days), comparisonCount: early.count,
            comparisonExposure: Double(early.days))
    }

    /// The months all of whose days lie in a period, in order.
    static func wholeMonths(of days: DayTable) -> [CalendarMonth] {
        guard !days.kinds.isEmpty else { return [] }
        var month = CalendarMonth(of: days.first)
        if month.first < days.first { month = month.advanced(by: 1) }
        var months: [CalendarMonth] = []
        while month.last <= days.last {
            months.append(month)
            month = month.advanced(by: 1)
        }
        return months
    }
}
