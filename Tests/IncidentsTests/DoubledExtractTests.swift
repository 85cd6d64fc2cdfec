import Foundation
import HomewardGeometry
import HomewardLayers
import Testing

@testable import HomewardIncidents

/// The same incidents in several of the files that a plan lists: each counts once, and what is done about it is said.
@Suite struct DoubledExtractTests {
    private static let header = "id,when,x,y,category\n"

    /// A row of an incident: its identifier, a minute of the day, and how far east it lies.
    private static func row(_ id: String, minute: Int, east: Double = 0, category: String = "Robbery", day: Int = 5)
        -> String
    {
        let time = "\(minute / 60 + 10):\(minute % 60 < 10 ? "0" : "")\(minute % 60)"
        return "\(id),2024-01-\(day < 10 ? "0" : "")\(day) \(time),\(433_000 + east),279570,\(category)\n"
    }

    private static func file(_ rows: Range<Int>, prefix: String = "C") -> String {
        header + rows.map { row("\(prefix)\($0)", minute: $0, east: Double($0) * 10) }.joined()
    }

    private static let one = file(0..<100)

    // MARK: Whole files

    @Test func aFileListedThirtyTimesIsReadOnce() throws {
        try Reading.file(Self.one.utf8) { path in
            func read(_ times: Int) throws -> IncidentReading {
                try IncidentReader(
                    sources: Array(repeating: IncidentSource(path: path), count: times),
                    workingSystem: CoordinateSystem("EPSG:27700"), clock: .init(timeZone: "Europe/London")
                ).read()
            }
            let once = try read(1)
            let often = try read(30)
            #expect(often.table == once.table && often.counts == once.counts && often.counts.addUp)
            #expect(often.spikes == once.spikes && often.sources.count == 30)
            #expect(often.sources.dropFirst().allSatisfy { $0.rows == 0 })
            #expect(often.notes == once.notes + ["\(path) is listed 30 times; it is read once."])
        }
    }

    @Test func aCopyByAnotherNameIsReadOnce() throws {
        let other = Self.file(200..<220)
        let reading = try Reading.files(["a.csv": Self.one, "b.csv": other, "c.csv": Self.one, "d.csv": Self.one])
        #expect(reading.counts.read == 120 && reading.counts.used == 120 && reading.counts.addUp)
        #expect(reading.sources.map(\.rows) == [100, 20, 0, 0])
        let note = try #require(reading.notes.first { $0.contains("byte for byte") })
        #expect(note.contains("c.csv, ") && note.contains("d.csv are the same as ") && note.contains("a.csv, byte"))
        #expect(reading.table.source == Array(repeating: 0, count: 100) + Array(repeating: 1, count: 20))
    }

    /// The same file may be named twice to ask for different rows; those that both ask for count once.
    @Test func aFileThatIsAskedTwoThingsIsReadTwice() throws {
        let text =
            Self.header
            + (0..<30).map { Self.row("C\($0)", minute: $0, category: ["Robbery", "Assault", "Theft"][$0 % 3]) }
            .joined()
        let reading = try Reading.files(["a.csv": text, "b.csv": text]) { source, index in
            source.selecting = ["category": index == 0 ? ["Robbery", "Assault"] : ["Assault", "Theft"]]
        }
        #expect(reading.counts.read == 60 && reading.counts.used == 30 && reading.counts.addUp)
        #expect(reading.counts.rejected == [.duplicateAcrossFiles: 10])
        #expect(reading.counts.filtered == [.notSelected: 20])
    }

    /// Two shapefiles may share every point and tell of different things: their attributes stand in another file.
    @Test func aPartOfAFileIsNotTakenForTheWhole() throws {
        let grid = try CoordinateSystem("EPSG:27700")
        try Reading.file([], "txt") { path in
            let targets = ["one", "two"].map { path.replacingOccurrences(of: "incidents.txt", with: "\($0).shp") }
            for (number, target) in targets.enumerated() {
                let features = (0..<5).map { index in
                    Feature(
                        shape: .point(Point(x: 433_000 + Double(index), y: 279_000)),
                        values: [.text("2024-0\(number + 1)-05T15:20:00"), .text("\(number)-\(index)")])
                }
                try LayerWriter(path: target).write([
                    Layer(
                        name: "incidents", coordinateSystem: grid,
                        fields: [Field("occurred", .text), Field("ref", .text)],
                        features: features)
                ])
            }
            #expect(
                FileManager.default.contents(atPath: targets[0]) == FileManager.default.contents(atPath: targets[1]))
            let reading = try IncidentReader(
                sources: targets.map { IncidentSource(path: $0) }, workingSystem: grid,
                clock: .init(timeZone: "Europe/London")
            ).read()
            #expect(reading.counts.used == 10)
        }
    }

    // MARK: Rows by identifier

    @Test func anIncidentInTwoFilesCountsOnce() throws {
        let reading = try Reading.files(
            ["a.csv": Self.one, "b.csv": Self.file(60..<150)], ledger: .mappedColumns)
        #expect(reading.counts.read == 190 && reading.counts.used == 150 && reading.counts.addUp)
        #expect(reading.counts.rejected == [.duplicateAcrossFiles: 40])
        #expect(reading.sources.map(\.counts.used) == [100, 50])
        #expect(reading.table.count == 150 && Set(reading.table.x).count == 150)
        #expect(reading.spikes.timed == 150)
        #expect(reading.rejects.map(\.line) == Array(2...41))
        #expect(reading.rejects[0].cells.first?.text == "C60")
        let note = try #require(reading.notes.first { $0.contains("counted once") })
        #expect(
            note.contains("b.csv: 40 rows of 2024-01-05 have the identifier of a row in ") && note.contains("a.csv"))
        #expect(!note.contains("differ") && !reading.notes.contains { $0.contains("may be the same") })
    }

    @Test func theFileListedFirstCountsAndTheDifferencesAreSaid() throws {
        // Moved, at another time, of another kind: corrected between the two extracts.
        let later =
            Self.header + (0..<20).map { Self.row("C\($0)", minute: $0, east: Double($0) * 10) }.joined()
            + Self.row("C20", minute: 20, east: 9_000) + Self.row("C21", minute: 500, east: 210)
            + Self.row("C22", minute: 22, east: 220, category: "Assault") + Self.row("C23", minute: 400, east: 9_000)
        let reading = try Reading.files(["a.csv": Self.one, "b.csv": later])
        #expect(reading.counts.used == 100 && reading.counts.rejected == [.duplicateAcrossFiles: 24])
        #expect(reading.table.x.max() == 433_990 && reading.table.categories == ["Robbery"])
        #expect(reading.notes.contains { $0.contains("In 4 of them the place, the time or the category differ") })
        // The other way round the later extract stands.
        let turned = try Reading.files(["b.csv": later, "a.csv": Self.one])
        #expect(turned.counts.used == 100 && turned.table.x.max() == 442_000)
        #expect(turned.table.categories == ["Assault", "Robbery"])
    }

    /// Two systems that each number from 1 share identifiers and no incident.
    @Test func numbersOfAnotherSeriesAreNoDuplicates() throws {
        let other = Self.header + (0..<50).map { Self.row("C\($0)", minute: 300 + $0, east: 5_000, day: 9) }.joined()
        let reading = try Reading.files(["a.csv": Self.one, "b.csv": other])
        #expect(reading.counts.used == 150 && reading.counts.rejected.isEmpty && reading.counts.addUp)
        let note = try #require(reading.notes.first { $0.contains("different incidents") })
        #expect(note.contains("b.csv: 50 rows of 2024-01-09 have the identifier"))
    }

    /// Rows that are no incident of the first file leave that of the second alone.
    @Test func onlyWhatIsUsedIsSought() throws {
        let first =
            Self.header + "C1,never,433010,279570,Robbery\n" + Self.row("C2", minute: 2) + Self.row("C3", minute: 3)
        let reading = try Reading.files(["a.csv": first, "b.csv": Self.file(1..<4)])
        #expect(reading.counts.used == 3 && reading.counts.rejected == [.badDate: 1, .duplicateAcrossFiles: 2])
        #expect(reading.table.line == [3, 4, 2])
    }

    @Test func mostRowsOfAFileMayStandInAnotherWithoutItsBeingUnreadable() throws {
        let reading = try Reading.files(["a.csv": Self.one, "b.csv": Self.file(1..<101)])
        #expect(reading.counts.used == 101 && reading.sources[1].counts.rejectedTotal == 99)
    }

    @Test func threeFilesAreComparedWithAllBefore() throws {
        let reading = try Reading.files(
            ["a.csv": Self.file(0..<10), "b.csv": Self.file(10..<20), "c.csv": Self.file(5..<25)])
        #expect(reading.counts.used == 25 && reading.sources.map(\.counts.used) == [10, 10, 5])
        let note = try #require(reading.notes.first { $0.contains("counted once") })
        #expect(note.contains("a.csv, ") && note.contains("b.csv; "))
    }

    // MARK: Rows without an identifier

    @Test func rowsThatOnlyAgreeAreCountedAndSaid() throws {
        func file(_ rows: Range<Int>) -> String {
            "when,x,y,category\n" + rows.map { Self.row("", minute: $0, east: Double($0)).dropFirst() }.joined()
        }
        let reading = try Reading.files(["a.csv": file(0..<50), "b.csv": file(40..<60)])
        #expect(reading.counts.used == 70 && reading.counts.rejected.isEmpty)
        let note = try #require(reading.notes.first { $0.contains("may be the same incidents") })
        #expect(note.contains("b.csv: 10 rows of 2024-01-05 have the place, time and category of a row in "))
        let apart = try Reading.files(["a.csv": file(0..<50), "b.csv": file(50..<60)])
        #expect(!apart.notes.contains { $0.contains("may be the same") })
    }

    /// The category of the second file has another number than that of the first.
    @Test func categoriesAreComparedByName() throws {
        let header = "when,x,y,category\n"
        func row(_ minute: Int, _ category: String) -> String {
            String(Self.row("", minute: minute, category: category).dropFirst())
        }
        let reading = try Reading.files([
            "a.csv": header + row(1, "Assault") + row(2, "Robbery"),
            "b.csv": header + row(2, "Robbery") + row(1, "Theft"),
        ])
        #expect(reading.notes.contains { $0.contains("b.csv: 1 row of 2024-01-05 has the place") })
    }

    /// Within one file nothing is compared by place and time: several rows may share an incident.
    @Test func oneFileIsAsItWas() throws {
        let row = String(Self.row("", minute: 1).dropFirst())
        let reading = try Reading.csv("when,easting,northing,category\n" + row + row + row, ledger: .reasons)
        #expect(reading.counts.used == 3 && reading.notes.isEmpty)
    }

    @Test func whatComesOutDoesNotDependOnThePieces() throws {
        let expected = try Reading.files(["a.csv": Self.one, "b.csv": Self.file(60..<150)])
        try Reading.file(Self.file(60..<150).utf8) { path in
            var file = try CSVIncidentFile(path: path)
            file.pieceSize = 64
            file.workers = 3
            let columns = try ColumnDetection(file: path, header: file.sniffed.header, mapping: ColumnMapping()).plan()
            var plan = try #require(
                RowPlan(
                    columns: columns, header: file.sniffed.header, file: path,
                    clock: .init(timeZone: "Europe/London"), dateOrder: .dayFirst, period: nil))
            plan.comparesFiles = true
            let grid = try CoordinateSystem("EPSG:27700")
            var earlier = EarlierRows()
            let first = try Reading.csv(Self.one)
            let hashes = (0..<100).map { number in
                Array("C\(number)".utf8).withUnsafeBufferPointer {
                    FileIdentifier(hash: ByteHash.hash($0), check: ByteHash.check($0))
                }
            }
            earlier.add(first.table, hashes, from: 0)
            var builder = TableBuilder(file: path, earlier: earlier)
            try file.read(
                plan: plan, frame: PositionFrame(source: grid, working: grid, studyArea: nil), into: &builder)
            builder.finish()
            #expect(builder.doubled.map(\.row) == Array(0..<40) && builder.doubled.map(\.earlier) == Array(60..<100))
            #expect(builder.doubled.map(\.reject.line) == expected.rejects.map(\.line))
        }
    }

    /// The two hashes of an identifier know nothing of each other, and short numbers keep apart in both.
    @Test func identifiersKeepApart() {
        var both: Set<FileIdentifier> = []
        var second: Set<UInt64> = []
        for number in 0..<200_000 {
            Array("\(number % 2 == 0 ? "" : "CR/")\(number / 2)".utf8).withUnsafeBufferPointer { bytes in
                both.insert(FileIdentifier(hash: ByteHash.hash(bytes), check: ByteHash.check(bytes)))
                second.insert(ByteHash.check(bytes))
            }
        }
        #expect(both.count == 200_000 && second.count == 200_000)
    }
}
