public import HomewardCalendar

/// Incidents by area and step before and after something was done, with the exposure of each step.
public struct EvaluationPanel: Sendable, Equatable {
    /// A week or a month, or what of it lies before or after the start.
    public struct Step: Sendable, Equatable {
        /// Its first day.
        public var first: CivilDay
        /// Its last day.
        public var last: CivilDay
        /// Days in force in it: those of the kind that is asked for.
        public var days: Int
        /// Whether it lies after the start.
        public var isAfter: Bool

        /// A step.
        public init(first: CivilDay, last: CivilDay, days: Int, isAfter: Bool) {
            self.first = first
            self.last = last
            self.days = days
            self.isAfter = isAfter
        }

        /// The middle, as a day number.
        public var middle: Double { Double(first.number + last.number) / 2 }
    }

    /// An area, or what else has its own counts.
    public struct Unit: Sendable, Equatable {
        /// Its name.
        public var name: String
        /// Whether something was done there.
        public var isTreated: Bool
        /// Incidents of each step.
        public var counts: [Int]

        /// A unit.
        public init(name: String, isTreated: Bool, counts: [Int]) {
            self.name = name
            self.isTreated = isTreated
            self.counts = counts
        }
    }

    /// The steps in order, those before the start first.
    public var steps: [Step]
    /// The units in the order of their names' list.
    public var units: [Unit]

    /// A panel. Units have a count for each step.
    public init(steps: [Step], units: [Unit]) {
        self.steps = steps
        self.units = units
    }

    /// Days in force before.
    public var daysBefore: Int { steps.filter { !$0.isAfter }.reduce(0) { $0 + $1.days } }
    /// Days in force after.
    public var daysAfter: Int { steps.filter(\.isAfter).reduce(0) { $0 + $1.days } }

    /// The counts of each step over treated or over untreated units. O(units × steps).
    public func series(treated: Bool) -> [Int] {
        var sums = [Int](repeating: 0, count: steps.count)
        for unit in units where unit.isTreated == treated {
            for (step, count) in unit.counts.enumerated() where step < sums.count { sums[step] += count }
        }
        return sums
    }

    /// Incidents before and after.
    public func totals(treated: Bool) -> BeforeAfter { total(of: series(treated: treated)) }

    /// Incidents of a series of steps before and after.
    public func total(of counts: [Int]) -> BeforeAfter {
        var sum = BeforeAfter(before: 0, after: 0)
        for (step, count) in zip(steps, counts) { if step.isAfter { sum.after += count } else { sum.before += count } }
        return sum
    }
}

/// Incidents before and after.
public struct BeforeAfter: Sendable, Hashable {
    /// Incidents before.
    public var before: Int
    /// Incidents after.
    public var after: Int

    /// Two counts.
    public init(before: Int, after: Int) {
        self.before = before
        self.after = after
    }

    /// The least of both.
    public var least: Int { min(before, after) }
}
