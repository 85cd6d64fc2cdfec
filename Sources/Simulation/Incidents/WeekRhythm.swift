import HomewardCalendar
import HomewardCore
import HomewardIncidents

/// When incidents happen where nothing is planted: more in the evening and at the weekend, the same on every Monday to Friday
/// whether or not there is school.
struct WeekRhythm: Sendable {
    private let weekday: AliasTable
    private let weekend: AliasTable

    /// Weights of the hours from midnight on.
    private static let weekdayHours: [Double] = [
        1.1, 0.8, 0.6, 0.4, 0.3, 0.3, 0.5, 0.9, 1.5, 1.8, 2.0, 2.2, 2.5, 2.5, 2.5, 2.6, 2.7, 2.8, 3.0, 3.2, 3.2, 3.0,
        2.5, 1.8,
    ]
    private static let weekendHours: [Double] = [
        2.2, 1.8, 1.4, 0.9, 0.5, 0.3, 0.4, 0.6, 1.0, 1.4, 1.8, 2.1, 2.4, 2.5, 2.5, 2.6, 2.7, 2.8, 3.0, 3.2, 3.3, 3.2,
        3.0, 2.6,
    ]

    /// The rhythm.
    init?() {
        guard let weekday = AliasTable(weights: WeekRhythm.weekdayHours),
            let weekend = AliasTable(weights: WeekRhythm.weekendHours)
        else { return nil }
        self.weekday = weekday
        self.weekend = weekend
    }

    /// How busy a day is, in comparison with a Monday.
    static func weight(of day: CivilDay) -> Double {
        switch day.weekday {
        case 4: 1.15
        case 5: 1.25
        case 6: 1.1
        default: 1
        }
    }

    /// A minute of the day, 1 ..< 1440; midnight itself is left to those rows whose time is unknown and written as 00:00.
    func minute(of day: CivilDay, _ generator: inout SeededGenerator) -> Int {
        let hour = (day.isWeekend ? weekend : weekday).draw(&generator)
        return max(1, WeekRhythm.rounded(hour * 60 + generator.below(60), &generator))
    }

    /// As people write times down: often rounded down to five minutes, sometimes to half an hour.
    static func rounded(_ minute: Int, _ generator: inout SeededGenerator) -> Int {
        let habit = generator.unit()
        if habit < 0.12 { return minute / 30 * 30 }
        return habit < 0.5 ? minute / 5 * 5 : minute
    }

    /// Whether the clocks of Great Britain go forward on `day`: from 01:00 to 02:00 on the last Sunday of March.
    static func isShortDay(_ day: CivilDay) -> Bool {
        day.weekday == 6 && day.parts.month == 3 && day.parts.day > 24
    }
}
