import Foundation
import HomewardCalendar
import HomewardCore
import HomewardIncidents
import Testing

@Suite struct ReadingErrorTests {
    @Test func aMissingFileAndAFolderAreNamed() throws {
        let clock = try LocalClock(timeZone: "Europe/London")
        for (path, words) in [
            ("/no/such/file.csv", "there is no such file"), (NSTemporaryDirectory(), "a folder stands at that path"),
        ] {
            let reader = IncidentReader(
                sources: [IncidentSource(path: path)], workingSystem: try .init("EPSG:27700"), clock: clock)
            let error = #expect(throws: FileError.self) { try reader.read() }
            #expect(error?.trouble == .missingInput)
            #expect(error?.description.hasPrefix(path) == true && error?.description.contains(words) == true)
        }
    }

    @Test func aNamedPipeIsRefusedInsteadOfWaitedFor() throws {
        let path = NSTemporaryDirectory() + "homeward-\(UUID().uuidString).csv"
        try #require(mkfifo(path, 0o600) == 0)
        defer { unlink(path) }
        let reader = IncidentReader(
            sources: [IncidentSource(path: path)], workingSystem: try .init("EPSG:27700"),
            clock: try LocalClock(timeZone: "Europe/London"))
        #expect(throws: FileError.notAFile(file: path)) { try reader.read() }
    }

    /// The encoding of the header was told anew for each of its names.
    @Test(.timeLimit(.minutes(2))) func aHeaderOfVeryManyColumnsIsReadInTime() throws {
        let columns = 60_000
        let header = "date,time,easting,northing," + (0..<columns).map { "c\($0)" }.joined(separator: ",")
        let row = "25/01/2024,15:20,433915,279570" + String(repeating: ",", count: columns)
        #expect(try Reading.csv(header + "\n" + row + "\n").table.count == 1)
        let error = try Reading.error(header.replacing("easting,", with: "ea,") + "\n" + row + "\n")
        #expect(
            error?.description.hasSuffix("c35 and \(columns - 36) more") == true, "\(error?.description.count ?? 0)")
    }

    @Test(arguments: [
        ("", "the file is empty"), ("\n\n", "the file is empty"), ("id,when,x,y\n", "no row under it"),
        ("1,2024-01-05 15:20,433915,279570\n2,2024-01-05 15:20,433915,279570\n", "looks like data"),
        ("id,colour\n1,red\n", "no column was recognised as the date and time"),
        ("id,when,y\n1,2024-01-05,2\n", "no column was recognised as the easting or longitude"),
        ("id,Offence Date,Committed Date,x,y\n1,2024-01-05,2024-01-05,1,2\n", "several columns could be the date"),
        (
            "id,when,when,x,y\n1,2024-01-05,2024-01-05,1,2\n",
            "several columns could be the date and time (when (column 2)"
        ),
    ]) func theFaultOfTheFileIsSaid(_ text: String, _ words: String) throws {
        let error = try #require(try Reading.error(text))
        #expect(error.description.contains(words), "\(error)")
    }

    /// Where the header is missing the first row is somebody's: its shape is shown, not what stands in it.
    @Test func aMissingHeaderDoesNotTellTheFirstRow() throws {
        let error = try #require(try Reading.error("Ann Secret,2024-01-05 15:20,433915,279570\nB,2024-01-05,1,2\n"))
        #expect(error.description.contains("(xxx xxxxxx,9999-99-99 99:99,999999,999999)"), "\(error)")
        #expect(!error.description.contains("Secret"))
    }

    @Test func aMisspeltColumnGetsASuggestion() throws {
        let text = "Ref,Occured On,East,North\n1,2024-01-05 15:20,433915,279570\n"
        let error = try #require(try Reading.error(text, columns: "when=Ocurred On"))
        #expect(error.description.contains("did you mean \"Occured On\"?"))
        #expect(error.description.contains("Ref, Occured On, East, North"))
    }

    @Test func aMisspeltRoleGetsASuggestion() {
        let error = #expect(throws: IncidentsError.self) { try ColumnMapping.parse("categry=Offence") }
        #expect(error?.trouble == .usage)
        #expect(error?.description.contains("did you mean category?") == true)
        #expect(throws: IncidentsError.self) { try ColumnMapping.parse("x") }
        #expect(throws: IncidentsError.self) { try ColumnMapping.parse("x=") }
        #expect(throws: IncidentsError.self) { try ColumnMapping.parse("x=a,x=b") }
        #expect(throws: IncidentsError.self) { try ColumnMapping.parse("dates=american") }
    }

    @Test func aNameWithACommaStandsInQuotes() throws {
        let mapping = try ColumnMapping.parse("when=\"Date, time\", x=E,dates=day-first")
        #expect(mapping.overrides == [.when: "Date, time", .x: "E"] && mapping.dateOrder == .dayFirst)
    }

    @Test func moreThanHalfBadNamesTheReasons() throws {
        let text = "id,when,x,y\n1,soon,433915,279570\n2,later,433915,279570\n3,2024-01-05 15:20,433915,279570\n"
        let error = try #require(try Reading.error(text))
        #expect(error.description.contains("2 of 3 rows cannot be read: bad_date 2 (first on line 2: when: \"soon\""))
        #expect(error.description.hasSuffix("with the key incidents[].columns dates=day-first"))
        // Who typed a command is told the option.
        let typed = error.report.sentence { _ in "--columns" }
        #expect(typed.hasSuffix("with --columns dates=day-first"))
    }

    @Test func windows1252IsReadWithANote() throws {
        var bytes = Array("id,when,x,y,offence\n1,2024-01-05 15:20,433915,279570,caf".utf8)
        bytes +=
            [0xE9] + Array("\n2,2024-01-05 15:20,433915,279570,plain\n3,2024-01-05 15:20,433915,279570,".utf8) + [
                0x81, 0x0A,
            ]
        let reading = try Reading.bytes(bytes)
        #expect(reading.table.categories == ["café", "plain"])
        #expect(reading.counts.rejected == [.badEncoding: 1])
        #expect(reading.sources[0].encoding == "Windows-1252")
        #expect(reading.notes.contains { $0.contains("Windows-1252") })
    }

    @Test func freeTextIsNoCategory() throws {
        let rows = (0..<70_000).map { "\($0),2024-01-05 15:20,433915,279570,text \($0)\n" }.joined()
        let error = try #require(try Reading.error("id,when,x,y,offence\n" + rows))
        #expect(error.description.contains("65535 different values"))
    }

    @Test func agesAreAskedForOnlyWhereThereAreAny() throws {
        let error = try Reading.error("id,when,x,y\n1,2024-01-05 15:20,433915,279570\n", ageUnder: 25)
        #expect(error?.description.contains("no column was recognised as the age") == true)
    }
}
