/// What can go wrong between Homeward and a file, whatever is in it.
public enum FileError: HomewardError, Equatable {
    /// No file stands under that name.
    case noSuchFile(file: String)
    /// The file may not be read, or is none.
    case notReadable(file: String, reason: String)
    /// The file holds nothing.
    case emptyFile(file: String)
    /// The text is in an encoding that is not read.
    case badEncoding(file: String, found: String)
    /// The file cannot be written.
    case cannotWrite(file: String, message: String)

    public var report: ErrorReport {
        switch self {
        case .noSuchFile(let file):
            ErrorReport(
                "files.missing", .missingInput, .file(file), "there is no such file",
                remedy: "check the name and the folder")
        case .notReadable(let file, let reason):
            ErrorReport("files.not_readable", .missingInput, .file(file), ErrorText(reason))
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
