public import HomewardCore

/// What can go wrong when a finished run is read back.
public enum PublishingError: HomewardError, Equatable {
    /// A directory that is said to hold a run has no record of one.
    case noRun(file: String)

    /// What happened, in the parts from which a sentence is made.
    public var report: ErrorReport {
        switch self {
        case .noRun(let file):
            ErrorReport(
                "publishing.no_run", .missingInput, .file(file), "there is no such file",
                remedy: "name a directory that homeward plan has written")
        }
    }
}
