import ArgumentParser
import HomewardAnalysis
import HomewardPublishing
import HomewardWorkflow

/// `homeward hotspots`: counts, density or significance by cell.
struct HotspotsCommand: ParsableCommand {
    enum Method: String, CaseIterable, ExpressibleByArgument {
        case count, kde, gistar
    }

    enum Form: String, CaseIterable, ExpressibleByArgument {
        case square, hexagonal
    }

    static let configuration = CommandConfiguration(
        commandName: "hotspots",
        abstract: "Tell where incidents cluster, cell by cell.",
        discussion: """
            count: incidents in each cell. kde: density per km2 with a quartic kernel. gistar: Getis-Ord Gi* with z, p, the \
            false-discovery rate q and hot.

              homeward hotspots Samples/incidents.csv --areas GeoData/areas.geojson \\
                --study-area Coventry --calendar GeoData/calendar.yml --days school \\
                --hours 15-18 --out hotspots.geojson
            """)

    @OptionGroup var study: StudyOptions
    @OptionGroup var window: WindowOptions

    @Option(help: "count, kde or gistar.")
    var method = Method.gistar

    @Option(help: ArgumentHelp("The width of a cell.", valueName: "metres"))
    var cell = 100.0

    @Option(help: "The form of a cell: square or hexagonal.")
    var form = Form.square

    @Option(help: ArgumentHelp("The bandwidth of the density.", valueName: "metres"))
    var bandwidth = 300.0

    @Option(help: ArgumentHelp("The false-discovery rate at which a cell is called hot.", valueName: "rate"))
    var fdr = 0.05

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if !(10...10_000).contains(cell) { throw ValidationError("--cell is a width from 10 to 10000 m") }
        if !(10...10_000).contains(bandwidth) { throw ValidationError("--bandwidth is 10 to 10000 m") }
        if !(0.0001...0.5).contains(fdr) { throw ValidationError("--fdr is a rate from 0.0001 to 0.5") }
    }

    func run() throws {
        try output.check()
        let loaded = try Study(loading: try study.request())
        let selected = try loaded.selecting(days: window.days, hours: window.hours)
        var settings = PlanFile.HotspotSettings()
        settings.cell = cell
        settings.isHexagonal = form == .hexagonal
        settings.bandwidth = bandwidth
        settings.falseDiscoveryRate = fdr
        let grid = try loaded.grid(settings)
        let hotspots = loaded.hotspots(of: selected.table, on: grid, settings)
        let density = method == .kde ? loaded.density(of: selected.table, on: grid, settings) : nil
        let summary = HotspotsSummary(
            study: loaded, selected: selected.table, filtered: selected.filtered, hotspots: hotspots, density: density)
        try output.deliver(
            HotspotLayer.make(
                hotspots, density: density, significance: method == .gistar, system: loaded.workingSystem),
            json: try summary.json(), text: summary.text)
    }
}
