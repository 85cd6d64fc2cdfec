import Foundation
import HomewardCore

/// What the command prints. Every answer of the system is looked at: a result that does not arrive is an error, and so no
/// pipeline takes a lost answer for an empty one.
enum StandardOutput {
    /// Prints words with a line feed.
    ///
    /// - Throws: `FileError.cannotWrite`, where the disk is full, the reader has gone or the output is closed.
    static func print(_ text: String) throws(FileError) {
        TerminalProgress.clear()
        try FileBytes.writeToStandardOutput(Array((PlainText.shown(text, keepingLines: true) + "\n").utf8))
    }

    /// Prints JSON with a line feed.
    ///
    /// - Throws: as ``print(_:)``.
    static func print(json text: String) throws(FileError) {
        TerminalProgress.clear()
        try FileBytes.writeToStandardOutput(
            Array((PlainText.shown(json: text) + (text.hasSuffix("\n") ? "" : "\n")).utf8))
    }

    /// Writes a table as it is.
    ///
    /// - Throws: as ``print(_:)``.
    static func write(_ text: String) throws(FileError) {
        TerminalProgress.clear()
        try FileBytes.writeToStandardOutput(Array(text.utf8))
    }
}

/// Words for a person on standard error. Where nobody can read them, nothing is lost.
enum StandardError {
    /// Writes a line, in which nothing from a file or a name can steer the terminal.
    static func say(_ words: String, keepingLines: Bool = false) {
        TerminalProgress.clear()
        write(PlainText.shown(words, keepingLines: keepingLines) + "\n")
    }

    /// Writes text as it is.
    static func write(_ text: String) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Foundation.write(STDERR_FILENO, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}
