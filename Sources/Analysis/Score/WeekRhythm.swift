import HomewardCalendar

/// How much likelier an incident is in one hour of the week than in another, with school days apart from other weekdays.
///
/// The rate of an hour of one weekday and kind of day is drawn towards that of the kind's same hour, and that towards the hour's over all
/// days, each with the weight of four days; neighbouring hours count a quarter each. What little data has is so flat, and never nought.
struct WeekRhythm: Sendable {
    /// A slot: one hour of the day on one sort of day.
    struct Slot: Sendable, Equatable {
        /// Weekday and whether school is on: 0 ..< 14.
        var sort: Int
        var hour: Int
        /// How many hours it has in a period.
        var hours: Double
        /// Its rate by that of the period on average.
        var factor: Double
    }

    private static let prior = 4.0
    /// Rates by sort of day and hour, each more than 0.
    private let rates: [Double]

    /// Weekday and whether school is on, 0 ..< 14.
    static func sort(_ day: CivilDay, _ kind: DayKind) -> Int { 2 * day.weekday + (kind == .school ? 1 : 0) }

    /// Learns from incidents and the days on which they could happen. O(incidents + days).
    ///
    /// - Parameters:
    ///   - events: The incidents; those without a time of day tell nothing.
    ///   - days: The kind of each day of the period for most of the town; areas with terms of their own are taken to have as many
    ///     days of each kind.
    ///   - selection: The days in force.
    ///   - end: The first day that is not known yet.
    init(
        of events: some Sequence<ForecastHistory.Event>, days: DayTable, selection: DaySelection, before end: CivilDay
    ) {
        var counts = [Double](repeating: 0, count: 14 * 24)
        for event in events where event.second >= 0 {
            counts[Int(event.sort) * 24 + Int(event.second) / 3600] += 1
        }
        var exposure = [Double](repeating: 0, count: 14)
        for index in 0..<max(0, min(days.kinds.count, days.first.distance(to: end))) {
            guard selection.contains(days.kinds[index]) else { continue }
            exposure[WeekRhythm.sort(days.first.advanced(by: index), days.kinds[index])] += 1
        }
        let smooth = (0..<14 * 24).map { place -> Double in
            let (sort, hour) = (place / 24 * 24, place % 24)
            return counts[place] / 2 + (counts[sort + (hour + 1) % 24] + counts[sort + (hour + 23) % 24]) / 4
        }
        // School days, other weekdays, Saturdays and Sundays.
        func kind(_ sort: Int) -> Int { sort >= 10 ? 2 : sort % 2 }
        let allDays = exposure.reduce(0, +)
        let allCounts = smooth.reduce(0, +)
        // A day without a single incident known by the hour is flat.
        let level = allDays > 0 && allCounts > 0 ? allCounts / allDays / 24 : 1
        var rates = [Double](repeating: 0, count: 14 * 24)
        for hour in 0..<24 {
            let ofHour = (0..<14).reduce(0) { $0 + smooth[$1 * 24 + hour] }
            let base = (ofHour + WeekRhythm.prior * level) / (allDays + WeekRhythm.prior)
            for sort in 0..<14 {
                let alike = (0..<14).filter { kind($0) == kind(sort) }
                let ofKind = alike.reduce(0) { $0 + smooth[$1 * 24 + hour] }
                let daysOfKind = alike.reduce(0) { $0 + exposure[$1] }
                let middle = (ofKind + WeekRhythm.prior * base) / (daysOfKind + WeekRhythm.prior)
                rates[sort * 24 + hour] =
                    (smooth[sort * 24 + hour] + WeekRhythm.prior * middle) / (exposure[sort] + WeekRhythm.prior)
            }
        }
        self.rates = rates
    }

    /// The slots of a period by sort of day and hour, and the slot of each place of that table, −1 where it has none. Only days and hours
    /// in force count; hours that a window cuts count in part. O(days).
    func slots(of period: HeldOutPeriod, days: DayTable, selection: DaySelection, hours window: HourWindow?) -> (
        slots: [Slot], slotOf: [Int]
    ) {
        var number = [Double](repeating: 0, count: 14)
        for index in 0..<period.length {
            let day = period.first.advanced(by: index)
            guard let kind = days.kind(of: day), selection.contains(kind) else { continue }
            number[WeekRhythm.sort(day, kind)] += 1
        }
        var slots: [Slot] = []
        var slotOf = [Int](repeating: -1, count: 14 * 24)
        for place in slotOf.indices where number[place / 24] > 0 {
            let minutes = window.map { window in
                (0..<60).count { window.contains(minute: place % 24 * 60 + $0) }
            }
            guard minutes ?? 60 > 0 else { continue }
            slotOf[place] = slots.count
            slots.append(
                Slot(
                    sort: place / 24, hour: place % 24, hours: number[place / 24] * Double(minutes ?? 60) / 60,
                    factor: rates[place]))
        }
        let all = slots.reduce(0) { $0 + $1.hours }
        let mean = slots.reduce(0) { $0 + $1.hours * $1.factor } / max(1e-300, all)
        for index in slots.indices { slots[index].factor /= mean }
        return (slots, slotOf)
    }
}
