import Foundation
import HomewardCore
import HomewardFixtures
import HomewardPublishing
import Testing

@testable import HomewardReport

@Suite("Sheets in PDF")
struct PrintTests {
    static let chromium = try? Chromium()

    private func withFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "homeward-print-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    /// A program that stands for the browser: `body` is what the shell does, the PDF's path in `$pdf` and the page's in `$html`.
    private func browser(_ body: String, in folder: URL) throws -> Chromium {
        let file = folder.appending(path: "browser-\(UUID().uuidString)")
        try Data(
            """
            #!/bin/sh
            for word; do
                case "$word" in --print-to-pdf=*) pdf="${word#*=}" ;; file://*) html="${word#file://}" ;; esac
            done
            \(body)

            """.utf8
        ).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
        return Chromium(path: file.path)
    }

    private static let pages = [
        PublishedPage(name: "sheets/R1.html", text: "<p>one</p>"),
        PublishedPage(name: "tasking.html", text: "<p>two</p>"),
    ]

    @Test("The dates of a PDF become the day that is told, and no byte moves")
    func dates() {
        let pdf =
            "%PDF-1.4\n/CreationDate (D:20261201120102+00'00')\n/ModDate (D:20261201120102Z)\n(D:2026) (D:x2345678901234)\n%%EOF"
        let set = String(decoding: PDFDates.set(Array(pdf.utf8), to: "2025-08-31"), as: UTF8.self)
        #expect(
            set
                == "%PDF-1.4\n/CreationDate (D:20250831000000+00'00')\n/ModDate (D:20250831000000Z)\n(D:2026) (D:x2345678901234)\n%%EOF"
        )
        for day in ["", "2025-8-31", "20x5-08-31"] {
            #expect(PDFDates.set(Array(pdf.utf8), to: day) == Array(pdf.utf8))
        }
        #expect(PDFDates.set(Array("(D:2026120112010".utf8), to: "2025-08-31") == Array("(D:2026120112010".utf8))
    }

    @Test(
        "Each page is printed from a folder that is gone afterwards, with a profile and a home of its own and no network"
    )
    func prints() throws {
        try withFolder { folder in
            let log = folder.appending(path: "log").path
            let browser = try browser(
                "echo \"$HOME $*\" >> \(log); { printf '%%PDF-1.4 '; cat \"$html\"; } > \"$pdf\"", in: folder)
            let printed = try browser.pdf(of: Self.pages, dated: "2025-08-31")
            #expect(printed.map(\.name) == ["sheets/R1.pdf", "tasking.pdf"])
            #expect(
                printed.map { String(decoding: $0.bytes, as: UTF8.self) } == [
                    "%PDF-1.4 <p>one</p>", "%PDF-1.4 <p>two</p>",
                ])
            let calls = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
            #expect(calls.count == 2)
            for call in calls {
                let home = String(try #require(call.split(separator: " ").first))
                #expect(
                    call.contains("--user-data-dir=\(home)/profile")
                        && call.contains("--proxy-server=http://127.0.0.1:9"))
                #expect(call.contains("--host-resolver-rules=MAP * ~NOTFOUND"))
                #expect(!FileManager.default.fileExists(atPath: home))
            }
        }
    }

    @Test(
        "A browser that fails, makes no PDF or takes too long is an error that names the sheet and leaves nothing behind"
    )
    func failures() throws {
        try withFolder { folder in
            for body in ["echo 'no display' >&2; exit 1", "echo 'no display' >&2; echo hello > \"$pdf\""] {
                let browser = try browser(body, in: folder)
                let error = #expect(throws: PrintingError.self) { try browser.pdf(of: Self.pages, dated: "") }
                #expect(error == .failed(sheet: "sheets/R1.html", program: browser.path, words: "no display"))
            }
            var slow = try browser("echo \"$HOME\" > \(folder.path)/home; exec sleep 60", in: folder)
            slow.seconds = 0.5
            let begin = Date()
            let error = #expect(throws: PrintingError.self) { try slow.pdf(of: Self.pages, dated: "") }
            #expect(error == .late(sheet: "sheets/R1.html", program: slow.path, seconds: 0.5))
            #expect(Date().timeIntervalSince(begin) < 30)
            let home = try String(contentsOfFile: folder.path + "/home", encoding: .utf8)
            #expect(!FileManager.default.fileExists(atPath: home.trimmingCharacters(in: .newlines)))
        }
        #expect(throws: PrintingError.self) {
            try Chromium(path: "/nowhere/chromium").pdf(of: Self.pages, dated: "")
        }
        for error in [
            PrintingError.noBrowser, .failed(sheet: "a", program: "b", words: "c"),
            .late(sheet: "a", program: "b", seconds: 60),
        ] {
            #expect(error.trouble == .unavailable && error.description.contains("--pdf"))
        }
    }

    @Test("What was printed goes with the next run, and goes when its sheet has changed")
    func orphans() throws {
        try withFolder { folder in
            let results = try RunFixture.results(in: folder)
            let out = folder.appending(path: "out").path
            try Publisher(directory: out).publish(results, adding: ReportFixture.page)
            let browser = try browser("{ printf '%%PDF-1.4 '; head -c 100 \"$html\"; } > \"$pdf\"", in: folder)
            let there = { (name: String) in FileManager.default.fileExists(atPath: out + "/" + name) }
            let made = try Report.rebuild(directory: out, printing: browser)
            #expect(made.sheets.count { $0.hasSuffix(".pdf") } == made.sheets.count { $0.hasSuffix(".html") })
            #expect(there("sheets/R1.pdf") && there("tasking.pdf") && made.stale.isEmpty)
            try Data("mine".utf8).write(to: URL(fileURLWithPath: out + "/sheets/mine.pdf"))

            // The sheets are as they were printed.
            #expect(try Report.rebuild(directory: out).stale.isEmpty)
            #expect(there("sheets/R1.pdf"))
            // Two are not, as where an earlier version made them.
            for name in ["sheets/R1.html", "tasking.html"] {
                try Data("older".utf8).write(to: URL(fileURLWithPath: out + "/" + name))
            }
            #expect(try Report.rebuild(directory: out).stale == ["sheets/R1.pdf", "tasking.pdf"])
            #expect(!there("sheets/R1.pdf") && !there("tasking.pdf"))
            #expect(there("sheets/A1.pdf") && there("sheets/mine.pdf"))

            try Publisher(directory: out).publish(results, adding: ReportFixture.page)
            #expect(!there("sheets/A1.pdf") && there("tasking.html") && there("sheets/mine.pdf"))
            // A file of the analyst's is in the way.
            try Data("mine".utf8).write(to: URL(fileURLWithPath: out + "/tasking.pdf"))
            #expect(throws: FileError.foreignFiles(folder: out, names: ["tasking.pdf"])) {
                try Report.rebuild(directory: out, printing: browser)
            }
            #expect(!there("sheets/R1.pdf"))
        }
    }

    @Test(
        "Chromium prints a card on one page of A5 and the tasking page on one of A4, the same bytes twice",
        .enabled(if: chromium != nil, "chromium is not installed"))
    func real() throws {
        let browser = try #require(Self.chromium)
        var record = try ReportFixture.record()
        record.assumptions = (0..<30).map { "Assumption \($0) that is rather long, \(ReportFixture.hostile)" }
        let sheets = try SheetMaterial(
            record: record, layers: ReportFixture.material().layers, streets: .none
        ).sheets.filter { ["sheets/R1.html", "tasking.html"].contains($0.name) }
        let first = try browser.pdf(of: sheets, dated: "2025-08-31")
        #expect(try browser.pdf(of: sheets, dated: "2025-08-31") == first)
        for (pdf, width) in zip(first, ["420", "59"]) {
            let text = String(decoding: pdf.bytes, as: Unicode.ASCII.self)
            #expect(text.matches(of: /\/Type \/Page\n/).count == 1, "\(pdf.name)")
            #expect(text.contains("/MediaBox [0 0 \(width)"), "\(pdf.name)")
            #expect(text.contains("(D:20250831000000"), "\(pdf.name)")
        }
    }
}
