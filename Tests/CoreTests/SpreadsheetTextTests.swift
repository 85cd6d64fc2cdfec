import HomewardCore
import Testing

@Suite struct SpreadsheetTextTests {
    @Test(
        "A field that a spreadsheet would run gets an apostrophe in front",
        arguments: [
            ("=1+1", "'=1+1"), ("+44", "'+44"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"), ("\tx", "'\tx"),
            ("'quoted", "''quoted"), ("plain", "plain"), ("a=b", "a=b"), ("", ""), ("Caf\u{FFFD}", "Caf\\u{fffd}"),
            ("=\u{FFFD}", "'=\\u{fffd}"),
        ])
    func formulas(field: String, expected: String) {
        #expect(SpreadsheetText.protected(field) == expected)
    }

    @Test(
        "Bytes that belong to no character are written out, and all others stay",
        arguments: [
            ([0x63, 0x61, 0x66, 0xE9] as [UInt8], "caf\\xe9"), ([0xC3, 0xA9, 0x81], "é\\x81"),
            ([0xE2, 0x82], "\\xe2\\x82"),
            (Array("Łódź 🚸".utf8), "Łódź 🚸"), ([], ""),
        ])
    func legible(bytes: [UInt8], expected: String) {
        #expect(TextEncoding.legible(bytes) == expected)
    }

    @Test func whatWindowsLeavesUndefinedIsWrittenOut() {
        #expect(TextEncoding.windows1252([0x41, 0x81, 0xE9, 0, 0x9D]) == "A\\x81é\u{0}\\x9d")
    }
}
