import HomewardCalendar
import HomewardIncidents
import Testing

@Suite struct IncidentSelectionTests {
    @Test func everyRowIsKeptOrCounted() throws {
        let reading = try Reading.csv(
            """
            id,when,x,y
            1,2024-01-10 15:20,433915,279570
            2,2024-01-10 18:00,433915,279570
            3,2024-01-10,433915,279570
            4,2024-01-13 15:20,433915,279570
            5,2024-02-10 15:20,433915,279570
            6,2024-01,433915,279570
            """)
        let first = try #require(CivilDay(iso: "2024-01-01"))
        let days = DayTable(first: first, kinds: (0..<31).map { first.advanced(by: $0).isWeekend ? .weekend : .school })
        let clock = try LocalClock(timeZone: "Europe/London")
        let selected = IncidentSelection(days: .school, hours: HourWindow("15-18")).apply(
            to: reading.table, days: days, clock: clock)
        #expect(selected.rows == [0] && selected.table.count == 1 && selected.shares == [1])
        #expect(selected.filtered == [.otherHour: 1, .timeUnknown: 2, .otherDay: 1, .outsidePeriod: 1])
        #expect(IncidentSelection().apply(to: reading.table, days: days, clock: clock).rows == [0, 1, 2, 3, 5])
    }

    /// 2024-01-12 is a Friday, 2024-01-15 a Monday.
    private static let ranges = """
        id,from,to,x,y
        1,2024-01-10 14:00,2024-01-10 16:00,433915,279570
        2,2024-01-10 15:00,2024-01-10 17:59,433915,279570
        3,2024-01-10 08:00,2024-01-10 12:00,433915,279570
        4,2024-01-12 17:00,2024-01-15 16:00,433915,279570
        5,2024-01-13 10:00,2024-01-14 10:00,433915,279570
        6,2024-01-10 17:30,2024-01-10 18:30,433915,279570
        7,2024-01-31 12:00,2024-02-01 10:00,433915,279570
        """

    private static func january() throws -> DayTable {
        let first = try #require(CivilDay(iso: "2024-01-01"))
        return DayTable(first: first, kinds: (0..<31).map { first.advanced(by: $0).isWeekend ? .weekend : .school })
    }

    @Test func rangesCountByTheirShare() throws {
        let reading = try Reading.csv(Self.ranges)
        let clock = try LocalClock(timeZone: "Europe/London")
        let selection = IncidentSelection(days: .school, hours: HourWindow("15-18"))
        let selected = selection.apply(to: reading.table, days: try Self.january(), clock: clock)
        // Half of the first, all of the second; of the weekend an hour of Friday and one of Monday in 71; half of the sixth; of
        // the last, which ends after the days that are known, three hours of 22.
        let shares = [0.5, 1, 2.0 / 71, 0.5, 3.0 / 22]
        #expect(selected.rows == [0, 1, 3, 5, 6])
        #expect(zip(selected.shares, shares).allSatisfy { abs($0 - $1) < 1e-12 })
        #expect(selected.filtered == [.otherHour: 1, .otherDay: 1])
        #expect(selected.shared == 4 && abs(selected.total - shares.reduce(0, +)) < 1e-12)
        #expect(selected.mostly.count == 3)
    }

    @Test(arguments: [
        (RangeRule.inside, [1], [FilterReason.rangeAcross: 4, .otherHour: 1, .otherDay: 1]),
        (.drop, [], [.timeUnknown: 4, .otherDay: 2, .otherHour: 1]),
    ])
    func rangesCountWhollyOrNot(rule: RangeRule, rows: [Int], filtered: [FilterReason: Int]) throws {
        let reading = try Reading.csv(Self.ranges)
        let clock = try LocalClock(timeZone: "Europe/London")
        let selection = IncidentSelection(days: .school, hours: HourWindow("15-18"), ranges: rule)
        let selected = selection.apply(to: reading.table, days: try Self.january(), clock: clock)
        #expect(selected.rows == rows && selected.filtered == filtered && selected.shared == 0)
    }

    /// An area with school terms of its own has other days than the whole.
    @Test func anAreaGoesByItsOwnDays() throws {
        let reading = try Reading.csv(
            """
            id,when,x,y
            1,2024-01-10 15:20,433915,279570
            2,2024-01-10 15:20,433915,279570
            3,2024-01-11 15:20,433915,279570
            4,2024-01-11 15:20,433915,279570
            """)
        let clock = try LocalClock(timeZone: "Europe/London")
        let first = try #require(CivilDay(iso: "2024-01-10"))
        let whole = DayTable(first: first, kinds: [.school, .holiday])
        let own = AreaDays(own: [1: DayTable(first: first, kinds: [.holiday, .school])], areas: [0, 1, -1, 1])
        let selected = IncidentSelection(days: .school).apply(
            to: reading.table, days: whole, areaDays: own, clock: clock)
        #expect(selected.rows == [0, 3] && selected.filtered == [.otherDay: 2])
        #expect(IncidentSelection(days: .school).apply(to: reading.table, days: whole, clock: clock).rows == [0, 1])
    }

    /// Every second of a range lies in one window of a partition of the clock, on one kind of day.
    @Test(arguments: [["0-24"], ["0-15", "15-18", "18-24"], ["22-3", "3-11:30", "11:30-22"]])
    func sharesOfAPartitionAddUp(windows: [String]) throws {
        let reading = try Reading.csv(Self.ranges)
        let clock = try LocalClock(timeZone: "Europe/London")
        var sums = [Double](repeating: 0, count: 7)
        for text in windows {
            let window = try #require(HourWindow(text))
            for days in [DaySelection.school, .nonSchool] {
                let selection = IncidentSelection(days: days, hours: window)
                let selected = selection.apply(to: reading.table, days: try Self.january(), clock: clock)
                for (row, share) in zip(selected.rows, selected.shares) { sums[row] += share }
            }
        }
        #expect(sums.prefix(6).allSatisfy { abs($0 - 1) < 1e-12 } && abs(sums[6] - 12.0 / 22) < 1e-12)
    }

    /// Second by second, on nights in which the clock is changed too.
    @Test func shareIsTheSecondsOneByOne() throws {
        let reading = try Reading.csv(
            """
            id,from,to,x,y
            1,2024-03-30 21:10,2024-03-31 04:40,433915,279570
            2,2024-10-26 22:00,2024-10-27 03:07,433915,279570
            3,2024-01-10 21:59:30,2024-01-11 02:00:30,433915,279570
            """)
        let clock = try LocalClock(timeZone: "Europe/London")
        let first = try #require(CivilDay(iso: "2024-01-01"))
        let days = DayTable(first: first, kinds: [DayKind](repeating: .school, count: 366))
        let window = try #require(HourWindow("22-02"))
        let selected = IncidentSelection(days: .school, hours: window).apply(
            to: reading.table, days: days, clock: clock)
        for (row, share) in zip(selected.rows, selected.shares) {
            let from = clock.civil(reading.table.start[row])
            let to = clock.civil(reading.table.end[row])
            let span = Int(from.day) * 86_400 + Int(from.second)..<Int(to.day) * 86_400 + Int(to.second)
            let inside = span.count { window.contains(minute: $0 % 86_400 / 60) }
            #expect(abs(share - Double(inside) / Double(span.count)) < 1e-12)
        }
        #expect(selected.rows == [0, 1, 2])
    }
}
