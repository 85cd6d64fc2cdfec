public import HomewardCalendar
public import HomewardIncidents

/// Counts incidents near dated measures, in their rings and elsewhere, each measure in days of its own.
public struct MeasureCounts {
    /// A measure: its name and its first day.
    public struct Measure: Sendable, Equatable {
        /// Its name.
        public var name: String
        /// Its first day.
        public var start: CivilDay

        /// A measure.
        public init(name: String, start: CivilDay) {
            self.name = name
            self.start = start
        }
    }

    /// Incidents that months can count, by the index of their day: those of a day or a range, and those of the month alone.
    private struct Tally {
        var dated: [Int]
        var ofMonth: [Int]

        init(days: Int) {
            dated = [Int](repeating: 0, count: days)
            ofMonth = dated
        }
    }

    private let method: DatedMeasures
    private let days: DayTable
    private let selection: DaySelection
    private let hours: HourWindow?
    /// What lies near no measure and in no ring.
    private var elsewhere: Tally
    /// The incidents near each measure and in its ring.
    private var near: [[(day: Int, isOfMonth: Bool)]]
    private var ring: [[(day: Int, isOfMonth: Bool)]]

    /// Looks at every incident once. O(incidents).
    ///
    /// - Parameters:
    ///   - method: The method.
    ///   - table: The incidents.
    ///   - nearest: The measure that each incident is near to, −1 for none.
    ///   - wide: The measure in whose ring or nearer it lies, −1 for none.
    ///   - measures: How many measures there are.
    ///   - days: The kind of each day of the period.
    ///   - selection: The days in force.
    ///   - hours: The hours in force; nil for all.
    public init(
        _ method: DatedMeasures, of table: IncidentTable, near nearest: [Int32], wide: [Int32], measures: Int,
        days: DayTable, selection: DaySelection, hours: HourWindow?
    ) {
        self.method = method
        self.days = days
        self.selection = selection
        self.hours = hours
        elsewhere = Tally(days: days.kinds.count)
        near = [[(day: Int, isOfMonth: Bool)]](repeating: [], count: measures)
        ring = near
        let places = DayPlaces(days: days, selection: selection, hours: hours)
        for row in 0..<table.count {
            guard case .day(let day, let needed) = places.place(of: row, in: table), needed <= .month else { continue }
            let isOfMonth = table.precision[row] == .month
            if nearest[row] >= 0 {
                near[Int(nearest[row])].append((day, isOfMonth))
            } else if wide[row] >= 0 {
                ring[Int(wide[row])].append((day, isOfMonth))
            } else if isOfMonth {
                elsewhere.ofMonth[day] += 1
            } else {
                elsewhere.dated[day] += 1
            }
        }
    }

    /// The counts before and after a measure's start; nil where it has too few days on either side. O(days + its incidents).
    public func place(_ index: Int, _ measure: Measure, in period: ClosedRange<CivilDay>) -> DatedMeasures.Place? {
        guard let (before, after) = method.periods(around: measure.start, in: period) else { return nil }
        let layout = EvaluationSteps(
            before: before, after: after, days: days, selection: selection, hours: hours, by: .month)
        func isAfter(_ day: Int, _ isOfMonth: Bool) -> Bool? {
            let step = layout.step(ofDay: day)
            guard step >= 0, !isOfMonth || layout.isWhole(CalendarMonth(of: days.first.advanced(by: day)), step) else {
                return nil
            }
            return layout.steps[Int(step)].isAfter
        }
        func add(_ count: Int, _ isAfter: Bool?, to sum: inout BeforeAfter) {
            switch isAfter {
            case true?: sum.after += count
            case false?: sum.before += count
            case nil: break
            }
        }
        func sum(_ incidents: [(day: Int, isOfMonth: Bool)]) -> BeforeAfter {
            var sum = BeforeAfter(before: 0, after: 0)
            for it in incidents { add(1, isAfter(it.day, it.isOfMonth), to: &sum) }
            return sum
        }
        var control = BeforeAfter(before: 0, after: 0)
        for range in [before, after] {
            for day in days.first.distance(to: range.first)...days.first.distance(to: range.last) {
                guard elsewhere.dated.indices.contains(day) else { continue }
                add(elsewhere.dated[day], isAfter(day, false), to: &control)
                if elsewhere.ofMonth[day] > 0 { add(elsewhere.ofMonth[day], isAfter(day, true), to: &control) }
            }
        }
        return DatedMeasures.Place(
            name: measure.name, start: measure.start,
            days: BeforeAfter(
                before: layout.steps.reduce(0) { $1.isAfter ? $0 : $0 + $1.days },
                after: layout.steps.reduce(0) { $1.isAfter ? $0 + $1.days : $0 }), near: sum(near[index]),
            ring: method.ring > 0 ? sum(ring[index]) : nil, control: control)
    }
}
