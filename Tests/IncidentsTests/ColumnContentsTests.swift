import HomewardCalendar
import HomewardIncidents
import Testing

/// What the columns hold decides where names do not.
@Suite struct ColumnContentsTests {
    private func used(_ reading: IncidentReading) -> [String: String] {
        Dictionary(
            reading.sources[0].columns.map { ($0.role.rawValue, $0.name) }, uniquingKeysWith: { first, _ in first })
    }

    private func table(_ header: String, _ rows: [String]) throws -> IncidentReading {
        try Reading.csv(([header] + rows).joined(separator: "\n") + "\n")
    }

    @Test func aDateBesideAWeekdayAndAMonth() throws {
        for header in ["date,month,day,year,hour", "day,hour,month,date,year"] {
            let cells = ["date": "25/09/2023", "month": "9", "day": "Tuesday", "year": "2023", "hour": "15"]
            let row = header.split(separator: ",").compactMap { cells[String($0)] }.joined(separator: ",")
            let reading = try table(header + ",x,y", [row + ",433915,279570", row + ",433916,279570"])
            #expect(reading.counts.used == 2)
            #expect(used(reading)["date"] == "date" && used(reading)["time"] == "hour")
            #expect(reading.table.civilDay(0).description == "2023-09-25")
            #expect(reading.table.precision[0] == .hour && reading.table.second[0] == 15 * 3600 + 1800)
            #expect(reading.notes.contains { $0.contains("\"hour\" is read as the hour alone") })
        }
    }

    /// Two columns of equal names are settled by what is empty or cannot be read.
    @Test(arguments: ["", "n/a", "pending", "Tuesday"]) func ofTwoDatesTheOneThatHoldsDates(_ other: String) throws {
        let rows = (1...6).map { "\(other),2024-01-0\($0) 15:20,433915,279570" }
        let reading = try table("Offence Date,Committed Date,x,y", rows)
        #expect(used(reading)["date"] == "Committed Date" && reading.counts.used == 6)
        #expect(reading.notes.contains { $0.contains("\"Committed Date\" is taken as the date, not \"Offence Date\"") })
    }

    @Test func ofTwoDatesThatBothHoldDatesNobodyChooses() throws {
        let error = try Reading.error("Offence Date,Committed Date,x,y\n2024-01-05,2024-01-06,1,2\n")
        #expect(error?.report.code == "incidents.ambiguous_column")
    }

    @Test func emptyEastingsGiveWayToDegrees() throws {
        let reading = try table(
            "when,Easting,Northing,Longitude,Latitude",
            ["2024-01-05 15:20,,,-1.5028,52.4131", "2024-01-05 15:21,,,-1.5,52.4"])
        #expect(used(reading)["x"] == "Longitude" && reading.counts.used == 2)
    }

    @Test func theReportIsTheDateWhereThereIsNoOther() throws {
        let reading = try table("Reported Date,Reported Time,x,y", ["25/09/2023,15:20,433915,279570"])
        #expect(used(reading) == ["date": "Reported Date", "time": "Reported Time", "x": "x", "y": "y"])
        #expect(reading.notes.contains { $0.contains("the only date is when it was reported (\"Reported Date\")") })
        let both = try table("Reported Date,Occurred On,x,y", ["26/09/2023,25/09/2023 15:20,433915,279570"])
        #expect(used(both)["when"] == "Occurred On" && both.table.civilDay(0).description == "2023-09-25")
        #expect(!both.notes.contains { $0.contains("reported") })
    }

    @Test func aTimeThatIsNotUsedIsNamed() throws {
        let reading = try table(
            "date,Inc_hhmm,x,y", ["2023-09-05,15:20,433915,279570", "2023-09-06,09:05,433915,279570"])
        #expect(reading.table.second == [-1, -1])
        #expect(
            reading.notes.contains {
                $0.contains("the column \"Inc_hhmm\" looks like a time of day and is not used")
                    && $0.hasSuffix("time=Inc_hhmm.")
            })
        let other = try table(
            "date,time,Time at Scene,x,y",
            ["2023-09-05,15:20,15:45,433915,279570", "2023-09-06,09:05,09:30,433915,279570"])
        #expect(other.notes.contains { $0.contains("\"Time at Scene\"") && $0.hasSuffix("taken from \"time\".") })
    }

    /// Nothing in it can be read, so the days are used and nobody is told of times.
    @Test func aTimeOfWordsIsNoTime() throws {
        let rows = (1...6).map { "2024-01-0\($0),after school,433915,279570" }
        let reading = try table("date,time,x,y", rows)
        #expect(reading.counts.used == 6 && reading.table.precision.allSatisfy { $0 == .day })
        #expect(reading.notes.contains { $0.contains("\"time\" is not used as the time") })
    }

    @Test func anHourBesideADateWithItsOwnTimeIsNotUsed() throws {
        let reading = try table(
            "date,hour,x,y", ["2024-01-05 15:20,15,433915,279570", "2024-01-06 16:40,16,433915,279570"])
        let seconds: [Int32] = [55_200, 60_000]
        #expect(reading.table.second == seconds)
        #expect(reading.notes.contains { $0.contains("the column \"hour\" looks like a time of day and is not used") })
    }

    @Test(arguments: [
        ("YEAR,MONTH,DAY,HOUR,MINUTE", ["2023,9,5,15,20", "2024,2,29,0,0", "2023,12,31,,"]),
        (
            "OCC_YEAR,OCC_MONTH,OCC_DAY,OCC_DOW,OCC_HOUR,Minute",
            [
                "2023,September,5,Tuesday,15,20", "2024,Feb,29,Thursday,0,0", "2023,December,31,Sunday,,",
            ]
        ),
        ("day,month,year,Time", ["5,9,2023,15:20", "29,2,2024,00:00", "31,12,2023,"]),
    ]) func aDateInColumnsOfItsOwn(_ header: String, _ rows: [String]) throws {
        let reading = try table(header + ",x,y", rows.map { $0 + ",433915,279570" })
        #expect(reading.counts.used == 3)
        let days = (0..<3).map { reading.table.civilDay($0).description }
        #expect(days == ["2023-09-05", "2024-02-29", "2023-12-31"])
        let seconds: [Int32] = [55_200, 0, -1]
        #expect(reading.table.second == seconds)
        #expect(reading.notes.contains { $0.contains("the date is put together from") })
    }

    @Test func partsThatAreNoDateAreRejected() throws {
        let rows = ["2023,2,30,15", "2023,,5,15", "2023,9,5,15", "2023,9,6,15", "2023,9,7,15"]
        let reading = try table("YEAR,MONTH,DAY,HOUR,x,y", rows.map { $0 + ",433915,279570" })
        #expect(reading.counts.rejected == [.badDate: 1, .missingDate: 1] && reading.counts.used == 3)
        #expect(reading.rejects[0].detail.contains("\"2023\", \"2\", \"30\" are no date"))
    }

    @Test func partsAreNotPutTogetherWhereThereIsADate() throws {
        let reading = try table("YEAR,MONTH,DAY,Date,x,y", ["2023,9,5,2023-09-06,433915,279570"])
        #expect(used(reading)["date"] == "Date" && reading.table.civilDay(0).description == "2023-09-06")
    }

    @Test func partsMayBeNamed() throws {
        let reading = try Reading.csv(
            "Jahr,Monat,Tag,x,y\n2023,9,5,433915,279570\n", columns: "year=Jahr,month=Monat,day=Tag")
        #expect(reading.table.civilDay(0).description == "2023-09-05")
        let error = try Reading.error("Jahr,x,y\n2023,1,2\n", columns: "year=Jahr")
        #expect(error?.description.contains("no column was recognised as the month of the year") == true)
    }

    @Test(arguments: [("when", "date=NAME,time=NAME"), ("x", "x=NAME,y=NAME")])
    func theAdviceNamesBothWays(_ lacks: String, _ advice: String) throws {
        let header = ["when", "x", "y"].map { $0 == lacks ? "colour" : $0 }.joined(separator: ",")
        let error = try #require(try Reading.error(header + "\n2024-01-05,1,2\n"))
        #expect(error.description.contains(advice))
        if lacks == "when" { #expect(error.description.contains("when=NAME")) }
    }

    @Test func everyRoleIsExplained() {
        for role in ColumnRole.allCases {
            #expect(ColumnRole.explanation.contains("\(role.rawValue) (\(role.meaning))"))
        }
    }
}
