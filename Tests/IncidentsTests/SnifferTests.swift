import HomewardCore
import Testing

@testable import HomewardIncidents

/// What the first bytes of a file say.
@Suite struct SnifferTests {
    private func sniff(_ text: String) throws -> CSVSniffer {
        try Array(text.utf8).withUnsafeBufferPointer { try CSVSniffer($0, isWhole: true, file: "f.csv") }
    }

    /// The text from the first row of data on, the line that it stands on and the separator.
    private func check(_ lead: String, separator: String = ",", end: String, line: Int) throws {
        let header = ["when", "x", "y"].joined(separator: separator) + end
        let data = ["2024-01-05", "1", "2"].joined(separator: separator) + end
        let found = try sniff(lead + header + data)
        #expect(found.header == ["when", "x", "y"] && found.hasRows)
        #expect(found.dataStart == (lead + header).utf8.count && found.dataLine == line)
        #expect([found.separator] == Array(separator.utf8))
    }

    @Test(arguments: ["\n", "\r\n", "\r"]) func theFirstRowStandsWhereItStands(_ end: String) throws {
        try check("", end: end, line: 2)
        try check("\u{FEFF}", end: end, line: 2)
        try check(end, end: end, line: 3)
        try check(end + end + end, end: end, line: 5)
        try check("\u{FEFF}" + end, end: end, line: 3)
        try check("sep=;" + end, separator: ";", end: end, line: 3)
        try check("\u{FEFF}sep=|" + end + end, separator: "|", end: end, line: 4)
        try check(end + "sep=," + end, end: end, line: 4)
        // What Excel declares holds, even where another separator would give more fields.
        let found = try sniff("sep=;\(end)when;x,1,2,3\(end)2024-01-05;4,5,6,7\(end)")
        #expect(found.header == ["when", "x,1,2,3"])
    }

    @Test func theSeparatorIsTheOneThatTheRowsKeepTo() throws {
        #expect(try sniff("when;x;a,b,c,d\n1;2;3\n1;2;3\n").separator == 0x3B)
        #expect(try sniff("when\tx\n1\t2\n").separator == 0x09)
        // Of two that rows keep to the one with more fields, of equals the likelier.
        #expect(try sniff("when;x,y;z,w\n1;2,3;4,5\n").separator == 0x2C)
        #expect(try sniff("when|x;y|z;w|v\n1|2;3|4;5|6\n").separator == 0x7C)
        // Exactly half of the rows is not most of them.
        #expect(try sniff("when,x,y;z\n1,2;3\n").separator == 0x3B)
        #expect(try sniff("when\n2024\n").separator == 0x2C)
    }

    @Test func aHeaderAloneHasNoRows() throws {
        #expect(try !sniff("when,x,y\n").hasRows)
        #expect(try !sniff("when,x,y\n\n\n").hasRows)
        for nothing in ["", "\n\n", "\r\r", "\r\n", "\u{FEFF}", "sep=;\n", " \t\r\n"] {
            #expect(throws: FileError.self, "\(nothing.debugDescription)") { try sniff(nothing) }
        }
    }

    @Test(arguments: [80, 81]) func aFirstRowOfDataIsShownCut(_ length: Int) throws {
        let row = "12345," + String(repeating: "7", count: length - 6)
        let error = #expect(throws: IncidentsError.self) { try sniff(row + "\n1,2\n") }
        let shown = length > 80 ? String(row.prefix(80)) + "…" : row
        guard case .noHeader(_, let first) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(first == shown)
    }
}
