import ArgumentParser
import HomewardWorkflow

/// `homeward doctor`: what this machine has.
struct Doctor: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say what this machine has: GEOS, PROJ, grids, GDAL drivers, Leaflet.",
        discussion: "Ends with 0 where everything that Homeward needs is here, and with 69 where something is missing.")

    @OptionGroup var options: SummaryOptions

    func run() throws {
        let summary = MachineSummary()
        if options.json {
            try StandardOutput.print(json: try summary.json())
        } else {
            try StandardOutput.print(summary.text)
        }
        if !summary.isComplete { throw ExitCode(69) }
    }
}
