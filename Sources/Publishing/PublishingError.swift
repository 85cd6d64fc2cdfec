public import HomewardCore
public import HomewardWorkflow

/// What can go wrong when a run is written or read back.
public enum PublishingError: HomewardError, Equatable {
    /// A directory that is said to hold a run has no record of one.
    case noRun(file: String)
    /// The ledger of rejected rows would stand among files for partners or the public.
    case ledgerAmongShared(file: String, folder: String, audience: String)

    /// A directory holds what another audience may see, or files that nobody vouches for.
    case otherAudience(folder: String, wanted: Audience)
    /// An edition for others has nothing of that kind.
    case notShared(title: String, reason: String)
    /// Results for others that were not worked from released figures.
    case notReleased

    /// What happened, in the parts from which a sentence is made.
    public var report: ErrorReport {
        switch self {
        case .noRun(let file):
            ErrorReport(
                "publishing.no_run", .missingInput, .file(file), "there is no such file",
                remedy: "name a directory that homeward plan has written")
        case .otherAudience(let folder, .internal):
            ErrorReport(
                "publishing.other_audience", .usage, .file(folder),
                "this folder holds an edition for others, who would see what is internal",
                remedy: "write to another folder")
        case .otherAudience(let folder, let wanted):
            ErrorReport(
                "publishing.other_audience", .usage, .file(folder),
                "this folder holds files that are not of an edition for \(wanted.rawValue), which would stay beside it",
                remedy: "write to a new or empty folder")
        case .notShared(let title, let reason):
            ErrorReport(
                "publishing.not_shared", .usage, .setting("audience"),
                ErrorText("\(reason): \(title) is for the force alone"),
                remedy:
                    "use areas, hotspots, peaks, routes, patrols or plan for others, or leave out \(setting: "audience")"
            )
        case .notReleased:
            ErrorReport(
                "publishing.not_released", .bug, nil, "results for others were not worked from released figures",
                remedy: "this is a fault of Homeward, please report it")
        case .ledgerAmongShared(let file, let folder, let audience):
            ErrorReport(
                "publishing.ledger_among_shared", .usage, .setting("rejects.file"),
                "\(file) would lie in \(folder), which is written for the audience \(audience.quoted)",
                remedy: "name a file elsewhere, where the force alone can read it")
        }
    }
}
