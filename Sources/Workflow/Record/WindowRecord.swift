import HomewardIncidents

/// The incidents on the days and in the hours of the plan's window.
public struct WindowRecord: Codable, Sendable, Equatable {
    /// The days: `school`, `non-school`, `weekend` or `all`.
    public var days: String
    /// The hours, absent where all hours count.
    public var hours: WindowSummary?
    /// The incidents in the window, and those left out.
    public var selection: SelectionSummary

    /// `15:00–18:00`, or all hours.
    package var shownHours: String { hours?.shown ?? "all hours" }
}
