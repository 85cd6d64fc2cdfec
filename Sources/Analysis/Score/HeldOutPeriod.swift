public import HomewardCalendar

/// A stretch of days that no forecast of it has seen: all that is known before its first day may be learnt from.
public struct HeldOutPeriod: Sendable, Equatable {
    /// The first day that is tested.
    public var first: CivilDay
    /// The last one.
    public var last: CivilDay
    /// Its days in force; more than none.
    public var days: Int

    /// A stretch of days.
    public init(first: CivilDay, last: CivilDay, days: Int) {
        self.first = first
        self.last = last
        self.days = days
    }

    /// Its length in days of the calendar.
    public var length: Int { first.distance(to: last) + 1 }
}

/// By what a forecast is made anew and tested.
public enum HeldOutStep: String, Sendable, Hashable, CaseIterable {
    /// Each day.
    case day
    /// Each week, Monday to Sunday.
    case week
    /// Each month of the calendar.
    case month
    /// Once: what comes before a day is learnt, what comes after tested in one piece.
    case once

    /// The unit by which an incident must be known.
    var unit: TimeUnit {
        switch self {
        case .day: .day
        case .week: .week
        case .month, .once: .month
        }
    }
}

extension HeldOutPeriod {
    /// Whole days, weeks or months that follow each other, each with the past to learn from.
    ///
    /// Weeks and months that the period or the start cuts are left out, as are those without a day in force. O(days).
    ///
    /// - Parameters:
    ///   - days: The kind of each day of the period.
    ///   - selection: The days in force.
    ///   - step: Day, week, month or once.
    ///   - start: The first day that may be tested; nil for that after the training, or with `once` for the last quarter of the period.
    ///   - training: The least days to learn from where no start is given.
    /// - Throws: ``AnalysisError/testOutside(day:first:last:)`` and ``AnalysisError/noHeldOutPeriod(step:days:training:)``.
    static func periods(
        of days: DayTable, selection: DaySelection, step: HeldOutStep, from start: CivilDay?, training: Int
    ) throws(AnalysisError) -> [HeldOutPeriod] {
        let all = days.kinds.count
        if let start, start <= days.first || start > days.last {
            throw .testOutside(day: start.description, first: days.first.description, last: days.last.description)
        }
        let begin =
            start.map { days.first.distance(to: $0) }
            ?? (step == .once ? all - max(1, all / 4) : training)
        guard begin > 0, begin < all else {
            throw .noHeldOutPeriod(step: step.rawValue, days: all, training: training)
        }
        let found = stretches(of: days, selection: selection, step: step, in: begin..<all)
        guard !found.isEmpty else {
            throw .noHeldOutPeriod(step: step.rawValue, days: all, training: begin)
        }
        return found
    }

    /// Periods of the same kind before the first one, the latest eight at most, none of which begins in the first half of what is known
    /// then: on them a mixture is chosen. Of a test in one piece these are stretches of 28 days.
    static func rehearsals(
        before first: HeldOutPeriod, of days: DayTable, selection: DaySelection, step: HeldOutStep
    ) -> [HeldOutPeriod] {
        let end = days.first.distance(to: first.first)
        let begin = max(28, end / 2)
        guard begin < end else { return [] }
        if step != .once {
            return Array(stretches(of: days, selection: selection, step: step, in: begin..<end).suffix(8))
        }
        var found: [HeldOutPeriod] = []
        var last = end
        while last - 28 >= begin, found.count < 8 {
            let inForce = days.kinds[last - 28..<last].count { selection.contains($0) }
            if inForce > 0 {
                found.append(
                    HeldOutPeriod(
                        first: days.first.advanced(by: last - 28), last: days.first.advanced(by: last - 1),
                        days: inForce))
            }
            last -= 28
        }
        return found.reversed()
    }

    private static func stretches(
        of days: DayTable, selection: DaySelection, step: HeldOutStep, in range: Range<Int>
    ) -> [HeldOutPeriod] {
        var found: [HeldOutPeriod] = []
        var index = range.lowerBound
        while index < range.upperBound {
            let day = days.first.advanced(by: index)
            let month = CalendarMonth(of: day)
            let (first, last): (CivilDay, CivilDay) =
                switch step {
                case .day: (day, day)
                case .week: (day.advanced(by: -day.weekday), day.advanced(by: 6 - day.weekday))
                case .month: (month.first, month.last)
                case .once: (day, days.first.advanced(by: range.upperBound - 1))
                }
            let end = index + day.distance(to: last) + 1
            if first == day, end <= range.upperBound {
                let inForce = days.kinds[index..<end].count { selection.contains($0) }
                if inForce > 0 { found.append(HeldOutPeriod(first: first, last: last, days: inForce)) }
            }
            index = end
        }
        return found
    }
}
