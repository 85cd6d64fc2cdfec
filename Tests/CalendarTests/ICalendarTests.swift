import Foundation
import HomewardCalendar
import HomewardCore
import Testing

@Suite struct ICalendarTests {
    private static let london = try? LocalClock(timeZone: "Europe/London")

    private func day(_ text: String) throws -> CivilDay { try #require(CivilDay(iso: text)) }

    private func read(_ text: String, file: String = "council.ics") throws -> SchoolCalendar {
        try SchoolCalendar(iCalendar: text, file: file, clock: #require(Self.london))
    }

    /// A feed of events of whole days, `TITLE|FIRST|LAST` or `TITLE|DAY`, and of other lines as they stand.
    private static func feed(_ events: String, _ more: String = "") -> String {
        var text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Council//Terms//EN\r\n"
        for (number, line) in events.split(separator: "\n").enumerated() {
            let parts = line.split(separator: "|").map { $0.trimmingPrefix(while: \.isWhitespace) }
            func compact(_ date: Substring) -> String { date.filter(\.isNumber) }
            let next = CivilDay(iso: parts.count > 2 ? parts[2] : parts[1]).map { $0.advanced(by: 1).description[...] }
            text += "BEGIN:VEVENT\r\nUID:\(number)@council\r\nDTSTAMP:20230101T000000Z\r\nSUMMARY:\(parts[0])\r\n"
            text +=
                "DTSTART;VALUE=DATE:\(compact(parts[1]))\r\nDTEND;VALUE=DATE:\(compact(next ?? ""))\r\nEND:VEVENT\r\n"
        }
        return text + more.replacing("\n", with: "\r\n") + "END:VCALENDAR\r\n"
    }

    /// The same year as councils write it.
    private static let shapes = [
        "terms as spans": feed(
            """
            Autumn Term 1|2023-09-04|2023-10-20
            Autumn Term 2|2023-10-30|2023-12-22
            Spring Term 1|2024-01-08|2024-02-09
            Spring Term 2|2024-02-19|2024-03-28
            Summer Term 1|2024-04-15|2024-05-24
            Summer Term 2|2024-06-03|2024-07-19
            """),
        "whole terms and half-terms": feed(
            """
            Half-term holiday|2023-10-23|2023-10-27
            Autumn term|2023-09-04|2023-12-22
            Half Term|2024-02-12|2024-02-16
            Spring term 2024|2024-01-08|2024-03-28
            Halfterm|2024-05-27|2024-05-31
            Summer term|2024-04-15|2024-07-19
            """),
        "days on which terms begin and end": feed(
            """
            Start of Autumn Term|2023-09-04
            School breaks up for half term|2023-10-20
            Pupils return|2023-10-30
            End of Autumn Term|2023-12-22
            Spring term starts|2024-01-08
            Spring half term begins|2024-02-12
            Spring half term ends|2024-02-16
            Spring term ends|2024-03-28
            First day of Summer term|2024-04-15
            Half term|2024-05-25|2024-06-02
            Last day of term|2024-07-19
            """),
        "holidays alone": feed(
            """
            School holidays - summer|2023-07-22|2023-09-03
            October half term|2023-10-21|2023-10-29
            Christmas holiday|2023-12-23|2024-01-07
            February half term break|2024-02-10|2024-02-18
            Easter|2024-03-29|2024-04-14
            Whitsun holiday|2024-05-25|2024-06-02
            Summer Holidays|2024-07-20|2024-09-02
            """),
        // Times in UTC lie an hour earlier in summer; folded lines and another order; an event that was called off.
        "moments": feed(
            "",
            """
            BEGIN:VEVENT
            SUMMARY:Summer hol
             idays
            DTSTART:20240719T230000Z
            DTEND:20240901T230000Z
            END:VEVENT
            BEGIN:VEVENT
            SUMMARY:Schools reopen\\, Autumn
            DTSTART;TZID=Europe/London:20230904T083000
            DTEND;TZID=Europe/London:20230904T150000
            END:VEVENT
            BEGIN:VEVENT
            SUMMARY:Half Term
            DTSTART:20231022T230000Z
            DURATION:P5D
            END:VEVENT
            BEGIN:VEVENT
            SUMMARY:Christmas break
            DTSTART;VALUE=DATE:20231223
            DURATION:P16D
            END:VEVENT
            BEGIN:VEVENT
            SUMMARY:Term ends
            STATUS:CANCELLED
            DTSTART;VALUE=DATE:20231115
            END:VEVENT
            BEGIN:VEVENT
            SUMMARY:Half Term
            DTSTART:20240212T000000Z
            DTEND:20240217T000000Z
            END:VEVENT
            BEGIN:VEVENT
            SUMMARY:Easter holidays
            DTSTART;VALUE=DATE:20240329
            DTEND;VALUE=DATE:20240415
            BEGIN:VALARM
            ACTION:AUDIO
            TRIGGER:-PT1H
            ATTACH:file:///etc/passwd
            END:VALARM
            END:VEVENT
            BEGIN:VEVENT
            SUMMARY:Half Term
            DTSTART;VALUE=DATE:20240525
            DTEND;VALUE=DATE:20240603
            END:VEVENT

            """),
    ]

    private static let terms = [
        ("2023-09-04", "2023-10-20"), ("2023-10-30", "2023-12-22"), ("2024-01-08", "2024-02-09"),
        ("2024-02-19", "2024-03-28"), ("2024-04-15", "2024-05-24"), ("2024-06-03", "2024-07-19"),
    ]

    @Test(arguments: shapes.keys.sorted()) func eachShapeTellsTheSameDays(_ shape: String) throws {
        let calendar = try read(#require(Self.shapes[shape]))
        let terms = try Self.terms.map { try day($0.0)...day($0.1) }
        let holidays = EnglishBankHolidays.days(in: try day("2023-09-01")...day("2024-08-31"))
        for day in try day("2023-09-01")...day("2024-08-31") {
            let isTerm = terms.contains { $0.contains(day) } && holidays[day] == nil
            let kind: DayKind = day.isWeekend ? .weekend : isTerm ? .school : .holiday
            #expect(calendar.kind(of: day) == kind, "\(day)")
        }
        let year = try #require(calendar.academicYear(of: day("2024-02-01")))
        #expect(year.name == "2023-24" && !year.isAssumed && year.source == "council.ics" && year.terms.count == 6)
        #expect(calendar.remarks.contains { $0.contains("no bank holidays for 2023-24") && $0.contains("by rule") })
        #expect(try calendar.kind(of: day("2023-06-30")) == nil, "nothing is known of it")
    }

    @Test func insetDaysAndBankHolidaysAreTaken() throws {
        let calendar = try read(
            Self.feed(
                """
                Autumn term|2023-09-04|2023-12-22
                October half term holiday|2023-10-23|2023-10-27
                INSET Day (schools closed to pupils)|2023-09-04
                Staff training day|2023-11-17
                Teacher Training Days|2023-12-21|2023-12-22
                Non-pupil day|2023-08-31
                Bank Holiday Monday|2023-12-04
                Christmas Day|2023-12-25
                Governors' meeting|2023-11-14
                Governors' meeting|2023-12-05
                Year 7 open evening|2023-11-21
                Year 11 last day of term|2023-12-01
                """))
        for inset in ["2023-09-04", "2023-11-17", "2023-12-21", "2023-12-22", "2023-12-04"] {
            #expect(try calendar.kind(of: day(inset)) == .holiday, "\(inset)")
        }
        #expect(try calendar.kind(of: day("2023-12-01")) == .school && calendar.kind(of: day("2023-09-05")) == .school)
        #expect(calendar.academicYears.first?.inset.count == 4)
        #expect(calendar.bankHolidays.count == 2, "the feed's own, and no rule beside them")
        let remark = try #require(calendar.remarks.first)
        #expect(remark.contains("4 of 12 events of council.ics say nothing about terms"), "\(remark)")
        #expect(remark.contains("\"Governors' meeting\" (2)"), "\(remark)")
        #expect(try calendar.kind(of: day("2023-12-22")) != nil && calendar.kind(of: day("2024-01-08")) == nil)
    }

    @Test func filesAreReadTogether() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "homeward-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func write(_ name: String, _ text: String) throws -> String {
            let file = folder.appending(path: name)
            try Data(text.utf8).write(to: file)
            return file.path
        }
        let terms = try write("westmere.ics", #require(Self.shapes["terms as spans"]))
        let holidays = try write(
            "bank-holidays.ics", Self.feed("Early May bank holiday|2024-05-06\nSubstitute bank holiday|2024-06-05"))
        let finishes = try write(
            "finishes.yml",
            "default_finish: { time: \"15:10\", fri: \"14:00\", status: known }\nfinishes: { Mill School: { time: \"15:00\", status: known } }"
        )
        let clock = try #require(Self.london)
        let calendar = try SchoolCalendar(paths: [terms, finishes, holidays], clock: clock)
        #expect(try calendar.kind(of: day("2024-06-05")) == .holiday && calendar.bankHolidays.count > 2)
        #expect(calendar.remarks == ["The calendar leaves out 7 bank holidays of 2023-24, taken by England's rule."])
        #expect(calendar.finishes(of: "mill school").minute == 900)
        #expect(calendar.finishes(of: "Other").byWeekday == [4: 840])
        let twice = #expect(throws: CalendarError.self) {
            try SchoolCalendar(paths: [finishes, terms, finishes], clock: clock)
        }
        #expect(twice?.description.contains("default_finish: an earlier file says it too") == true)
        let none = #expect(throws: CalendarError.self) { try SchoolCalendar(paths: [holidays], clock: clock) }
        #expect(none?.description.contains("2 bank holidays") == true, "\(none?.description ?? "")")
        let assumed = try SchoolCalendar(paths: [holidays, finishes], clock: clock, needsTerms: false)
            .assumingEnglishTerms(over: day("2024-01-01")...day("2024-12-31"))
        #expect(try assumed.kind(of: day("2024-06-05")) == .holiday)
        #expect(try assumed.kind(of: day("2024-06-06")) == .school && assumed.isAssumed(day("2024-06-06")))
    }

    /// Where a title could mean either, or a bound is missing, nothing is guessed.
    @Test(arguments: [
        ("Autumn term starts|2023-09-04\nSpring term starts|2024-01-08\nSpring term ends|2024-03-28", "no end of term"),
        ("Term starts|2023-09-04\nTerm ends|2023-10-20\nTerm ends|2023-12-22", "no beginning of term"),
        ("Term starts|2023-09-04\nTerm ends|2024-07-19", "longer than any term"),
        ("Autumn term|2023-09-04|2023-12-22\nHalf term|2023-10-23", "nothing tells whether holidays begin or end"),
        ("Parents' evening|2023-10-23", "nothing tells when terms begin and end"),
        ("Good Friday|2024-03-29\nINSET|2024-06-03", "1 bank holidays"),
    ]) func whatCannotBeDecidedIsRefused(_ events: String, _ words: String) throws {
        let error = #expect(throws: CalendarError.self) { try read(Self.feed(events)) }
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
        #expect(error?.description.hasPrefix("council.ics") == true)
    }

    @Test func aTermWithoutHalfTermIsTold() throws {
        let calendar = try read(Self.feed("Autumn term|2023-09-04|2023-12-22"))
        #expect(calendar.remarks.contains { $0.contains("no half-term from 2023-09-04 to 2023-12-22") })
        let complete = try read(#require(Self.shapes["terms as spans"]))
        #expect(!complete.remarks.contains { $0.contains("half-term") })
    }

    @Test func whatRepeatsIsBounded() throws {
        func event(_ title: String, _ date: String, _ rule: String) -> String {
            "BEGIN:VEVENT\nSUMMARY:\(title)\nDTSTART;VALUE=DATE:\(date)\n\(rule)\nEND:VEVENT\n"
        }
        let calendar = try read(
            Self.feed(
                "Autumn term|2023-09-04|2023-12-22\nHalf term|2023-10-23|2023-10-27",
                event("Christmas Day bank holiday", "20151225", "RRULE:FREQ=YEARLY")
                    + event("INSET", "20231102", "RRULE:FREQ=WEEKLY;COUNT=3")
                    + event("INSET", "20231103", "RRULE:FREQ=DAILY")
                    + event("INSET", "20231103", "RRULE:FREQ=SECONDLY")
                    + event("INSET", "20231103", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")
                    + event("INSET", "20231103", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")
                    + event("INSET", "20231103", "RDATE;VALUE=DATE:20231110")))
        #expect(try calendar.bankHolidays.keys.contains(day("2031-12-25")))
        let year = try #require(calendar.academicYears.first)
        #expect(year.inset == Set(try ["2023-11-02", "2023-11-09", "2023-11-16"].map(day)))
        let remark = calendar.remarks.first { $0.contains("could not be read") } ?? ""
        #expect(remark.hasPrefix("5 of "), "\(remark)")
        #expect(remark.contains("repeats without end") && remark.contains("a rule that is not read"), "\(remark)")
    }

    /// Hostile and damaged files, each answered within a second.
    private static let damaged: [String: String] = {
        let whole = shapes["terms as spans"] ?? ""
        let event = "BEGIN:VEVENT\r\nSUMMARY:INSET\r\nDTSTART;VALUE=DATE:20230904\r\n"
        let rule = event + "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30\r\nEND:VEVENT\r\n"
        func calendar(_ body: String) -> String { "BEGIN:VCALENDAR\r\n\(body)END:VCALENDAR\r\n" }
        return [
            "empty": "", "blank": "\r\n\r\n \r\n", "a page": "<!DOCTYPE html><html><body>Not found</body></html>",
            "cut off": String(whole.prefix(whole.count * 2 / 3)), "half a line": "BEGIN:VCALENDAR\r\nBEGIN:VEV",
            "no event": calendar(""), "ends without beginning": "END:VCALENDAR\r\n",
            "ten megabytes": calendar("X-PAD:" + String(repeating: "a", count: 10_000_000) + "\r\n"),
            "deep": String(repeating: "BEGIN:VEVENT\r\n", count: 20_000),
            "deep and closed": String(repeating: "BEGIN:VEVENT\n", count: 20_000)
                + String(repeating: "END:VEVENT\n", count: 20_000),
            "deep and folded": String(repeating: "BE\r\n GIN:VEVENT\r\n", count: 20_000)
                + String(repeating: "E\r\n ND:VEVENT\r\n", count: 20_000),
            "deep with parameters": String(repeating: "BEGIN;X=1:VEVENT\r\n", count: 20_000),
            "closed by carriage returns": String(repeating: "BEGIN:VEVENT\nX:1\rEND:VEVENT\n", count: 20_000),
            "zero bytes": calendar("SUMMARY:\0\r\n"),
            "one long line": calendar("SUMMARY:" + String(repeating: "a", count: 1_900_000) + "\r\n"),
            "one long folded line": calendar("SUMMARY:" + String(repeating: "a\r\n ", count: 100_000) + "\r\n"),
            "many parameters": calendar("SUMMARY" + String(repeating: ";A=B", count: 100_000) + ":1\r\n"),
            "many values": calendar("RDATE:" + String(repeating: "1,", count: 100_000) + "\r\n"),
            "many impossible rules": calendar(String(repeating: rule, count: 2_000)),
            "many events": calendar(
                String(repeating: event + "END:VEVENT\r\n", count: 1_500)),
            "wrong dates": calendar(
                event.replacing("20230904", with: "20231399") + "END:VEVENT\r\n" + event.replacing("20230904", with: "")
                    + "END:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:INSET\r\nDTSTART:99999999T999999Z\r\nEND:VEVENT\r\n"
                    + "BEGIN:VEVENT\r\nSUMMARY:INSET\r\nDTSTART:20230904\r\nDURATION:P99999999999W\r\nEND:VEVENT\r\n"),
        ]
    }()

    @Test(arguments: damaged.keys.sorted()) func aDamagedFileIsAnsweredWithinASecond(_ name: String) throws {
        let text = try #require(Self.damaged[name])
        let clock = ContinuousClock()
        let start = clock.now
        let error = #expect(throws: CalendarError.self) { try read(text) }
        // Slow machines and sanitizers take longer than the second that it is meant to be.
        #expect(clock.now - start < .seconds(5), "\(name): \(clock.now - start)")
        #expect((error?.description.count ?? 0) < 2000, "\(error?.description ?? "")")
    }

    @Test func elsewhereBankHolidaysAreNotMadeUp() throws {
        let clock = try LocalClock(timeZone: "Europe/Dublin")
        let calendar = try SchoolCalendar(
            iCalendar: #require(Self.shapes["terms as spans"]), file: "c.ics", clock: clock)
        #expect(calendar.bankHolidays.isEmpty)
        #expect(calendar.remarks.contains { $0.contains("count as school days") })
    }
}
