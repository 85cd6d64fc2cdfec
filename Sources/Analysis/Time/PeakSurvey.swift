/// The after-school peaks of all areas, with what they were held to.
public struct PeakSurvey: Sendable, Equatable {
    /// The areas, in the order given.
    public var areas: [AreaPeak]
    /// The method with its settings.
    public var method: AfterSchoolPeaks
    /// How often each interval holds the true ratio, at least: 1 − the false-discovery rate where one area was tested, more
    /// where there are several, so that a peak is called exactly where the intervals lie above the least ratio.
    public var confidence: Double
    /// All incidents.
    public var incidents: Int
    /// Those that the comparisons count, in whatever area or in none.
    public var counted: Int
    /// Those that they cannot count, by reason.
    public var setAside: [PeakSetAside: Int]
    /// The school days of the period.
    public var schoolDays: Int
    /// The other days of the period.
    public var otherDays: Int

    /// A survey from its parts.
    public init(
        areas: [AreaPeak], method: AfterSchoolPeaks, confidence: Double, incidents: Int, counted: Int,
        setAside: [PeakSetAside: Int], schoolDays: Int, otherDays: Int
    ) {
        self.areas = areas
        self.method = method
        self.confidence = confidence
        self.incidents = incidents
        self.counted = counted
        self.setAside = setAside
        self.schoolDays = schoolDays
        self.otherDays = otherDays
    }
}
