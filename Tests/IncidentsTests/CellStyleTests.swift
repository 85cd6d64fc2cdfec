import HomewardCalendar
import HomewardGeometry
import HomewardIncidents
import Testing

/// Values as systems and spreadsheets write them; the column as a whole says how a cell is meant.
@Suite struct CellStyleTests {
    private func clock(_ times: [String], dates: String = "2024-01-10", column: String = "time") throws
        -> IncidentReading
    {
        let rows = times.map { "\(dates),\"\($0)\",433915,279570\n" }.joined()
        return try Reading.csv("date,\(column),x,y\n" + rows)
    }

    private func shown(_ reading: IncidentReading) -> [String] {
        reading.table.second.indices.map { row in
            guard reading.table.second[row] >= 0 else { return "-" }
            // An hour alone begins with it; its middle stands for it.
            let second = reading.table.second[row] - (reading.table.precision[row] == .hour ? 1800 : 0)
            let (hour, minute) = (second / 3600, second / 60 % 60)
            return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
        }
    }

    /// Every column of the list is read as the list says.
    @Test(arguments: ValueSpelling.all) func aColumnIsReadAsItIsMeant(_ spelling: ValueSpelling) throws {
        switch spelling.kind {
        case .time:
            let reading = try clock(spelling.cells)
            #expect(reading.counts.rejected == [:])
            #expect(shown(reading) == spelling.meanings)
        case .date:
            let reading = try Reading.csv("when,x,y\n" + spelling.cells.map { "\"\($0)\",433915,279570\n" }.joined())
            #expect(reading.counts.rejected == [:])
            let times = shown(reading)
            let moments = times.indices.map { row in
                let day = reading.table.civilDay(row).description
                if reading.table.precision[row] == .month { return String(day.prefix(7)) }
                return times[row] == "-" ? day : "\(day) \(times[row])"
            }
            #expect(moments == spelling.meanings)
        case .coordinate:
            let reading = try Reading.csv(
                "when,x,y\n" + spelling.cells.map { "2024-01-10,\"\($0)\",279570\n" }.joined())
            #expect(reading.table.x.map { "\($0)" } == spelling.meanings)
        case .age:
            for (cell, meaning) in zip(spelling.cells, spelling.meanings) {
                let ages = meaning.split(separator: "–").compactMap { Int($0) }
                try agesLie(cell, from: ages[0], to: ages[1])
            }
        }
    }

    @Test func howANumberIsReadIsSaid() throws {
        #expect(try clock(["930", "45"]).notes.contains { $0.contains("930 is 09:30, 45 is 00:45") })
        #expect(try clock(["9", "15"]).notes.contains { $0.contains("the hour alone: 9 is 09:00") })
        #expect(try clock(["0.6389", "0.5"]).notes.contains { $0.contains("shares of a day") })
        #expect(try !clock(["0930", "1520"]).notes.contains { $0.contains("09:30") })
    }

    @Test func whatIsNoTimeOfItsColumnIsRejected() throws {
        let reading = try clock(["930", "1560", "2510", "1520", "945"])
        #expect(reading.counts.rejected == [.badTime: 2] && reading.counts.used == 3)
    }

    @Test(arguments: [["45170", "45171"], ["45170.625"], ["45170,625", "45171,5"]])
    func daysOfASpreadsheetAreSaid(_ cells: [String]) throws {
        let reading = try Reading.csv("when,x,y\n" + cells.map { "\"\($0)\",433915,279570\n" }.joined())
        #expect(reading.counts.rejected == [:] && reading.table.civilDay(0).description == "2023-09-01")
        #expect(reading.notes.contains { $0.contains("\"when\" holds days as a spreadsheet counts them") })
    }

    /// Where a spreadsheet turned some dates into days and left others as text, day and month may be exchanged in the former.
    @Test func daysAndTextAreNotMixed() throws {
        let text = try Reading.csv(
            "when,x,y\n" + ["13/09/2023", "45170", "14/09/2023", "25/09/2023"].map { $0 + ",433915,279570\n" }.joined())
        #expect(text.counts.rejected == [.badDate: 1] && text.counts.used == 3)
        var days = (0..<20).map { day in String(45_170 + day) }
        days.append("13/09/2023")
        let rows = days.map { day in "\(day),433915,279570\n" }.joined()
        let reading = try Reading.csv("when,x,y\n" + rows)
        #expect(reading.counts.rejected == [.badDate: 1] && reading.counts.used == 20)
        #expect(reading.rejects[0].detail.contains("as a spreadsheet counts them, which the other rows hold"))
        // Numbers that stand for no day of these years are no days.
        let other = try Reading.error("when,x,y\n" + (0..<6).map { day in "1234\(day),433915,279570\n" }.joined())
        #expect(other?.report.code == "incidents.mostly_rejected")
    }

    @Test func commasBeforeDecimals() throws {
        let grid = try Reading.csv("when;x;y\n2024-01-10 15:20;433915,5;279570,25\n2024-01-10 15:21;433916;279571\n")
        #expect(grid.table.x == [433_915.5, 433_916] && grid.table.y == [279_570.25, 279_571])
        #expect(grid.notes.contains { $0.contains("the comma in the coordinates is read as the decimal point") })
        let degrees = try Reading.csv("when;lat;lon\n2024-01-10 15:20;52,4131;-1,50281\n")
        #expect(abs(degrees.table.x[0] - 433_915) < 40 && abs(degrees.table.y[0] - 279_570) < 40)
    }

    @Test func commasThatMayStandBetweenThousandsAreNotGuessed() throws {
        let rows = "2024-01-10 15:20;433,915;279,570\n"
        let error = try #require(try Reading.error("when;x;y\n" + rows + rows))
        #expect(error.description.contains("\"433,915\" is no number"))
    }

    // MARK: Ages

    private func agesLie(_ cell: String, from low: Int, to high: Int) throws {
        func reading(under limit: Int) throws -> IncidentReading {
            try Reading.csv(
                "when,x,y,age\n2024-01-10 15:20,433915,279570,\"\(cell)\"\n", ageUnder: limit)
        }
        #expect(try reading(under: high + 1).table.age == [Int16(high)])
        if high > low { #expect(try reading(under: high).counts.filtered == [.ageUnknown: 1]) }
        if low > 0 { #expect(try reading(under: low).counts.filtered == [.overAge: 1]) }
    }

    @Test(arguments: [
        "15-11", "old", "121", "200+", "-5", "16.5", "11-15-19", "Under 0", "15 or so", "Nov-15", "11/15",
    ])
    func whatIsNoAge(_ cell: String) throws {
        let reading = try Reading.csv(
            "when,x,y,age\n2024-01-10 15:20,433915,279570,\"\(cell)\"\n2024-01-10 15:20,433915,279570,16\n")
        #expect(reading.counts.rejected == [.badAge: 1])
    }

    @Test func bandsThatStraddleTheLimitAreCounted() throws {
        let ages = ["11-15", "16-24", "18-30", "25+", "", "20-29", "12"]
        let rows = ages.map { "2024-01-10 15:20,433915,279570,\($0)\n" }.joined()
        let reading = try Reading.csv("when,x,y,Age band\n" + rows, ageUnder: 25)
        #expect(reading.table.age == [15, 24, 12])
        #expect(reading.counts.filtered == [.overAge: 1, .ageUnknown: 3])
        #expect(reading.notes.contains { $0.contains("2 rows have an age band that straddles 25") })
    }
}
