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

/// Where a simulation takes place.
struct SceneOptions: ParsableArguments {
    @Option(help: ArgumentHelp("A layer of named areas.", valueName: "file"), completion: .file())
    var areas: String

    @Option(help: ArgumentHelp("The area that holds everything; the file's first where not given.", valueName: "name"))
    var studyArea: String?

    @Option(help: ArgumentHelp("A layer of points with names.", valueName: "file"), completion: .file())
    var schools: String

    @Option(help: ArgumentHelp("A layer of points with names.", valueName: "file"), completion: .file())
    var stops: String

    @Option(help: ArgumentHelp("The working coordinate system, projected in metres.", valueName: "EPSG:n"))
    var crs = "EPSG:27700"

    @Option(help: "The seed.")
    var seed: UInt64 = 1

    @Flag(help: "No words on standard error but errors.")
    var quiet = false

    /// Reads the scene.
    func load() throws -> SimulationScene {
        try SimulationScene(
            areas: PlanFile.LayerReference(file: areas), studyArea: studyArea,
            schools: PlanFile.LayerReference(file: schools), stops: PlanFile.LayerReference(file: stops), crs: crs)
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
        let scene = try scene.load()
        let streets = StreetSimulation(
            studyArea: scene.studyArea.outline, places: (scene.schools + scene.stops).map(\.point),
            seed: self.scene.seed)
        try LayerWriter(path: out).write([try streets.layer(in: scene.system)])
    }
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

            Rows are written as they are made, so that ten million need no more memory than ten thousand.
            """)

    @OptionGroup var scene: SceneOptions

    @Option(help: ArgumentHelp("A layer of street lines.", valueName: "file"), completion: .file())
    var streets: String

    @Option(help: ArgumentHelp("Terms, INSET days and bank holidays.", valueName: "file"), completion: .file())
    var calendar: String

    @Option(help: ArgumentHelp("The first day.", valueName: "YYYY-MM-DD"))
    var from: CivilDay

    @Option(help: ArgumentHelp("The last day.", valueName: "YYYY-MM-DD"))
    var to: CivilDay

    @Option(help: ArgumentHelp("About how many rows.", valueName: "count"))
    var rows = 12_000

    @Option(
        name: .shortAndLong, help: ArgumentHelp("The CSV file to write; - for standard output.", valueName: "file"),
        completion: .file())
    var out: String

    @Option(
        help: ArgumentHelp("Write what was planted.", valueName: "file.json"), completion: .file(extensions: ["json"]))
    var truth: String?

    func validate() throws {
        if from > to { throw ValidationError("--to lies before --from; exchange them") }
    }

    func run() throws {
        let scene = try scene.load()
        let logger = TerminalProgress.logger(quiet: self.scene.quiet)
        defer { TerminalProgress.finish(quiet: self.scene.quiet) }
        let calendar = try SchoolCalendar(path: calendar)
        let lines = try LayerReader(path: streets).read().transformed(to: scene.system).features
            .flatMap { $0.shape?.lines ?? [] }
        let simulation = IncidentSimulation(
            studyArea: scene.studyArea.outline, areas: scene.areas, streets: lines,
            sites: (scene.schools + scene.stops).map { SimulationSite(name: $0.name, point: $0.point) },
            days: try calendar.table(from: from, to: to), rows: rows, seed: self.scene.seed)
        if out == "-" {
            let planted = try simulation.run { try FileHandle.standardOutput.write(contentsOf: Data($0)) }
            if let truth { try AtomicFile.write(try planted.json(), to: truth) }
        } else {
            _ = try simulation.write(to: out, truth: truth) { logger.info("\($0) rows") }
        }
    }
}
