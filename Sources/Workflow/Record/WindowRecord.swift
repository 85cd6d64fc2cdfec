import HomewardIncidents

/// The incidents on the days and in the hours of the plan's window.
public struct WindowRecord: Codable, Sendable, Equatable {
    /// The days: `school`, `non-school`, `weekend` or `all`.
    public var days: String
    /// The hours, absent where all hours count.
    public var hours: WindowSummary?
    /// Incidents in the window.
    public var incidents: Int
    /// Incidents left out, by reason code.
    public var filteredByReason: [String: Int]

    /// `15:00–18:00`, or all hours.
    package var shownHours: String { hours?.shown ?? "all hours" }
}
