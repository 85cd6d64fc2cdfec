internal import SystemPackage

/// What can go wrong between Homeward and a file, whatever is in it.
public enum FileError: HomewardError, Equatable {
    /// No file stands under that name.
    case noSuchFile(file: String)
    /// The file may not be read, or is none.
    case notReadable(file: String, reason: String)
    /// A named pipe, a device or a socket stands there, from which a read may never end.
    case notAFile(file: String)
    /// The file holds nothing.
    case emptyFile(file: String)
    /// The text is in an encoding that is not read.
    case badEncoding(file: String, found: String)
    /// The file or the folder cannot be written; what stood there before stands there still.
    case cannotWrite(file: String, message: String)

    /// What happened, what it is about and what to do.
    public var report: ErrorReport {
        switch self {
        case .noSuchFile(let file):
            ErrorReport(
                "files.missing", .missingInput, .file(file), "there is no such file",
                remedy: "check the name and the folder")
        case .notReadable(let file, let reason):
            ErrorReport("files.not_readable", .missingInput, .file(file), ErrorText(reason))
        case .notAFile(let file):
            ErrorReport(
                "files.not_a_file", .missingInput, .file(file), "this is a named pipe or a device, no file",
                remedy: "save what it gives to a file and name that")
        case .emptyFile(let file):
            ErrorReport("files.empty", .badData, .file(file), "the file is empty", remedy: "export it again")
        case .badEncoding(let file, let found):
            ErrorReport(
                "files.encoding", .badData, .file(file), "the text is encoded as \(found)", remedy: "save it as UTF-8")
        case .cannotWrite(let file, let message):
            ErrorReport("files.cannot_write", .cannotWrite, .file(file), "cannot be written: \(message)")
        }
    }
}

extension FileError {
    /// The error for a disk that is full, however that came to light.
    public static func diskFull(_ path: String) -> FileError { writing(path, .noSpace) }

    /// The error for a read of `path` that the system refused with the number `code` of its own table.
    package static func reading(_ path: String, code: Int32) -> FileError { reading(path, Errno(rawValue: code)) }

    /// The error for a read of `path` that the system refused with `code`.
    static func reading(_ path: String, _ code: Errno) -> FileError {
        switch code {
        case .noSuchFileOrDirectory, .notDirectory: .noSuchFile(file: path)
        default: .notReadable(file: path, reason: sentence(code, path, to: "read it"))
        }
    }

    /// The error for a write to `path` that the system refused with `code`.
    static func writing(_ path: String, _ code: Errno) -> FileError {
        .cannotWrite(file: path, message: sentence(code, path, to: "write there"))
    }

    /// What the system's answer means and what to do: the one table of its codes.
    private static func sentence(_ code: Errno, _ path: String, to purpose: String) -> String {
        switch code {
        case .noSuchFileOrDirectory: "the folder \(Path.directory(of: path)) does not exist; create it first"
        case .notDirectory: "a file stands where a folder is needed; choose another folder"
        case .permissionDenied, .notPermitted:
            "there is no permission to \(purpose); ask its owner, or choose a place where you may"
        case .readOnlyFileSystem: "the disk is read-only; choose another place"
        case .noSpace, .diskQuotaExceeded: "the disk is full; free some space or choose another place"
        case .isDirectory, .directoryNotEmpty, .fileExists: "a folder stands at that path; name a file in it"
        case .fileNameTooLong: "the name is too long; choose a shorter one"
        case .ioError: "the disk or the share failed; check it and try again"
        default: "\(code.description.prefix(1).lowercased() + code.description.dropFirst()); choose another place"
        }
    }
}
