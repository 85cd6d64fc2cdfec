import HomewardCalendar
import HomewardGeometry
import HomewardIncidents

/// Incidents in the order of time, each in a cell: what forecasts learn from and are tested on.
///
/// A forecast is handed the incidents before its first day (``before(_:)``) and nothing else, so that what comes later cannot reach it.
struct ForecastHistory: Sendable {
    /// One incident.
    struct Event: Sendable {
        var at: Point
        var cell: Int32
        /// As `CivilDay.number`.
        var day: Int32
        /// Of the local day; −1 where the time of day is not known.
        var second: Int32
        /// Its weekday and whether school is on, by the terms of its area where that has its own: `WeekRhythm.sort`.
        var sort: Int32

        /// Days since 1970 with their fraction; noon where the time of day is not known.
        var time: Double { Double(day) + (second < 0 ? 0.5 : Double(second) / 86_400) }
    }

    /// By day, second and place.
    let events: [Event]
    /// Incidents of the table.
    let incidents: Int
    /// Those in force that no cell holds.
    let outside: Int
    /// Those on other days or at other hours.
    let filtered: Int
    /// Those that the step cannot count, by reason.
    let setAside: [TimeGap: Int]

    /// Places the incidents of a table; those of areas with school terms of their own go by these. O(rows log rows).
    init(
        _ table: IncidentTable, on grid: Grid, days: DayTable, selection: DaySelection, hours: HourWindow?,
        areaDays: AreaDays = AreaDays(), unit: TimeUnit
    ) {
        let places = DayPlaces(days: days, selection: selection, hours: hours, areaDays: areaDays)
        let cells = grid.cells(of: table.points)
        var events: [Event] = []
        var (outside, filtered) = (0, 0)
        var setAside: [TimeGap: Int] = [:]
        for row in 0..<table.count {
            switch places.place(of: row, in: table) {
            case .filtered: filtered += 1
            case .aside(let gap): setAside[gap, default: 0] += 1
            case .day(_, let shortest) where shortest > unit:
                setAside[table.precision[row] == .month ? .noDay : .longRange, default: 0] += 1
            case .day:
                if cells[row] < 0 {
                    outside += 1
                } else {
                    let day = table.civilDay(row)
                    let kind = areaDays.days(of: row, else: days).kind(of: day) ?? .holiday
                    events.append(
                        Event(
                            at: table.point(row), cell: cells[row], day: table.day[row],
                            second: min(86_399, table.second[row]), sort: Int32(WeekRhythm.sort(day, kind))))
                }
            }
        }
        self.events = events.sorted {
            ($0.day, $0.second, $0.at.x, $0.at.y, $0.sort) < ($1.day, $1.second, $1.at.x, $1.at.y, $1.sort)
        }
        incidents = table.count
        self.outside = outside
        self.filtered = filtered
        self.setAside = setAside
    }

    /// The incidents on the days before one. O(log incidents).
    func before(_ day: CivilDay) -> ArraySlice<Event> { events[..<index(of: day)] }

    /// The incidents of a period. O(log incidents).
    func within(_ period: HeldOutPeriod) -> ArraySlice<Event> {
        events[index(of: period.first)..<index(of: period.last.advanced(by: 1))]
    }

    private func index(of day: CivilDay) -> Int { events[...].firstIndex(onOrAfter: day.number) }
}

extension ArraySlice<ForecastHistory.Event> {
    /// The first index whose incident happened on a day or later. O(log incidents).
    func firstIndex(onOrAfter day: Int) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = (low + high) / 2
            if Int(self[middle].day) < day { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
