import HomewardCore
import Testing

@testable import HomewardIncidents

@Suite struct ScannerTests {
    /// Records with their status, for bytes that arrive whole.
    private func records(_ text: String) -> [(CSVRecord.Status, Int, Int)] {
        Array(text.utf8).withUnsafeBufferPointer { bytes in
            let scanner = CSVScanner(bytes: bytes, separator: 0x2C, isFinal: true)
            return withUnsafeTemporaryAllocation(of: FieldSpan.self, capacity: 8) { spans in
                var found: [(CSVRecord.Status, Int, Int)] = []
                var index = 0
                while index < bytes.count {
                    let record = scanner.record(at: index, into: spans)
                    found.append((record.status, record.fields, record.lines))
                    index = record.next
                }
                return found
            }
        }
    }

    @Test func aStrayQuoteCostsItsOwnLineAlone() {
        let found = records("a,\"b,c\nd,e\nf,g\n")
        #expect(found.map(\.0) == [.brokenQuote, .complete, .complete])
        #expect(found.map(\.2) == [1, 1, 1])
    }

    /// Whatever ends the line, and whether anything follows.
    @Test(arguments: ["\n", "\r\n", "\r"]) func aStrayQuoteEndsWithItsLine(_ end: String) {
        let found = records("a,\"b" + end + "c,d" + end)
        #expect(found.map(\.0) == [.brokenQuote, .complete] && found.map(\.1) == [0, 2])
        #expect(records("a,\"b" + end).map(\.0) == [.brokenQuote])
        #expect(records("a,\"b" + end + end + "c").map(\.0) == [.brokenQuote, .blank, .complete])
        #expect(records("a,\"b").map(\.0) == [.brokenQuote])
    }

    /// A record tells how many lines it takes, by whichever ends stand in its quotes.
    @Test(arguments: ["\n", "\r\n", "\r"]) func linesWithinQuotesAreCounted(_ end: String) {
        let found = records("a,\"x\(end)\(end)y\(end)\"\(end)b,\"\(end)\"")
        #expect(found.map(\.0) == [.complete, .complete] && found.map(\.2) == [4, 2])
    }

    /// Cut after any byte, a record is the same as whole or is not there yet.
    @Test(arguments: [
        "a,\"b\"\"c\",d\r\ne", "\"a\r\n\"  ,b\re", "a,\"b\" x\r\ne", "a,\"b\"x\re", "\r\ne", "\re", "é,b\ne",
        "\"\",\"\"\ne",
    ]) func aCutChangesNoRecord(_ text: String) {
        let bytes = Array(text.utf8)
        func first(_ count: Int, isFinal: Bool) -> CSVRecord {
            bytes[..<count].withUnsafeBufferPointer { part in
                withUnsafeTemporaryAllocation(of: FieldSpan.self, capacity: 4) {
                    CSVScanner(bytes: part, separator: 0x2C, isFinal: isFinal).record(at: 0, into: $0)
                }
            }
        }
        let whole = first(bytes.count, isFinal: true)
        #expect(bytes.count == whole.next + 1)
        #expect((whole.bits >= 0x80) == bytes.contains { $0 >= 0x80 })
        for count in 0...bytes.count {
            let part = first(count, isFinal: false)
            // A line that ends with CR may go on with LF; a record whose quotes are broken may still mend.
            let isThere = count > whole.next || count == whole.next && bytes[count - 1] == 0x0A
            guard part.status != .incomplete else {
                #expect(!isThere, "\(count) bytes")
                continue
            }
            #expect(isThere && part.status == whole.status && part.next == whole.next && part.end == whole.end)
            #expect(part.fields == whole.fields && part.lines == whole.lines && part.bits == whole.bits)
        }
    }

    @Test func textBehindAClosingQuoteIsAFault() {
        #expect(records("a,\"b\"c,d\ne,f\n").map(\.0) == [.brokenQuote, .complete])
    }

    /// A doubled quote within quotes is one quote, one in a plain field stands for itself.
    @Test func doubledQuotesBecomeOne() throws {
        let rows = CSVRecords.rows(of: "\"He said \"\"no\"\"\",x\"\"y,\"\"\"\"\n")
        #expect(rows.map(\.fields) == [["He said \"no\"", "x\"\"y", "\""]])
        let table = try Reading.csv(
            "when,x,y,category\n2024-01-05 15:20,433915,279570,\"Robbery \"\"personal\"\"\"\n"
        ).table
        #expect(table.categories == ["Robbery \"personal\""])
    }

    @Test func quotesInsideAPlainFieldAreText() {
        #expect(records("a,5\" knife,c\n").map(\.1) == [3])
    }

    @Test(arguments: ["a,b", "a,b\n", "a,b\r\n", "a,b\r"]) func theLastLineNeedsNoEnd(_ text: String) {
        #expect(records(text).map(\.1) == [2])
    }

    @Test func aRecordThatGoesOnIsNotGuessed() {
        for text in ["a,b", "a,\"b", "a,\"b\"", "a,b\r"] {
            Array(text.utf8).withUnsafeBufferPointer { bytes in
                let scanner = CSVScanner(bytes: bytes, separator: 0x2C, isFinal: false)
                withUnsafeTemporaryAllocation(of: FieldSpan.self, capacity: 4) { spans in
                    #expect(scanner.record(at: 0, into: spans).status == .incomplete, "\(text)")
                }
            }
        }
    }

    @Test(arguments: [
        ("", TextEncoding.Kind.ascii), ("abc", .ascii), ("é€😀", .utf8),
    ]) func validTextIsRecognised(_ text: String, _ kind: TextEncoding.Kind) {
        Array(text.utf8).withUnsafeBufferPointer { #expect(TextEncoding.kind(of: $0) == kind) }
    }

    @Test(
        arguments: [
            ([0x63, 0x61, 0x66, 0xE9], TextEncoding.Kind.windows1252), ([0x81], .unreadable),
            ([0xE9, 0x2C, 0xC3, 0xA9], .unreadable),
            ([0xED, 0xA0, 0x80], .windows1252), ([0xC0, 0x80], .windows1252), ([0xF5, 0x80, 0x80, 0x80], .windows1252),
        ] as [([UInt8], TextEncoding.Kind)])
    func otherBytesAreToldApart(_ bytes: [UInt8], _ kind: TextEncoding.Kind) {
        bytes.withUnsafeBufferPointer { #expect(TextEncoding.kind(of: $0) == kind) }
        #expect(TextEncoding.windows1252([0x80, 0x93, 0x41, 0x94, 0xE9]) == "€“A”é")
    }

    /// Every line opens a quote that goes on below, so that each was read to the end of the file.
    @Test(.timeLimit(.minutes(1))) func linesThatEachOpenAQuoteAreReadInTime() {
        let found = records(String(repeating: "a\",\"\n", count: 20_000))
        #expect(found.count == 20_000 && found.allSatisfy { $0.0 == .brokenQuote && $0.2 == 1 })
        let long = "a,\"" + String(repeating: "\n", count: 999) + "\"\n"
        #expect(records(long).map(\.0) == [.complete])
    }
}
