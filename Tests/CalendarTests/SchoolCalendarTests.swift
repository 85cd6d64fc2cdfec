import Foundation
import HomewardCalendar
import HomewardCore
import Testing

@Suite struct SchoolCalendarTests {
    private static let yaml = """
        academic_years:
          2023-24:
            status: known
            first: 2023-09-01
            last: 2024-08-31
            terms: [[2023-09-01, 2023-10-27], [2023-11-06, 2023-12-22], [2024-01-08, 2024-07-19]]
            inset: [2023-09-01]
          2024-25: { status: assumed, source: last year moved on, first: 2024-09-01, last: 2025-08-31, terms: [[2024-09-02, 2025-07-18]] }
        bank_holidays: { 2023-12-25: Christmas Day, 2024-05-06: May Day, 2024-08-26: Late Summer }
        default_finish: { time: "15:10", status: assumed }
        finishes: { Grace Academy Coventry: { time: "15:00", status: known, source: website } }
        """

    private func day(_ text: String) throws -> CivilDay { try #require(CivilDay(iso: text)) }

    @Test(arguments: [
        ("2023-09-01", DayKind.holiday), ("2023-09-04", .school), ("2023-09-09", .weekend), ("2023-10-27", .school),
        ("2023-10-30", .holiday), ("2024-05-06", .holiday), ("2024-07-22", .holiday), ("2024-09-02", .school),
        ("2023-08-31", nil), ("2025-09-01", nil),
    ]) func everyDayHasItsKind(_ text: String, _ kind: DayKind?) throws {
        let calendar = try SchoolCalendar(yaml: SchoolCalendarTests.yaml, file: "c.yml")
        #expect(calendar.kind(of: try day(text)) == kind)
    }

    @Test func assumptionsStayVisible() throws {
        let calendar = try SchoolCalendar(yaml: SchoolCalendarTests.yaml, file: "c.yml")
        #expect(!calendar.isAssumed(try day("2024-03-01")))
        #expect(calendar.isAssumed(try day("2024-10-01")))
        #expect(calendar.isAssumed(try day("2023-08-31")), "nobody has said anything of that day")
        #expect(calendar.finish(of: "grace academy  coventry") == (900, false))
        #expect(calendar.finish(of: "Another School") == (910, true))
        #expect(calendar.notes.count == 2 && calendar.notes[0].contains("2024-25"))
    }

    @Test func aWeekdayMayHaveItsOwnFinish() throws {
        func finish(_ text: String) throws -> SchoolFinish {
            let yaml = SchoolCalendarTests.yaml.replacing("finishes: {", with: "finishes: { Other: { \(text) },")
            return try SchoolCalendar(yaml: yaml, file: "c.yml").finishes(of: "other")
        }
        let friday = try finish("time: \"15:10\", mon: \"15:10\", fri: \"13:30\", status: known")
        #expect(friday == SchoolFinish(minute: 910, isAssumed: false, byWeekday: [4: 810]))
        let times = ["mon", "tue", "wed", "thu", "fri"].enumerated().map { "\($1): \"15:0\($0)\"" }
        let all = try finish(times.joined(separator: ", ") + ", status: assumed")
        #expect(all == SchoolFinish(minute: 900, isAssumed: true, byWeekday: [1: 901, 2: 902, 3: 903, 4: 904]))
        #expect(throws: YAMLError.self) { try finish("fri: \"13:30\", status: known") }
        #expect(throws: YAMLError.self) { try finish("time: \"15:10\", fri: noon, status: known") }
        #expect(throws: YAMLError.self) { try finish("time: \"15:10\", friday: \"13:30\", status: known") }
    }

    @Test func aTableCountsDays() throws {
        let calendar = try SchoolCalendar(yaml: SchoolCalendarTests.yaml, file: "c.yml")
        let table = try calendar.table(from: day("2023-09-01"), to: day("2025-08-31"))
        #expect(table.kinds.count == 731)
        #expect(table.count(.school) + table.count(.nonSchool) == 731)
        for offset in 0..<731 {
            let day = table.first.advanced(by: offset)
            #expect(table.kind(of: day) == calendar.kind(of: day))
        }
        let error = #expect(throws: CalendarError.self) {
            try calendar.table(from: day("2025-08-30"), to: day("2025-09-02"))
        }
        #expect(error?.description.contains("2025-09-01 to 2025-09-02 lie in no academic year") == true)
        let (from, to) = (try day("2025-08-30"), try day("2025-08-01"))
        #expect(throws: CalendarError.backwardsPeriod(from: from, to: to)) { try calendar.table(from: from, to: to) }
    }

    @Test(arguments: [
        ("academic_year: {}", "academic_year", "did you mean \"academic_years\"?"),
        ("bank_holidays: {}", "academic_years", "is missing"),
        (
            "academic_years: { a: { status: known, first: 2023-09-01, last: 2024-08-31, trems: [] } }", "trems",
            "did you mean \"terms\"?"
        ),
        (
            "academic_years: { a: { status: sure, first: 2023-09-01, last: 2024-08-31, terms: [[2023-09-01, 2023-10-01]] } }",
            "status", "known or assumed"
        ),
        (
            "academic_years: { a: { status: known, first: 2023-09-31, last: 2024-08-31, terms: [] } }", "first",
            "is no date"
        ),
        (
            "academic_years: { a: { status: known, first: 2023-09-01, last: 2024-08-31, terms: [[2023-10-01, 2023-09-01]] } }",
            "terms[1]", "before it begins"
        ),
        (
            "academic_years: { a: { status: known, first: 2023-09-01, last: 2024-08-31, terms: [[2023-09-01]] } }",
            "terms[1]", "two dates"
        ),
        (
            "academic_years: { a: { status: known, first: 2023-09-01, last: 2024-08-31, terms: [[2023-09-01, 2023-10-01]], inset: [2023-11-01] } }",
            "inset[1]", "cannot be an INSET day"
        ),
        (
            "academic_years: { a: { status: known, first: 2023-09-01, last: 2024-08-31, terms: [[2023-09-01, 2023-10-01], [2023-10-01, 2023-11-01]] } }",
            "terms[2]", "before the one above it ends"
        ),
        (
            "academic_years: { a: { status: known, first: 2023-09-01, last: 2023-10-01, terms: [[2023-09-01, 2023-10-02]] } }",
            "terms[1]", "not within the year"
        ),
        (
            "academic_years: { a: { status: known, first: 2023-09-01, last: 2024-08-31, terms: [] } }",
            "academic_years.a", "the year has no term"
        ),
        ("academic_years: [", "line 2", "no YAML"),
        (
            "academic_years: { a: { status: known, first: 2023-09-01, last: 2024-08-31, terms: [[2023-09-01, 2023-10-01]] }, b: { status: known, first: 2024-08-01, last: 2025-08-31, terms: [[2024-09-01, 2024-10-01]] } }",
            "academic_years.b", "no day belong to two years"
        ),
        ("academic_years: {}\ndefault_finish: { time: \"25:10\", status: known }", "default_finish.time", "is no time"),
    ]) func aFaultNamesFileAndKey(_ yaml: String, _ key: String, _ words: String) {
        let error = #expect(throws: (any Error).self) { try SchoolCalendar(yaml: yaml, file: "cal.yml") }
        let text = error.map { "\($0)" } ?? ""
        #expect(text.hasPrefix("cal.yml, ") && text.contains(key) && text.contains(words), "\(text)")
    }

    private static let neighbours = """
        academic_years:
          2023-24: { status: known, first: 2023-09-01, last: 2024-08-31, terms: [[2023-09-04, 2023-10-20], [2023-10-30, 2024-07-19]] }
        bank_holidays: { 2023-12-25: Christmas Day }
        default_finish: { time: "15:10", fri: "14:00", status: assumed }
        finishes: { Hill School: { time: "15:30", status: known } }
        calendars:
          Solihull:
            academic_years:
              2023-24: { status: known, first: 2023-09-01, last: 2024-08-31, terms: [[2023-09-04, 2023-10-27], [2023-11-06, 2024-07-19]] }
            default_finish: { time: "15:20", status: known }
          Trust:
            academic_years:
              2023-24: { status: known, first: 2023-09-01, last: 2023-12-31, terms: [[2023-09-04, 2023-12-25]] }
            bank_holidays: { 2023-09-29: Founder's day }
        schools: { Mill School: Solihull, Hill School: Solihull, Trust Academy: Trust }
        areas: { Castle Bromwich: Solihull }
        """

    @Test func schoolsAndAreasMayGoByOtherTerms() throws {
        let calendar = try SchoolCalendar(yaml: Self.neighbours, file: "c.yml")
        func kind(_ terms: SchoolTerms, _ text: String) throws -> DayKind? { terms.kind(of: try day(text)) }
        let (own, other) = (calendar.terms(ofSchool: "Elsewhere"), calendar.terms(ofSchool: "mill  school"))
        #expect(own == calendar.terms && own != other)
        #expect(try kind(own, "2023-10-25") == .holiday && kind(other, "2023-10-25") == .school)
        #expect(try kind(own, "2023-11-01") == .school && kind(other, "2023-11-01") == .holiday)
        #expect(try kind(other, "2023-12-25") == .holiday, "bank holidays are those of the file where it has none")
        let trust = calendar.terms(ofSchool: "Trust Academy")
        #expect(try kind(trust, "2023-12-25") == .school && kind(trust, "2023-09-29") == .holiday)
        #expect(calendar.terms(ofArea: "Castle Bromwich") == other && calendar.terms(ofArea: "Foleshill") == own)
        #expect(calendar.finishes(of: "Mill School") == SchoolFinish(minute: 920, isAssumed: false))
        #expect(calendar.finish(of: "Hill School") == (930, false))
        #expect(calendar.finishes(of: "Elsewhere").byWeekday == [4: 840])
        #expect(calendar.notes.contains { $0.contains("finish at 15:10, Fri 14:00.") }, "\(calendar.notes)")

        let assumed = try calendar.assumingEnglishTerms(over: day("2023-09-01")...day("2024-08-31"))
        #expect(try kind(assumed.terms(ofSchool: "Trust Academy"), "2024-03-06") == .school)
        #expect(try assumed.terms(ofSchool: "Trust Academy").isAssumed(day("2024-03-06")))
        #expect(try !assumed.terms(ofSchool: "Mill School").isAssumed(day("2024-03-06")))
    }

    @Test(arguments: [
        ("schools: { Mill School: Solihul }", "schools.Mill School", "there is no calendar \"Solihul\""),
        ("areas: { A: B }", "areas.A", "describe it under the key calendars"),
        ("calendars: { S: { bank_holidays: {} } }", "calendars.S", "academic_years is missing"),
        ("calendars: { S: { academic_year: {} } }", "academic_year", "did you mean"),
    ]) func aFaultInOtherTermsIsNamed(_ yaml: String, _ key: String, _ words: String) {
        let whole = SchoolCalendarTests.yaml + "\n" + yaml
        let error = #expect(throws: (any Error).self) { try SchoolCalendar(yaml: whole, file: "cal.yml") }
        let text = error.map { "\($0)" } ?? ""
        #expect(text.hasPrefix("cal.yml, ") && text.contains(key) && text.contains(words), "\(text)")
    }

    /// A year, a term or the pause between two may be as short as a day.
    @Test func oneDayIsATermAndAYear() throws {
        let calendar = try SchoolCalendar(
            yaml: """
                academic_years:
                  a: { status: known, first: 2024-09-02, last: 2024-09-04, terms: [[2024-09-02, 2024-09-02], [2024-09-03, 2024-09-04]] }
                  b: { status: known, first: 2024-09-05, last: 2024-09-05, terms: [[2024-09-05, 2024-09-05]], inset: [2024-09-05] }
                """, file: "c.yml")
        let table = try calendar.table(from: day("2024-09-02"), to: day("2024-09-05"))
        #expect(table.kinds == [.school, .school, .school, .holiday])
        let one = try calendar.table(from: day("2024-09-05"), to: day("2024-09-05"))
        #expect(one.kinds == [.holiday])
    }

    @Test func coventrysOwnCalendarIsRead() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let calendar = try SchoolCalendar(path: root.appendingPathComponent("GeoData/calendar.yml").path)
        let table = try calendar.table(from: day("2023-09-01"), to: day("2024-08-31"))
        // 195 school days by the council; of five INSET days one is common to all schools.
        #expect((188...195).contains(table.count(.school)), "\(table.count(.school))")
        #expect(calendar.finish(of: "Grace Academy Coventry") == (900, false))
    }
}
