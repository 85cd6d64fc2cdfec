import HomewardCalendar

/// How often incidents happen on each part of a cycle: weekdays, kinds of day, months of the year, or in each year.
///
/// A rate is incidents by day in force, that is, by all days of the period that belong to the part and to the days asked for, those on which
/// nothing happened among them. So February is not behind for its 28 days, nor August for its school days.
///
/// Whether all parts have one rate is tested by Pearson's chi-square against the days in force, divided by the dispersion where counts
/// vary more than chance makes them. It is not tested where fewer than ``leastExpected`` are to be expected in a part.
///
/// Sources: F. Garwood (1936) for the intervals, see ``PoissonRate``; W. G. Cochran (1954), "Some methods for strengthening the
/// common χ² tests", Biometrics 10(4), 417–451.
public struct RateProfile: Sendable, Equatable {
    /// What the parts are.
    public enum Cycle: String, Sendable, Hashable, CaseIterable {
        /// Monday, numbered 0, to Sunday.
        case weekday
        /// School days, numbered 0, holidays and weekends, as ``/HomewardCalendar/DayKind`` lists them.
        case kindOfDay = "kind_of_day"
        /// January, numbered 1, to December.
        case month
        /// The years of the calendar, by their numbers.
        case year

        /// The unit by which incidents are counted.
        public var unit: TimeUnit { self == .weekday || self == .kindOfDay ? .day : .month }
    }

    /// Why the parts were not tested.
    public enum Gap: String, Sendable, Hashable, CaseIterable {
        /// There is no incident.
        case noIncident = "no_incident"
        /// The period has one part only.
        case onePart = "one_part"
        /// Too few are to be expected in a part.
        case tooFew = "too_few"
    }

    /// One part.
    public struct Part: Sendable, Equatable {
        /// Its number.
        public var number: Int
        /// Its incidents by day in force.
        public var rate: PoissonRate
    }

    /// The least number to be expected in a part.
    public static let leastExpected = 5.0

    /// What the parts are.
    public var cycle: Cycle
    /// The parts that have days in force, in their order.
    public var parts: [Part]
    /// The chi-square, divided by the dispersion; nil where it was not tested.
    public var chiSquare: Double?
    /// The probability of as great a one if all parts have one rate.
    public var p: Double?
    /// Why it was not tested.
    public var gap: Gap?

    /// Counts by the parts of a cycle. O(days).
    ///
    /// - Parameters:
    ///   - incidents: The incidents by day.
    ///   - dispersion: How many times more than by chance counts vary, at least 1.
    init(_ cycle: Cycle, of incidents: DatedIncidents, dispersion: Double) {
        self.cycle = cycle
        let days = incidents.places.days
        var parts: [Int: (count: Int, days: Int)] = [:]
        let counts = incidents.perDay(cycle.unit)
        for (index, isInForce) in incidents.inForce.enumerated() {
            guard isInForce else { continue }
            let number = RateProfile.number(of: days.first.advanced(by: index), days.kinds[index], cycle)
            parts[number, default: (0, 0)].days += 1
            parts[number, default: (0, 0)].count += counts[index]
        }
        self.parts = parts.sorted { $0.key < $1.key }.map { number, part in
            Part(number: number, rate: PoissonRate(count: part.count, exposure: Double(part.days)))
        }
        let total = self.parts.reduce(0) { $0 + $1.rate.count }
        let exposure = self.parts.reduce(0) { $0 + $1.rate.exposure }
        guard total > 0 else {
            gap = .noIncident
            return
        }
        guard self.parts.count > 1 else {
            gap = .onePart
            return
        }
        let expected = self.parts.map { Double(total) * $0.rate.exposure / exposure }
        guard expected.allSatisfy({ $0 >= RateProfile.leastExpected }) else {
            gap = .tooFew
            return
        }
        let square =
            zip(self.parts, expected).reduce(0.0) { sum, part in
                let difference = Double(part.0.rate.count) - part.1
                return sum + difference * difference / part.1
            } / dispersion
        chiSquare = square
        p = ChiSquare.upperTail(square, degrees: self.parts.count - 1)
    }

    private static func number(of day: CivilDay, _ kind: DayKind, _ cycle: Cycle) -> Int {
        switch cycle {
        case .weekday: day.weekday
        case .kindOfDay: DayKind.allCases.firstIndex(of: kind) ?? 0
        case .month: day.parts.month
        case .year: day.parts.year
        }
    }
}
