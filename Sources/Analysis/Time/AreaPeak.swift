public import HomewardCalendar
import HomewardIncidents

/// Whether, and when, an area has a peak after school.
public struct AreaPeak: Sendable, Equatable {
    /// The area's name.
    public var area: String
    /// Incidents in the area whose time of day is known.
    public var incidents: Int
    /// The after-school window that was tested.
    public var window: HourWindow
    /// The window on school days against the same hours on days that are no school days.
    public var againstNonSchoolDays: RateRatio
    /// The window on school days against the rest of the school day.
    public var againstRestOfSchoolDay: RateRatio
    /// The larger of the two p-values: both comparisons must hold.
    public var p: Double
    /// The Benjamini–Hochberg false-discovery rate over the areas.
    public var q: Double
    /// Whether `q` is at most the rate asked for.
    public var isSignificant: Bool
    /// The window, to ten minutes, that fits the school days' excess best; nil where the area has too few incidents.
    public var bestWindow: HourWindow?

    /// A peak from its parts.
    public init(
        area: String, incidents: Int, window: HourWindow, againstNonSchoolDays: RateRatio,
        againstRestOfSchoolDay: RateRatio, p: Double, q: Double, isSignificant: Bool, bestWindow: HourWindow?
    ) {
        self.area = area
        self.incidents = incidents
        self.window = window
        self.againstNonSchoolDays = againstNonSchoolDays
        self.againstRestOfSchoolDay = againstRestOfSchoolDay
        self.p = p
        self.q = q
        self.isSignificant = isSignificant
        self.bestWindow = bestWindow
    }
}
