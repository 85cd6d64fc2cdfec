import HomewardCalendar
import HomewardGeometry
import HomewardIncidents
import Testing

@Suite struct CSVReadingTests {
    @Test func aPoliceExtractIsReadWithoutHelp() throws {
        let reading = try Reading.csv(
            """
            Crime Number,Offence,Committed From Date,Committed From Time,Committed To Date,Committed To Time,Easting,Northing,Victim Age,Weapon Used,MO
            20/1,"Robbery, personal",05/01/2024,15:20,05/01/2024,15:40,433915,279570,14,Knife,"He said ""give""
            and ran"
            20/2,Assault,13/02/2024,22:00,14/02/2024,03:00,433000,279000,31,,x
            20/3,Assault,14/02/2024,,,,433001,279001,,N/K,x
            """)
        let table = reading.table
        #expect(table.count == 3 && reading.rejects.isEmpty && reading.counts.addUp)
        #expect(table.categories == ["Assault", "Robbery, personal"])
        #expect(table.category == [1, 0, 0])
        #expect(table.weapons == ["", "Knife"])
        #expect(table.weapon == [1, 0, 0])
        #expect(table.age == [14, 31, -1])
        #expect(table.x == [433_915, 433_000, 433_001])
        #expect(table.line == [2, 4, 5])
        #expect(table.precision == [.range, .range, .day])
        #expect(table.second == [15 * 3600 + 30 * 60, -1, -1])
        #expect(table.day.map { CivilDay(number: Int($0)).description } == ["2024-01-05", "2024-02-14", "2024-02-14"])
        #expect(table.end[0] - table.start[0] == 1200)
        #expect(reading.sources[0].dateOrder == .dayFirst)
        #expect(reading.sources[0].crs == "EPSG:27700")
    }

    @Test func policeUKIsAMonthAndNoMoment() throws {
        let reading = try Reading.csv(
            """
            Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context
            a1,2024-02,West Midlands Police,West Midlands Police,-1.50281,52.41308,On or near X,E1,C,Violence and sexual offences,,
            a2,2024-02,West Midlands Police,West Midlands Police,-1.51756,52.4156,On or near Y,E1,C,Robbery,,
            """)
        #expect(reading.table.precision == [.month, .month])
        #expect(reading.table.second == [-1, -1])
        #expect(reading.table.civilDay(0).description == "2024-02-01")
        #expect(abs(reading.table.x[0] - 433_915) < 40 && abs(reading.table.y[0] - 279_570) < 40)
        #expect(reading.table.categories == ["Robbery", "Violence and sexual offences"])
        #expect(reading.table.end[0] - reading.table.start[0] == 29 * 86_400 - 1)
    }

    @Test func everyRowIsAccountedForUnderItsReason() throws {
        let reading = try Reading.csv(
            """
            id,when,x,y,category,age
            1,2024-01-10 15:20,433915,279570,robbery,15
            2,2024-01-10 15:20,433915,279570,burglary,15
            3,2024-01-10 15:20,433915,279570,robbery,25
            4,2024-01-10 15:20,433915,279570,robbery,
            5,2023-01-10 15:20,433915,279570,robbery,15
            6,2024-01-10 15:20,533915,179570,robbery,15
            7,,433915,279570,robbery,15
            8,2024-13-10 15:20,433915,279570,robbery,15
            9,2024-01-10 25:20,433915,279570,robbery,15
            10,2024-01-10 15:20,,279570,robbery,15
            11,2024-01-10 15:20,433915,here,robbery,15
            12,2024-01-10 15:20,279570,433915,robbery,15
            13,2024-01-10 15:20,933915,279570,robbery,15
            1,2024-01-10 15:20,433915,279570,robbery,15
            14,2024-01-10 15:20,433915,279570,robbery,old
            15,2024-01-10 15:20,433915,279570,robbery
            16,2024-03-31 01:30,433915,279570,robbery,15
            17,2024-01-10 15:20,433915,279570,Robbery,15
            18,2024-01-10 15:21,433915,279570,robbery,15
            19,2024-01-10 15:22,433915,279570,robbery,15
            20,2024-01-10 15:23,433915,279570,robbery,15
            21,2024-01-10 15:23,0,0,robbery,15
            22,2024-10-27 01:30,433915,279570,robbery,15
            23,2024-01-10 15:24,433915,279570,robbery,15
            24,2024-01-10 15:25,433915,279570,robbery,15
            """,
            studyArea: Reading.coventry,
            period: #require(CivilDay(iso: "2024-01-01"))...#require(CivilDay(iso: "2024-12-31")),
            selecting: ["category": ["Robbery"]], ageUnder: 25)
        let counts = reading.counts
        #expect(counts.read == 25 && counts.addUp)
        #expect(counts.used == 8 && reading.table.count == 8)
        #expect(
            counts.filtered == [.notSelected: 1, .overAge: 1, .ageUnknown: 1, .outsidePeriod: 1, .outsideStudyArea: 1])
        #expect(
            counts.rejected == [
                .missingDate: 1, .badDate: 1, .badTime: 1, .missingCoordinates: 2, .badCoordinates: 1,
                .swappedCoordinates: 1, .coordinatesOutOfRange: 1, .duplicateIdentifier: 1, .badAge: 1,
                .wrongFieldCount: 1, .nonexistentTime: 1,
            ])
        #expect(reading.rejects.map(\.line) == reading.rejects.map(\.line).sorted())
        #expect(reading.rejects[0].line == 8 && reading.rejects[0].row == "7,,433915,279570,robbery,15")
        #expect(reading.notes.contains { $0.contains("1 incidents stand in the hour that occurs twice") })
    }
}
