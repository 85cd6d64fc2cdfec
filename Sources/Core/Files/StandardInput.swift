import Foundation
internal import SystemPackage

/// Standard input as a file that can be looked at, digested and read more than once.
///
/// What comes in is copied once, as a whole, into a folder of the user's own in the place for temporary files, and goes when the
/// process ends.
public enum StandardInput {
    /// What stands for standard input where a file is named.
    public static let argument = "-"
    /// How messages name it.
    public static let title = "standard input"

    private static let copy = Locked<Copy?>(nil)

    private final class Copy {
        let path: String
        private let folder: WorkFolder

        init() throws(FileError) {
            let input = FileDescriptor.standardInput
            guard isatty(input.rawValue) == 0 else {
                throw .notReadable(
                    file: StandardInput.title, reason: "nothing is piped into it; write < FILE, or name the file")
            }
            folder = try WorkFolder(temporaryFor: StandardInput.title)
            path = folder.path + "/input"
            do {
                try FileBytes.write(to: path, for: StandardInput.title) { write in
                    var piece = [UInt8](repeating: 0, count: 1 << 20)
                    while true {
                        let count = try FileBytes.calling(StandardInput.title, FileError.reading) {
                            try piece.withUnsafeMutableBytes { try input.read(into: $0) }
                        }
                        guard count > 0 else { return }
                        try write(Array(piece[..<count]))
                    }
                }
            } catch {
                throw error as? FileError ?? .notReadable(file: StandardInput.title, reason: "\(error)")
            }
        }
    }

    /// The file with what came in. The first call waits for the end of the input. O(bytes) once, then O(1).
    ///
    /// - Throws: ``FileError`` where standard input is a terminal or cannot be read, or its copy cannot be written.
    public static func file() throws(FileError) -> String {
        try copy.withLock { (copy) throws(FileError) in
            if let copy { return copy.path }
            let made = try Copy()
            atexit { StandardInput.copy.withLock { $0 = nil } }
            copy = made
            return made.path
        }
    }

    /// Where the bytes of the file named `path` stand: ``file()`` for `-`, else `path`.
    ///
    /// - Throws: ``FileError``.
    public static func place(of path: String) throws(FileError) -> String {
        path == argument ? try file() : path
    }
}
