public import HomewardCalendar
public import HomewardIncidents

/// The steps before and after a start, and in which of them each incident counts.
///
/// Steps are weeks from Monday or months of the calendar, cut where a period begins or ends; each has the days in force as its exposure, and one without any is
/// left out. An incident counts in the step of its day; a range of time at its middle, if it is no longer than a step; the month alone by whole months.
public struct EvaluationSteps: Sendable {
    /// The steps, those before first.
    public let steps: [EvaluationPanel.Step]
    private let places: DayPlaces
    private let unit: TimeUnit
    /// The step of each day, from the first day of the table on; −1 for none.
    private let stepOfDay: [Int32]

    /// Lays out steps. O(days).
    ///
    /// - Parameters:
    ///   - before: The days before, all in `days`.
    ///   - after: The days after, all in `days` and later than those before.
    ///   - days: The kind of every day.
    ///   - selection: The days that are in force.
    ///   - hours: The hours that count; nil for all.
    ///   - step: By what to count.
    public init(
        before: DayRange, after: DayRange, days: DayTable, selection: DaySelection, hours: HourWindow?,
        by step: Evaluation.Step
    ) {
        unit = step == .month ? .month : .week
        places = DayPlaces(days: days, selection: selection, hours: hours)
        var steps: [EvaluationPanel.Step] = []
        var stepOfDay = [Int32](repeating: -1, count: days.kinds.count)
        for (range, isAfter) in [(before, false), (after, true)] {
            var last: Int?
            for day in range.first...range.last {
                let index = day.number - days.first.number
                guard let kind = days.kind(of: day), stepOfDay.indices.contains(index) else { continue }
                let parts = day.parts
                let key = step == .month ? parts.year * 12 + parts.month : day.number - day.weekday
                if key != last {
                    steps.append(.init(first: day, last: day, days: 0, isAfter: isAfter))
                    last = key
                }
                stepOfDay[index] = Int32(steps.count - 1)
                steps[steps.count - 1].last = day
                if selection.contains(kind) { steps[steps.count - 1].days += 1 }
            }
        }
        var kept: [Int32] = []
        var inForce: [EvaluationPanel.Step] = []
        for step in steps {
            kept.append(step.days > 0 ? Int32(inForce.count) : -1)
            if step.days > 0 { inForce.append(step) }
        }
        self.steps = inForce
        self.stepOfDay = stepOfDay.map { $0 < 0 ? -1 : kept[Int($0)] }
    }

    /// The step of a day by its index from the first day of the table on; −1 for none.
    func step(ofDay day: Int) -> Int32 { stepOfDay.indices.contains(day) ? stepOfDay[day] : -1 }

    /// Whether a step is a month from its first day to its last. Where the start cuts the month nobody knows on which side an incident of
    /// that month lies.
    func isWhole(_ month: CalendarMonth, _ step: Int32) -> Bool {
        let own = steps[Int(step)]
        return own.first == month.first && own.last == month.last
    }

    /// What became of the incidents of a table.
    public struct Placed: Sendable, Equatable {
        /// The step of each incident; −1 for none.
        public var step: [Int32]
        /// Incidents on other days or at other hours.
        public var filtered = 0
        /// Those on days of neither period.
        public var outside = 0
        /// Those that cannot be counted by such steps, by reason.
        public var aside: [TimeGap: Int] = [:]
    }

    /// Places every incident. O(incidents).
    public func place(_ table: IncidentTable) -> Placed {
        var placed = Placed(step: [Int32](repeating: -1, count: table.count))
        for row in 0..<table.count {
            switch places.place(of: row, in: table) {
            case .filtered: placed.filtered += 1
            case .aside(let gap): placed.aside[gap, default: 0] += 1
            case .day(let day, let needed):
                guard needed <= unit else {
                    placed.aside[needed == .month ? .noDay : .longRange, default: 0] += 1
                    continue
                }
                let step = stepOfDay[day]
                guard step >= 0 else {
                    placed.outside += 1
                    continue
                }
                if needed == .month, table.precision[row] == .month,
                    !isWhole(CalendarMonth(of: table.civilDay(row)), step)
                {
                    placed.aside[.noDay, default: 0] += 1
                    continue
                }
                placed.step[row] = step
            }
        }
        return placed
    }
}
