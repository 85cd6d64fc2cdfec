import Foundation
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
    /// The bytes are of another kind than the name says.
    case wrongKind(file: String, found: String, remedy: String)
    /// The file or the folder cannot be written; what stood there before stands there still.
    case cannotWrite(file: String, message: String)
    /// A file that is only written where none is stands there already.
    case exists(file: String)
    /// A file that is to be written is one of those that are read.
    case outputIsInput(file: String, input: String)
    /// Two results are to go to one file.
    case outputTwice(file: String)
    /// A folder that is to be exchanged for a run's holds files that no run wrote, or has one by the name of a run's file.
    case foreignFiles(folder: String, names: [String])
    /// Another process is writing to the same place.
    case busy(file: String, process: Int?)

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
        case .wrongKind(let file, let found, let remedy):
            ErrorReport("files.wrong_kind", .badData, .file(file), "this is \(found)", remedy: ErrorText(remedy))
        case .cannotWrite(let file, let message):
            ErrorReport("files.cannot_write", .cannotWrite, .file(file), "cannot be written: \(message)")
        case .exists(let file):
            ErrorReport(
                "files.exists", .cannotWrite, .file(file), "there is a file already, and it is not written over",
                remedy: "name another one, or move it away")
        case .outputIsInput(let file, let input):
            ErrorReport(
                "files.output_is_input", .cannotWrite, .file(file),
                file == input
                    ? "this file is to be read and to be written"
                    : "this is the same file as \(input), which is to be read",
                remedy: "write to another file")
        case .outputTwice(let file):
            ErrorReport(
                "files.output_twice", .usage, .file(file), "two results are to go to this file",
                remedy: "name a file for each")
        case .foreignFiles(let folder, let names):
            ErrorReport(
                "files.foreign", .cannotWrite, .file(folder),
                "the folder holds what no run of Homeward wrote (\(FileError.some(names)))",
                remedy: "name a new or an empty folder, or move that out of it")
        case .busy(let file, let process):
            ErrorReport(
                "files.busy", .cannotWrite, .file(file),
                "another run\(process.map { ", process \($0)," } ?? "") is writing there",
                remedy: "wait for its end, or choose another place")
        }
    }
}

extension FileError {
    /// The first few of many names.
    private static func some(_ names: [String]) -> String {
        names.prefix(3).joined(separator: ", ") + (names.count > 3 ? " and \(names.count - 3) more" : "")
    }

    /// The error for a target whose replacement cannot be made beside it, in `folder`.
    static func besides(_ path: String, folder: String, _ code: Errno) -> FileError {
        switch code {
        case .permissionDenied, .notPermitted:
            .cannotWrite(
                file: path,
                message:
                    "there is no permission to write in \(folder), where the new one is made before it takes its place; "
                    + "choose a place in a folder of yours")
        default: writing(path, code)
        }
    }

    /// The error for a disk that is full, however that came to light.
    public static func diskFull(_ path: String) -> FileError { writing(path, .noSpace) }

    /// The error for a disk that fails, or that takes no file so large, where nothing more is known.
    public static func diskFailed(_ path: String) -> FileError {
        var limit = rlimit()
        // A limit on the size of files is the likelier reason where there is one; the libraries do not tell.
        let isLimited = getrlimit(fileSizeLimit, &limit) == 0 && limit.rlim_cur < UInt64(Int64.max)
        return writing(path, isLimited ? .fileTooLarge : .ioError)
    }

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
        case .fileTooLarge: "the file grows larger than this system or its limit (ulimit -f) lets it; raise the limit"
        case .brokenPipe: "the program that was reading it has ended"
        case .badFileDescriptor: "it is closed"
        case .resourceBusy: "the place is in use by the system; choose another place"
        case .ioError: "the disk or the share failed; check it and try again"
        default: "\(code.description.prefix(1).lowercased() + code.description.dropFirst()); choose another place"
        }
    }
}

#if canImport(Glibc)
    private let fileSizeLimit = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
#else
    private let fileSizeLimit = RLIMIT_FSIZE
#endif
