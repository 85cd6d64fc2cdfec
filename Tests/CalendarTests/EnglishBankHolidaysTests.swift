import HomewardCalendar
import Testing

@Suite struct EnglishBankHolidaysTests {
    /// As GOV.UK publishes them for England and Wales (gov.uk/bank-holidays), and before 2018 as the Gazette proclaimed them.
    private static let published: [Int: String] = [
        2002: "01-01 03-29 04-01 05-06 06-03 06-04 08-26 12-25 12-26",
        2011: "01-03 04-22 04-25 04-29 05-02 05-30 08-29 12-26 12-27",
        2012: "01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26",
        2018: "01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26",
        2019: "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26",
        2020: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",
        2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
        2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
        2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
        2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
        2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
        2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
        2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
        2028: "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
    ]

    @Test(arguments: published.keys.sorted()) func theRulesGiveThePublishedDays(_ year: Int) throws {
        let days = EnglishBankHolidays.days(of: year).keys.sorted().map { String($0.description.dropFirst(5)) }
        #expect(days.joined(separator: " ") == Self.published[year])
    }

    @Test func substituteDaysAreNamed() throws {
        func name(_ text: String) throws -> String? {
            let day = try #require(CivilDay(iso: text))
            return EnglishBankHolidays.days(of: day.parts.year)[day]
        }
        #expect(try name("2021-12-27") == "Christmas Day (substitute day)")
        #expect(try name("2021-12-28") == "Boxing Day (substitute day)")
        #expect(try name("2022-12-26") == "Boxing Day")
        #expect(try name("2022-12-27") == "Christmas Day (substitute day)")
        #expect(try name("2020-12-28") == "Boxing Day (substitute day)")
        #expect(try name("2022-01-03") == "New Year's Day (substitute day)")
        #expect(try name("2024-01-01") == "New Year's Day")
    }

    /// Easter after the tables of the Book of Common Prayer, the earliest and the latest among them.
    @Test(arguments: [
        "1818-03-22", "1943-04-25", "1981-04-19", "2000-04-23", "2008-03-23", "2016-03-27", "2019-04-21", "2024-03-31",
        "2038-04-25", "2049-04-18", "2076-04-19",
    ]) func easterIsWhereTheTablesHaveIt(_ text: String) throws {
        let day = try #require(CivilDay(iso: text))
        #expect(EnglishBankHolidays.easterSunday(of: day.parts.year) == day)
    }

    @Test func theyAreWeekdaysEightAYearAndMore() {
        for year in EnglishBankHolidays.years {
            let days = EnglishBankHolidays.days(of: year)
            #expect(days.keys.allSatisfy { !$0.isWeekend && $0.parts.year == year }, "\(year)")
            #expect((8...10).contains(days.count), "\(year): \(days.count)")
        }
        #expect(EnglishBankHolidays.days(of: 1977).isEmpty)
        #expect(EnglishBankHolidays.days(of: 2201).isEmpty)
    }
}
