public import HomewardCalendar

/// Incidents by week or month, each with the days in force, those at the ends of the period cut short.
public struct CountSeries: Sendable, Equatable {
    /// One week or month.
    public struct Step: Sendable, Equatable {
        /// Its first day in the period.
        public var first: CivilDay
        /// Its last day in the period.
        public var last: CivilDay
        /// Its days in force; more than none.
        public var days: Int
        /// Its incidents.
        public var count: Int
    }

    /// Week or month.
    public var unit: TimeUnit
    /// The steps that have days in force, in order.
    public var steps: [Step]

    /// A series from its steps.
    public init(unit: TimeUnit, steps: [Step]) {
        self.unit = unit
        self.steps = steps
    }

    /// Counts by weeks or months. O(days).
    init(of incidents: DatedIncidents, by unit: TimeUnit) {
        let days = incidents.places.days
        let counts = incidents.perDay(unit)
        var steps: [Step] = []
        var current: (key: Int, step: Step)?
        for (index, isInForce) in incidents.inForce.enumerated() {
            let day = days.first.advanced(by: index)
            let parts = day.parts
            let key = unit == .month ? parts.year * 12 + parts.month : day.number - day.weekday
            if current?.key != key {
                if let step = current?.step { steps.append(step) }
                current = (key, Step(first: day, last: day, days: 0, count: 0))
            }
            current?.step.last = day
            current?.step.days += isInForce ? 1 : 0
            current?.step.count += counts[index]
        }
        if let step = current?.step { steps.append(step) }
        self.init(unit: unit, steps: steps.filter { $0.days > 0 })
    }

    /// All incidents.
    public var count: Int { steps.reduce(0) { $0 + $1.count } }

    /// How many times more than by chance neighbouring steps differ, 1 where they differ no more.
    ///
    /// Of each two neighbours with an incident the chi-square against one rate, which is 1 in the mean whatever the rate is; so
    /// slow changes and sudden ones leave it nearly as it is, and incidents that come in bunches do not. O(steps).
    ///
    /// Source: P. McCullagh, J. A. Nelder (1989), "Generalized linear models", 2nd edition, 4.5, on differences.
    public var dispersion: Double {
        let squares = zip(steps, steps.dropFirst()).compactMap { a, b -> Double? in
            guard a.count + b.count > 0 else { return nil }
            let (x, y) = (Double(a.days), Double(b.days))
            let difference = Double(a.count) * y - Double(b.count) * x
            return difference * difference / (x * y * Double(a.count + b.count))
        }
        guard !squares.isEmpty else { return 1 }
        return max(1, squares.reduce(0, +) / Double(squares.count))
    }
}
