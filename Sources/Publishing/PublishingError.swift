public import HomewardCore

/// What can go wrong when results are written or a finished run is read back.
public enum PublishingError: HomewardError, Equatable {
    /// A file cannot be written; the message says why and what to do.
    case cannotWrite(file: String, message: String)
    /// A directory that is said to hold a run has no record of one.
    case noRun(file: String)

    /// What happened, in the parts from which a sentence is made.
    public var report: ErrorReport {
        switch self {
        case .cannotWrite(let file, let message):
            ErrorReport("publishing.cannot_write", .cannotWrite, .file(file), "cannot be written: \(message)")
        case .noRun(let file):
            ErrorReport(
                "publishing.no_run", .missingInput, .file(file), "there is no such file",
                remedy: "name a directory that homeward plan has written")
        }
    }
}
