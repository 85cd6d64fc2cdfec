public import HomewardAnalysis
public import HomewardCalendar
public import HomewardCore
public import HomewardIncidents
public import HomewardPlanner
public import HomewardStreets

/// Everything that a run of a plan found, ready to be published.
public struct RunResults: Sendable {
    /// The plan with its defaults filled in.
    public var plan: PlanFile
    /// The incidents, the areas and the days.
    public var study: Study
    /// What may be told outside the force, where the plan is for others: then everything else here was worked from it
    /// alone.
    public var release: Release?
    /// The kind of every day of the period.
    public var days: DayTable
    /// The schools, none where the plan has none.
    public var schools: [School]
    /// The stops, none where the plan has none.
    public var stops: [Stop]
    /// The incidents on the days and in the hours of the plan's window, with the account of those left out.
    public var windowed: SelectedIncidents
    /// All incidents on the 168 hours of the week.
    public var clock: DataClock
    /// The incidents of school days on the same clock.
    public var schoolDayClock: DataClock
    /// When in the day incidents happen.
    public var rhythms: [DayRhythm] = []
    /// The after-school peak of each area.
    public var peaks: PeakSurvey
    /// The significance of each cell for the incidents of the window.
    public var hotspots: Hotspots
    /// When the incidents in and around the cells that stand out happened; nil in an edition for others.
    public var spotHours: CellHours?
    /// Their density.
    public var density: KernelSurface
    /// The smoothed surface, where the plan asks for one.
    public var drawn: DrawnDensity?
    /// Where hotspots are new, last or fade, where the plan asks for it.
    public var emerging: EmergingResult?
    /// The clusters in place and hour.
    public var clusters: PlaceHourResult
    /// The clusters in place and time, where the plan scans for them.
    public var scan: PermutationScanResult?
    /// The near repeats; nil where they were not looked for: in an edition for others, and among incidents that cannot bear it.
    public var repeats: NearRepeatResult?
    /// The walking network, where the plan names streets.
    public var network: StreetNetwork?
    /// What became of the street file's lines.
    public var streetReport: StreetReport?
    /// The chaperones' routes, where the plan names schools and streets.
    public var chaperones: ChaperonePlan?
    /// The guardian patrols.
    public var patrols: PatrolPlan
    /// The findings of the plan's list.
    public var findings: StudyFindings
    /// The timetable's first day.
    public var timetableFirstDay: CivilDay
    /// The days of the timetable's weeks on which chaperones go out, in order.
    public var chaperoneDays: [CivilDay]
    /// The same for the schools that go by terms of their own, by name.
    public var chaperoneDaysOfSchool: [String: [CivilDay]] = [:]
    /// What the results rest on that is assumed, made up or approximate, in sentences.
    public var assumptions: [String]
    /// The files that went in.
    public var inputs: [InputFile]
    /// The versions of Homeward and of the libraries, by name.
    public var versions: [String: String]
    /// When the run started, ISO 8601 in UTC.
    public var started: String
    /// How long it took, seconds.
    public var elapsedSeconds: Double
}
