import HomewardCalendar
import HomewardCore

/// When a row's incident happened, before it is placed in the table.
struct RowMoment {
    var start: Int64
    var end: Int64
    var precision: TimePrecision
    var day: Int32
    var second: Int32
    var flags: RowBatch.Flags = []
}

/// One end of a row's time: a cell with a date and perhaps one with a time.
struct MomentEnd {
    var reading: DateReading
    /// The first and the last second that the end may mean.
    var start: Int64 = 0
    var end: Int64 = 0
    /// The second occurrence of a local time that occurred twice.
    var later: Int64?
    var flags: RowBatch.Flags = []
    /// Whether the clock on the wall shows the reading's own day and second then.
    private(set) var isAsRead = false
    var hasTime: Bool { reading.second >= 0 }

    /// Places the reading on the line of time; nil where it tells a local time that never occurred. O(1).
    @inline(__always)
    init?(_ given: DateReading, clock: LocalClock) {
        reading = given
        let day = CivilDay(number: Int(given.day))
        if given.second < 0 {
            start = clock.start(of: day)
            end = clock.start(of: given.isMonth ? day.nextMonth : day.advanced(by: 1)) - 1
            return
        }
        // An hour alone at midnight is one of twenty-four, and no sign of a time that is not known.
        flags = given.second == 0 && !given.isHour ? [.hasTime, .midnight] : .hasTime
        if let offset = given.offset {
            start = Int64(given.day) * 86_400 + Int64(given.second) - Int64(offset)
            end = start
            flags.insert(.hasOffset)
            return
        }
        let isEndOfDay = given.second == 86_400
        let civil = isEndOfDay ? day.advanced(by: 1) : day
        let (epoch, kind) = clock.instant(day: civil, second: isEndOfDay ? 0 : Int(given.second))
        switch kind {
        case .ordinary: isAsRead = !isEndOfDay && !given.isHour
        case .nonexistent: return nil
        case .repeated:
            flags.insert(.repeatedHour)
            later = clock.instant(day: civil, second: Int(given.second), later: true).epoch
        }
        start = epoch
        end = given.isHour ? epoch + 3600 : epoch
    }
}

extension RowMoment {
    /// A moment, an hour, a day or a month.
    @inline(__always)
    init(_ only: MomentEnd, clock: LocalClock) {
        let precision: TimePrecision =
            only.hasTime ? only.reading.isHour ? .hour : .moment : only.reading.isMonth ? .month : .day
        self.init(
            start: only.start, end: only.end, precision: precision, day: only.reading.day, second: -1,
            flags: only.flags)
        if only.isAsRead {
            second = only.reading.second
        } else if only.hasTime {
            (day, second) = clock.civil(start + (end - start) / 2)
        }
    }

    /// A range, where the two ends differ; nil where it ends before it starts. O(1).
    init?(_ from: MomentEnd, _ to: MomentEnd, clock: LocalClock) {
        var end = to.end
        if end < from.start, let later = to.later { end = later }
        guard end >= from.start else { return nil }
        if end == from.start || !from.hasTime && !to.hasTime && from.start == to.start && from.end == to.end {
            self.init(from, clock: clock)
            return
        }
        let middle = clock.civil(from.start + (end - from.start) / 2)
        self.init(
            start: from.start, end: end, precision: .range, day: middle.day,
            second: end - from.start <= 3600 ? middle.second : -1,
            flags: from.flags.union(to.flags.subtracting(.midnight)))
    }
}

extension RowMoment {
    /// Why the moment does not count in a period of days, or nil where it does.
    ///
    /// A month of which no more is known counts where it lies wholly inside, since a day of it is not to be told; a range by
    /// its middle, as everywhere. O(1).
    func reasonOutside(_ period: ClosedRange<CivilDay>) -> FilterReason? {
        let first = CivilDay(number: Int(day))
        guard precision == .month else { return period.contains(first) ? nil : .outsidePeriod }
        let last = first.nextMonth.advanced(by: -1)
        if period.lowerBound <= first && last <= period.upperBound { return nil }
        return period.overlaps(first...last) ? .periodUnclear : .outsidePeriod
    }
}

extension CivilDay {
    /// The first day of the next month.
    var nextMonth: CivilDay {
        let (year, month, _) = parts
        return CivilDay(year: month == 12 ? year + 1 : year, month: month % 12 + 1, day: 1) ?? advanced(by: 1)
    }
}
