public import HomewardCalendar
import HomewardIncidents

/// Tells on which day of a period each incident counts, and by which units of time it can.
///
/// An incident counts once, on its day. A range counts on the day of its middle, and only by units that are as long as the range; the
/// month alone counts by months, where all of the month is in the period. Where some days or hours only are asked for, an incident
/// must be known to the day, or have an hour of its own.
struct DayPlaces: Sendable {
    let days: DayTable
    let selection: DaySelection
    let hours: HourWindow?
    /// The days of areas with school terms of their own.
    var areaDays = AreaDays()

    enum Place: Equatable {
        /// On the day with that index, for units from that one on.
        case day(Int, TimeUnit)
        /// On another day or at another hour.
        case filtered
        case aside(TimeGap)
    }

    /// The place of an incident. O(1).
    func place(of row: Int, in table: IncidentTable) -> Place {
        let day = table.civilDay(row)
        guard let kind = areaDays.days(of: row, else: days).kind(of: day), days.kind(of: day) != nil else {
            return .aside(.unknownDay)
        }
        let index = day.number - days.first.number
        let precision = table.precision[row]
        if precision == .month {
            guard selection == .all, hours == nil else { return .aside(.noDay) }
            let month = CalendarMonth(of: day)
            guard month.first >= days.first, month.last <= days.last else { return .aside(.unknownDay) }
            return .day(index, .month)
        }
        var unit = TimeUnit.day
        if precision == .range {
            let length = table.end[row] - table.start[row]
            guard let shortest = TimeUnit.allCases.first(where: { length <= $0.longestRange }),
                shortest == .day || selection == .all && hours == nil
            else { return .aside(.longRange) }
            unit = shortest
        }
        guard selection.contains(kind) else { return .filtered }
        if let hours {
            guard let minute = table.minuteOfDay(row) else {
                return .aside(precision == .range ? .longRange : .noTime)
            }
            guard hours.contains(minute: minute) else { return .filtered }
        }
        return .day(index, unit)
    }
}

/// Incidents counted by the days of a period, for each unit of time.
struct DatedIncidents: Sendable {
    let places: DayPlaces
    /// The incidents of each day that a unit is the shortest for.
    private var counts: [TimeUnit: [Int]] = [:]
    /// Incidents that no unit can count, by reason.
    private var aside: [TimeGap: Int] = [:]
    /// Of ``counts`` those of the month alone.
    private var monthsAlone = 0
    /// Incidents on other days and at other hours.
    private(set) var filtered = 0

    /// Counts the incidents of a table. O(incidents + days).
    init(_ table: IncidentTable, places: DayPlaces) {
        self.places = places
        for unit in TimeUnit.allCases { counts[unit] = [Int](repeating: 0, count: places.days.kinds.count) }
        for row in 0..<table.count {
            switch places.place(of: row, in: table) {
            case .day(let day, let unit):
                counts[unit]?[day] += 1
                if table.precision[row] == .month { monthsAlone += 1 }
            case .filtered: filtered += 1
            case .aside(let gap): aside[gap, default: 0] += 1
            }
        }
    }

    /// The incidents of each day that a unit can count. O(days).
    func perDay(_ unit: TimeUnit) -> [Int] {
        var sums = [Int](repeating: 0, count: places.days.kinds.count)
        for finer in TimeUnit.allCases where finer <= unit {
            for (day, count) in (counts[finer] ?? []).enumerated() { sums[day] += count }
        }
        return sums
    }

    /// How many incidents a unit can count.
    func counted(_ unit: TimeUnit) -> Int { perDay(unit).reduce(0, +) }

    /// How many it cannot, by reason.
    func aside(_ unit: TimeUnit) -> [TimeGap: Int] {
        var aside = aside
        let coarser = TimeUnit.allCases.filter { $0 > unit }.reduce(0) { $0 + (counts[$1] ?? []).reduce(0, +) }
        let months = unit < .month ? monthsAlone : 0
        if months > 0 { aside[.noDay, default: 0] += months }
        if coarser > months { aside[.longRange, default: 0] += coarser - months }
        return aside
    }

    /// Whether more incidents are known by the month alone than more closely.
    var isMostlyMonths: Bool { 2 * monthsAlone > counted(.month) }

    /// Whether each day of the period is one that counts.
    var inForce: [Bool] { places.days.kinds.map { places.selection.contains($0) } }
}

/// A month of the calendar.
public struct CalendarMonth: Sendable, Hashable, Comparable {
    /// The year.
    public var year: Int
    /// The month, 1 to 12.
    public var month: Int

    /// The month with that number of that year.
    public init(year: Int, month: Int) {
        self.year = year
        self.month = month
    }

    /// The month of a day.
    public init(of day: CivilDay) {
        let parts = day.parts
        self.init(year: parts.year, month: parts.month)
    }

    /// The month that lies so many months later, or earlier.
    public func advanced(by months: Int) -> CalendarMonth {
        let number = year * 12 + month - 1 + months
        let year = number >= 0 ? number / 12 : (number - 11) / 12
        return CalendarMonth(year: year, month: number - year * 12 + 1)
    }

    /// Its first day.
    public var first: CivilDay { CivilDay(year: year, month: month, day: 1) ?? CivilDay(number: 0) }
    /// Its last day.
    public var last: CivilDay { advanced(by: 1).first.advanced(by: -1) }

    /// The earlier first.
    public static func < (a: CalendarMonth, b: CalendarMonth) -> Bool { (a.year, a.month) < (b.year, b.month) }
}
