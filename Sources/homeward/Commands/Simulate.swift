import ArgumentParser
import Foundation
import HomewardCalendar
import HomewardCore
import HomewardGeometry
import HomewardIncidents
import HomewardLayers
import HomewardSimulation
import HomewardWorkflow

/// `homeward simulate`: made-up streets and incidents whose truth is known.
struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make up streets or incidents, with a file of what was planted in them.",
        discussion: "The same seed gives the same bytes. Samples/make shows the calls that made the sample.",
        subcommands: [SimulateStreets.self, SimulateIncidents.self])
}

/// The settings of a scene.
enum SceneChoice: SettingChoice {
    static let paths = ["areas.file", "schools.file", "stops.file", "crs", "seed"]
}

/// Where a simulation takes place.
struct SceneOptions: ParsableArguments {
    @OptionGroup var settings: SettingOptions<SceneChoice>

    @Option(help: ArgumentHelp("The area that holds everything; the file's first where not given.", valueName: "name"))
    var studyArea: String?

    @Flag(help: "No words on standard error but errors.")
    var quiet = false

    func validate() throws {
        for path in SceneChoice.paths.prefix(3) where !settings.isGiven(path) {
            throw ValidationError("name the file: \(Flags.name(path)) FILE")
        }
    }

    /// The plan that the options make.
    func plan() throws -> PlanFile {
        var plan = PlanFile()
        try settings.fill(&plan)
        return plan
    }

    /// Reads the scene.
    func load() throws -> SimulationScene {
        let plan = try plan()
        guard let areas = plan.study.areas.reference, let schools = plan.schools.reference,
            let stops = plan.stops.reference
        else { throw UsageError("a scene needs --areas, --schools and --stops") }
        return try SimulationScene(
            areas: areas, studyArea: studyArea, schools: schools, stops: stops, crs: plan.study.crs)
    }
}

/// `homeward simulate streets`.
struct SimulateStreets: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "streets",
        abstract: "Make up a walking network: main roads, blocks, cul-de-sacs, footpaths.",
        discussion: """
              homeward simulate streets --areas GeoData/areas.geojson \\
                --study-area Coventry --schools GeoData/schools.geojson \\
                --stops GeoData/stops.geojson --out streets.gpkg
            """)

    @OptionGroup var scene: SceneOptions

    @Option(name: .shortAndLong, help: ArgumentHelp("The file to write.", valueName: "file"), completion: .file())
    var out: String

    func run() throws {
        try OutputOptions.check([out], inputs: try self.scene.plan().inputFiles)
        let scene = try scene.load()
        let streets = StreetSimulation(
            studyArea: scene.studyArea.outline, places: (scene.schools + scene.stops).map(\.point),
            seed: try self.scene.plan().seed)
        let plan = try self.scene.plan()
        let provenance = Provenance(
            title: "Made-up streets", audience: plan.audience.rawValue, statement: plan.audience.statement,
            madeUp: [.streets], methods: [Self.configuration.abstract],
            parameters: [
                SettingRecord(key: "study_area.name", value: scene.studyArea.name),
                SettingRecord(key: "crs", value: plan.study.crs),
            ], seed: plan.seed, versions: HomewardVersion.all)
        try LayerWriter(path: out).write(
            [try streets.layer(in: scene.system)], options: WriteOptions(provenance: provenance))
    }
}

/// The settings of simulated incidents.
enum SimulationChoice: SettingChoice {
    static let paths = ["streets.file", "calendar", "period"]
}

/// `homeward simulate incidents`.
struct SimulateIncidents: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "incidents",
        abstract: "Make up incidents with planted peaks, hotspots and faults.",
        discussion: """
              homeward simulate incidents --areas GeoData/areas.geojson \\
                --study-area Coventry --schools GeoData/schools.geojson \\
                --stops GeoData/stops.geojson --streets GeoData/streets.gpkg \\
                --calendar GeoData/calendar.yml --from 2023-09-01 --to 2025-08-31 \\
                --out incidents.csv --truth incidents.truth.json

            --patrol plants measures whose truth is known, for homeward evaluate to find: "AREA=works" prevents a share of the area's \
            incidents from --patrol-start on, "AREA=nothing" changes nothing, "AREA=displaces" moves them up to 300 m away. The sample's hotspots that come and go are left out, so that nothing else changes:

              homeward simulate incidents … --patrol "Foleshill=works" \
                --patrol "Willenhall=nothing" --patrol "Tile Hill North=displaces" \
                --patrol-start 2024-09-01 --out patrolled.csv --truth patrolled.json

            Rows are written as they are made, so that ten million need no more memory than ten thousand.
            """)

    @OptionGroup var scene: SceneOptions

    @OptionGroup var settings: SettingOptions<SimulationChoice>

    @Option(help: ArgumentHelp("About how many rows.", valueName: "count"))
    var rows = 12_000

    @Option(
        help: ArgumentHelp(
            "Plant risk that moves after the bell instead of the sample's patterns: from so many gates to the shops and on to an interchange.",
            valueName: "chains"))
    var moving: Int?

    @Option(
        help: ArgumentHelp(
            "Plant a measure in an area: works, nothing or displaces.", valueName: "area=kind"))
    var patrol: [PlantedPatrol] = []

    @Option(help: ArgumentHelp("The first day of the measures planted.", valueName: "YYYY-MM-DD"))
    var patrolStart: String?

    @Option(help: ArgumentHelp("The share of incidents that they prevent or move.", valueName: "number"))
    var patrolShare = 0.3

    @Option(
        name: .shortAndLong, help: ArgumentHelp("The CSV file to write; - for standard output.", valueName: "file"),
        completion: .file())
    var out: String

    @Option(
        help: ArgumentHelp("Write what was planted.", valueName: "file.json"), completion: .file(extensions: ["json"]))
    var truth: String?

    func validate() throws {
        for path in ["streets.file", "period.from", "period.to"] where !settings.isGiven(path) {
            throw ValidationError("say \(Flags.name(path))")
        }
        guard settings.isGiven("calendar.file") || settings.isGiven("calendar.assume_terms") else {
            throw ValidationError("say \(Flags.name("calendar.file")) or \(Flags.name("calendar.assume_terms"))")
        }
        guard patrol.isEmpty || patrolStart.flatMap({ CivilDay(iso: $0) }) != nil else {
            throw ValidationError("--patrol needs its first day: --patrol-start YYYY-MM-DD")
        }
    }

    func run() throws {
        var plan = try self.scene.plan()
        try settings.fill(&plan)
        try Outputs.check([out, truth].compactMap { $0 }.filter { $0 != "-" }, inputs: plan.inputFiles)
        let scene = try scene.load()
        guard let streets = plan.streets.file, let from = plan.study.from, let to = plan.study.to,
            let read = try plan.study.schoolCalendar(in: LocalClock(timeZone: plan.study.timeZone))
        else { throw UsageError("a simulation needs --streets, --calendar, --from and --to") }
        let logger = TerminalProgress.logger(quiet: self.scene.quiet)
        defer { TerminalProgress.clear() }
        let calendar = try plan.study.schoolCalendar(read, over: from...to)
        let lines = try LayerReader(path: streets).read().transformed(to: scene.system).features
            .flatMap { $0.shape?.lines ?? [] }
        func sites(_ places: [SimulationScene.Place]) -> [SimulationSite] {
            places.map { SimulationSite(name: $0.name, point: $0.point) }
        }
        var simulation = IncidentSimulation(
            studyArea: scene.studyArea.outline, areas: scene.areas, streets: lines,
            sites: sites(scene.schools + scene.stops), days: try calendar.table(from: from, to: to), rows: rows,
            seed: plan.seed)
        if let moving {
            (simulation.planting, simulation.sites) = try MovingRisk(chains: moving).planting(
                schools: sites(scene.schools), streets: lines, in: scene.studyArea, seed: plan.seed)
        }
        if let start = patrolStart.flatMap({ CivilDay(iso: $0) }) {
            // Nothing else is to change at the start.
            (simulation.planting.emerging, simulation.planting.fading) = ([], [])
            simulation.planting.patrols = patrol.map {
                PatrolEffect(area: $0.area, start: start, kind: $0.kind, share: patrolShare)
            }
        }
        if out == "-" {
            let planted = try simulation.run { try FileBytes.writeToStandardOutput(Array($0)) }
            if let truth { try AtomicFile.write(try planted.json(), to: truth) }
        } else {
            _ = try simulation.write(to: out, truth: truth) { logger.info("\($0) rows") }
        }
    }
}

/// `area=kind` of a planted measure.
struct PlantedPatrol: ExpressibleByArgument {
    let area: String
    let kind: PatrolEffect.Kind

    init?(argument: String) {
        guard let equals = argument.lastIndex(of: "="),
            let kind = PatrolEffect.Kind(rawValue: String(argument[argument.index(after: equals)...]))
        else { return nil }
        area = String(argument[..<equals])
        self.kind = kind
    }
}
