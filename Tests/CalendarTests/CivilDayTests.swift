import HomewardCalendar
import Testing

@Suite struct CivilDayTests {
    @Test func everyDayOfFourCenturiesRoundTrips() throws {
        let first = try #require(CivilDay(year: 1800, month: 1, day: 1))
        let last = try #require(CivilDay(year: 2200, month: 12, day: 31))
        var weekday = 2  // 1 January 1800 was a Wednesday
        for day in first...last {
            let (y, m, d) = day.parts
            #expect(CivilDay(year: y, month: m, day: d) == day)
            #expect(day.weekday == weekday)
            weekday = (weekday + 1) % 7
        }
    }

    @Test(arguments: [
        "2024-02-30", "2023-02-29", "2024-13-01", "24-01-01", "2024-1-01", "2024-01-00", "", "2024-01-01T",
    ])
    func impossibleDaysAreRefused(_ text: String) {
        #expect(CivilDay(iso: text) == nil)
    }

    @Test func printsAsISO8601() throws {
        #expect(try #require(CivilDay(iso: "2024-02-29")).description == "2024-02-29")
        #expect(CivilDay(number: 0).description == "1970-01-01")
    }
}
