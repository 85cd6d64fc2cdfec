import HomewardFixtures
import Testing

@testable import HomewardPublishing

@Suite("CSV tables")
struct CSVTableTests {
    @Test("The mark of UTF-8 comes first, quotes, commas and line ends are quoted, and records end with CRLF")
    func quoting() {
        var table = CSVTable(header: ["a", "b"])
        table.append([.text("say \"hi\", twice\nover"), .real(-0.5)])
        table.append([.empty, .integer(-3)])
        table.append([.text("=cmd|' /C calc'!A0"), .text("what was\u{FFFD}")])
        #expect(
            table.text == "\u{FEFF}a,b\r\n\"say \"\"hi\"\", twice\nover\",-0.5\r\n,-3\r\n"
                + "'=cmd|' /C calc'!A0,what was\\u{fffd}\r\n")
        #expect(Array(table.text.utf8.prefix(4)) == [0xEF, 0xBB, 0xBF, UInt8(ascii: "a")])
    }

    @Test("The clock has 168 records that sum to the incidents placed")
    func clock() {
        let csv = ClockTable.csv(
            allDays: ReportFixture.clock(), schoolDays: ReportFixture.clock(),
            provenance: ReportFixture.provenance(madeUp: [.incidents]))
        let lines = csv.split(separator: "\r\n")
        #expect(lines.count == 169)
        #expect(
            lines[1].hasPrefix(
                "1,Monday,0,1,1,true,,EXERCISE: made-up incidents,internal: may show single incidents,\"EXERCISE"))
        #expect(
            lines[2] == "1,Monday,1,1,1,true,,EXERCISE: made-up incidents,internal: may show single incidents,")
        #expect(lines[168].hasPrefix("7,Sunday,23,"))
    }
}
