import Foundation
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import Testing

@testable import HomewardIncidents

/// Files as people save them: with a title, in UTF-16, with sheets before the table, through a pipe.
@Suite struct FileShapeTests {
    private static let table =
        "id,when,x,y,offence\n1,2024-01-05 15:20,433915,279570,Café\n2,2024-01-06 16:20,433915,279570,b\n"

    @Test(
        arguments: [
            "Crimes of young people in Coventry\n", "Crimes,,,,\nExported on 01/02/2024 10:12,,,,\n,,,,\n",
            "\"A title\nof two lines\"\n\n", "\n\nReport\n\n",
        ], ["\n", "\r\n"]) func whatStandsAboveTheHeaderIsSkipped(_ title: String, _ end: String) throws
    {
        let text = (title + FileShapeTests.table).replacing("\n", with: end)
        let reading = try Reading.csv(text)
        #expect(reading.counts.read == 2 && reading.counts.used == 2)
        let lines = title.count { $0 == "\n" }
        let expected: [Int32] = [Int32(lines + 2), Int32(lines + 3)]
        #expect(reading.table.line == expected)
        #expect(reading.notes.contains { $0.contains("above the header") && $0.contains("skipped") })
        #expect(!reading.notes.contains { $0.contains("Coventry") })
    }

    @Test func theSeparatorIsThatOfTheTable() throws {
        let text = "Crimes, all of them\nMade on 1, 2 and 3 May\n" + FileShapeTests.table.replacing(",", with: ";")
        #expect(try Reading.csv(text).counts.used == 2)
    }

    @Test func whatStandsBelowTheTableIsRejected() throws {
        let reading = try Reading.csv(FileShapeTests.table + "Total: 2 rows\n")
        #expect(reading.counts.used == 2 && reading.counts.rejected == [.wrongFieldCount: 1])
    }

    @Test(arguments: [String.Encoding.utf16, .utf16LittleEndian, .utf16BigEndian], [false, true])
    func sixteenBitTextIsRead(_ encoding: String.Encoding, _ hasMark: Bool) throws {
        var text = FileShapeTests.table + "3,2024-01-07 17:20,433915,279570,\u{1F6B2}\n"
        if hasMark, encoding != .utf16 { text = "\u{FEFF}" + text }
        let data = try #require(text.data(using: encoding))
        let reading = try Reading.bytes(Array(data))
        #expect(reading.counts.used == 3)
        #expect(reading.table.categories == ["Café", "b", "\u{1F6B2}"])
        #expect(reading.sources[0].encoding == "UTF-16")
    }

    /// Half of a pair of units, and a byte too many at the end.
    @Test func sixteenBitTextThatIsNoneIsRejectedRowByRow() throws {
        let rows = (0..<4).map { "\($0),2024-01-05 15:20,433915,279570,\($0 == 1 ? "@" : "x")\n" }.joined()
        var data = Array(try #require(("\u{FEFF}id,when,x,y,offence\n" + rows).data(using: .utf16LittleEndian)))
        let at = try #require(data.firstIndex(of: UInt8(ascii: "@")))
        data[at + 1] = 0xD8
        #expect(try Reading.bytes(data).counts.rejected == [.badEncoding: 1])
        #expect(try Reading.bytes(data + [0x41]).counts.rejected == [.badEncoding: 2])
    }

    /// A large file in UTF-16 is read as the same in UTF-8, whatever stands at the ends of the pieces.
    @Test func aLargeSixteenBitFileIsReadWhole() throws {
        let rows = (0..<40_000).map { "\($0),2024-01-05 15:20,433915,279570,Łódź \($0 % 7)\n" }.joined()
        let text = "id,when,x,y,offence\n" + rows
        let wide = try Reading.bytes(Array(try #require(("\u{FEFF}" + text).data(using: .utf16LittleEndian))))
        let plain = try Reading.csv(text)
        #expect(wide.table == plain.table && wide.counts == plain.counts)
    }

    @Test func thirtyTwoBitTextIsRefused() throws {
        let data = try #require(("\u{FEFF}" + FileShapeTests.table).data(using: .utf32LittleEndian))
        let error = #expect(throws: FileError.self) { try Reading.bytes(Array(data)) }
        #expect(error?.description.contains("UTF-32") == true)
    }

    // MARK: Excel

    private static let rows = [
        ["Ref", "Incident Date", "Incident Time", "Easting", "Northing", "Offence"],
        ["1", "05/01/2024", "15:20", "433915", "279570", "Robbery"],
        ["2", "16/01/2024", "09:05", "433000", "279100", "Robbery"],
    ]

    private func read(_ sheets: [(String, [[String]])], layer: String? = nil) throws -> IncidentReading {
        try Reading.file(Workbook(sheets: sheets).bytes, "xlsx") { path in
            try IncidentReader(
                sources: [IncidentSource(path: path, layer: layer)], workingSystem: CoordinateSystem("EPSG:27700"),
                clock: LocalClock(timeZone: "Europe/London")
            ).read()
        }
    }

    @Test func aCoverSheetIsPassedOver() throws {
        let cover = [["Crimes of young people"], ["Made by the analysts"], ["Confidential"]]
        let reading = try read([
            ("Cover", cover), ("Data", FileShapeTests.rows), ("Codes", [["Code", "Meaning"], ["1", "a"]]),
        ])
        let seconds: [Int32] = [55_200, 32_700]
        #expect(reading.counts.used == 2 && reading.table.second == seconds)
        #expect(reading.notes.contains { $0.contains("the layer \"Data\" is read, the only one of 3") })
        #expect(throws: IncidentsError.self) {
            try read([("Cover", cover), ("Data", FileShapeTests.rows)], layer: "Cover")
        }
    }

    @Test func ofTwoTablesNobodyChooses() throws {
        let sheets = [("2023", FileShapeTests.rows), ("2024", FileShapeTests.rows)]
        let error = #expect(throws: IncidentsError.self) { try read(sheets) }
        guard case .ambiguousLayer(_, let layers) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(layers == ["2023", "2024"])
        let one = try read(sheets, layer: "2024")
        #expect(one.counts.used == 2 && !one.notes.contains { $0.contains("layer") })
    }

    @Test func aTitleInASheetIsSkipped() throws {
        let reading = try read([
            ("Data", [["Crimes of young people"], ["Exported on 01/02/2024"]] + FileShapeTests.rows)
        ])
        #expect(reading.counts.used == 2 && reading.table.civilDay(1).description == "2024-01-16")
        #expect(reading.notes.contains { $0.contains("2 rows above the header are skipped") })
    }

    // MARK: Standard input

    @Test func standardInputIsReadMoreThanOnce() throws {
        try Reading.file(Array(FileShapeTests.table.utf8)) { path in
            let saved = dup(0)
            defer {
                dup2(saved, 0)
                close(saved)
            }
            let file = open(path, O_RDONLY)
            try #require(file >= 0 && dup2(file, 0) == 0)
            close(file)
            let reader = IncidentReader(
                sources: [IncidentSource(path: "-")], workingSystem: try CoordinateSystem("EPSG:27700"),
                clock: try LocalClock(timeZone: "Europe/London"))
            for _ in 0..<2 {
                let reading = try reader.read()
                #expect(reading.counts.used == 2 && reading.sources[0].file == "standard input")
            }
            let digest = try InputFile(hashing: "-")
            #expect(digest.path == "-")
            #expect(digest.sha256 == (try InputFile(hashing: path).sha256))
        }
    }
}
