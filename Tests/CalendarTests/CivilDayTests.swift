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

    /// Days before the year 0 and at the ends of an era of 400 years, by the count of days between them.
    @Test(arguments: [
        (1970, 1, 1, 0), (1969, 12, 31, -1), (0, 2, 29, -719_469), (0, 3, 1, -719_468), (-1, 12, 31, -719_529),
        (-1, 3, 1, -719_834), (-400, 3, 1, -719_468 - 146_097), (-400, 2, 29, -719_469 - 146_097),
        (400, 2, 29, -719_469 + 146_097), (2000, 2, 29, 11_016), (2000, 3, 1, 11_017), (9999, 12, 31, 2_932_896),
    ]) func erasMeetWithoutAGap(_ year: Int, _ month: Int, _ day: Int, _ number: Int) throws {
        let made = try #require(CivilDay(year: year, month: month, day: day))
        #expect(made.number == number)
        #expect(CivilDay(number: number).parts == (year, month, day))
        #expect(made.weekday == CivilDay(number: number + 7 * 200_000).weekday)
    }

    @Test func yearsAreWrittenInFourDigits() throws {
        for (year, text) in [(7, "0007-10-09"), (-42, "-0042-10-09"), (9999, "9999-10-09")] {
            #expect(try #require(CivilDay(year: year, month: 10, day: 9)).description == text)
        }
    }

    @Test func printsAsISO8601() throws {
        #expect(try #require(CivilDay(iso: "2024-02-29")).description == "2024-02-29")
        #expect(CivilDay(number: 0).description == "1970-01-01")
    }

    @Test(
        arguments: [
            ("01/09/2023", "2023-09-01"), ("1.9.2023", "2023-09-01"), ("01-09-2023", "2023-09-01"),
            ("09/25/2023", "2023-09-25"), ("2023/9/1", "2023-09-01"), ("20230901", "2023-09-01"),
            ("1 Sep 2023", "2023-09-01"), ("1st September 2023", "2023-09-01"), ("31/02/2023", nil),
            ("2023-09-01-", nil),
            ("yesterday", nil), ("01/09/0023", nil), ("", nil),
        ] as [(String, String?)])
    func theRightFormIsShown(_ text: String, _ day: String?) {
        let hint = CivilDay.hint(for: text)
        guard let day else {
            #expect(hint == nil, "\(hint ?? "")")
            return
        }
        #expect(hint?.contains("write \(day), if ") == true, "\(hint ?? "no hint")")
    }
}
