import Foundation
public import HomewardCore
public import HomewardPublishing

/// Prints pages to PDF by the browser Chromium or Google Chrome, without a window, a network or a profile of anybody's.
///
/// The pages are written to a temporary folder, where the browser's own files stand too; the folder goes when they are printed. The same
/// pages give the same bytes by the same browser: the only thing in a PDF that tells of the moment, its dates, is set to a day that is told.
public struct Chromium: Sendable {
    /// The program.
    public let path: String
    /// How long one page may take, s.
    public var seconds = 60.0

    /// The names under which the program is looked for, in the folders of PATH.
    public static let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]

    /// The program of that path.
    public init(path: String) { self.path = path }

    /// The first of ``names`` in the folders that the environment's PATH names.
    ///
    /// - Throws: ``PrintingError/noBrowser``.
    public init() throws(PrintingError) {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        let found = Self.names.lazy.compactMap { name in
            folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
        }.first
        guard let found else { throw .noBrowser }
        path = found
    }

    /// A printed page.
    public struct Printed: Sendable, Equatable {
        /// Its name: that of the page with the ending `.pdf`.
        public let name: String
        /// The PDF.
        public let bytes: [UInt8]
    }

    /// Each page as PDF, in the same order.
    ///
    /// - Parameters:
    ///   - pages: HTML that names nothing outside itself, under names that end in `.html`.
    ///   - day: The day that the PDFs say they are of, `2025-08-31`.
    /// - Throws: ``PrintingError``; `FileError` where there is no room for temporary files.
    public func pdf(of pages: [PublishedPage], dated day: String) throws -> [Printed] {
        try pages.map { page in
            let folder = try TemporaryFolder(for: page.name)
            let (html, pdf) = (folder.path + "/page.html", folder.path + "/page.pdf")
            try FileBytes.write(page.text.utf8, to: html, for: page.name)
            let words = try run(html, to: pdf, in: folder.path, for: page.name)
            guard let bytes = FileManager.default.contents(atPath: pdf), bytes.starts(with: Array("%PDF-".utf8)) else {
                throw PrintingError.failed(sheet: page.name, program: path, words: words)
            }
            return Printed(name: Report.pdfName(page.name), bytes: PDFDates.set(Array(bytes), to: day))
        }
    }

    /// Runs the browser and returns what it said.
    private func run(_ html: String, to pdf: String, in folder: String, for sheet: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        var arguments = [
            "--headless", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--no-default-browser-check",
            "--disable-extensions", "--disable-sync", "--disable-background-networking", "--disable-component-update",
            "--disable-breakpad",
            // A page allows nothing from outside; this keeps the browser itself from asking for anything.
            "--proxy-server=http://127.0.0.1:9", "--host-resolver-rules=MAP * ~NOTFOUND",
            "--user-data-dir=\(folder)/profile", "--no-pdf-header-footer", "--print-to-pdf=\(pdf)",
        ]
        // The browser refuses to run as root with its sandbox on; everybody else keeps it.
        if geteuid() == 0 { arguments.append("--no-sandbox") }
        process.arguments = arguments + [URL(fileURLWithPath: html).absoluteString]
        var environment = ProcessInfo.processInfo.environment
        for name in ["HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"] { environment[name] = folder }
        process.environment = environment
        let said = folder + "/said.txt"
        _ = FileManager.default.createFile(atPath: said, contents: nil)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle(forWritingAtPath: said) ?? FileHandle.nullDevice
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        do { try process.run() } catch {
            throw PrintingError.failed(sheet: sheet, program: path, words: error.localizedDescription)
        }
        guard ended.wait(timeout: .now() + seconds) == .success else {
            process.terminate()
            if ended.wait(timeout: .now() + 2) != .success { kill(process.processIdentifier, SIGKILL) }
            throw PrintingError.late(sheet: sheet, program: path, seconds: seconds)
        }
        let words = FileManager.default.contents(atPath: said).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return words.split(separator: "\n").last.map { String($0.prefix(200)) } ?? ""
    }
}

/// The dates in a PDF.
enum PDFDates {
    private static let mark = Array("(D:".utf8)

    /// The file with every date in it set to midnight of a day, `2025-08-31`. No byte moves, so that the table of the file's parts stays
    /// right; a day that is none leaves the file as it is. O(bytes).
    static func set(_ pdf: [UInt8], to day: String) -> [UInt8] {
        let digits = Array(day.utf8.filter { $0 != UInt8(ascii: "-") })
        guard digits.count == 8, digits.allSatisfy(isDigit) else { return pdf }
        let moment = digits + Array("000000".utf8)
        var result = pdf
        var index = 0
        while index + mark.count + moment.count <= pdf.count {
            guard pdf[index] == mark[0] else {
                index += 1
                continue
            }
            let start = index + mark.count
            let span = start..<start + moment.count
            if pdf[index..<start].elementsEqual(mark), pdf[span].allSatisfy(isDigit) {
                result.replaceSubrange(span, with: moment)
                index = span.upperBound
            } else {
                index += 1
            }
        }
        return result
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}

/// Why a sheet was not printed.
public enum PrintingError: HomewardError, Equatable {
    /// No browser is here that prints.
    case noBrowser
    /// The browser made no PDF of a sheet, and said these words.
    case failed(sheet: String, program: String, words: String)
    /// It was not done in time.
    case late(sheet: String, program: String, seconds: Double)

    /// A file of the run is missing, or another version wrote its record, so that no whole sheet can be made.
    case notWhole(directory: String)

    /// What happened, in the parts from which a sentence is made.
    public var report: ErrorReport {
        let other = ErrorText("open the sheet in a browser and print it there, or leave --pdf out")
        return switch self {
        case .notWhole(let directory):
            ErrorReport(
                "report.not_whole", .missingInput, .file(directory),
                "it is no longer whole, or another version wrote it, so that no sheet can be made",
                remedy: "run the plan again, or leave --pdf out: the report says what is missing")
        case .noBrowser:
            ErrorReport(
                "report.no_browser", .unavailable, .named("Chromium"),
                "the browser that prints sheets to PDF is not here (looked for \(Chromium.names.listed))",
                remedy: "install it (Debian: chromium), or leave --pdf out: every browser prints the sheets")
        case .failed(let sheet, let program, let words):
            ErrorReport(
                "report.print_failed", .unavailable, .named(sheet), "\(program) made no PDF of it: \(words)",
                remedy: other)
        case .late(let sheet, let program, let seconds):
            ErrorReport(
                "report.print_late", .unavailable, .named(sheet),
                "\(program) was not done after \(SettingName.plain(seconds)) s", remedy: other)
        }
    }
}
