public import HomewardCore

/// What can go wrong when a run is written or read back.
public enum PublishingError: HomewardError, Equatable {
    /// A directory that is said to hold a run has no record of one.
    case noRun(file: String)
    /// The ledger of rejected rows would take the place of an input.
    case ledgerOverInput(file: String)
    /// The ledger of rejected rows would stand among files for partners or the public.
    case ledgerAmongShared(file: String, folder: String, audience: String)

    /// What happened, in the parts from which a sentence is made.
    public var report: ErrorReport {
        switch self {
        case .noRun(let file):
            ErrorReport(
                "publishing.no_run", .missingInput, .file(file), "there is no such file",
                remedy: "name a directory that homeward plan has written")
        case .ledgerOverInput(let file):
            ErrorReport(
                "publishing.ledger_over_input", .usage, .setting("rejects.file"),
                "\(file) is an input and would be lost", remedy: "name another file")
        case .ledgerAmongShared(let file, let folder, let audience):
            ErrorReport(
                "publishing.ledger_among_shared", .usage, .setting("rejects.file"),
                "\(file) would lie in \(folder), which is written for the audience \(audience.quoted)",
                remedy: "name a file elsewhere, where the force alone can read it")
        }
    }
}
