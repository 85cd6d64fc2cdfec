import Foundation
import HomewardCore
import HomewardIncidents
import HomewardPlanner
import HomewardStreets
public import Logging

/// Runs a plan: reads what it names, finds peaks, hotspots and clusters, and plans routes and patrols.
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
        logger.info("Reading incidents, areas and the calendar")
        let inputs = try InputLedger(paths)
        let study = try Study(loading: plan.study)
        let days = try study.schoolDays()
        let calendar = try study.schoolCalendar()
        let places = Places(system: study.workingSystem, calendar: calendar)
        let schools = try plan.schools.reference.map { try places.schools($0, names: plan.schoolNames) } ?? []
        let stops = try plan.stops.reference.map { try Places.stops($0, in: study.workingSystem) } ?? []

        logger.info("Finding peaks")
        let window = try study.selecting(plan.window)
        let peaks = try study.peaks(plan.peaksMethod)
        let clocks = try study.clocks()

        logger.info("Finding hotspots")
        let grid = try plan.hotspots.grid(covering: study.studyArea.outline)
        let hotspots = try plan.hotspots.significance.scores(of: grid, points: window.table.points)
        let density = try plan.hotspots.density.density(of: window.table.points, on: grid)

        logger.info("Finding clusters in place and hour")
        let clusters = try plan.clustersMethod.clusters(of: study.table, days: days)

        let dates = TimetableDates(calendar: calendar, period: study.period)
            .dates(firstDay: plan.firstDay, weeks: plan.patrols.weeks)

        logger.info("Planning chaperone routes")
        let streets = try plan.streets.reference.map {
            try StreetFile.read(path: $0.file, layer: $0.layer, in: study.workingSystem)
        }
        var chaperones: ChaperonePlan?
        if let network = streets?.network, !schools.isEmpty {
            chaperones = try study.chaperones(
                plan.chaperones.with(\.usesHarm, plan.study.harm != nil), window: plan.window, schools: schools,
                stops: stops, network: network)
        }

        logger.info("Laying out guardian patrols")
        let patrols = try study.patrols(
            plan.patrols, stops: stops, network: streets?.network, firstDay: dates.firstDay)

        logger.info("Finding what else the plan asks for")
        let findings = try StudyFindings(study, plan)
        try inputs.verify()

        return RunResults(
            plan: plan, study: study, days: days, schools: schools, stops: stops, windowed: window.table,
            windowFiltered: window.filtered, clock: clocks.all, schoolDayClock: clocks.schoolDays, peaks: peaks,
            hotspots: hotspots, density: density, clusters: clusters, network: streets?.network,
            streetReport: streets?.report, chaperones: chaperones, patrols: patrols, findings: findings,
            timetableFirstDay: dates.firstDay, chaperoneDays: dates.schoolDays,
            assumptions: plan.study.incidents.compactMap(\.note) + study.assumptions + dates.assumptions
                + routeAssumptions(schools: schools, network: streets?.network) + (chaperones?.assumptions ?? []),
            inputs: inputs.files, versions: HomewardVersion.all, started: begin.formatted(.iso8601),
            elapsedSeconds: Date().timeIntervalSince(begin))
    }

    private func routeAssumptions(schools: [School], network: StreetNetwork?) -> [String] {
        var sentences: [String] = []
        let assumed = schools.filter(\.isFinishAssumed).map(\.name)
        if !assumed.isEmpty {
            sentences.append(
                "Finish times are assumed for \(assumed.count) of \(schools.count) schools: \(assumed.joined(separator: ", "))."
            )
        }
        if let network, network.isSynthetic {
            sentences.append(
                "The streets are made up: routes and posts on them show the method and no real street. Replace them with OpenStreetMap or OS Open Roads before use."
            )
        }
        if network == nil { sentences.append("The plan names no streets, so there are no chaperone routes.") }
        if schools.isEmpty { sentences.append("The plan names no schools, so there are no chaperone routes.") }
        return sentences
    }

    /// Every file that the plan names, and the plan itself.
    private var paths: [String] {
        let study = plan.study
        return [path]
            + [
                study.studyArea.file, study.areas.file, plan.schools.file, plan.stops.file, study.calendar,
                plan.streets.file, study.harm,
            ].compactMap { $0 } + study.incidents.map(\.source.path)
    }
}
