import Foundation
import HomewardCore
import Logging

/// Progress on standard error: a line that each step overwrites, when somebody is watching a terminal.
///
/// The name of a step stands there at once; its share and the time that is left only once it has taken a second, and ten times a
/// second at most.
enum TerminalProgress {
    /// What stands on the line.
    private struct Line {
        var isShown = false
        var work = ""
        var start = ContinuousClock.now
        var last = ContinuousClock.now
        var share = 0.0
    }

    private static let line = Locked(Line())

    /// Whether somebody watches.
    private static func isWatched(quiet: Bool) -> Bool { !quiet && isatty(STDERR_FILENO) == 1 }

    /// A logger that shows the name of each step where standard error is a terminal, and is silent elsewhere.
    static func logger(quiet: Bool) -> Logger {
        let watched = isWatched(quiet: quiet)
        return Logger(label: "homeward") { _ -> any LogHandler in
            if watched { StepHandler() } else { SwiftLogNoOpLogHandler() }
        }
    }

    /// Runs `body` and shows how far it is, where somebody is watching.
    static func watching<Result>(quiet: Bool, _ body: () throws -> Result) rethrows -> Result {
        guard isWatched(quiet: quiet) else { return try body() }
        defer { clear() }
        return try WorkProgress.watching({ show($0) }, body)
    }

    /// Shows a line of words.
    static func show(_ words: String) {
        line.withLock {
            $0.isShown = true
            StandardError.write("\r\u{1B}[K\(PlainText.shown(words)) …")
        }
    }

    private static func show(_ progress: WorkProgress) {
        line.withLock { line in
            let now = ContinuousClock.now
            // The same file may be read a second time.
            if progress.work != line.work || progress.share < line.share / 2 {
                line.work = progress.work
                line.start = now
                line.last = now
            }
            line.share = progress.share
            guard let words = words(progress, after: now - line.start), now - line.last >= .milliseconds(100) else {
                return
            }
            line.last = now
            line.isShown = true
            StandardError.write("\r\u{1B}[K\(PlainText.shown(words)) …")
        }
    }

    /// `Reading a.csv: 43 %, 3 s left`; nil in the first second, and once all is done.
    static func words(_ progress: WorkProgress, after time: Duration) -> String? {
        let share = progress.share
        guard time >= .seconds(1), share > 0, share < 1 else { return nil }
        let left = Int((time / .seconds(1) * (1 - share) / share).rounded(.up))
        let clock = left < 100 ? "\(left) s" : "\((left + 30) / 60) min"
        return "\(progress.work): \(Int(share * 100)) %, \(clock) left"
    }

    /// Wipes the line before something else is written.
    static func clear() {
        line.withLock { line in
            guard line.isShown else { return }
            line.isShown = false
            StandardError.write("\r\u{1B}[K")
        }
    }

    private struct StepHandler: LogHandler {
        var logLevel = Logger.Level.info
        var metadata = Logger.Metadata()

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) { TerminalProgress.show("\(event.message)") }
    }
}
