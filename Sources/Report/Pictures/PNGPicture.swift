public import Foundation
public import HomewardCore

/// Pictures as PNG, which librsvg's own program `rsvg-convert` makes of SVG.
public enum PNGPicture {
    /// Why there is no picture.
    public enum Fault: HomewardError, Equatable {
        /// The program is not there.
        case missing
        /// It made nothing of the file, and said these words.
        case failed(file: String, words: String)
    }

    private static let program = "rsvg-convert"

    /// Whether the program is there, by the folders that the environment's PATH names.
    public static var isThere: Bool { path != nil }

    private static var path: String? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(program)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// The picture.
    ///
    /// - Parameters:
    ///   - svg: The file of a picture that names no other file.
    ///   - zoom: How many dots for each of the picture's own.
    /// - Throws: ``Fault``.
    public static func data(of svg: String, zoom: Int = 2) throws(Fault) -> Data {
        guard let path else { throw .missing }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        // A whole path, which begins with no hyphen.
        process.arguments = ["--format", "png", "--zoom", String(zoom), URL(fileURLWithPath: svg).path]
        let (output, words) = (Pipe(), Pipe())
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = words
        do { try process.run() } catch { throw .missing }
        let data = (try? output.fileHandleForReading.readToEnd()) ?? Data()
        let said = (try? words.fileHandleForReading.readToEnd()) ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0, !data.isEmpty else {
            throw .failed(file: svg, words: String(decoding: said.prefix(200), as: UTF8.self))
        }
        return data
    }
}

extension PNGPicture.Fault {
    /// What happened, in the parts from which a sentence is made.
    public var report: ErrorReport {
        switch self {
        case .missing:
            ErrorReport(
                "report.no_png", .unavailable, .named("rsvg-convert"),
                "the program that makes PNG of pictures is not here",
                remedy: "install it (Debian: librsvg2-bin), or leave --png out: every browser shows the SVG")
        case .failed(let file, let words):
            ErrorReport(
                "report.png_failed", .unavailable, .file(file), "rsvg-convert makes no PNG of it: \(words)",
                remedy: "leave --png out: every browser shows the SVG")
        }
    }
}
