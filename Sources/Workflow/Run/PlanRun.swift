import Foundation
import HomewardAnalysis
import HomewardCore
import HomewardIncidents
import HomewardPlanner
import HomewardStreets
public import Logging

/// Runs a plan: reads what it names, finds peaks, hotspots, clusters and near repeats, and plans routes and patrols.
///
/// The results depend on the plan, the files and the seed alone; the moment and the duration of the run stand beside
/// them for provenance.
public struct PlanRun: Sendable {
    private let plan: PlanFile
    private let path: String
    private let logger: Logger

    /// Prepares a run of `plan`, which was read from `path`. Progress goes to `logger`, a message a step.
    public init(_ plan: PlanFile, path: String, logger: Logger) {
        self.plan = plan
        self.path = path
        self.logger = logger
    }

    /// Does the whole job.
    ///
    /// - Throws: the error of the room that failed; it names the file, line, key or feature and says what to do.
    public func results() throws -> RunResults {
        // Whoever made the plan may have changed it since it was read.
        try plan.checkWithStudy()
        let begin = Date()
        // A clock that is set back meanwhile does not make the run shorter.
        let clock = ContinuousClock()
        let start = clock.now
        logger.info("Reading incidents, areas and the calendar")
        // What an input was like is looked at before it is read; its digest is that of the same bytes where it has not changed since.
        let ledger = InputLedger([path] + plan.inputFiles)
        let (inputs, loaded) = try Parallel.both {
            try ledger.digested()
        } _: { [plan] in
            try Study(loading: plan.study)
        }
        try loaded.requirements(of: plan)
        // From here on an edition for others knows only what may be told.
        let release = plan.audience.isShared ? try Release(of: loaded, for: plan) : nil
        let study = release?.study ?? loaded
        let days = try study.schoolDays()
        let calendar = try study.schoolCalendar()
        let places = Places(system: study.workingSystem, calendar: calendar)
        let schools =
            try plan.schools.reference.map { try places.schools($0, names: plan.schoolNames, atMost: plan.mostSchools) }
            ?? []
        let stops = try plan.stops.reference.map { try Places.stops($0, in: study.workingSystem) } ?? []
        let kept =
            try plan.keep.reference.map { try KeptPlaces($0, in: study.workingSystem, schools: schools) }
            ?? KeptPlaces()
        let timetable = TimetableDates(calendar: calendar, period: study.period)
        let dates = timetable.dates(firstDay: plan.firstDay, weeks: plan.patrols.weeks)

        logger.info("Finding peaks and hotspots, reading streets")
        let window = try study.selecting(plan.window)
        let (surveys, streets) = try Parallel.both { [plan] in
            try Surveys(of: study, window: window, plan, isShared: release != nil)
        } _: { [plan] in
            try plan.streets.reference.map {
                try StreetFile.read(
                    path: $0.file, layer: $0.layer, in: study.workingSystem, builder: plan.streetBuilder)
            }
        }

        logger.info("Planning chaperone routes and guardian patrols, finding clusters and near repeats")
        let network = streets?.network
        let (chaperones, (patrols, groups)) = try Parallel.both {
            [plan] () -> ChaperonePlan? in
            guard let network, !schools.isEmpty, try study.hasDays(plan.window.days) else { return nil }
            return try study.chaperones(
                plan.chaperones.with(\.usesHarm, plan.study.weighsHarm), window: plan.window, schools: schools,
                stops: stops, network: network, kept: kept,
                homes: try plan.homes.reference.map { try Places.homes($0, in: study.workingSystem) } ?? [],
                score: plan.scoreMethod)
        } _: { [plan] in
            try Parallel.both {
                try study.patrols(
                    plan.patrolsMethod, stops: stops, network: network, firstDay: dates.firstDay, kept: kept,
                    score: plan.scoreMethod)
            } _: {
                try Groups(of: study, plan, isShared: release != nil)
            }
        }
        try ledger.verify()

        return RunResults(
            plan: release == nil ? plan : plan.withoutSources, study: study, release: release, days: days,
            schools: schools, stops: stops, windowed: window, clock: study.dataClock(),
            schoolDayClock: surveys.schoolDayClock, rhythms: surveys.rhythms, peaks: surveys.peaks,
            hotspots: surveys.hotspots, spotHours: release == nil ? surveys.spotHours : nil, density: surveys.density,
            drawn: surveys.drawn,
            emerging: groups.emerging, clusters: groups.clusters,
            scan: groups.scan,
            repeats: groups.repeats,
            network: network,
            streetReport: streets?.report, chaperones: chaperones, patrols: patrols, findings: groups.findings,
            timetableFirstDay: dates.firstDay, chaperoneDays: dates.schoolDays,
            chaperoneDaysOfSchool: timetable.schoolDays(
                of: schools.map(\.name), firstDay: dates.firstDay, weeks: plan.patrols.weeks),
            assumptions: plan.study.incidents.compactMap(\.note) + study.assumptions + dates.assumptions
                + (release == nil ? [PrecisionCounts(study.table).withoutHour].compactMap { $0 } : [])
                + (release == nil ? [surveys.denominator?.assumption].compactMap { $0 } : [])
                + (try routeAssumptions(schools: schools, network: network, study))
                // For others they would count the incidents that stand for figures.
                + (release == nil ? (chaperones?.assumptions ?? []) + patrols.assumptions : []),
            inputs: release == nil ? inputs : [], versions: HomewardVersion.all,
            started: begin.formatted(.iso8601),
            elapsedSeconds: (clock.now - start) / .seconds(1))
    }

    private func routeAssumptions(schools: [School], network: StreetNetwork?, _ study: Study) throws -> [String] {
        var sentences = RouteAssumptions.sentences(
            schools: schools, hasMadeUpStreets: network?.isSynthetic ?? false)
        if network == nil { sentences.append("The plan names no streets, so there are no chaperone routes.") }
        if schools.isEmpty { sentences.append("The plan names no schools, so there are no chaperone routes.") }
        if try !study.hasDays(plan.window.days) {
            sentences.append(
                "From \(study.period.lowerBound) to \(study.period.upperBound) there is no school day, so there are no chaperone routes."
            )
        }
        return sentences
    }
}

/// When and where incidents peak, by the plan's window.
private struct Surveys: Sendable {
    var peaks: PeakSurvey
    var rhythms: [DayRhythm]
    var schoolDayClock: DataClock
    var hotspots: Hotspots
    var spotHours: CellHours
    var density: KernelSurface
    /// What hotspots of rates refer to; nil for hotspots of counts.
    var denominator: Denominator?
    /// Nil where the plan does not ask for it, and in an edition for others: a surface of known kernel leads back to incidents.
    var drawn: DrawnDensity?

    init(of study: Study, window: SelectedIncidents, _ plan: PlanFile, isShared: Bool) throws {
        peaks = try study.peaks(plan.peaksMethod)
        rhythms = try study.dayRhythms(plan.dayPeaksMethod)
        schoolDayClock = try study.schoolDayClock()
        let grid = try plan.hotspots.grid(covering: study.studyArea.outline)
        let (values, denominator) = try study.cellValues(of: window, on: grid, plan)
        self.denominator = denominator
        hotspots = try plan.hotspotsMethod.scores(of: grid, values)
        let found = hotspots
        spotHours = CellHours(
            of: window.table,
            around: found.hot.indices.filter { found.hot[$0] || found.cold[$0] || found.outlying[$0] },
            of: grid, plan.hotspots.significance.neighbours, clock: study.clock)
        density = try plan.hotspots.density.density(
            of: window.table.points, weights: plan.hotspots.value.weights(of: window), on: grid)
        if plan.drawsDensity, !isShared, study.whyNothing(in: window, of: plan.window) == nil {
            drawn = try study.drawnDensity(of: window, plan)
        }
    }
}

/// What lies close together, and what else the plan asks for.
private struct Groups: Sendable {
    var clusters: PlaceHourResult
    /// Nil where the plan does not ask for it, and in an edition for others: its steps tell when single incidents were.
    var emerging: EmergingResult?
    /// Nil where the plan does not ask for it, and in an edition for others: single incidents make the clusters of a scan.
    var scan: PermutationScanResult?
    /// Nil where the study has too few, and in an edition for others: it tells nothing of single incidents and who follows whom.
    var repeats: NearRepeatResult?
    var findings: StudyFindings

    init(of study: Study, _ plan: PlanFile, isShared: Bool) throws {
        let tellsRepeats = !isShared && study.whyNoRepeats(plan.repeats) == nil
        let (((clusters, scan), emerging), (repeats, findings)) = try Parallel.both {
            try Parallel.both {
                try Parallel.both {
                    try study.placeHourClusters(plan.clustersMethod)
                } _: {
                    plan.scans && !isShared ? try study.scan(plan.scanMethod) : nil
                }
            } _: {
                plan.tellsEmerging && !isShared
                    ? try study.emergingHotspots(
                        plan.emerging, window: plan.window, mostCells: plan.hotspots.mostCells) : nil
            }
        } _: {
            try Parallel.both {
                tellsRepeats ? try plan.repeatsMethod.repeats(of: study.table) : nil
            } _: {
                try StudyFindings(study, plan)
            }
        }
        (self.clusters, self.scan, self.emerging) = (clusters, scan, emerging)
        (self.repeats, self.findings) = (repeats, findings)
    }
}
