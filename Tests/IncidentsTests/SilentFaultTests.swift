import HomewardCalendar
import HomewardIncidents
import Testing

/// Shapes of extracts that were once read wrongly without a word.
@Suite struct SilentFaultTests {
    private func table(_ header: String, _ rows: [String]) throws -> IncidentReading {
        try Reading.csv(([header] + rows).joined(separator: "\n") + "\n")
    }

    private func clock(_ reading: IncidentReading) -> [Int?] {
        (0..<reading.table.count).map { reading.table.minuteOfDay($0) }
    }

    /// 0015 is a quarter past midnight and never three in the afternoon.
    @Test func paddedTimesAreNoHours() throws {
        let rows = ["0000", "0015", "0010", "0020"].enumerated().map { "2024-01-0\($0 + 1),\($1),433915,279570" }
        #expect(clock(try table("date,time,easting,northing", rows)) == [0, 15, 10, 20])
    }

    /// The first rows of a file sorted by time may hold nothing but hours.
    @Test func hoursThatBecomeMinutesLaterAreRead() throws {
        let rows =
            (0..<400).map { "2024-01-05,\($0 % 2),433915,279570" } + ["2024-01-05,1530,433915,279570"]
        let reading = try table("date,time,easting,northing", rows)
        #expect(reading.counts.rejected.isEmpty && reading.table.minuteOfDay(400) == 15 * 60 + 30)
    }

    /// An hour alone is a stretch of an hour and no moment at its beginning.
    @Test func anHourAloneIsNoMinute() throws {
        let rows = ["15", "0", "23"].map { "2024-01-05,\($0),433915,279570" } + ["2024-01-05,,433915,279570"]
        let reading = try table("date,hour,easting,northing", rows)
        #expect(reading.table.precision == [.hour, .hour, .hour, .day] && reading.spikes.midnight == 0)
        #expect(zip(reading.table.start, reading.table.end).prefix(3).allSatisfy { $1 - $0 == 3600 })
        let counts = PrecisionCounts(reading.table)
        #expect(counts.hours == 3 && counts.moments == 0 && counts.timed == 3 && counts.withTime == 3)
        // Of the hour from three, the fifty minutes from ten past lie in a window that begins then.
        let days = DayTable(first: reading.table.civilDay(0), kinds: [.school])
        let selected = IncidentSelection(days: .school, hours: HourWindow("15:10-16:40")).apply(
            to: reading.table, days: days, clock: try LocalClock(timeZone: "Europe/London"))
        #expect(selected.rows == [0] && abs(selected.shares[0] - 50.0 / 60) < 1e-12)
        #expect(selected.filtered == [.otherHour: 2, .timeUnknown: 1])
    }

    @Test func anAgeOfMinusOneIsNotKnown() throws {
        let rows = ["-1", "15", "40"].map { "2024-01-05 15:20,433915,279570,\($0)" }
        let reading = try table("when,easting,northing,age", rows)
        #expect(reading.counts.rejected.isEmpty && reading.table.age == [-1, 15, 40])
    }

    /// Ages in words are of no use, and cost no row where nobody asks for ages.
    @Test func agesInWordsCostNoRow() throws {
        let rows = ["Adult", "Youth", "Child", "Adult", "Youth", "Child"].map { "2024-01-05 15:20,433915,279570,\($0)" }
        let reading = try table("when,easting,northing,Age Group", rows)
        #expect(reading.counts.used == 6 && reading.table.age.allSatisfy { $0 == -1 })
    }

    @Test func anAgeOfVeryManyDigitsIsNone() throws {
        let reading = try table(
            "when,easting,northing,age",
            ["2024-01-05 15:20,433915,279570,over 9223372036854775807"]
                + (0..<4).map { _ in "2024-01-05 15:20,433915,279570,15" })
        #expect(reading.counts.rejected == [.badAge: 1])
    }

    @Test func aTimeBesideADateThatIsCalledWhenIsUsed() throws {
        let reading = try Reading.csv(
            "Date,Time,easting,northing\n2024-01-05,15:20,433915,279570\n",
            columns: "when=Date,time=Time")
        #expect(clock(reading) == [15 * 60 + 20])
    }

    @Test func dayNumbersKeepTheirTimesBehindWholeDays() throws {
        let rows = (0..<320).map { "\(44_000 + $0),433915,279570" } + ["45170.625,433915,279570"]
        let reading = try table("Date,easting,northing", rows)
        #expect(reading.table.count == 321 && reading.table.minuteOfDay(320) == 15 * 60)
        #expect(reading.table.precision[0] == .day)
    }

    @Test func theMinuteBesideAnHourIsUsed() throws {
        let rows = [("15", "45"), ("9", "5"), ("23", "59")].map { "2024-03-01,\($0),\($1),433915,279570" }
        #expect(clock(try table("DATE,HOUR,MINUTE,easting,northing", rows)) == [945, 545, 1439])
    }

    /// Longitude and latitude that nobody filled say nothing against good eastings.
    @Test func emptyDegreesDisplaceNothing() throws {
        let rows = (0..<6).map { "2024-01-0\($0 + 1) 15:20,\(433_915 + $0),279570,0,0" }
        let reading = try table("when,easting,northing,longitude,latitude", rows)
        #expect(reading.counts.used == 6 && reading.table.x[0] == 433_915)
    }

    @Test func aValueThatIsNamedTwiceIsOne() throws {
        let reading = try Reading.csv(
            "when,easting,northing,offence\n2024-01-05 15:20,433915,279570,Robbery\n",
            selecting: ["offence": ["Robbery", "robbery"]])
        #expect(reading.counts.used == 1 && !reading.notes.contains { $0.contains("no row has") })
    }

    /// Free text may name people: of it nothing is repeated.
    @Test func freeTextIsNotRepeated() throws {
        let rows = (0..<150).map { "2024-01-05 15:20,433915,279570,SECRET person \($0)" }
        let error = #expect(throws: IncidentsError.self) {
            try Reading.csv(
                (["when,easting,northing,notes"] + rows).joined(separator: "\n") + "\n",
                selecting: ["notes": ["knife"]])
        }
        let sentence = try #require(error).report.sentence
        #expect(sentence.contains("150 different values") && !sentence.contains("SECRET"))
    }

    /// An ambulance service's times hold the date with each.
    @Test func aTimeThatHoldsTheDateIsAMoment() throws {
        let rows = ["18/03/2024 13:13:17", "19/05/2024 10:48:17"].map { "\($0),428320,561415" }
        let reading = try table("Time of Call,Easting,Northing", rows)
        #expect(reading.sources[0].columns.contains { $0.role == .when && $0.name == "Time of Call" })
        #expect(clock(reading) == [793, 648])
    }
}
