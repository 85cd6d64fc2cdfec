import Foundation
import HomewardGeometry
import HomewardIncidents
import HomewardLayers
import Testing

/// What the ledger of rejected rows keeps, and what it must not.
@Suite struct RejectLedgerTests {
    /// Names, an address and free text stand in every row; the faults are of every kind that a row can have.
    private static let text = """
        crime ref,when,x,y,category,age,victim name,home address,MO
        1,2024-01-10 15:20,433915,279570,Robbery,15,Ann Secret,"1 Hidden Road, CV1",hit by Bob Secret
        2,never,433915,279570,Robbery,15,Ann Secret,"1 Hidden Road, CV1",hit by Bob Secret
        3,2024-01-10 25:99,433915,279570,Robbery,15,Ann Secret,"1 Hidden Road, CV1",hit by Bob Secret
        4,2024-01-10 15:20,here,279570,Robbery,15,Ann Secret,"1 Hidden Road, CV1",hit by Bob Secret
        5,2024-01-10 15:20,279570,433915,Robbery,15,Ann Secret,"1 Hidden Road, CV1",hit by Bob Secret
        6,2024-01-10 15:20,433915,279570,Robbery,old,Ann Secret,"1 Hidden Road, CV1",hit by Bob Secret
        1,2024-01-10 15:21,433915,279570,Robbery,15,Ann Secret,"1 Hidden Road, CV1","hit ""by"" Bob Secret"
        8,2024-01-10 15:20,433915,279570,Robbery,15,Ann Secret,1 Hidden Road, CV1,hit by Bob Secret
        9,2024-01-10 15:20,433915,279570,Robbery,15,Ann Secret,"1 Hidden "Road,hit by Bob Secret
        10,2024-01-10 15:20,433915,279570,Robbery,15,Ann Secret,,
        11,2024-01-10 15:20,433915,279570,Robbery,15,Ann Secret,,
        12,2024-01-10 15:20,433915,279570,Robbery,15,Ann Secret,,
        13,2024-01-10 15:20,433915,279570,Robbery,15,Ann Secret,,
        14,2024-01-10 15:20,433915,279570,Robbery,15,Ann Secret,,
        15,2024-01-10 15:20,433915,279570,Robbery,15,Ann Secret,,
        16,2024-01-10 15:20,433915,279570,Robbery,15,Ann Secret,,
        17,2024-01-10 15:20,433915,279570,Robbery,15,Ann Secret,,
        """

    private func read(_ ledger: LedgerDetail) throws -> IncidentReading {
        try Reading.csv(Self.text, studyArea: Reading.coventry, ledger: ledger)
    }

    /// Everything that an entry says.
    private func words(_ reject: Reject) -> String {
        ([reject.detail, reject.row ?? ""] + reject.cells.map(\.text)).joined(separator: "|")
    }

    @Test func nothingOfARowIsKeptUnlessSomebodyAsks() throws {
        let reading = try read(.reasons)
        #expect(reading.rejects.count == 8 && reading.counts.rejectedTotal == 8)
        #expect(reading.rejects.allSatisfy { $0.cells.isEmpty && $0.row == nil && !$0.detail.isEmpty })
    }

    @Test func theLedgerKeepsMappedColumnsOnly() throws {
        let reading = try read(.mappedColumns)
        let secrets = ["Secret", "Hidden", "CV1", "hit"]
        for reject in reading.rejects {
            #expect(reject.row == nil)
            for secret in secrets { #expect(!words(reject).contains(secret), "\(reject)") }
        }
        let roles: [ColumnRole] = [.identifier, .when, .x, .y, .category, .age]
        let byReason = Dictionary(grouping: reading.rejects, by: \.reason)
        for reason in [
            RejectReason.badDate, .badTime, .badCoordinates, .swappedCoordinates, .badAge, .duplicateIdentifier,
        ] {
            let entry = try #require(byReason[reason]?.first, "\(reason.rawValue)")
            #expect(entry.cells.map(\.role) == roles, "\(reason.rawValue)")
        }
        #expect(byReason[.badDate]?.first?.cells.map(\.text) == ["2", "never", "433915", "279570", "Robbery", "15"])
        // Where the fields cannot be told apart nobody knows which is a name.
        for reason in [RejectReason.wrongFieldCount, .unclosedQuote] {
            #expect(byReason[reason]?.first?.cells.isEmpty == true, "\(reason.rawValue)")
        }
    }

    @Test func wholeRowsAreKeptWhereTheyAreAskedFor() throws {
        let rows = try read(.wholeRows).rejects.compactMap(\.row)
        #expect(rows.count == 8 && rows.allSatisfy { $0.contains("Ann Secret") })
        #expect(rows.contains { $0.contains("hit \"\"by\"\" Bob Secret") })
    }

    /// A long text in a column that was mapped by mistake does not stand in the ledger, a message or on the terminal whole.
    @Test func whatIsRepeatedIsShortAndOnOneLine() throws {
        let long = String(repeating: "words of a witness ", count: 40)
        let reading = try Reading.csv(
            """
            when,x,y,category
            "\u{1B}[31m\(long)",433915,279570,"\(long)
            and more"
            2024-01-10 15:20,433915,279570,Robbery
            2024-01-10 15:21,433915,279570,Robbery
            """, ledger: .mappedColumns)
        let entry = try #require(reading.rejects.first)
        #expect(entry.detail.count < 120 && entry.detail.hasPrefix("when: \" [31mwords"), "\(entry.detail)")
        #expect(entry.cells.allSatisfy { $0.text.count <= 81 && !$0.text.contains { $0.isNewline } })
        #expect(entry.cells.last?.text.hasSuffix("…") == true)
    }

    @Test func aCutFallsBetweenCharacters() throws {
        let text =
            "when,x,y\n\(String(repeating: "é", count: 60)),1,2\n2024-01-01,433915,279570\n2024-01-02,433915,279570\n"
        let detail = try #require(try Reading.csv(text).rejects.first?.detail)
        #expect(detail.contains(String(repeating: "é", count: 40) + "…") && !detail.contains("\u{FFFD}"))
    }

    @Test func aFeatureIsRepeatedByItsMappedFields() throws {
        let grid = try CoordinateSystem("EPSG:27700")
        let layer = Layer(
            name: "incidents", coordinateSystem: grid,
            fields: [Field("ref", .text), Field("occurred", .text), Field("offence", .text), Field("mo", .text)],
            features: [("a", "never"), ("b", "2024-01-05T15:20:00"), ("c", "2024-01-05T15:21:00")].map { id, when in
                Feature(
                    shape: .point(Point(x: 433_915, y: 279_570)),
                    values: [.text(id), .text(when), .text("Assault, \"common\""), .text("Ann Secret")])
            })
        try Reading.file([], "txt") { path in
            let target = path.replacingOccurrences(of: "incidents.txt", with: "incidents.gpkg")
            try LayerWriter(path: target).write([layer])
            let reading = try IncidentReader(
                sources: [IncidentSource(path: target)], workingSystem: grid, clock: .init(timeZone: "Europe/London"),
                ledger: .mappedColumns
            ).read()
            #expect(reading.rejects.count == 1)
            #expect(reading.rejects.first?.cells.map(\.text) == ["a", "never", "Assault, \"common\""])
        }
    }
}
