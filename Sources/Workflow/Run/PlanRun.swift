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
        let begin = Date()
        // A clock that is set back meanwhile does not make the run shorter.
        let clock = ContinuousClock()
        let start = clock.now
        logger.info("Reading incidents, areas and the calendar")
        let inputs = try InputLedger([path] + plan.inputFiles)
        let loaded = try Study(loading: plan.study)
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

        logger.info("Finding peaks")
        let window = try study.selecting(plan.window)
        let peaks = try study.peaks(plan.peaksMethod)
        let rhythms = try study.dayRhythms(plan.dayPeaksMethod)
        let schoolDayClock = try study.schoolDayClock()

        logger.info("Finding hotspots")
        let grid = try plan.hotspots.grid(covering: study.studyArea.outline)
        let hotspots = try plan.hotspots.significance.scores(
            of: grid, points: window.table.points, shares: window.shares)
        let density = try plan.hotspots.density.density(
            of: window.table.points, weights: window.shares, on: grid)

        logger.info("Finding clusters in place and hour")
        let clusters = try study.placeHourClusters(plan.clustersMethod)

        // An edition for others tells nothing of single incidents and who follows whom.
        var repeats: NearRepeatResult?
        if release == nil, study.whyNoRepeats(plan.repeats) == nil {
            logger.info("Finding near repeats")
            repeats = try plan.repeatsMethod.repeats(of: study.table)
        }

        let timetable = TimetableDates(calendar: calendar, period: study.period)
        let dates = timetable.dates(firstDay: plan.firstDay, weeks: plan.patrols.weeks)

        logger.info("Planning chaperone routes")
        let streets = try plan.streets.reference.map {
            try StreetFile.read(
                path: $0.file, layer: $0.layer, in: study.workingSystem,
                builder: plan.streetBuilder)
        }
        var chaperones: ChaperonePlan?
        if let network = streets?.network, !schools.isEmpty, try study.hasDays(plan.window.days) {
            chaperones = try study.chaperones(
                plan.chaperones.with(\.usesHarm, plan.study.harm != nil), window: plan.window, schools: schools,
                stops: stops, network: network, kept: kept,
                homes: try plan.homes.reference.map { try Places.homes($0, in: study.workingSystem) } ?? [])
        }

        logger.info("Laying out guardian patrols")
        let patrols = try study.patrols(
            plan.patrolsMethod, stops: stops, network: streets?.network, firstDay: dates.firstDay,
            kept: kept)

        logger.info("Finding what else the plan asks for")
        let findings = try StudyFindings(study, plan)
        try inputs.verify()

        return RunResults(
            plan: release == nil ? plan : plan.withoutSources, study: study, release: release, days: days,
            schools: schools, stops: stops, windowed: window, clock: study.dataClock(), schoolDayClock: schoolDayClock,
            rhythms: rhythms, peaks: peaks,
            hotspots: hotspots, density: density, clusters: clusters, repeats: repeats, network: streets?.network,
            streetReport: streets?.report, chaperones: chaperones, patrols: patrols, findings: findings,
            timetableFirstDay: dates.firstDay, chaperoneDays: dates.schoolDays,
            chaperoneDaysOfSchool: timetable.schoolDays(
                of: schools.map(\.name), firstDay: dates.firstDay, weeks: plan.patrols.weeks),
            assumptions: plan.study.incidents.compactMap(\.note) + study.assumptions + dates.assumptions
                + (release == nil ? [PrecisionCounts(study.table).withoutHour].compactMap { $0 } : [])
                + (try routeAssumptions(schools: schools, network: streets?.network, study))
                // For others they would count the incidents that stand for figures.
                + (release == nil ? (chaperones?.assumptions ?? []) + patrols.assumptions : []),
            inputs: release == nil ? inputs.files : [], versions: HomewardVersion.all,
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
