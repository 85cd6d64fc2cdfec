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
        let study = try Study(loading: plan.study)
        let days = try study.schoolDays()
        let calendar = try study.schoolCalendar()
        let places = Places(system: study.workingSystem, calendar: calendar)
        let schools = try plan.schools.map { try places.schools($0, names: plan.schoolNames) } ?? []
        let stops = try plan.stops.map { try Places.stops($0, in: study.workingSystem) } ?? []

        logger.info("Finding peaks")
        let window = try study.selecting(days: plan.windowDays, hours: plan.windowHours)
        let peaks = try study.peaks(window: plan.windowHours, falseDiscoveryRate: plan.hotspots.falseDiscoveryRate)
        let clocks = try study.clocks()

        logger.info("Finding hotspots")
        let grid = try study.grid(plan.hotspots)
        let hotspots = study.hotspots(of: window.table, on: grid, plan.hotspots)
        let density = study.density(of: window.table, on: grid, plan.hotspots)

        logger.info("Finding clusters in place and hour")
        let clusters = try study.clusters(plan.clusters, seed: plan.seed)

        let dates = Timetable(calendar: calendar, period: study.period)
            .dates(firstDay: plan.timetableFirstDay, weeks: plan.patrols.weeks)

        logger.info("Planning chaperone routes")
        let streets = try plan.streets.map {
            try StreetFile.read(path: $0.file, layer: $0.layer, in: study.workingSystem)
        }
        var chaperones: ChaperonePlan?
        if let network = streets?.network, !schools.isEmpty {
            chaperones = try study.chaperones(
                for: window.table, schools: schools, stops: stops, network: network, plan.chaperones)
        }

        logger.info("Laying out guardian patrols")
        let patrols = try study.patrols(
            plan.patrols, stops: stops, network: streets?.network, firstDay: dates.firstDay)

        return RunResults(
            plan: plan, study: study, days: days, schools: schools, stops: stops, windowed: window.table,
            windowFiltered: window.filtered, clock: clocks.all, schoolDayClock: clocks.schoolDays, peaks: peaks,
            hotspots: hotspots, density: density, clusters: clusters, network: streets?.network,
            streetReport: streets?.report, chaperones: chaperones, patrols: patrols,
            timetableFirstDay: dates.firstDay, chaperoneDays: dates.schoolDays,
            assumptions: plan.notes + study.assumptions + dates.assumptions
                + routeAssumptions(schools: schools, network: streets?.network) + (chaperones?.assumptions ?? []),
            inputs: try inputs(), versions: HomewardVersion.all, started: begin.formatted(.iso8601),
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

    private func inputs() throws -> [InputFile] {
        var paths = [path, plan.studyArea.file, plan.areas.file]
        paths += [plan.schools?.file, plan.stops?.file, plan.calendar, plan.streets?.file, plan.harm].compactMap { $0 }
        paths += plan.incidents.map(\.path)
        var seen: Set<String> = []
        return try paths.filter { seen.insert($0).inserted }.map { try InputFile(hashing: $0) }
    }
}
