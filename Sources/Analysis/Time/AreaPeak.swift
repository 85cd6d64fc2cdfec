public import HomewardCalendar
import HomewardIncidents

/// Whether, and when, an area has a peak after school.
public struct AreaPeak: Sendable, Equatable {
    /// The area's name.
    public var area: String
    /// All incidents in the area.
    public var incidents: Int
    /// Those that the comparisons count; with ``setAside`` they sum to ``incidents`` where there was a calendar.
    public var counted: Int
    /// Those that the comparisons cannot count, by reason.
    public var setAside: [PeakSetAside: Int]
    /// Those in the window on school days.
    public var inWindow: Int
    /// The after-school window.
    public var window: HourWindow
    /// What was found, or why nothing could be.
    public var verdict: PeakVerdict
    /// The window on school days against the same hours on days that are no school days; nil where it was not tested.
    public var againstNonSchoolDays: RateRatio?
    /// The window on school days against the rest of the school day; nil where it was not tested.
    public var againstRestOfSchoolDay: RateRatio?
    /// The area's rise after school against that of the rest of the town; nil where it was not tested or there is no rest.
    public var againstTown: TownRatio?
    /// The largest p of the comparisons that count: all must hold. Nil where it was not tested.
    public var p: Double?
    /// The Benjamini–Hochberg false-discovery rate over the areas that were tested; nil where it was not.
    public var q: Double?
    /// The window, to ten minutes, that fits the school days' excess best; nil where the area has too few incidents.
    public var bestWindow: HourWindow?

    /// A peak from its parts.
    public init(
        area: String, incidents: Int, counted: Int, setAside: [PeakSetAside: Int] = [:], inWindow: Int,
        window: HourWindow, verdict: PeakVerdict, againstNonSchoolDays: RateRatio? = nil,
        againstRestOfSchoolDay: RateRatio? = nil, againstTown: TownRatio? = nil, p: Double? = nil, q: Double? = nil,
        bestWindow: HourWindow? = nil
    ) {
        self.area = area
        self.incidents = incidents
        self.counted = counted
        self.setAside = setAside
        self.inWindow = inWindow
        self.window = window
        self.verdict = verdict
        self.againstNonSchoolDays = againstNonSchoolDays
        self.againstRestOfSchoolDay = againstRestOfSchoolDay
        self.againstTown = againstTown
        self.p = p
        self.q = q
        self.bestWindow = bestWindow
    }
}

/// What was found after school in an area.
public enum PeakVerdict: Sendable, Equatable {
    /// Every comparison that counts exceeds the least ratio beyond chance.
    case peak
    /// One of them does not; that is not the same as no peak.
    case noPeak
    /// Nothing could be said.
    case notTested(PeakGap)
}

/// What a test of an after-school peak lacked.
public enum PeakGap: Sendable, Equatable {
    /// School days cannot be told from others.
    case noCalendar
    /// No incident of the whole table has a time of day that the comparisons could count.
    case noTimeOfDay
    /// The period has no school day.
    case noSchoolDay
    /// Every day of the period is a school day.
    case noOtherDay
    /// The window is the whole day, so that there is no rest of it.
    case wholeDay
    /// The area has no incident.
    case noIncident
    /// The area has incidents, and all of them are set aside.
    case noneCounted
    /// The rest of the town has too few incidents in these hours to hold the area against.
    case noRestOfTown
    /// Were all that are counted in the window on school days, it might still be chance; so many are needed.
    case tooFew(needed: Int)

    /// A stable name for programs.
    public var code: String {
        switch self {
        case .noCalendar: "no_calendar"
        case .noTimeOfDay: "no_time_of_day"
        case .noSchoolDay: "no_school_day"
        case .noOtherDay: "no_other_day"
        case .wholeDay: "whole_day"
        case .noIncident: "no_incident"
        case .noneCounted: "none_counted"
        case .noRestOfTown: "no_rest_of_town"
        case .tooFew: "too_few"
        }
    }
}

/// Why the comparisons of an after-school peak cannot count an incident.
public enum PeakSetAside: String, Sendable, Hashable, CaseIterable {
    /// The day or the month alone is known.
    case noTime = "no_time"
    /// It may have happened in the window or outside it, or on a school day or another.
    case openRange = "open_range"
    /// The kind of its day is not known.
    case unknownDay = "unknown_day"
}
