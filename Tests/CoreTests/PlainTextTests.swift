import Foundation
import HomewardCore
import Testing

/// Nothing from a file steers a terminal or turns a text round.
@Suite struct PlainTextTests {
    @Test(arguments: [
        ("\u{1B}[31mred", "\\u{1b}[31mred"), ("a\u{9B}2J", "a\\u{9b}2J"), ("a\u{7F}\u{8}\r", "a\\u{7f}\\u{8}\\u{d}"),
        ("\u{202E}vsc.exe", "\\u{202e}vsc.exe"),
        ("\u{2066}a\u{2069}\u{200F}\u{61C}", "\\u{2066}a\\u{2069}\\u{200f}\\u{61c}"),
        ("a\nb\u{2028}c", "a\\u{a}b\\u{2028}c"), ("St Michael's – Höhe 東 👍🏽", "St Michael's – Höhe 東 👍🏽"), ("", ""),
    ])
    func controlsAreWrittenOut(text: String, shown: String) {
        #expect(PlainText.shown(text) == shown)
    }

    @Test func linesStayWhereTheyAreMeant() {
        #expect(PlainText.shown("a\n\tb\u{1B}c", keepingLines: true) == "a\n\tb\\u{1b}c")
    }

    @Test func jsonKeepsItsValues() throws {
        let value = ["name": "a\u{202E}b\u{7F}\u{9B}c\u{2028}", "tag": "\u{1B}]0;"]
        let text = PlainText.shown(json: try JSONText.text(of: value))
        #expect(
            text.unicodeScalars.allSatisfy {
                $0 == "\n" || !PlainText.isDirection($0) && $0.properties.generalCategory != .control
            })
        #expect(try JSONText.decode([String: String].self, from: Data(text.utf8), file: "x") == value)
    }

    @Test func directionIsWrittenOutInMarkup() {
        #expect(XMLText.escaped("<\u{202E}a\u{2066}>") == "&lt;\\u{202e}a\\u{2066}&gt;")
    }

    @Test(arguments: [
        ([0x1F, 0x8B, 8, 0] as [UInt8], "a gzip archive"),
        (Array("PK\u{3}\u{4}xl".utf8), "a zip archive or a spreadsheet"),
        (Array("SQLite format 3\0".utf8), "a database"), (Array("%PDF-1.7".utf8), "a PDF document"),
    ])
    func anArchiveIsNoText(bytes: [UInt8], found: String) throws {
        let error = #expect(throws: FileError.self) { try TextFile.text(of: bytes, file: "a.csv") }
        #expect(error?.description.hasPrefix("a.csv: this is \(found); ") == true)
        #expect(error?.trouble == .badData)
        try FileKind.checkText(Array("PK,date\n".utf8), file: "a.csv")
        try FileKind.checkText([], file: "a.csv")
    }
}
