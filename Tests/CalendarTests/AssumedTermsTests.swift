import HomewardCalendar
import Testing

@Suite struct AssumedTermsTests {
    private func day(_ text: String) throws -> CivilDay { try #require(CivilDay(iso: text)) }

    @Test(arguments: 1978...2060) func aYearHasAboutAHundredAndNinetyDaysInSixTerms(_ beginning: Int) throws {
        let year = AcademicYear.assumedForEngland(from: beginning)
        let terms = try SchoolTerms(
            academicYears: [year], bankHolidays: EnglishBankHolidays.days(in: year.first...year.last))
        let count = (year.first...year.last).count { terms.kind(of: $0) == .school }
        #expect((184...190).contains(count), "\(count)")
        #expect(year.terms.count == 6 && year.inset.count == 5 && year.isAssumed)
        for (earlier, later) in zip(year.terms, year.terms.dropFirst()) {
            #expect((8...18).contains(earlier.upperBound.distance(to: later.lowerBound)), "\(earlier) \(later)")
        }
        let (opening, closing) = try (#require(year.terms.first).lowerBound, #require(year.terms.last).upperBound)
        #expect(opening.parts.month == 9 && opening.parts.day <= 7 && opening.weekday <= 1)
        #expect(closing.parts.month == 7 && (19...22).contains(closing.parts.day))
        let easter = EnglishBankHolidays.easterSunday(of: beginning + 1)
        for offset in [-2, 1, 2, 5] { #expect(terms.kind(of: easter.advanced(by: offset)) == .holiday) }
    }

    /// Most of England's councils had these days so.
    @Test(arguments: [
        ("2022-10-24", DayKind.holiday), ("2022-11-01", .school), ("2023-01-03", .holiday), ("2023-01-04", .school),
        ("2023-04-03", .holiday), ("2023-04-14", .holiday), ("2023-05-08", .holiday), ("2023-05-31", .holiday),
        ("2023-10-25", .holiday), ("2023-12-22", .school), ("2024-01-05", .holiday), ("2024-02-14", .holiday),
        ("2024-03-28", .school), ("2024-04-12", .holiday), ("2024-07-19", .school), ("2024-07-24", .holiday),
        ("2024-12-20", .school), ("2025-04-14", .holiday), ("2025-08-12", .holiday), ("2025-09-13", .weekend),
    ]) func knownDaysAreMet(_ text: String, _ kind: DayKind) throws {
        let period = try day("2022-09-01")...day("2025-12-31")
        let calendar = try SchoolCalendar.unknown.assumingEnglishTerms(over: period)
        #expect(try calendar.kind(of: day(text)) == kind)
    }

    @Test(arguments: [("2014-03-05", "2024-03-04"), ("2015-09-01", "2025-08-31"), ("2016-02-29", "2016-02-29")])
    func everyDayOfTenYearsHasAKindAndIsAssumed(_ from: String, _ to: String) throws {
        let period = try day(from)...day(to)
        let calendar = try SchoolCalendar.unknown.assumingEnglishTerms(over: period)
        let table = try calendar.table(from: period.lowerBound, to: period.upperBound)
        #expect(table.kinds.count == period.count)
        #expect(period.allSatisfy { table.kind(of: $0) != nil && calendar.isAssumed($0) })
        let next = try #require(calendar.academicYears.last)
        #expect(next.last > period.upperBound.advanced(by: 300), "the timetable lies in the year after")
    }

    @Test func whatIsKnownStaysAndOnlyGapsAreFilled() throws {
        let known = try SchoolCalendar(
            yaml: """
                academic_years:
                  2020-21: { status: known, first: 2020-09-01, last: 2021-07-31, terms: [[2020-09-10, 2021-07-01]] }
                bank_holidays: { 2020-12-24: The mayor's day }
                """, file: "c.yml")
        let period = try day("2019-10-01")...day("2022-01-31")
        let calendar = try known.assumingEnglishTerms(over: period)
        #expect(calendar.academicYears.map(\.isAssumed) == [true, false, true, true, true])
        #expect(calendar.terms.missing(in: period).isEmpty)
        #expect(try !calendar.isAssumed(day("2020-10-28")) && calendar.isAssumed(day("2021-08-01")))
        #expect(try calendar.kind(of: day("2020-10-28")) == .school, "assumed half-terms do not enter a known year")
        #expect(try calendar.kind(of: day("2020-12-24")) == .holiday)
        #expect(try calendar.kind(of: day("2020-12-25")) == .school, "nor do bank holidays")
        #expect(try calendar.kind(of: day("2019-12-25")) == .holiday)
        #expect(calendar.notes.contains { $0.contains("2019-20") && $0.contains(AcademicYear.assumedSource) })
        #expect(try calendar.assumingEnglishTerms(over: period) == calendar)
    }

    @Test func whatIsMissingIsNamedAndTheWayOutTold() throws {
        let calendar = try SchoolCalendar(
            yaml:
                "academic_years: { a: { status: known, first: 2020-09-01, last: 2021-08-31, terms: [[2020-09-10, 2021-07-01]] } }",
            file: "c.yml")
        let error = #expect(throws: CalendarError.self) {
            try calendar.table(from: day("2019-01-01"), to: day("2021-09-01"))
        }
        let text = error?.description ?? ""
        #expect(text.contains("2019-01-01 to 2020-08-31, 2021-09-01 lie in no academic year"), "\(text)")
        #expect(text.contains("calendar.assume_terms"), "\(text)")
        // Before 1978 there was no early May bank holiday, and nothing is assumed.
        let old = try calendar.assumingEnglishTerms(over: day("1950-01-01")...day("1960-01-01"))
        #expect(old == calendar)
    }
}
