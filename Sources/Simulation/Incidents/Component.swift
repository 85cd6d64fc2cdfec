import HomewardCalendar
import HomewardIncidents

/// One cause of rows: so many of them, spread over the days in some proportion.
struct Component: Sendable {
    /// What the rows are like.
    enum Kind: Sendable {
        case background(Fault?)
        case afterSchool(Int)
        /// The evening of a Friday or Saturday.
        case nightEvening(Int)
        /// The small hours after it.
        case nightMorning(Int)
        case emerging(Int)
        case fading(Int)
        /// The first of a pair; the second follows by itself.
        case initiator
    }

    var kind: Kind
    var count: Int
    /// How many fall on each day.
    var perDay: [Int] = []

    /// How likely each day of `days` is for the component.
    func weights(over days: DayTable) -> [Double] {
        let n = days.kinds.count
        let half = Double(n) / 2
        return (0..<n).map { index in
            let day = days.first.advanced(by: index)
            let usual = WeekRhythm.weight(of: day)
            switch kind {
            case .background(.nonexistentTime): return WeekRhythm.isShortDay(day) ? 1 : 0
            case .background: return usual
            case .afterSchool: return days.kinds[index] == .school ? 1 : 0
            case .nightEvening: return day.weekday == 4 || day.weekday == 5 ? 1 : 0
            case .nightMorning: return day.weekday >= 5 && index > 0 ? 1 : 0
            case .emerging: return usual * max(0, (Double(index) + 0.5 - half) / half)
            case .fading: return usual * max(0, (half - Double(index) - 0.5) / half)
            case .initiator: return index < n - 7 ? usual : 0
            }
        }
    }
}
