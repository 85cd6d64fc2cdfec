/// A way to say where incidents will be.
public enum ForecastMethod: String, Sendable, Hashable, CaseIterable {
    /// Everywhere alike.
    case chance
    /// The incidents of each cell in the last 365 days: what everybody can do, and what must be beaten.
    case lastYear = "last-year"
    /// All earlier incidents of each cell.
    case allHistory = "all-history"
    /// The named areas, each as dense as its incidents of the last 365 days; nothing outside them.
    case areas
    /// A kernel density of all earlier incidents.
    case longKernel = "long-kernel"
    /// A kernel density of the latest incidents.
    case recentKernel = "recent-kernel"
    /// The latest incidents, fading with days and metres.
    case nearRepeat = "near-repeat"
    /// A self-exciting point process.
    case selfExciting = "self-exciting"
    /// A mixture of all others, chosen on earlier periods.
    case mixture

    /// What every other method is held against.
    public static let baseline = ForecastMethod.lastYear

    /// What it is, in a few words.
    public var words: String {
        switch self {
        case .chance: "chance, everywhere alike"
        case .lastYear: "count of the last 365 days"
        case .allHistory: "count of all history"
        case .areas: "areas of today"
        case .longKernel: "kernel of all history"
        case .recentKernel: "kernel of the latest incidents"
        case .nearRepeat: "near-repeat decay"
        case .selfExciting: "self-exciting process"
        case .mixture: "best mixture of these"
        }
    }
}
