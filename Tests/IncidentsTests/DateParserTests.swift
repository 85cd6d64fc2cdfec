import HomewardCalendar
import Testing

@testable import HomewardIncidents

@Suite struct DateParserTests {
    private func date(_ text: String, _ setting: DateOrderSetting = .dayFirst) -> DateReading {
        var parser = DateParser(setting: setting)
        return Array(text.utf8).withUnsafeBufferPointer { parser.date($0) }
    }

    @Test(arguments: [
        "2024-03-01", "2024/3/1", "20240301", "01/03/2024", "1-3-24", "1.3.2024", "01-Mar-2024", "1 March 2024",
        "Mar 1, 2024",
        "Fri 01/03/2024", "Friday, 1 March 2024", " 2024-03-01 ", "01MAR2024",
    ]) func readsOneDayInManySpellings(_ text: String) throws {
        let reading = date(text)
        #expect(reading.status == .ok && reading.second == -1)
        #expect(CivilDay(number: Int(reading.day)).description == "2024-03-01")
    }

    @Test(arguments: [
        ("2024-03-01 15:20", 55_200), ("2024-03-01T15:20:30", 55_230), ("2024-03-01T15:20:30.250", 55_230),
        ("01/03/2024 3:20 pm", 55_200), ("01/03/2024 12:00 AM", 0), ("01/03/2024 12:30PM", 45_000),
        ("2024-03-01 1520", 55_200),
        ("2024-03-01, 15:20", 55_200), ("2024-03-01 24:00", 86_400), ("2024-03-01 00:00:00", 0),
    ]) func readsTimes(_ text: String, _ second: Int32) {
        #expect(date(text).status == .ok && date(text).second == second)
    }

    @Test(arguments: [
        ("2024-07-01T15:20:00Z", 0), ("2024-07-01T15:20:00+01:00", 3600), ("2024-07-01 15:20-0530", -19_800),
        ("2024-07-01T15:20:00+00", 0),
    ]) func readsOffsets(_ text: String, _ offset: Int32) {
        #expect(date(text).offset == offset)
    }

    @Test(arguments: [
        "2024-02-30", "2024-13-01", "31/04/2024", "32/01/2024", "yesterday", "1/2", "2024", "12345", "01/13/2024",

        "99999999999999999999", "Mayday 1 2024", "0/0/0",
        // What stands for a date that is not known.
        "0000-01-01", "0001-01-01", "01/01/0001", "1899-12-31", "1 Jan 1899", "9999-12-31", "31/12/9999", "99991231",
        "2201-01-01",
        "9999-12",
    ]) func refusesWhatIsNoDate(_ text: String) {
        #expect(date(text).status == .badDate)
    }

    @Test(arguments: ["1900-01-01", "31/12/2200"]) func readsTheYearsOfRecords(_ text: String) {
        #expect(date(text).status == .ok)
    }

    @Test(arguments: [
        "2024-03-01 25:00", "2024-03-01 15:60", "2024-03-01 15", "2024-03-01 13:00 pm", "2024-03-01 noon",
        "2024-03-01 24:01",
        "2024-03-01T15:20:00+99:00", "2024-03-01 15:20:61",
    ]) func refusesWhatIsNoTime(_ text: String) {
        #expect(date(text).status == .badTime)
    }

    @Test(arguments: [
        ("1 Sept 2024", true), ("1 septem 2024", true), ("1 SEPTEMBER 2024", true), ("1 Septembers 2024", false),
        ("1 Se 2024", false), ("Thurs 1 Aug 2024", true), ("Thursdays 1 Aug 2024", false), ("Th 1 Aug 2024", false),
    ]) func namesAreShortenedToNoLessThanThreeLetters(_ text: String, _ isDate: Bool) {
        #expect((date(text).status == .ok) == isDate)
    }

    @Test func aMonthAloneIsAMonth() {
        #expect(date("2024-02").isMonth && date("2024-02").status == .ok)
        #expect(date("2024-13").status == .badDate)
    }

    @Test func theColumnSettlesTheOrder() throws {
        let head = "id,when,x,y\n"
        func rows(_ dates: [String]) -> String {
            head + dates.enumerated().map { "\($0),\($1),433915,279570\n" }.joined()
        }
        let dayFirst = try Reading.csv(rows(["03/04/2024", "25/04/2024", "2024-04-05"]))
        #expect((0..<3).map { dayFirst.table.civilDay($0).description } == ["2024-04-03", "2024-04-25", "2024-04-05"])
        let monthFirst = try Reading.csv(rows(["03/04/2024", "04/25/2024"]))
        #expect((0..<2).map { monthFirst.table.civilDay($0).description } == ["2024-03-04", "2024-04-25"])
        #expect(monthFirst.sources[0].dateOrder == .monthFirst)
        let open = try Reading.csv(rows(["03/04/2024", "04/04/2024", "2024-01-01"]))
        #expect(open.counts.rejected == [.ambiguousDate: 1] && open.notes.contains { $0.contains("dates=day-first") })
        let told = try Reading.csv(rows(["03/04/2024", "04/05/2024"]), columns: "dates=month-first")
        #expect(told.table.civilDay(0).description == "2024-03-04" && told.counts.rejected.isEmpty)
    }
}
