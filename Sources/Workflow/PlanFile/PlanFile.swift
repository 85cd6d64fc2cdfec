public import HomewardAnalysis
public import HomewardCalendar
public import HomewardCore
public import HomewardIncidents
public import HomewardPlanner
public import HomewardStreets

/// Everything that a plan says: the files, the period and the methods themselves, at their standard values where it is
/// silent. Paths are as seen from the working directory.
///
/// A command's options are settings of a plan too, so that key and flag cannot differ.
public struct PlanFile: Configurable, Equatable {
    /// The heading of the report.
    public var title = "Homeward plan"
    /// Who may see what is written.
    public var audience = Audience.internal
    /// What people outside the force may see.
    public var disclosure = Disclosure()
    /// The incidents, the areas and the period.
    public var study = StudyRequest()
    /// The schools' layer.
    public var schools = LayerChoice()
    /// The schools to serve, nil for all.
    public var schoolNames: [String]?
    /// The most schools that may be served.
    public var mostSchools = 1000
    /// The stops' layer.
    public var stops = LayerChoice()
    /// The layer of children's homes.
    public var homes = LayerChoice()
    /// The streets' layer.
    public var streets = LayerChoice()
    /// Who walks where, and how long a metre feels.
    public var walking = WalkingProfile()
    /// What a person has decided.
    public var keep = LayerChoice()
    /// Whether the streets are made up even where their layer does not say so.
    public var hasMadeUpStreets = false
    /// The days and hours of peaks, hotspots and routes.
    public var window = StudyWindow()
    /// The after-school peaks; their window is the plan's.
    public var peaks = AfterSchoolPeaks()
    /// The peak of the day; its seed is the plan's.
    public var dayPeaks = CircularScan()
    /// What changes with time; its seed is the plan's.
    public var trends = Trends()
    /// The monthly figures.
    public var monitor = Monitor()
    /// What several sources share; its seed is the plan's.
    public var sources = SourceComparison()
    /// The hotspots; the seed of their deals is the plan's.
    public var hotspots = HotspotSurvey()
    /// The layer of what hotspots of rates refer to.
    public var denominator = LayerChoice()
    /// Its field with the number.
    public var denominatorField = "population"
    /// Whether incidents lie closer together than chance.
    public var neighbours = NearestNeighbours()
    /// How few places hold how many of the incidents.
    public var concentration = ConcentrationSurvey()
    /// At which distances incidents cluster; its seed is the plan's.
    public var ripley = RipleyK()
    /// The clusters in place and hour; their seed is the plan's.
    public var clusters = PlaceHourClusters()
    /// Density clusters without a radius, for the verb `clusters` alone; how many incidents make a core is the clusters'.
    public var hdbscan = HDBSCAN()
    /// Density clusters in place and date, for the verb `clusters` alone; radius and minimum are the clusters'.
    public var spaceTime = SpaceTimeDBSCAN()
    /// How clusters in place are drawn, for the verb `clusters` alone.
    public var outline = ClusterOutline()
    /// Whether the plan draws the smoothed surface of its window's incidents too.
    public var drawsDensity = false
    /// The smoothed surface.
    public var density = DensityMethod()
    /// The same along the streets; kernel, bandwidth and border are those of ``density``.
    public var streetDensity = NetworkDensity()
    /// What the density is divided by, for the verb `density` alone.
    public var densityBase = DensityBase()
    /// How bands of density are drawn.
    public var densityBands = DensityBands()
    /// Whether the plan tells where hotspots emerge, last and fade too, on its days and in its hours.
    public var tellsEmerging = false
    /// Where they do.
    public var emerging = EmergingHotspots()
    /// Whether the plan scores forecasts too.
    public var scores = false
    /// What forecasts would have caught; its seed is the plan's.
    public var score = ForecastScore()
    /// The near repeats; their seed is the plan's.
    public var repeats = NearRepeats()
    /// Whether what was done made a difference; its seed is the plan's. A plan has it where treated areas are named.
    public var evaluate = Evaluation()
    /// The layer of dated measures.
    public var measuresLayer = LayerChoice()
    /// Its field with the first day.
    public var measuresDate = "date"
    /// Whether incidents near dated measures changed. A plan has it where their layer is named.
    public var measures = DatedMeasures()
    /// A trial to come, for the verb `design` alone; its seed is the plan's.
    public var design = TrialDesign()
    /// Whether the plan scans for clusters in place and time too.
    public var scans = false
    /// The scan; its seed is the plan's.
    public var scan = PermutationScan()
    /// The chaperones.
    public var chaperones = ChaperonePlanner()
    /// The patrols; their seed is the plan's.
    public var patrols = PatrolPlanner()
    /// The background of the report's map.
    public var tiles = MapTiles()
    /// How what was found is written.
    public var publish = PublishChoice()
    /// The timetable's first day, where the plan gives it.
    public var firstDay: CivilDay?
    /// What the sheets say that people take with them.
    public var sheets = SheetSettings()
    /// The seed of every random test.
    public var seed: UInt64 = 1

    /// A plan that says nothing.
    public init() {}

    /// Every key in the order in which a plan file is written; those of ``PlannedSource`` belong to `incidents`.
    public static let settings: [Setting<Self>] =
        [
            .text("title", \.title, "the heading of the report"),
            .choice("audience", \.audience, "who may see what is written"),
        ]
        + Disclosure.settings.map { $0.lifted(\.disclosure) }
        + StudyRequest.settings.map { $0.lifted(\.study) }
        + [
            .file(
                "schools.file", \.schools.file, "a layer of points with names; no chaperone routes without it",
                flag: "schools"),
            .text(
                "schools.layer", \.schools.layer, kind: "layer", "the layer of schools, where the file has several",
                flag: "schools-layer"),
            .texts(
                "schools.names", \.schoolNames, kind: "name", "the schools to serve; all where not given",
                flag: "schools-names"),
            .file(
                "stops.file", \.stops.file, "a layer of points with names: bus stops that children walk to",
                flag: "stops"),
            .text(
                "stops.layer", \.stops.layer, kind: "layer", "the layer of stops, where the file has several",
                flag: "stops-layer"),
            .file(
                "homes.file", \.homes.file,
                "a layer of points such as postcodes with a number children: where children live, for chaperones.exposure",
                flag: "homes"),
            .text(
                "homes.layer", \.homes.layer, kind: "layer", "the layer of homes, where the file has several",
                flag: "homes-layer"),
            .file(
                "streets.file", \.streets.file, "a layer of street lines; no chaperone routes without it",
                flag: "streets"),
            .text(
                "streets.layer", \.streets.layer, kind: "layer", "the layer of streets, where the file has several",
                flag: "streets-layer"),
            .madeUp("streets.synthetic", \.hasMadeUpStreets, "the streets are made up"),
            .file(
                "keep.file", \.keep.file,
                "a layer of what stays whatever the plan: by its field keep a post, a whole route, the middle of a patrol area, or forbidden ground",
                flag: "keep"),
            .text(
                "keep.layer", \.keep.layer, kind: "layer", "the layer of what stays, where the file has several",
                flag: "keep-layer"),
        ]
        + WalkingProfile.settings.map { $0.lifted(\.walking) }
        + StudyWindow.settings.map { $0.lifted(\.window) }
        + AfterSchoolPeaks.settings.map { $0.lifted(\.peaks) }
        + CircularScan.settings.map { $0.lifted(\.dayPeaks) }
        + Trends.settings.map { $0.lifted(\.trends) }
        + Monitor.settings.map { $0.lifted(\.monitor) }
        + SourceComparison.settings.map { $0.lifted(\.sources) }
        + HotspotSurvey.settings.map { $0.lifted(\.hotspots) }
        + [
            .file(
                "hotspots.denominator", \.denominator.file,
                "a layer of points or areas with a number of people, homes or the like, for hotspots of rates in place of counts",
                flag: "denominator"),
            .text(
                "hotspots.denominator_layer", \.denominator.layer, kind: "layer",
                "the layer of the denominator, where the file has several"),
            .text(
                "hotspots.denominator_field", \.denominatorField, kind: "field",
                "the field of the denominator that holds the number"),
        ]
        + NearestNeighbours.settings.map { $0.lifted(\.neighbours) }
        + RipleyK.settings.map { $0.lifted(\.ripley) }
        + ConcentrationSurvey.settings.map { $0.lifted(\.concentration) }
        + [
            .yesOrNo(
                "density.run", \.drawsDensity,
                "draw the smoothed surface of the window's incidents too: the GeoTIFF density.tif and the layer isobands; never for others"
            )
        ]
        + DensityMethod.surfaceSettings.map { $0.lifted(\.density) }
        + DensityBands.settings.map { $0.lifted(\.densityBands) }
        + PlaceHourClusters.settings.map { $0.lifted(\.clusters) }
        + NearRepeats.settings.map { $0.lifted(\.repeats) }
        + [
            .yesOrNo(
                "emerging.run", \.tellsEmerging,
                "tell where hotspots are new, last or fade too, month by month on the plan's days and in its hours")
        ]
        + EmergingHotspots.settings.map { $0.lifted(\.emerging) }
        + [
            .yesOrNo(
                "scan.run", \.scans,
                "scan for clusters in place and time too, which takes long where incidents are many")
        ]
        + PermutationScan.settings.map { $0.lifted(\.scan) }
        + [
            .yesOrNo(
                "score.run", \.scores,
                "score forecasts on periods that they have not seen too, which takes some seconds")
        ]
        + ForecastScore.settings.map { $0.lifted(\.score) }
        + Evaluation.settings.map { $0.lifted(\.evaluate) }
        + [
            .file(
                "measures.file", \.measuresLayer.file,
                "a layer of cameras, lighting or other measures at places, each with its first day", flag: "measures"),
            .text(
                "measures.layer", \.measuresLayer.layer, kind: "layer",
                "the layer of measures, where the file has several",
                flag: "measures-layer"),
            .text(
                "measures.date", \.measuresDate, kind: "field",
                "the field with the first day of each, written 2024-09-01"),
        ]
        + DatedMeasures.settings.map { $0.lifted(\.measures) }
        + ChaperonePlanner.settings.map { $0.lifted(\.chaperones) }
        + PatrolPlanner.settings.map { $0.lifted(\.patrols) }
        + MapTiles.settings.map { $0.lifted(\.tiles) }
        + PublishChoice.settings.map { $0.lifted(\.publish) }
        + [
            .day(
                "timetable.first_day", \.firstDay,
                "the timetable's first day; the first Monday of a full school week after the period, or the first Monday after it where the calendar ends, where not given"
            )
        ]
        + SheetSettings.settings.map { $0.lifted(\.sheets) }
        + [
            .whole(
                "limits.schools", \.mostSchools, in: 1...100_000, unit: "schools",
                "the most schools that may be served; more are refused",
                flag: "limits-schools"),
            .value(
                "seed", \.seed, domain: .text("number"), "the seed of every random test, 0 or more",
                wanted: "whole number, 0 or more", read: { UInt64($0) }, write: { String($0) }),
        ]

    /// Settings of a verb that have no say in a plan, and are no keys of its file: the other methods of the verb `clusters`, what
    /// `density` divides by and its way along streets, and the verb `design`.
    public static let verbSettings: [Setting<Self>] =
        HDBSCAN.ownSettings.map { $0.lifted(\.hdbscan) } + SpaceTimeDBSCAN.ownSettings.map { $0.lifted(\.spaceTime) }
        + ClusterOutline.settings.map { $0.lifted(\.outline) } + DensityBase.settings.map { $0.lifted(\.densityBase) }
        + DensityMethod.baseSettings.map { $0.lifted(\.density) }
        + NetworkDensity.ownSettings.map { $0.lifted(\.streetDensity) }
        + TrialDesign.settings.map { $0.lifted(\.design) }

    /// Findings that need the study and the plan alone. Each is a verb of the command, a part of `run.json` and a
    /// section of the report by standing here.
    public static let findings: [any StudyFinding.Type] = [
        NeighboursFinding.self, RipleyFinding.self, ConcentrationFinding.self, TrendsFinding.self, MonitorFinding.self,
        SourcesFinding.self, ScoreFinding.self, EvaluateFinding.self, MeasuresFinding.self, DesignFinding.self,
    ]

    /// The first contradiction among the parts.
    public func checkTogether() throws(SettingError) {
        try study.checkTogether()
        try disclosure.checkTogether()
        try repeats.checkTogether()
        try scan.checkTogether()
        try score.checkTogether()
        try evaluate.checkTogether()
        try density.checkTogether()
        try densityBase.checkTogether()
        try patrols.checkTogether()
        try hotspots.checkTogether()
        if hotspots.value == .harm, denominator.file != nil {
            throw .together(
                path: "hotspots.value",
                message:
                    "rates are of incidents, whose chance is known, and not of harm; use count, or leave the denominator out"
            )
        }
    }

    /// Refuses hotspots of harm where nothing says what harm weighs, and forecasts where incidents weigh or are not to be told. Apart from
    /// ``checkTogether()``, because the options of a verb are read before those of its study.
    public func checkWithStudy() throws(SettingError) {
        if hotspots.value == .harm, !study.weighsHarm {
            throw .together(
                path: "hotspots.value",
                message: "harm needs the weights of a harm table or of the files; name one, or use count")
        }
        let forecasts = [
            ("patrols.risk", patrols.risk == .forecast), ("chaperones.risk", chaperones.risk == .forecast),
        ]
        for (path, isForecast) in forecasts where isForecast {
            guard !study.weighsHarm else {
                throw .together(
                    path: path,
                    message: "forecast counts incidents and knows no harm; leave the weights away, or use chosen")
            }
            guard !audience.isShared else {
                throw .together(
                    path: path,
                    message:
                        "forecast needs the days of incidents, and an edition for others is planned from released counts alone; use chosen"
                )
            }
        }
    }

    /// The plan without what an edition for others must not name: files, columns, and what was asked of them.
    public var withoutSources: PlanFile {
        var plan = self
        plan.study.incidents = study.incidents.map { planned in
            var bare = PlannedSource(source: IncidentSource(path: ""), note: planned.note)
            bare.source.ageUnder = planned.source.ageUnder
            bare.source.grain = planned.source.grain
            return bare
        }
        plan.study.studyArea = LayerChoice()
        plan.study.areas = LayerChoice()
        plan.study.areaNameField = nil
        plan.study.calendars = []
        plan.study.harm = nil
        (plan.schools, plan.stops, plan.streets) = (LayerChoice(), LayerChoice(), LayerChoice())
        plan.homes = LayerChoice()
        plan.denominator = LayerChoice()
        (plan.walking.weightsFile, plan.walking.weightsLayer) = (nil, nil)
        plan.keep = LayerChoice()
        plan.tiles = MapTiles()
        (plan.concentration.streets, plan.concentration.residents) = (nil, nil)
        plan.measuresLayer = LayerChoice()
        (plan.evaluate.treated, plan.evaluate.control, plan.design.areas) = (nil, nil, nil)
        return plan
    }

    /// The peaks' method with the plan's window.
    public var peaksMethod: AfterSchoolPeaks { peaks.with(\.window, window.hours ?? .afterSchool) }
    /// The peak of the day with the plan's seed.
    public var dayPeaksMethod: CircularScan { dayPeaks.with(\.seed, seed) }
    /// What changes with time, with the plan's seed.
    public var trendsMethod: Trends { trends.with(\.seed, seed) }
    /// Whether what was done made a difference, with the plan's seed.
    public var evaluateMethod: Evaluation { evaluate.with(\.seed, seed) }
    /// A trial to come, with the plan's seed.
    public var designMethod: TrialDesign { design.with(\.seed, seed) }
    /// At which distances incidents cluster, with the plan's seed.
    public var ripleyMethod: RipleyK { ripley.with(\.seed, seed) }
    /// The comparison of sources with the plan's seed.
    public var sourcesMethod: SourceComparison { sources.with(\.seed, seed) }
    /// How the plan's streets become a network.
    public var streetBuilder: StreetBuilder { StreetBuilder(isSynthetic: hasMadeUpStreets, profile: walking) }
    /// The hotspots' survey with the plan's seed.
    public var hotspotsMethod: HotspotSurvey { hotspots.with(\.significance.seed, seed) }
    /// The clusters' method with the plan's seed.
    public var clustersMethod: PlaceHourClusters { clusters.with(\.seed, seed) }
    /// Density clusters in place with the plan's radius and minimum.
    public var dbscanMethod: DBSCAN {
        DBSCAN {
            $0.radius = clusters.radius
            $0.minimum = clusters.minimum
        }
    }
    /// Density clusters without a radius with the plan's minimum.
    public var hdbscanMethod: HDBSCAN { hdbscan.with(\.minimum, clusters.minimum) }
    /// Density clusters in place and date with the plan's radius and minimum.
    public var spaceTimeMethod: SpaceTimeDBSCAN {
        spaceTime.with(\.radius, clusters.radius).with(\.minimum, clusters.minimum)
    }
    /// The density along the streets with kernel, bandwidth and border of the surface.
    ///
    /// - Throws: `SettingError` where the bandwidth is to be chosen, for which there is no rule along streets, or is to adapt.
    public func streetDensityMethod() throws(SettingError) -> NetworkDensity {
        guard case .metres(let bandwidth) = density.bandwidth else {
            throw .together(
                path: "density.bandwidth",
                message: "\(density.bandwidth.text) chooses for the plane; give metres along the streets")
        }
        return streetDensity.with(\.kernel, density.kernel).with(\.bandwidth, bandwidth)
            .with(\.border, density.border == .kept ? .kept : .lost)
    }
    /// The near repeats' method with the plan's seed.
    public var repeatsMethod: NearRepeats { repeats.with(\.seed, seed) }
    /// The score with the plan's seed.
    public var scoreMethod: ForecastScore { score.with(\.seed, seed) }
    /// The scan with the plan's seed.
    public var scanMethod: PermutationScan { scan.with(\.seed, seed) }
    /// The patrols with the plan's seed.
    public var patrolsMethod: PatrolPlanner { patrols.with(\.seed, seed) }
}

/// The days and hours that peaks, hotspots and routes look at.
public struct StudyWindow: Configurable, Equatable {
    /// The days.
    public var days = DaySelection.school
    /// The hours; nil for all, with incidents whose time is not known.
    public var hours: HourWindow? = .afterSchool
    /// How incidents of which only a range of time is known count there.
    public var ranges = RangeRule.share

    /// School days, after school.
    public init() {}

    /// Every day and every hour.
    public static let everything = StudyWindow {
        $0.days = .all
        $0.hours = nil
    }

    /// Every hour of some days, for methods that tell the time of whole incidents themselves: each is of the day of its middle.
    static func wholeDays(_ days: DaySelection) -> StudyWindow {
        StudyWindow {
            $0.days = days
            $0.hours = nil
            $0.ranges = .drop
        }
    }

    /// The parameters.
    public static let settings: [Setting<Self>] = [
        .choice("window.days", \.days, "the days of the hotspots and routes"),
        .value(
            "window.hours", \.hours, domain: .text("hours"),
            "the hours of peaks, hotspots and routes, half-open local time: 15-18, 15:10-16:40 or all",
            wanted: "span of hours; write 15-18, 15:10-16:40 or all", hint: { HourWindow.hint(for: $0) },
            read: { $0 == "all" ? .some(.none) : HourWindow($0).map { .some($0) } },
            write: { $0.map(\.shortest) ?? "all" }),
        .choice(
            "window.ranges", \.ranges,
            "how incidents count whose time is a range: share (by the part of it that lies there), inside (only whole ones) or drop (those of up to an hour by their middle, longer ones not)"
        ),
    ]
}
