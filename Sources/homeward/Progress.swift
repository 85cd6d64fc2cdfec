import Foundation
import HomewardCore
import Logging

/// Progress on standard error: a line that each step overwrites, when somebody is watching a terminal.
struct TerminalProgress: LogHandler {
    var logLevel = Logger.Level.info
    var metadata = Logger.Metadata()

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        StandardError.write("\r\u{1B}[K\(PlainText.shown("\(event.message)")) …")
    }

    /// A logger that shows progress where standard error is a terminal, and is silent elsewhere.
    static func logger(quiet: Bool) -> Logger {
        let watched = !quiet && isatty(STDERR_FILENO) == 1
        return Logger(label: "homeward") { _ -> any LogHandler in
            if watched { TerminalProgress() } else { SwiftLogNoOpLogHandler() }
        }
    }

    /// Wipes the line.
    static func finish(quiet: Bool) {
        guard !quiet, isatty(STDERR_FILENO) == 1 else { return }
        StandardError.write("\r\u{1B}[K")
    }
}
